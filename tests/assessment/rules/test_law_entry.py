"""Entering a set: what is typed is a proposal whose faults have a place, and what is accepted is in use."""

import pandas as pd
import pytest

from ntm_geo.assessment.rules.law_entry import (
    accept,
    compared_lines,
    entry_table,
    mark_compared,
    proposal_findings,
    shipping_files,
    typed_proposal,
)
from ntm_geo.settings import Settings
from ntm_geo.workspace.workspace import open_workspace
from tests.made_up_law import KEY, made_up_lines


@pytest.fixture
def space(empty_folder):
    return open_workspace(Settings(data_dir=empty_folder))


def _typed(table, **cells):
    row = dict.fromkeys(table.frame.columns) | cells
    return pd.concat([table.frame, pd.DataFrame([row])], ignore_index=True)


def test_what_is_typed_is_in_use_once_it_is_accepted(space):
    table = entry_table(space, KEY)
    frame = _typed(table, code="1.1", name="Quy hoạch", unit="%", sense="từ mức trở lên", level="92,5")
    proposal = typed_proposal(space, KEY, frame, table=table)
    assert proposal_findings(space, proposal) == ()
    version, new = accept(space, proposal, by="An")
    assert new
    assert space.criteria_sets[KEY].indicator("1.1").values[0].for_all == 92.5  # noqa: PD011 - the law's own
    assert entry_table(space, KEY).version == version.id


def test_a_fault_is_named_by_code_and_heading_or_by_row(space):
    table = entry_table(space, KEY)
    wrong = _typed(table, code="1.1", name="A", unit="%", sense="từ mức trở lên", level="nhiều")
    assert [finding.place for finding in typed_proposal(space, KEY, wrong, table=table).findings] == ["1.1 › Mức chung"]
    nameless = _typed(table, name="A")
    assert typed_proposal(space, KEY, nameless, table=table).findings[0].place.endswith("11 › Mã")


def test_a_second_person_stands_beside_the_first(shipped):
    lines = made_up_lines(shipped.shipped_law.sets[KEY])
    first = compared_lines(lines, ["1.1"], by="An", page="7")
    both = compared_lines(compared_lines(first, ["1.1"], by="An", page="8"), ["1.1", "1.2"], by="Lan", page=" ")
    row = both.set_index("code").loc["1.1"]
    assert (row["checked_by"], row["checked_page"], row["second_by"]) == ("An", "7", "Lan")
    assert pd.isna(row["second_page"])
    assert both.set_index("code").loc["1.2", ["checked_by"]].tolist() == ["Lan"]


def test_what_was_compared_is_kept(space):
    mark_compared(space, "commune-2021", ["10.1"], by="Lan", page="7")
    assert all(value.verified for value in space.criteria_sets["commune-2021"].indicator("10.1").values)  # noqa: PD011


def test_two_people_are_asked_for_where_the_office_wants_it(empty_folder):
    space = open_workspace(Settings(data_dir=empty_folder, law_checks=2))
    seen = []
    for who in ("Lan", "An"):
        mark_compared(space, "commune-2021", ["10.1"], by=who, page="7")
        seen.append({value.verified for value in space.criteria_sets["commune-2021"].indicator("10.1").values})  # noqa: PD011
    assert seen == [{False}, {True}]


def test_there_is_a_file_a_criterion_to_ship(space):
    assert len(shipping_files(space, KEY)) == 10


def test_a_set_of_hamlets_is_entered_from_nothing_and_judges_no_commune(space):
    key = "hamlet-2019"
    table = entry_table(space, key)
    assert table.frame.empty
    rows = [
        {"code": str(number), "name": f"Tiêu chí {number} (bịa để thử)", "criterion_group": "I"}
        for number in range(1, 17)
    ]
    rows.append({"code": "3.1", "name": "Đường", "unit": "%", "sense": "từ mức trở lên", "level": "80"})
    frame = pd.DataFrame(rows).reindex(columns=table.frame.columns)
    proposal = typed_proposal(space, key, frame, table=table)
    assert proposal_findings(space, proposal) == ()
    accept(space, proposal, by="An")
    law = space.law.others[key]
    assert len(law.criteria) == law.expects[0] == 16
    assert law.indicator("3.1").values[0].for_all == 80  # noqa: PD011 - the law's own
    assert key not in space.criteria_sets
    assert space.set_on(pd.Timestamp("2026-12-31").date()).key == KEY


def test_the_set_of_advanced_communes_waits_for_its_75_indicators(space):
    law = space.law.others["advanced-2021"]
    assert (law.criteria, law.expects) == ((), (19, 75))
    assert entry_table(space, "advanced-2021").version is None
