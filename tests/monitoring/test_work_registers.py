"""Monitoring is checked on the way in, kept version by version, and never overwritten."""

import pandas as pd
import pytest

from ntm_geo.errors import TableError, VersionConflictError
from ntm_geo.monitoring import work_registers


def _difficulty(**changes):
    row = {
        "number": None, "code": "01291", "criterion": "2", "what": "Thiếu vốn làm đường", "raised_by": "UBND xã",
        "in_charge": "transport", "to_ministry": False, "raised_on": "2022-03-01", "due_on": "2022-06-30",
        "solved_on": None, "solution": None,
    }  # fmt: skip
    frame = pd.DataFrame([row | changes])
    days = {one: pd.to_datetime(frame[one]) for one in ("raised_on", "due_on", "solved_on")}
    return frame.assign(**days, to_ministry=frame["to_ministry"].astype("boolean"))


def _save(space, table, *, expected=None, kind="difficulties", by="An"):
    return work_registers.save(space, kind, table, vintage="2020", by=by, expected=expected)


def test_new_rows_get_the_next_numbers_and_come_back_as_they_were(fresh):
    assert work_registers.load(fresh, "difficulties", vintage="2020").table.empty
    first, new = _save(fresh, pd.concat([_difficulty(), _difficulty(code="01294", criterion=None)], ignore_index=True))
    assert new
    kept = work_registers.load(fresh, "difficulties", vintage="2020")
    assert kept.version == first.id
    assert kept.table["number"].tolist() == [1, 2]
    assert kept.table["what"].tolist() == ["Thiếu vốn làm đường"] * 2
    assert kept.table["criterion"].isna().tolist() == [False, True]
    _version, new = _save(fresh, kept.table, expected=kept.version)
    assert not new


def _conditions(*rows):
    table = pd.DataFrame(rows, columns=["code", "period", "condition", "met", "note"])
    return table.astype({"met": "boolean"})


def test_conditions_are_kept_by_commune_year_and_condition(fresh):
    table = _conditions(("01291", 2022, "satisfaction", True, "96 %"), ("01291", 2022, "security", None, None))
    _save(fresh, table, kind="conditions")
    back = work_registers.load(fresh, "conditions", vintage="2020").table
    assert back["condition"].tolist() == ["satisfaction", "security"]
    assert back["met"].tolist() == [True, pd.NA]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([("01291", 2022, "beauty", True, None)], "condition"),
        ([("01291", 2026, "satisfaction", True, None)], "condition"),
        ([("01291", 2022, "satisfaction", True, None), ("01291", 2022, "satisfaction", False, None)], "twice"),
        ([("99999", 2022, "satisfaction", True, None)], "no commune"),
    ],
)
def test_conditions_that_cannot_be_are_refused(fresh, rows, said):
    with pytest.raises(TableError, match=said):
        _save(fresh, _conditions(*rows), kind="conditions")


def test_two_who_add_at_once_both_land(fresh):
    _save(fresh, _difficulty())
    _save(fresh, _difficulty(what="Khác"), by="Binh")
    table = work_registers.load(fresh, "difficulties", vintage="2020").table
    assert list(zip(table["number"], table["what"], strict=True)) == [(1, "Thiếu vốn làm đường"), (2, "Khác")]


def test_the_second_who_changes_a_row_is_shown_the_difference_and_loses_nothing(fresh):
    first, _new = _save(fresh, _difficulty())
    table = work_registers.load(fresh, "difficulties", vintage="2020").table
    second, _new = _save(fresh, table.assign(what="Thiếu đất"), expected=first.id)
    with pytest.raises(VersionConflictError, match="what: Thiếu cát ≠ Thiếu đất"):
        _save(fresh, table.assign(what="Thiếu cát"), by="Binh", expected=first.id)
    assert work_registers.load(fresh, "difficulties", vintage="2020").version == second.id


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"code": "99999"}, "no commune"),
        ({"code": "01267"}, "no commune"),
        ({"criterion": "20"}, "criterion"),
        ({"solved_on": "2022-02-01"}, "end before"),
        ({"due_on": "2022-02-01"}, "end before"),
        ({"what": ""}, "is missing"),
    ],
)
def test_a_faulty_row_is_refused_whole(fresh, changes, said):
    with pytest.raises(TableError, match=said) as caught:
        _save(fresh, _difficulty(**changes))
    assert caught.value.fix
    assert work_registers.load(fresh, "difficulties", vintage="2020").version is None


def test_steps_out_of_order_are_kept_and_said(fresh):
    rows = pd.DataFrame(
        [["01291", "standard", "appraised", "2022-05-01"]], columns=["code", "level", "step", "on"]
    ).assign(document=None, note=None)
    _save(fresh, rows.assign(on=pd.to_datetime(rows["on"])), kind="steps")
    assert [one.kind for one in work_registers.findings(fresh, vintage="2020")] == ["step-missing"]


@pytest.mark.parametrize("kind", work_registers.KINDS)
def test_every_kind_starts_empty_with_its_columns(fresh, kind):
    kept = work_registers.load(fresh, kind, vintage="2020")
    assert kept.version is None
    assert kept.table.empty
    assert "code" in kept.table
