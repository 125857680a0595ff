"""The checker finds every fault that is planted into a good plan."""

from dataclasses import replace

import pytest

from ntm_geo.pathway.engine import Goal, Limits, Problem, Work, solve
from ntm_geo.pathway.engine.check import check, reached


@pytest.fixture
def problem():
    communes = (
        Work(
            code="00001",
            district="A",
            met=17,
            missing={"1": 5.0, "2": 3.0},
            hamlets_total=4,
            hamlet_cost=1.0,
            advanced_cost=2.0,
        ),
        Work(
            code="00002",
            district="A",
            met=14,
            missing={"1": 9.0, "3": 4.0},
            hamlets_total=4,
            hamlet_cost=1.0,
            advanced_cost=9.0,
            model_cost=9.0,
        ),
        Work(
            code="00003", district="B", met=18, level="standard", missing={"4": 9.0}, advanced_cost=3.0, model_cost=1.0
        ),
    )
    return Problem(
        communes=communes,
        years=(2023, 2024),
        goals=(
            Goal(key="standard", value=2), Goal(key="advanced", value=2), Goal(key="model", value=1),
            Goal(key="floor", value=15), Goal(key="hamlets", value=0.5),
        ),
        limits=Limits(budget=(13.0, 13.0), district={"A": 2}, department={"d": 2}),
        in_charge={"1": "d"},
        before={"2": ("1",)},
    )  # fmt: skip


@pytest.fixture
def plan(problem):
    found = solve(problem)
    assert check(problem, found) == []
    return found


def test_what_is_reached_is_counted(problem, plan):
    have = reached(problem, plan)
    assert have["standard"] == 2
    assert have["advanced"] == 2
    assert have["model"] == 1
    assert have["floor"] >= 15
    assert have["hamlets"] == 0.5


def _without(plan, place):
    lost = plan.work[place]
    return replace(plan, work=plan.work[:place] + plan.work[place + 1 :], cost=plan.cost - lost[3])


@pytest.mark.parametrize(
    "spoil",
    [
        lambda plan: _without(plan, 0),
        lambda plan: replace(plan, cost=plan.cost - 1),
        lambda plan: replace(plan, work=(*plan.work, plan.work[0]), cost=plan.cost + plan.work[0][3]),
        lambda plan: replace(plan, work=(*plan.work, ("00003", "1", 2023, 0.0))),
        lambda plan: replace(plan, work=tuple((code, key, 2030, cost) for code, key, _year, cost in plan.work)),
        lambda plan: replace(plan, work=tuple((code, key, year, cost / 2) for code, key, year, cost in plan.work)),
        lambda plan: replace(plan, hamlets=()),
        lambda plan: replace(plan, hamlets=(("00001", 2023, 9, 9.0),)),
        lambda plan: replace(plan, levels=plan.levels[1:]),
        lambda plan: replace(plan, levels=tuple((code, level, 2023, 0.0) for code, level, _year, _cost in plan.levels)),
        lambda plan: replace(
            plan, work=tuple((code, key, 2024 if key == "1" else 2023, cost) for code, key, _year, cost in plan.work)
        ),
    ],
)
def test_a_planted_fault_is_found(problem, plan, spoil):
    assert check(problem, spoil(plan))


@pytest.mark.parametrize(
    "limits",
    [
        Limits(budget=(5.0, 5.0)),
        Limits(district={"A": 0}),
        Limits(department={"d": 0}),
    ],
)
def test_a_limit_that_is_broken_is_found(problem, plan, limits):
    assert check(replace(problem, limits=limits), plan)


def test_locks_are_checked(problem, plan):
    code, key, year, _cost = plan.work[0]
    assert check(replace(problem, must_not=((code, key),)), plan)
    other = 2024 if year == 2023 else 2023
    assert check(replace(problem, must=((code, key, other),)), plan)
