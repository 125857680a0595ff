"""What clashes is found, is the smallest there is, and how far each goal can be reached is true."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from benchmarks.pathway_size import make
from ntm_geo.pathway.engine import Goal, Limits, Problem, Work, solve
from ntm_geo.pathway.engine.decompose import LARGE
from ntm_geo.pathway.engine.path_clash import furthest, price, smallest_clash
from tests.pathway.engine.instances import best, problems

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


def _only(problem, groups):
    """Return the problem with some of its goals and limits only."""
    limits = problem.limits
    return replace(
        problem,
        goals=tuple(goal for goal in problem.goals if goal.key in groups),
        limits=Limits(
            budget=limits.budget if "budget" in groups else (),
            district=limits.district if "district" in groups else {},
            department=limits.department if "department" in groups else {},
        ),
    )


@settings(max_examples=60, suppress_health_check=SLOW)
@given(problems(most=3))
def test_the_clash_is_one_and_no_smaller_one_is(problem):
    found = smallest_clash(problem)
    if best(problem) is not None:
        assert found == ()
        return
    assert best(_only(problem, found)) is None
    groups = [goal.key for goal in problem.goals] + ["budget", "district", "department"]
    for size in range(1, len(found)):
        for some in itertools.combinations(groups, size):
            assert best(_only(problem, some)) is not None


@settings(max_examples=60, suppress_health_check=SLOW)
@given(problems(most=3))
def test_what_is_furthest_can_be_reached_and_one_more_cannot(problem):
    for goal in problem.goals:
        found = furthest(problem, goal.key)
        others = replace(problem, goals=tuple(one for one in problem.goals if one.key != goal.key))
        if found is None:
            assert best(others) is None
            continue
        there = replace(others, goals=(*others.goals, Goal(key=goal.key, value=found)))
        assert best(there) is not None
        if goal.key == "hamlets":
            more = found + 1 / max(1, sum(one.hamlets_total for one in problem.communes))
        else:
            more = found + 1
        if goal.key == "hamlets" and not any(one.hamlets_total for one in problem.communes):
            continue
        if goal.key != "floor" or any(not one.level for one in problem.communes):
            assert best(replace(others, goals=(*others.goals, Goal(key=goal.key, value=more)))) is None


def _communes():
    return tuple(Work(code=f"{n:05d}", district="A", met=15, missing={"1": 10.0 + n, "2": 10.0}) for n in range(10))


def test_with_this_budget_at_most_four():
    problem = Problem(
        communes=_communes(), years=(2023,), goals=(Goal(key="standard", value=8),), limits=Limits(budget=(86.0,))
    )
    assert not solve(problem).found
    assert smallest_clash(problem) == ("budget", "standard")
    assert furthest(problem, "standard") == 4


def test_a_capacity_that_is_too_small_is_named():
    problem = Problem(
        communes=_communes(), years=(2023,), goals=(Goal(key="standard", value=2), Goal(key="floor", value=16)),
        limits=Limits(budget=(1e6,), district={"A": 9}),
    )  # fmt: skip
    assert smallest_clash(problem) == ("district", "floor")
    assert furthest(problem, "floor") == 15


def test_a_goal_that_nothing_can_reach_clashes_alone():
    problem = Problem(communes=_communes(), years=(2023,), goals=(Goal(key="standard", value=11),))
    assert smallest_clash(problem) == ("standard",)


def test_one_more_commune_costs_what_the_next_one_costs():
    problem = Problem(communes=_communes(), years=(2023,), goals=(Goal(key="standard", value=3),))
    plan = solve(problem)
    assert price(problem, "standard", plan) == pytest.approx(13 + 10)
    assert price(replace(problem, goals=(Goal(key="standard", value=10),)), "standard", plan) is None


def test_what_clashes_among_many_communes_is_found_too():
    problem = replace(make(LARGE), goals=(Goal(key="standard", value=110), Goal(key="floor", value=12)))
    poor = replace(problem, limits=Limits(budget=(40_000.0,) * 3))
    clash = smallest_clash(poor)
    assert "budget" in clash
    assert len(clash) == 2
    assert smallest_clash(problem) == ()
