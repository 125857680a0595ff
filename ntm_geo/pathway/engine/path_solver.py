"""The best plan: by one exact model, or for thousands of communes by decomposition; always with its bound."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from ntm_geo.pathway.engine.decompose import decompose, fits
from ntm_geo.pathway.engine.milp import GAP, SECONDS, run
from ntm_geo.pathway.engine.options import NEVER
from ntm_geo.pathway.engine.path_model import compile_problem
from ntm_geo.solver.highs import Outcome, Status

if TYPE_CHECKING:
    from ntm_geo.pathway.engine.decompose import Found
    from ntm_geo.pathway.engine.path_model import Model
    from ntm_geo.pathway.engine.path_problem import Problem

LARGE_GAP: Final = 1e-3
"""Gap at which the search for a plan of many communes stops, where no larger one is asked for."""
_HALF: Final = 0.5
_Lines = tuple[list[tuple[str, str, int, float]], list[tuple[str, int, int, float]], list[tuple[str, str, int, float]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What to do, by commune and year; empty where there is no plan."""

    status: Status
    work: tuple[tuple[str, str, int, float], ...] = ()
    """Commune, criterion, year, cost; in the order of year, commune, criterion."""
    hamlets: tuple[tuple[str, int, int, float], ...] = ()
    """Commune, year, hamlets to certify, cost."""
    levels: tuple[tuple[str, str, int, float], ...] = ()
    """Commune, ``advanced`` or ``model``, year, cost."""
    cost: float = 0.0
    """Million VND in all."""
    objective: float = 0.0
    bound: float = 0.0
    """No plan has a lower objective than this."""

    @property
    def gap(self) -> float:
        """How far the objective may be above the best there is, as a share of it."""
        return abs(self.objective - self.bound) / max(abs(self.objective), 1e-9)

    @property
    def found(self) -> bool:
        """Whether there is a plan."""
        return self.status in {"optimal", "feasible"}


def solve(problem: Problem, *, gap: float = GAP, seconds: float = SECONDS) -> Plan:
    """Return the best plan.

    Parameters
    ----------
    problem : what is planned.
    gap : relative gap at which the search may stop; with the default the plan is proven optimal.
    seconds : after which the best plan found so far is returned.

    Examples
    --------
    >>> from ntm_geo.pathway.engine import Goal, Problem, Work
    >>> asked = Problem(
    ...     communes=(
    ...         Work(code="00001", met=18, missing={"10": 300.0}),
    ...         Work(code="00002", met=17, missing={"2": 90.0, "3": 80.0}),
    ...     ),
    ...     years=(2023,),
    ...     goals=(Goal(key="standard", value=1),),
    ... )
    >>> plan = solve(asked)
    >>> plan.status, plan.cost, sorted((code, criterion) for code, criterion, _year, _cost in plan.work)
    ('optimal', 170.0, [('00002', '2'), ('00002', '3')])
    """
    if fits(problem):
        return solve_by_parts(problem, gap=max(gap, LARGE_GAP), seconds=seconds)
    return solve_directly(problem, gap=gap, seconds=seconds)


def solve_directly(problem: Problem, *, gap: float = GAP, seconds: float = SECONDS) -> Plan:
    """Return the best plan by one model of the whole, however large; see `solve`."""
    model = compile_problem(problem)
    answer = run(model, gap=gap, seconds=seconds)
    if answer.solution is None:
        return Plan(status=answer.status)
    return _plan(_lines(model, answer), objective=answer.objective, bound=answer.bound)


def solve_by_parts(problem: Problem, *, gap: float = LARGE_GAP, seconds: float = SECONDS) -> Plan:
    """Return a plan by decomposition, however small; see `solve` and `decompose`."""
    result = decompose(problem, gap=gap, seconds=seconds)
    if result.model is None or result.rest is None:
        return Plan(status=result.status, bound=result.bound)
    work, hamlets, levels = _lines(result.model, result.rest)
    _settled(problem, result, (work, hamlets, levels))
    return _plan((work, _merged(hamlets), levels), objective=result.objective, bound=result.bound)


def _lines(model: Model, answer: Outcome) -> _Lines:
    """Return the lines of a plan from the values of the columns."""
    work, hamlets, levels = [], [], []
    solution = np.zeros(len(model.names)) if answer.solution is None else answer.solution
    for name, value, money in zip(model.names, solution, model.money, strict=True):
        if value < _HALF:
            continue
        count = round(float(value))
        if name[0] == "x":
            work.append((name[1], name[2], int(name[3]), money))
        elif name[0] == "h":
            hamlets.append((name[1], int(name[2]), count, money * count))
        elif name[0] in {"a", "m"}:
            levels.append((name[1], {"a": "advanced", "m": "model"}[name[0]], int(name[2]), money))
    return work, hamlets, levels


def _settled(problem: Problem, result: Found, lines: _Lines) -> None:
    """Add the lines of the communes that were settled before the last model."""
    work, hamlets, levels = lines
    keys = sorted({key for commune in problem.communes for key in commune.missing})
    chosen = result.fixed
    if chosen is not None:
        for row, key in zip(*np.nonzero(chosen.years != NEVER), strict=True):
            commune = problem.communes[chosen.rows[row]]
            work.append((commune.code, keys[key], problem.years[chosen.years[row, key]], commune.missing[keys[key]]))
        for level, when in (("advanced", chosen.advanced), ("model", chosen.model)):
            for row in np.flatnonzero(when != NEVER):
                commune = problem.communes[chosen.rows[row]]
                cost = commune.advanced_cost if level == "advanced" else commune.model_cost
                levels.append((commune.code, level, problem.years[when[row]], cost))
    if result.hamlets is not None:
        for row, year in zip(*np.nonzero(result.hamlets), strict=True):
            commune, count = problem.communes[row], int(result.hamlets[row, year])
            hamlets.append((commune.code, problem.years[year], count, commune.hamlet_cost * count))


def _merged(hamlets: list[tuple[str, int, int, float]]) -> list[tuple[str, int, int, float]]:
    """Return one line for the hamlets of a commune and year."""
    joined: dict[tuple[str, int], list[float]] = defaultdict(lambda: [0, 0.0])
    for code, year, count, cost in hamlets:
        joined[code, year][0] += count
        joined[code, year][1] += cost
    return [(code, year, int(count), cost) for (code, year), (count, cost) in joined.items()]


def _plan(lines: _Lines, *, objective: float, bound: float) -> Plan:
    work, hamlets, levels = lines
    plan = Plan(
        status="feasible",
        work=tuple(sorted(work, key=lambda value: (value[2], value[0], _number(value[1])))),
        hamlets=tuple(sorted(hamlets, key=lambda hamlet: (hamlet[1], hamlet[0]))),
        levels=tuple(sorted(levels, key=lambda level: (level[2], level[0], level[1]))),
        cost=sum(line[-1] for part in lines for line in part),
        objective=objective,
        bound=bound,
    )
    # A plan is called the best only where that is proven, whatever gap was allowed.
    return replace(plan, status="optimal") if plan.gap <= GAP * (1 + _HALF) else plan


def _number(criterion: str) -> tuple[int, str]:
    return (int(criterion), "") if criterion.isdigit() else (0, criterion)
