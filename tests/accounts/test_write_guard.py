"""Rights are asked for where it is written: the cases of the office, and the program's own use cases past every screen."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from ntm_geo.accounts.write_guard import WriteGuard, touched_rows
from ntm_geo.acting import PROGRAM, Deed, acting_as, current_actor
from ntm_geo.errors import RightsError
from ntm_geo.store.datasets import add_version, current_version, list_versions, make_current, read_version
from ntm_geo.store.files import keep_file
from ntm_geo.store.name_fixes import remember
from ntm_geo.store.versions import NewVersion, Slot
from ntm_geo.tables.provenance import Provenance
from tests.accounts.conftest import PEOPLE

CASES = yaml.safe_load((Path(__file__).parent / "rights.yaml").read_text(encoding="utf-8"))
SOURCE = Provenance(source="xã", sha256="0" * 64, imported_at="2026-11-30", illustrative=False, schematic=False)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['who']} {case['kind']} {case['may']}")
def test_the_office_says_who_may_write_what(case, office, as_):
    guard = replace(office.store.guard, scopes=replace(office.store.guard.scopes, today=lambda: date(2026, 11, 30)))
    row = {key: pd.Timestamp(value) if key.endswith("_on") else value for key, value in case["row"].items()}
    deed = Deed(
        verb="write", kind=case["kind"], period=int(row.get("period", 0)), tables=lambda: (None, pd.DataFrame([row]))
    )
    with as_(case["who"]), office.store.reading() as connection:
        if case["may"]:
            guard(connection, current_actor(), deed)
        else:
            with pytest.raises(RightsError):
                guard(connection, current_actor(), deed)


def _results(*rows):
    table = pd.DataFrame(rows, columns=["code", "criterion", "met", "period"])
    return table.assign(met=table["met"].astype("boolean"))


def _bring(space, *rows, period=2026):
    return add_version(
        space.store,
        NewVersion(
            slot=Slot(kind="results", vintage="2025", period=period), table=_results(*rows), provenance=SOURCE, by="x"
        ),
    )


def test_use_cases_past_the_screens_are_refused_and_nothing_is_written(office, as_, monkeypatch):
    guard = office.store.guard
    object.__setattr__(
        office.store, "guard", replace(guard, scopes=replace(guard.scopes, today=lambda: date(2026, 11, 30)))
    )
    try:
        with as_("vpdp"):
            first, _new = _bring(office, ("01270", "1", True, 2026), ("01273", "1", True, 2026))
        for name in ("lanhdao", "khach", "quantri", "giupdo"):
            with as_(name), pytest.raises(RightsError):
                _bring(office, ("01270", "1", False, 2026), ("01273", "1", True, 2026))
        with as_("xa"):
            with pytest.raises(RightsError, match="01273"):
                _bring(office, ("01270", "1", True, 2026), ("01273", "1", False, 2026))
            with pytest.raises(RightsError, match="01273"):
                _bring(office, ("01270", "1", True, 2026))  # a row of another commune would be gone
            own, _new = _bring(office, ("01270", "1", False, 2026), ("01273", "1", True, 2026))
            with pytest.raises(RightsError):
                make_current(office.store, first, by="xa")
            with pytest.raises(RightsError):
                keep_file_refused(office)
        with pytest.raises(RightsError, match="Nobody is signed in"):
            _bring(office, ("01270", "1", None, 2026))
        with pytest.raises(RightsError):
            remember(office.store, "2025", {"xa a": "01270"}, by="x")
        assert [version.id for version in list_versions(office.store, kind="results")] == [own.id, first.id]
        assert read_version(office.store, current_version(office.store, own.slot))["met"].tolist() == [False, True]
        assert (own.imported_by, first.imported_by) == ("Xa", "Vpdp"), "the name comes from the seat"
        with acting_as(PROGRAM):
            assert make_current(office.store, first, by="máy chủ").current
    finally:
        object.__setattr__(office.store, "guard", guard)


def keep_file_refused(office):
    """A commune may keep files; restoring boundaries it may not."""
    keep_file(office.store, b"x", by="x")
    add_version(
        office.store,
        NewVersion(
            slot=Slot(kind="recognitions", vintage="2025"),
            table=pd.DataFrame(
                {
                    "code": ["01270"], "level": ["standard"], "for_year": [2026], "recognised_on": [pd.Timestamp("2026-01-01")],
                    "revoked_on": [pd.NaT], "decision": ["1/QĐ"],
                }
            ),
            provenance=SOURCE,
            by="x",
        ),
    )  # fmt: skip


def test_without_accounts_everything_may_be_done(space):
    version, _new = _bring(space, ("01270", "1", True, 2026))
    assert version.imported_by == "x"


def test_every_account_is_of_a_role_of_the_table(rights):
    assert {role for role, _units, _body in PEOPLE.values()} == set(rights.roles)


ROWS = st.lists(
    st.tuples(st.sampled_from("abc"), st.sampled_from("12"), st.booleans()), max_size=6, unique_by=lambda row: row[:2]
)


@given(ROWS, ROWS)
def test_the_rows_touched_are_those_that_differ(before, after):
    columns = ["code", "criterion", "met"]
    touched = {
        tuple(row.values()) for row in touched_rows(*(pd.DataFrame(rows, columns=columns) for rows in (before, after)))
    }
    assert touched == set(before) ^ set(after)


def test_the_guard_is_that_of_the_workspace(space):
    assert isinstance(space.store.guard, WriteGuard)
    assert "statistics" in space.store.guard.scopes.in_charge("10", date(2022, 12, 31))
    assert space.store.guard.scopes.parents()["01270"]


def test_a_row_written_twice_is_looked_at_as_well():
    after = pd.DataFrame([("b", "1", True), ("b", "1", True)], columns=["code", "criterion", "met"])
    assert [row["code"] for row in touched_rows(after.iloc[:0], after)] == ["b"]
    assert [row["code"] for row in touched_rows(None, after)] == ["b"]
