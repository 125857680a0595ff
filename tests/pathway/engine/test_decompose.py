"""Thousands of communes: the best plan lies between the bound and the plan found, and both are close."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from benchmarks.pathway_size import make
from ntm_geo.pathway.engine import Goal, Limits, Problem, Work, solve
from ntm_geo.pathway.engine.check import check
from ntm_geo.pathway.engine.decompose import LARGE, fits
from ntm_geo.pathway.engine.path_solver import LARGE_GAP, solve_by_parts, solve_directly
from tests.pathway.engine.instances import best, problems

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]


@settings(max_examples=30, suppress_health_check=SLOW)
@given(problems(objectives=("cost", "communes")))
def test_the_best_lies_between_the_bound_and_the_plan(problem):
    plan, least = solve_by_parts(problem), best(problem)
    if least is None:
        assert plan.status == "infeasible"
        return
    assert plan.found
    assert check(problem, plan) == []
    # Where communes are counted, small weights that break ties are added: less than half a commune in all.
    counted = plan.objective if problem.objective == "cost" else round(plan.objective)
    assert plan.bound <= least + (1e-6 if problem.objective == "cost" else 0.1)
    assert least - 1e-6 <= counted <= 1.01 * least + 1e-6


@pytest.mark.parametrize("objective", ["cost", "lowest"])
def test_parts_and_whole_agree_on_a_province(objective):
    problem = replace(make(139 if objective == "cost" else 40), objective=objective)
    whole, parts = solve_directly(problem, gap=1e-4), solve_by_parts(problem)
    assert check(problem, parts) == []
    assert parts.gap <= LARGE_GAP
    assert parts.bound <= whole.objective * (1 + 1e-9)
    assert whole.bound <= parts.objective * (1 + 1e-9)


def test_what_is_fixed_by_hand_stays_fixed_among_many():
    problem = make(LARGE + 20)
    first, second = [one for one in problem.communes if len(one.missing) > 2][:2]
    key, other = next(iter(first.missing)), next(iter(second.missing))
    locked = replace(problem, must=((first.code, key, 2025),), must_not=((second.code, other),))
    plan = solve(locked)
    assert check(locked, plan) == []
    assert (first.code, key, 2025) in {line[:3] for line in plan.work}
    assert (second.code, other) not in {line[:2] for line in plan.work}


def test_a_tight_budget_moves_work_to_other_years():
    problem = make(LARGE)
    free = solve(problem)
    third = 1.01 * free.cost / 3
    tight = replace(problem, limits=replace(problem.limits, budget=(third / 2, third * 1.5, third)))
    plan = solve(tight)
    assert check(tight, plan) == []
    assert plan.gap <= LARGE_GAP
    assert plan.bound >= free.bound * (1 - 1e-9)


def test_what_cannot_be_is_proven_not_to_be():
    problem = make(LARGE)
    poor = replace(problem, limits=Limits(budget=(1000.0,) * 3))
    assert solve(poor).status == "infeasible"
    too_many = replace(problem, goals=(Goal(key="standard", value=LARGE + 1),))
    assert solve(too_many).status == "infeasible"


def test_few_communes_and_long_chains_are_left_to_one_model():
    assert not fits(make(LARGE - 1))
    many = make(LARGE)
    assert fits(many)
    chain = {str(one): (str(one - 1),) for one in range(2, 20)}
    assert not fits(replace(many, before=chain))


def test_without_anything_shared_each_commune_does_the_least():
    communes = tuple(Work(code=f"{n:05d}", met=13, missing={"1": 5.0, "2": 1.0, "3": 2.0}) for n in range(LARGE))
    plan = solve(Problem(communes=communes, years=(2023,), goals=(Goal(key="floor", value=15),)))
    assert (plan.status, plan.cost) == ("optimal", 3.0 * LARGE)


def test_the_same_problem_of_many_has_the_same_plan():
    assert solve(make(LARGE)) == solve(make(LARGE))
