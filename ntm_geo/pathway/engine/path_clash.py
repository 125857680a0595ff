"""When there is no plan: what clashes, and how far each goal can be reached; and what one more of a goal costs."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from ntm_geo.pathway.engine.decompose import fits
from ntm_geo.pathway.engine.milp import run
from ntm_geo.pathway.engine.path_model import Model, compile_problem
from ntm_geo.pathway.engine.path_problem import Goal, Limits, hamlets_wanted
from ntm_geo.pathway.engine.path_solver import solve, solve_by_parts
from ntm_geo.solver.smallest_conflict import smallest_conflict

if TYPE_CHECKING:
    from ntm_geo.pathway.engine.path_problem import GoalKey, Problem
    from ntm_geo.pathway.engine.path_solver import Plan

_STRUCTURE: Final = "structure"
_SECONDS: Final = 20.0
_GAP: Final = 0.0
_ROUNDING: Final = 1e-6
_ROUGHLY: Final = 0.5
_LETTERS: Final = {"standard": "s", "advanced": "a", "model": "m", "hamlets": "h"}


def smallest_clash(problem: Problem) -> tuple[str, ...]:
    """Return the smallest set of goals and limits that cannot hold together.

    Parameters
    ----------
    problem : one without a plan.

    Returns
    -------
    Names of goals (``standard``, ``floor`` …) and of limits (``budget``, ``district``, ``department``, ``locks``),
    sorted; empty when the problem has a plan, or when nobody could tell in time. No smaller set is known to clash.

    Examples
    --------
    >>> from ntm_geo.pathway.engine import Goal, Problem, Work
    >>> asked = Problem(
    ...     communes=(Work(code="00001", met=18, missing={"10": 300.0}),),
    ...     years=(2023,),
    ...     goals=(Goal(key="standard", value=1),),
    ...     limits=Limits(budget=(200.0,)),
    ... )
    >>> smallest_clash(asked)
    ('budget', 'standard')
    """
    model = compile_problem(problem)
    groups = sorted({_group(name) for name in model.row_name} - {_STRUCTURE})
    # A model of thousands of communes takes too long to try again and again; its parts do not.
    fit = partial(_parts_fit, problem) if fits(problem) else partial(_fits, model)
    return smallest_conflict(groups, lambda some: some if fit(some) else None, shrink_first=True)


def furthest(problem: Problem, key: GoalKey) -> float | None:
    """Return how far one goal can be reached when all other goals and all limits hold.

    Returns
    -------
    In the unit of the goal, never less than what can be reached; None where the others are known to clash.

    Examples
    --------
    >>> from ntm_geo.pathway.engine import Goal, Problem, Work
    >>> communes = (Work(code="00001", met=18, missing={"10": 300.0}), Work(code="00002", met=18, missing={"2": 90.0}))
    >>> goal = Goal(key="standard", value=2)
    >>> furthest(Problem(communes=communes, years=(2023,), goals=(goal,), limits=Limits(budget=(100.0,))), "standard")
    1.0
    """
    others = replace(problem, goals=tuple(goal for goal in problem.goals if goal.key != key))
    if key == "floor":
        return _furthest_floor(others)
    # The goal of 0 lets the model have the columns the goal is counted in.
    model = compile_problem(replace(others, goals=(*others.goals, Goal(key=key, value=0))))
    columns = [index for index, name in enumerate(model.names) if name[0] == _LETTERS[key]]
    answer = run(model, gap=_GAP, seconds=_SECONDS, cost=dict.fromkeys(columns, -1.0))
    if answer.status == "infeasible":
        return None
    # The bound is what no plan exceeds; proven to the end it is what a plan reaches.
    most = sum(model.upper[column] for column in columns)
    more = min(math.floor(-answer.bound + _ROUNDING), most) if math.isfinite(answer.bound) else most
    if key == "hamlets":
        total = sum(commune.hamlets_total for commune in problem.communes)
        return (sum(commune.hamlets_certified for commune in problem.communes) + more) / total if total else 1.0
    ranks = ("", "standard", "advanced", "model")
    return float(sum(ranks.index(commune.level) >= ranks.index(key) for commune in problem.communes) + more)


def price(problem: Problem, key: GoalKey, plan: Plan) -> float | None:
    """Return what one more of a goal costs: a commune, a criterion for the lowest, or a hamlet; million VND.

    Parameters
    ----------
    problem : with the goal, its objective the cost.
    key : of the goal.
    plan : the best one for the problem as it is.

    Returns
    -------
    None where one more cannot be reached; NaN where the price could not be proven in time.
    """
    goals = []
    for goal in problem.goals:
        if goal.key != key:
            goals.append(goal)
        elif key == "hamlets":
            total = sum(commune.hamlets_total for commune in problem.communes)
            goals.append(Goal(key=key, value=(hamlets_wanted(problem) + 1) / max(1, total)))
        else:
            goals.append(Goal(key=key, value=goal.value + 1))
    more = solve(replace(problem, goals=tuple(goals)), seconds=_SECONDS)
    if more.status == "infeasible":
        return None
    return more.cost - plan.cost if more.status == "optimal" else math.nan


def _furthest_floor(others: Problem) -> float | None:
    """Return the highest number of criteria no commune has to stay below; by halving, since more is never easier."""
    top = max((commune.met + len(commune.missing) for commune in others.communes if not commune.level), default=0)
    low, high = -1, top
    while low < high:
        middle = (low + high + 1) // 2
        tried = replace(others, goals=(*others.goals, Goal(key="floor", value=middle)))
        if run(compile_problem(tried), seconds=_SECONDS, cost={}).status != "infeasible":
            low = middle
        else:
            high = middle - 1
    return None if low < 0 else float(low)


def _group(name: str) -> str:
    """Return the group of a row: ``budget 2024`` is of the group ``budget``."""
    return name.split(" ", maxsplit=1)[0]


def _parts_fit(problem: Problem, groups: set[str]) -> bool:
    """Return the same as `_fits` for a problem of thousands of communes."""
    limits = problem.limits
    stored = replace(
        problem,
        objective="cost",
        goals=tuple(goal for goal in problem.goals if goal.key in groups),
        limits=Limits(
            budget=limits.budget if "budget" in groups else (),
            district=limits.district if "district" in groups else {},
            department=limits.department if "department" in groups else {},
        ),
        must=problem.must if "locks" in groups else (),
        must_not=problem.must_not if "locks" in groups else (),
    )
    return solve_by_parts(stored, gap=_ROUGHLY, seconds=_SECONDS).status != "infeasible"


def _fits(model: Model, groups: set[str]) -> bool:
    """Return whether some plan may keep the groups given: only what is known to clash does not."""
    without = {name for name in model.row_name if _group(name) != _STRUCTURE and _group(name) not in groups}
    return run(model, seconds=_SECONDS, without=without, cost={}).status != "infeasible"
