"""Reasons are exact: what a change costs is what solving again says, and what else moves is named."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from ntm_geo.assignment.engine import alternatives, best_alternative, lock_in, lock_out, solve, what_if
from ntm_geo.assignment.engine.explain import open_pairs
from tests.assignment.engine.instances import every_choice, problems, sized


@pytest.fixture(scope="module")
def found():
    return solve(sized(8, 10, seed=3))


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(problems())
def test_the_replacement_cost_of_a_pair_is_what_the_best_without_it_loses(asked):
    assignment = solve(asked)
    if not assignment.found or assignment.pairs.empty:
        return
    agency, code = assignment.pairs[["agency", "code"]].iloc[0]
    free = asked.unlocked(lock_in(agency, code))
    without = [value for pairs, value in every_choice(free) if (agency, code) not in pairs]
    instead = best_alternative(assignment, agency, code)
    assert (instead is None) == (not without)
    if without:
        assert instead.cost == pytest.approx(assignment.value - max(without), abs=1e-6)
        assert instead.cost >= -1e-6 or free is not asked


def test_a_lock_says_what_else_would_move(found):
    agency, code = found.pairs[["agency", "code"]].iloc[0]
    out = what_if(found, lock_out(agency, code))
    assert out.cost >= 0
    assert "removed" in set(out.changes["change"])
    assert out.changes["code"].eq(code).any()
    assert (agency, code) not in out.assignment.chosen
    assert what_if(found, lock_in(agency, code)).changes.empty
    assert what_if(found, lock_in(agency, code), lock_out(agency, code)) is None


def test_alternatives_stand_by_what_they_cost_and_can_be_taken(found):
    agency, code = found.pairs[["agency", "code"]].iloc[2]
    ranked = alternatives(found, code, instead_of=agency, most=4)
    costs = [one.consequence.cost for one in ranked if one.consequence]
    assert costs == sorted(costs)
    assert len(ranked) == 4
    for one in ranked:
        assert (one.agency, code) in one.consequence.assignment.chosen
        assert (agency, code) not in one.consequence.assignment.chosen
        assert one.consequence.cost == pytest.approx(found.value - one.consequence.assignment.value)
    cheapest = best_alternative(found, agency, code)
    assert costs[0] >= cheapest.cost - 1e-9


def test_a_partner_can_come_beside_those_that_are_there(found):
    code = found.pairs["code"].iloc[0]
    beside = alternatives(found, code, most=2)
    assert all((one.agency, code) in one.consequence.assignment.chosen for one in beside)


def test_whom_a_rule_keeps_away_is_no_alternative():
    asked = sized(6, 4, seed=2)
    closed = {one.key: replace(one, not_districts=frozenset({"000"})) for one in asked.agencies[:3]}
    kept_away = replace(asked, agencies=tuple(closed.get(one.key, one) for one in asked.agencies))
    found = solve(kept_away)
    assert not {one.agency for one in alternatives(found, "00000", most=9)} & set(closed)
    assert open_pairs(kept_away).sum() == len(asked.pairs) - 3
