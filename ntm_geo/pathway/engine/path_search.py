"""All that is asked of the solver for one question: the plan and what it reaches, or what clashes; what one more costs.

Plain data in and out, so that it can be worked out in a process of its own.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ntm_geo.pathway.engine.check import check, reached
from ntm_geo.pathway.engine.path_clash import furthest, price, smallest_clash
from ntm_geo.pathway.engine.path_solver import Plan, solve

if TYPE_CHECKING:
    from ntm_geo.pathway.engine.path_problem import GoalKey, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A plan and what it reaches, or why there is none."""

    plan: Plan
    wrong: tuple[str, ...] = ()
    """What the checker, which shares no code with the model, has against the plan; in plain English."""
    reached: dict[str, float] = field(default_factory=dict)
    clash: tuple[str, ...] = ()
    """Conditions that cannot hold together, where that is known and an explanation was asked for."""
    nearest: dict[str, float | None] | None = None
    """Goal of the clash to how far it can be reached."""


def search(problem: Problem, *, explain: bool = True) -> Answer:
    """Return the best plan, checked; with ``explain`` also what clashes where there is none.

    Examples
    --------
    >>> from ntm_geo.pathway.engine import Goal, Limits, Problem, Work
    >>> communes = (Work(code="00001", met=18, missing={"10": 300.0}), Work(code="00002", met=18, missing={"2": 90.0}))
    >>> goals = (Goal(key="standard", value=2),)
    >>> answer = search(Problem(communes=communes, years=(2023,), goals=goals, limits=Limits(budget=(100.0,))))
    >>> answer.plan.status, answer.clash, answer.nearest
    ('infeasible', ('budget', 'standard'), {'standard': 1.0})
    """
    plan = solve(problem)
    if plan.found:
        return Answer(plan=plan, wrong=tuple(check(problem, plan)), reached=reached(problem, plan))
    if plan.status != "infeasible" or not explain:
        return Answer(plan=plan)
    clash = smallest_clash(problem)
    goals = [goal.key for goal in problem.goals if goal.key in clash]
    return Answer(plan=plan, clash=clash, nearest={key: furthest(problem, key) for key in goals})


def price_goals(problem: Problem, plan: Plan) -> dict[GoalKey, float | None]:
    """Return what one more of each goal costs, million VND: None where it is out of reach, NaN where nothing is proven.

    Parameters
    ----------
    problem : whatever counts in it; the cost does here.
    plan : the best one for it.
    """
    by_cost = replace(problem, objective="cost")
    cheapest = plan if problem.objective == "cost" else solve(by_cost)
    if not cheapest.found:
        return dict.fromkeys((goal.key for goal in problem.goals), math.nan)
    return {goal.key: price(by_cost, goal.key, cheapest) for goal in problem.goals}
