"""The plan is the best there is: against trying everything, and where the best can be seen."""

import pytest
from hypothesis import HealthCheck, given, settings

from ntm_geo.pathway.engine import Goal, Limits, Problem, Work, solve
from ntm_geo.pathway.engine.check import check, reached
from tests.pathway.engine.instances import best, problems

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]


@settings(max_examples=500, suppress_health_check=SLOW)
@given(problems())
def test_no_cheaper_plan_exists(problem):
    plan, least = solve(problem), best(problem)
    if least is None:
        assert plan.status == "infeasible"
    else:
        assert plan.status == "optimal"
        assert plan.cost == pytest.approx(least)
        assert check(problem, plan) == []


@settings(max_examples=60, suppress_health_check=SLOW)
@given(problems(objectives=("communes",)))
def test_no_plan_touches_fewer_communes(problem):
    plan, least = solve(problem), best(problem)
    assert plan.found == (least is not None)
    if plan.found:
        touched = {code for code, *_rest in (*plan.work, *plan.levels)}
        assert len(touched) == least
        assert check(problem, plan) == []


def _one_commune_each(costs, **options):
    """Make each item a commune that misses one criterion."""
    communes = tuple(Work(code=f"{place:05d}", met=18, missing={"1": float(cost)}) for place, cost in enumerate(costs))
    return Problem(communes=communes, years=options.pop("years", (2023,)), **options)


def test_the_cheapest_five_of_ten():
    costs = [92, 57, 49, 68, 60, 43, 67, 84, 87, 72]
    plan = solve(_one_commune_each(costs, goals=(Goal(key="standard", value=5),)))
    assert plan.cost == sum(sorted(costs)[:5])


@pytest.mark.parametrize(("capacity", "fits"), [(10.0, True), (9.0, False)])
def test_years_are_bins(capacity, fits):
    # Sizes that add up to 20 fill two years of 10 to the last (8 + 2 and 4 + 4 + 1 + 1), and cannot fit two of 9.
    problem = _one_commune_each(
        [4, 8, 1, 4, 2, 1],
        years=(2023, 2024),
        goals=(Goal(key="standard", value=6),),
        limits=Limits(budget=(capacity, capacity)),
    )
    plan = solve(problem)
    assert plan.found == fits
    if fits:
        assert check(problem, plan) == []


def test_what_is_recognised_needs_nothing():
    work = Work(code="00001", met=15, level="standard", missing={"10": 50.0})
    problem = Problem(
        communes=(work,), years=(2023,), goals=(Goal(key="standard", value=1), Goal(key="floor", value=19))
    )
    plan = solve(problem)
    assert (plan.cost, plan.work) == (0, ())
    assert reached(problem, plan)["standard"] == 1


def test_locks_are_kept():
    communes = tuple(Work(code=f"{n:05d}", met=17, missing={"1": 1.0, "2": 5.0 + n}) for n in range(3))
    problem = Problem(
        communes=communes, years=(2023, 2024), goals=(Goal(key="standard", value=1),),
        must=(("00002", "1", 2024),), must_not=(("00000", "2"),),
    )  # fmt: skip
    plan = solve(problem)
    assert ("00002", "1", 2024, 1.0) in plan.work
    assert {code for code, key, _year, _cost in plan.work if key == "2"} == {"00001"}
    assert check(problem, plan) == []


@pytest.mark.parametrize(
    "options",
    [
        {"communes": (Work(code="1", met=1), Work(code="1", met=1))},
        {"years": ()},
        {"years": (2024, 2023)},
        {"communes": (Work(code="1", met=1, missing={"1": -1.0}),)},
        {"must": (("1", "9", 2023),)},
    ],
)
def test_what_cannot_be_a_problem_is_refused(options):
    given_ = {"communes": (Work(code="1", met=1, missing={"1": 1.0}),), "years": (2023,), "goals": ()} | options
    with pytest.raises(ValueError, match=r"."):
        Problem(**given_)


def test_the_same_problem_has_the_same_plan():
    communes = tuple(Work(code=f"{n:05d}", met=15, missing={"1": 2.0, "2": 2.0, "3": 2.0}) for n in range(12))
    problem = Problem(communes=communes, years=(2023, 2024), goals=(Goal(key="standard", value=5),))
    assert solve(problem) == solve(problem)
