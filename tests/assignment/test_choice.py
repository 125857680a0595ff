"""Communes come from a saved scenario or a ready purpose; plans are found by their name."""

import pytest

from ntm_geo.assignment import choice
from ntm_geo.errors import NotInForceError, TableError
from ntm_geo.priorities.factor_values import factor_values
from ntm_geo.priorities.prioritize import answer, ready_question
from ntm_geo.priorities.scenarios import save_scenario
from ntm_geo.themes.map_layers import SCHEMATIC, layer


@pytest.fixture(scope="module")
def values(shipped, standing):
    drawn = layer(shipped, vintage="2020", boundary_set=SCHEMATIC)
    return factor_values(shipped, [standing(2022), standing(2021)], drawn)


@pytest.fixture
def saved(fresh, standing, values):
    found = answer(standing(), values, ready_question("under_10", 9))
    save_scenario(fresh, "Xóa xã dưới 10", found, standing=standing(), values=values, data_number=1, by="An")
    return found


def test_a_scenario_brings_its_communes_year_and_points(fresh, saved):
    standing, chosen = choice.scenario_choice(fresh, "Xóa xã dưới 10")
    assert chosen.codes == saved.selected
    assert (standing.period, standing.vintage) == (2022, "2020")
    assert chosen.scores == saved.choice.set_index("code")["score"].to_dict()
    with pytest.raises(TableError, match="no scenario Khác"):
        choice.scenario_choice(fresh, "Khác")


def test_a_case_of_a_scenario_is_asked_by_name(fresh, saved):
    case = choice.requested_case(fresh, choice.AssignRequest(scenario="Xóa xã dưới 10", at_most=0, keep=0.5))
    assert case.chosen.codes == saved.selected
    assert (case.question.first_year, case.question.at_most, case.question.keep) == (2023, None, 0.5)
    with pytest.raises(TableError, match="Both"):
        choice.requested_case(fresh, choice.AssignRequest(scenario="Xóa xã dưới 10", purpose="finish"))


def test_a_purpose_takes_its_first_communes(shipped):
    standing, chosen = choice.purpose_choice(shipped, "finish", period=2022, count=7)
    assert len(chosen.codes) == 7
    assert standing.vintage == "2020"
    assert set(chosen.codes) <= set(chosen.scores)
    with pytest.raises(TableError, match="no purpose"):
        choice.purpose_choice(shipped, "win", period=2022)
    with pytest.raises(NotInForceError):
        choice.purpose_choice(shipped, "finish", period=1990)


def test_a_plan_is_found_by_name_number_and_edition(fresh, begun):
    for said in ("Phân công 2023", "1", "1.1", "Phân công 2023.1"):
        assert choice.find_plan(fresh, said).edition == 1
    for said in ("2", "1.2", "", "Phân công"):
        with pytest.raises(TableError, match="no plan"):
            choice.find_plan(fresh, said)
