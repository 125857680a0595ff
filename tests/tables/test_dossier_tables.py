"""What is sent, appraised and voted on holds what it may and nothing else."""

import re

import pandas as pd
import pytest

from ntm_geo.errors import TableError
from ntm_geo.tables.base import heading_of, validate
from ntm_geo.tables.dossier_tables import Appraisals, Councils, Reports

AT = "2026-11-30T08:00:00+00:00"
REPORT = {"code": "01291", "item": "10.1", "period": 2026, "value": 45.5, "met": None, "note": None}
APPRAISAL = {
    "number": 1, "code": "01291", "period": 2026, "criterion": "10", "sending": 1, "step": "department",
    "verdict": "sent_back", "reason": "Thiếu bảng tổng hợp", "due_on": pd.Timestamp("2026-12-15"), "at": AT,
    "by": "Sở", "account": None,
}  # fmt: skip
COUNCIL = {
    "number": 1, "code": "01291", "period": 2026, "level": "standard", "held_on": pd.Timestamp("2026-12-20"),
    "members": 9, "present": 8, "agreed": 8, "proposes": True, "minutes": None, "note": None, "at": AT, "by": "VP",
    "account": None,
}  # fmt: skip


@pytest.mark.parametrize(("model", "row"), [(Reports, REPORT), (Appraisals, APPRAISAL), (Councils, COUNCIL)])
def test_a_row_is_taken(model, row):
    assert len(validate(pd.DataFrame([row]), model)) == 1


@pytest.mark.parametrize(
    ("model", "row", "column", "value"),
    [
        (Reports, REPORT, "item", "10.1.2"),
        (Reports, REPORT, "note", "x" * 1_001),
        (Appraisals, APPRAISAL, "verdict", "perhaps"),
        (Appraisals, APPRAISAL, "step", "ministry"),
        (Appraisals, APPRAISAL, "at", "hôm qua"),
        (Councils, COUNCIL, "members", 0),
        (Councils, COUNCIL, "level", "best"),
    ],
)
def test_what_cannot_be_is_refused(model, row, column, value):
    with pytest.raises(TableError, match=re.escape(heading_of(model, column))):
        validate(pd.DataFrame([row | {column: value}]), model)
