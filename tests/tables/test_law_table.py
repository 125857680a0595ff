"""Lines of the law: what the table refuses."""

import pandas as pd
import pytest

from ntm_geo.errors import TableError
from ntm_geo.tables.base import validate
from ntm_geo.tables.law_table import LawLines

LINE = dict.fromkeys(LawLines.to_schema().columns) | {
    "code": "5.1a", "name": "A", "effective": pd.Timestamp("2026-01-01"), "situation": "",
}  # fmt: skip


@pytest.mark.parametrize("code", ["5", "5.1", "10.12", "5.1a"])
def test_codes_of_criteria_indicators_and_parts(code):
    assert validate(pd.DataFrame([LINE | {"code": code}]), LawLines)["code"].tolist() == [code]


@pytest.mark.parametrize("wrong", [{"code": "5."}, {"code": "x"}, {"code": "5.1ab"}, {"name": ""}, {"sense": "equals"}])
def test_what_is_no_line_is_refused(wrong):
    with pytest.raises(TableError):
        validate(pd.DataFrame([LINE | wrong]), LawLines)
