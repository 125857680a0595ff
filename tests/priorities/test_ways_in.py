"""What would bring a commune in is true: doing it and choosing again brings it in, and less does not."""

from dataclasses import replace

import pytest

from ntm_geo.i18n import use_language
from ntm_geo.priorities.engine.selection import Overrule
from ntm_geo.priorities.factor_values import distance_of, factor_values
from ntm_geo.priorities.prioritize import answer, ready_question
from ntm_geo.priorities.ways_in import outside, ways_in, ways_in_sentence
from ntm_geo.themes import map_layers


@pytest.fixture(scope="module")
def values(shipped, standing):
    drawn = map_layers.layer(shipped, vintage="2020", boundary_set="schematic")
    return factor_values(shipped, [standing(year) for year in (2022, 2021, 2020)], drawn)


@pytest.fixture(autouse=True)
def english():
    use_language("en")


def _found(standing, values, purpose="finish", count=10, **rules):
    question = ready_question(purpose, count)
    return answer(standing(2022), values, replace(question, rules=replace(question.rules, **rules)))


def test_the_next_one_enters_with_a_longer_list(standing, values):
    found = _found(standing, values)
    code = next(outside(found))
    assert "if 11 communes are chosen" in ways_in(standing(2022), values, found, code)


def test_a_border_quota_that_drops_lets_the_better_one_in(standing, values):
    free = _found(standing, values, count=5)
    border = values.index[values["border"].eq(1)]
    inside = sum(code in border for code in free.selected)
    found = _found(standing, values, count=5, least_border=inside + 2)
    lost = [code for code in free.selected if code not in found.selected]
    assert len(lost) == 2
    ways = ways_in(standing(2022), values, found, lost[0])
    assert f"if the border quota drops to {inside + 1}" in ways
    again = _found(standing, values, count=5, least_border=inside + 1)
    assert lost[0] in again.selected


def test_a_full_district_opens(standing, values):
    found = _found(standing, values, count=10, most_per_district=1)
    free = _found(standing, values, count=10)
    lost = next(code for code in free.selected if code not in found.selected)
    way = next(one for one in ways_in(standing(2022), values, found, lost) if "district may have" in one)
    most = int(way.split()[-1])
    assert lost in _found(standing, values, count=10, most_per_district=most).selected
    assert lost not in _found(standing, values, count=10, most_per_district=most - 1).selected


def test_a_criterion_met_brings_a_near_one_in(standing, values):
    found = _found(standing, values)
    every = ((code, ways_in(standing(2022), values, found, code)) for code in outside(found))
    near, ways = next((code, ways) for code, ways in every if any("criteri" in one for one in ways))
    said = ways_in_sentence(found.names[near], ways)
    assert said.startswith(found.names[near])
    assert said.endswith(".")


def test_who_is_far_off_has_no_single_way_by_criteria(standing, values):
    found = _found(standing, values, count=3)
    last = found.choice["code"].iloc[-1]
    ways = ways_in(standing(2022), values, found, last)
    assert not any("criteri" in one for one in ways)
    assert "No single" in ways_in_sentence("X", ())


def test_taken_out_by_hand_is_not_asked(standing, values):
    first = _found(standing, values).selected[0]
    found = _found(standing, values, overrules={first: Overrule(state="out", reason="r")})
    assert first not in set(outside(found))


def test_a_criterion_left_out_only_takes_its_own_indicators(standing, values):
    codes = values.index
    whole, without = distance_of(standing(2022), codes), distance_of(standing(2022), codes, without="10")
    assert not whole.equals(without)
    assert distance_of(standing(2022), codes, without="99").equals(whole)
