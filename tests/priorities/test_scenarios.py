"""Scenarios come out the same years later, are compared, and stay when decided."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from ntm_geo.errors import TableError
from ntm_geo.priorities.engine.selection import Overrule
from ntm_geo.priorities.factor_values import factor_values
from ntm_geo.priorities.prioritize import answer, ready_question
from ntm_geo.priorities.scenarios import (
    compare_scenarios,
    decide_scenario,
    duplicate_scenario,
    list_scenarios,
    save_scenario,
)
from ntm_geo.themes import map_layers


@pytest.fixture(scope="module")
def values(shipped, standing):
    drawn = map_layers.layer(shipped, vintage="2020", boundary_set="schematic")
    return factor_values(shipped, [standing(year) for year in (2022, 2021, 2020)], drawn)


def _save(workspace, standing, values, found, name="Về đích", day=date(2023, 1, 5), **more):
    options = {"standing": standing(2022), "values": values, "data_number": 7, "by": "Lan", "today": day}
    save_scenario(workspace, name, found, **options, **more)


def test_a_scenario_is_computed_again_to_the_same_result(fresh, standing, values):
    question = ready_question("finish", 10)
    rules = replace(
        question.rules, most_per_district=3, overrules={"01795": Overrule(state="in", reason="an toàn khu")}
    )
    found = answer(standing(2022), values, replace(question, rules=rules))
    _save(fresh, standing, values, found)
    (kept,) = list_scenarios(fresh)
    again = kept.answer()
    pd.testing.assert_frame_equal(again.choice, found.choice)
    pd.testing.assert_frame_equal(again.ranges, found.ranges)
    assert again.question == found.question
    assert kept.question.rules.overrules["01795"].reason == "an toàn khu"
    assert kept.saved_on == date(2023, 1, 5)
    assert "7" in kept.sources[1]


def test_a_decided_scenario_stays_as_it_is(fresh, standing, values):
    found = answer(standing(2022), values, ready_question("finish", 10))
    _save(fresh, standing, values, found)
    _save(fresh, standing, values, answer(standing(2022), values, ready_question("finish", 5)), decided=True)
    (kept,) = list_scenarios(fresh)
    assert (kept.state, len(kept.answer().selected)) == ("decided", 5)
    with pytest.raises(TableError):
        _save(fresh, standing, values, found)
    assert len(list_scenarios(fresh)[0].answer().selected) == 5


def test_a_scenario_has_a_name(fresh, standing, values):
    with pytest.raises(TableError):
        _save(fresh, standing, values, answer(standing(2022), values, ready_question("finish", 5)), name="  ")


def test_who_enters_and_who_leaves(standing, values):
    before = answer(standing(2022), values, ready_question("finish", 10))
    after = answer(standing(2022), values, ready_question("border", 12))
    table = compare_scenarios(before, after)
    changes = table.groupby("change")["code"].agg(set)
    assert changes.get("enters", set()) == set(after.selected) - set(before.selected)
    assert changes.get("leaves", set()) == set(before.selected) - set(after.selected)
    assert changes.get("stays", set()) == set(before.selected) & set(after.selected)
    assert len(table) == 122


def test_the_scenario_saved_last_stands_first_also_on_one_day(fresh, standing, values):
    found = answer(standing(2022), values, ready_question("finish", 10))
    for name in ("A", "C", "B"):
        _save(fresh, standing, values, found, name=name)
    _save(fresh, standing, values, found, name="Hôm trước", day=date(2023, 1, 4))
    assert [one.name for one in list_scenarios(fresh)] == ["B", "C", "A", "Hôm trước"]


def test_a_copy_is_a_draft_with_all_of_it_and_the_decided_one_stays(fresh, standing, values):
    found = answer(standing(2022), values, ready_question("finish", 10))
    _save(fresh, standing, values, found)
    decide_scenario(fresh, "Về đích", by="Lan")
    with pytest.raises(TableError, match="decided already"):
        decide_scenario(fresh, "Về đích", by="Lan")
    assert duplicate_scenario(fresh, "Về đích", by="Bình") == "Về đích (2)"
    copied, first = list_scenarios(fresh)
    assert (copied.name, copied.state, copied.saved_by) == ("Về đích (2)", "draft", "Bình")
    assert (first.name, first.state, first.saved_by) == ("Về đích", "decided", "Lan")
    assert copied.question == first.question
    assert copied.verify() == first.verify() == ()


def test_a_long_name_is_copied_and_one_nobody_saved_is_refused(fresh, standing, values):
    _save(fresh, standing, values, answer(standing(2022), values, ready_question("finish", 3)), name="x" * 80)
    duplicate_scenario(fresh, "x" * 80, by="")
    duplicate_scenario(fresh, "x" * 80, by="")
    assert len({one.name for one in list_scenarios(fresh)}) == 3
    for deed in (duplicate_scenario, decide_scenario):
        with pytest.raises(TableError, match="No ranking"):
            deed(fresh, "không có", by="An")
