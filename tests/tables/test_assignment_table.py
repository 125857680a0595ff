"""Plans, their pairs, and partners of earlier years hold what they may and nothing else."""

import re

import pandas as pd
import pytest

from ntm_geo.errors import TableError
from ntm_geo.tables.assignment_table import IN_FORCE, PLAN_STATES, Assignments, Partners, Plans
from ntm_geo.tables.base import heading_of, validate

DAY = pd.Timestamp("2023-02-01")
PLAN = {
    "edition": 1, "name": "Phân công 2023", "state": "draft", "first_year": 2023, "last_year": 2025, "decision": None,
    "decided_on": pd.NaT, "signer": None, "place": None, "reason": None, "changed_on": DAY, "changed_by": "An",
    "pairs": "0123456789ab", "question": "{}",
}  # fmt: skip
PAIR = {
    "agency": "so-y-te", "code": "01291", "assigned": True, "agency_name": "Sở Y tế", "kind": "department",
    "name": "Xã Đức Hạnh", "district": None, "origin": "solver", "why": None, "lock": None, "lock_by": None,
    "lock_why": None, "value": None, "pieces": None, "km": None, "note": None,
}  # fmt: skip


@pytest.mark.parametrize("state", PLAN_STATES)
def test_a_plan_is_kept_in_each_of_its_states(state):
    assert validate(pd.DataFrame([PLAN | {"state": state}]), Plans)["state"].tolist() == [state]


@pytest.mark.parametrize(
    ("column", "value"),
    [("state", IN_FORCE), ("edition", 0), ("name", ""), ("pairs", "short"), ("first_year", 1999)],
)
def test_a_plan_that_cannot_be_is_refused(column, value):
    with pytest.raises(TableError, match=re.escape(heading_of(Plans, column))):
        validate(pd.DataFrame([PLAN | {column: value}]), Plans)


@pytest.mark.parametrize(
    ("column", "value"),
    [("code", "1291"), ("agency", "sở"), ("kind", "friend"), ("origin", "magic"), ("lock", "maybe"), ("km", -1.0)],
)
def test_a_pair_that_cannot_be_is_refused(column, value):
    with pytest.raises(TableError, match=re.escape(heading_of(Assignments, column))):
        validate(pd.DataFrame([PAIR | {column: value}]), Assignments)


def test_a_partner_has_a_year_in_reach():
    row = {"agency": "so-y-te", "code": "01291", "year": 2022, "decision": None}
    assert len(validate(pd.DataFrame([row]), Partners)) == 1
    with pytest.raises(TableError, match=re.escape(heading_of(Partners, "year"))):
        validate(pd.DataFrame([row | {"year": 22}]), Partners)
