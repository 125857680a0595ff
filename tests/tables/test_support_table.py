"""What is registered and done holds what it may and nothing else."""

import re

import pandas as pd
import pytest

from ntm_geo.errors import TableError
from ntm_geo.tables.base import heading_of, validate
from ntm_geo.tables.support_table import Support

ROW = {
    "number": 1, "agency": "so-y-te", "code": "01291", "year": 2023, "content": "Khám bệnh lưu động", "criterion": "15",
    "money": 20.0, "days": None, "due_on": pd.NaT, "done_on": pd.NaT, "done": None, "money_done": None,
    "days_done": None,
}  # fmt: skip


def test_a_row_is_taken():
    assert validate(pd.DataFrame([ROW]), Support)["money"].tolist() == [20.0]


@pytest.mark.parametrize(
    ("column", "value"), [("content", ""), ("money", -1.0), ("criterion", "15.1"), ("number", 0), ("code", "x")]
)
def test_what_cannot_be_is_refused(column, value):
    with pytest.raises(TableError, match=re.escape(heading_of(Support, column))):
        validate(pd.DataFrame([ROW | {column: value}]), Support)
