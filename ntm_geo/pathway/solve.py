"""From arrays to HiGHS and back: the plan, proven optimal or with its gap, or that there is none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

import highspy
import numpy as np

from ntm_geo.pathway.compile import INFINITE, Model, compile_problem

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from ntm_geo.pathway.problem import Problem

Status = Literal["optimal", "feasible", "infeasible", "unknown"]
GAP: Final = 1e-6
SECONDS: Final = 120.0
SEED: Final = 2022
_HALF: Final = 0.5


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
    """
    model = compile_problem(problem)
    answer = run(model, gap=gap, seconds=seconds)
    if answer.values is None:
        return Plan(status=answer.status)
    return _plan(model, answer)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Answer:
    """What the solver said: values of the columns in their order, None where there is no plan."""

    status: Status
    values: Any = None
    objective: float = 0.0
    bound: float = 0.0


def run(
    model: Model,
    *,
    gap: float = GAP,
    seconds: float = SECONDS,
    without: Collection[str] = (),
    cost: Mapping[int, float] | None = None,
) -> Answer:
    """Solve a model.

    Parameters
    ----------
    model : of `compile.compile_problem`.
    gap, seconds : see `solve`.
    without : groups of rows that are left out.
    cost : column to cost, in the place of the model's own objective.
    """
    if not model.names:
        # Nothing can be done, so the rows hold as they are or not at all; HiGHS calls such a model empty and stops.
        kept = [place for place, name in enumerate(model.row_name) if name not in without]
        holds = all(model.row_low[place] <= 0 <= model.row_high[place] for place in kept)
        return Answer(status="optimal", values=np.zeros(0)) if holds else Answer(status="infeasible")
    solver: Any = _Quiet()  # type: ignore[no-untyped-call]
    options: dict[str, Any] = {
        "output_flag": False, "mip_rel_gap": gap, "time_limit": seconds, "random_seed": SEED, "threads": 1,
    }  # fmt: skip
    for key, value in options.items():
        solver.setOptionValue(key, value)
    solver.passModel(_program(model, without, cost))
    solver.run()
    status, info = solver.getModelStatus(), solver.getInfo()
    known = highspy.HighsModelStatus
    if status == known.kInfeasible:
        return Answer(status="infeasible")
    solution = solver.getSolution()
    if not solution.value_valid or info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return Answer(status="infeasible" if status == known.kUnboundedOrInfeasible else "unknown")
    return Answer(
        status="optimal" if status == known.kOptimal else "feasible",
        values=np.asarray(solution.col_value),
        objective=float(info.objective_function_value),
        bound=float(info.mip_dual_bound),
    )


class _Quiet(highspy.Highs):
    """HiGHS without callbacks: turning them on prints a banner, which would spoil what a program reads from us."""

    def enableCallbacks(self) -> None:  # noqa: N802 - the name of HiGHS
        """Leave them off."""


def _program(model: Model, without: Collection[str], cost: Mapping[int, float] | None) -> highspy.HighsLp:
    """Return the arrays as HiGHS takes them; a row left out keeps its place without bounds."""
    given = model.arrays()
    left_out = np.array([name in without for name in model.row_name], dtype=bool)
    program = highspy.HighsLp()
    columns, rows = len(model.names), len(model.row_name)
    program.num_col_, program.num_row_ = columns, rows
    costs = given["cost"]
    if cost is not None:
        costs = np.zeros(columns)
        for place, value in cost.items():
            costs[place] = value
    program.col_cost_ = costs
    program.col_lower_, program.col_upper_ = np.zeros(columns), given["upper"]
    program.row_lower_ = np.where(left_out, -INFINITE, given["row_low"])
    program.row_upper_ = np.where(left_out, INFINITE, given["row_high"])
    program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    program.a_matrix_.start_, program.a_matrix_.index_ = given["starts"], given["columns"]
    program.a_matrix_.value_ = given["values"]
    program.integrality_ = [highspy.HighsVarType.kInteger] * columns
    return program


def _plan(model: Model, answer: Answer) -> Plan:
    work, hamlets, levels, total = [], [], [], 0.0
    for name, value, money in zip(model.names, answer.values, model.money, strict=True):
        if value < _HALF:
            continue
        count = round(float(value))
        total += money * count
        if name[0] == "x":
            work.append((name[1], name[2], int(name[3]), money))
        elif name[0] == "h":
            hamlets.append((name[1], int(name[2]), count, money * count))
        elif name[0] in {"a", "m"}:
            levels.append((name[1], {"a": "advanced", "m": "model"}[name[0]], int(name[2]), money))
    return Plan(
        status=answer.status,
        work=tuple(sorted(work, key=lambda one: (one[2], one[0], _number(one[1])))),
        hamlets=tuple(sorted(hamlets, key=lambda one: (one[1], one[0]))),
        levels=tuple(sorted(levels, key=lambda one: (one[2], one[0], one[1]))),
        cost=total,
        objective=answer.objective,
        bound=answer.bound,
    )


def _number(criterion: str) -> tuple[int, str]:
    return (int(criterion), "") if criterion.isdigit() else (0, criterion)
