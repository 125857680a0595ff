"""What is known of a commune beside the criteria."""

import re

import pandas as pd
import pytest

from ntm_geo.errors import TableError
from ntm_geo.tables.attribute_table import CommuneAttributes
from ntm_geo.tables.base import heading_of, validate

ROW = {
    "code": "01267", "period": 2022, "population": 4100, "households": None, "poverty_rate": 12.5, "zone": "III",
    "border": True, "has_craft_village": None,
}  # fmt: skip


def test_what_is_not_known_stays_empty():
    checked = validate(pd.DataFrame([ROW]), CommuneAttributes)
    assert pd.isna(checked.loc[0, "households"])
    assert pd.isna(checked.loc[0, "has_craft_village"])


@pytest.mark.parametrize(
    ("column", "value"), [("poverty_rate", 101), ("zone", "IV"), ("population", -1), ("code", "1267")]
)
def test_what_cannot_be_is_refused(column, value):
    with pytest.raises(TableError, match=re.escape(heading_of(CommuneAttributes, column))):
        validate(pd.DataFrame([ROW | {column: value}]), CommuneAttributes)
