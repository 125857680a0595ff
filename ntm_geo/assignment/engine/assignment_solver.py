"""From arrays to the solver and back: the best assignment, proven, or that there is none."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import highspy
import numpy as np
import pandas as pd

from ntm_geo.assignment.engine.assignment_model import INFINITE, Model, compile_problem
from ntm_geo.assignment.engine.check import check
from ntm_geo.assignment.engine.fairness import hold_fairness
from ntm_geo.assignment.engine.rules import Fair
from ntm_geo.errors import TableError, msg
from ntm_geo.solver.highs import solve_program

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray

    from ntm_geo.assignment.engine.assignment_model import Group
    from ntm_geo.assignment.engine.assignment_problem import AssignmentProblem
    from ntm_geo.solver.highs import Status

GAP: Final = 1e-6
SECONDS: Final = 120.0
_HALF: Final = 0.5
_WHOLE: Final = 1e-9
"""How far from 0 or 1 a part may be that counts as whole."""
_SHOWN: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the solver said: what is taken of the columns in their order, None where there is none."""

    status: Status
    taken: NDArray[np.float64] | None = None
    bound: float = INFINITE
    """Nothing has a higher objective than this."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Assignment:
    """Who helps whom, and why.

    ``pairs`` holds ``agency, code, fit`` (0 … 1) and what every piece adds to the fit, one column a piece, in the order
    of agency and code; ``km`` where the problem has it.
    """

    problem: AssignmentProblem
    status: Status
    pairs: pd.DataFrame
    value: float = 0.0
    """Sum of the fits."""
    bound: float = 0.0
    """No assignment has a larger sum than this."""

    @property
    def found(self) -> bool:
        """Whether there is an assignment."""
        return self.status in {"optimal", "feasible"}

    @property
    def mip_gap(self) -> float:
        """How far the sum may be below the best there is, as a share of it."""
        return max(0.0, self.bound - self.value) / max(abs(self.value), 1e-9)

    @property
    def chosen(self) -> frozenset[tuple[str, str]]:
        """Agency and commune of every pair."""
        return frozenset(zip(self.pairs["agency"], self.pairs["code"], strict=True))


def solve(problem: AssignmentProblem, *, gap: float = GAP, seconds: float = SECONDS) -> Assignment:
    """Return the best assignment, checked by code that shares nothing with the model.

    Parameters
    ----------
    problem : what is asked.
    gap : relative gap at which the search may stop; with the default the assignment is proven optimal.
    seconds : after which the best found so far is returned.

    Raises
    ------
    TableError
        What was found breaks a rule; it is not returned then.

    Examples
    --------
    >>> from ntm_geo.assignment.engine import Agency, Place, capacity, problem, sector_fit
    >>> pairs = pd.DataFrame({"agency": ["A", "A"], "code": ["00001", "00002"], "sector": [0.9, 0.2]})
    >>> asked = problem([Agency(key="A", most=1)], [Place(code="00001"), Place(code="00002")], pairs)
    >>> found = solve(asked.maximise(sector_fit()).subject_to(capacity()))
    >>> found.status, sorted(found.chosen)
    ('optimal', [('A', '00001')])
    """
    model = compile_problem(problem)
    for rule in (rule for rule in problem.rules if isinstance(rule, Fair)):
        hold_fairness(model, problem, rule, run)
    answer = run(model, gap=gap, seconds=seconds)
    return finish(problem, answer)


def finish(problem: AssignmentProblem, answer: Answer) -> Assignment:
    """Return the pairs of an answer with their pieces; see `solve`."""
    if answer.taken is None:
        return Assignment(problem=problem, status=answer.status, pairs=_told(problem, np.empty(0, dtype=np.intp)))
    rows = np.flatnonzero(answer.taken[: len(problem.pairs)] > _HALF)
    value = float(problem.fit[rows].sum())
    assignment = Assignment(
        problem=problem,
        status=answer.status,
        pairs=_told(problem, rows),
        value=value,
        bound=max(value, answer.bound) if np.isfinite(answer.bound) else answer.bound,
    )
    wrong = check(problem, assignment.pairs)
    if wrong:
        raise TableError(
            msg("The assignment found breaks its own rules and is not shown: {what}.", what="; ".join(wrong[:_SHOWN])),
            fix=msg("Report it with the data; meanwhile change a rule a little."),
        )
    return assignment


def run(
    model: Model,
    *,
    gap: float = GAP,
    seconds: float = SECONDS,
    without: Collection[Group] = (),
    gain: NDArray[np.float64] | None = None,
    full: bool = True,
) -> Answer:
    """Solve a model for the largest gain.

    Parameters
    ----------
    model : of `compile.compile_problem`.
    gap, seconds : see `solve`.
    without : groups that are left out.
    gain : gain of every column, in the place of the model's own.
    full : whether columns are 0 or 1, not parts of 1.
    """
    lower, upper = np.zeros(len(model.gain)), np.ones(len(model.gain))
    for item in model.fixed:
        if item.group not in without:
            # A pair that has to be and must not be: the bounds cross, and nothing fits.
            lower[item.columns] = np.maximum(lower[item.columns], item.value)
            upper[item.columns] = np.minimum(upper[item.columns], item.value)
    if (lower > upper).any():
        return Answer(status="infeasible")
    if not len(model.gain):
        stored = [index for index, group in enumerate(model.groups) if group is None or group not in without]
        holds = all(model.low[position] <= 0 <= model.high[position] for position in stored)
        return Answer(status="optimal", taken=np.zeros(0), bound=0.0) if holds else Answer(status="infeasible")
    bounds = (lower, upper)
    if not full:
        return _answer(_program(model, without, gain, bounds, full=False), gap=gap, seconds=seconds)
    # Most rules make the matrix of a flow, whose corners are whole: then the best parts of 1 are whole pairs, and
    # nothing is left to search. Measured on 8,000 × 5,000: 3 s instead of two minutes without an answer.
    start = time.monotonic()
    parts = _answer(_program(model, without, gain, bounds, full=False), gap=gap, seconds=seconds)
    if parts.status == "infeasible":
        return parts
    if parts.status == "optimal" and parts.taken is not None:
        rounded = np.round(parts.taken)
        if np.abs(parts.taken - rounded).max() <= _WHOLE:
            return Answer(status="optimal", taken=rounded, bound=parts.bound)
    left = max(seconds - (time.monotonic() - start), 1.0)
    return _answer(_program(model, without, gain, bounds, full=True), gap=gap, seconds=left)


def _answer(program: highspy.HighsLp, *, gap: float, seconds: float) -> Answer:
    """Run HiGHS on a programme that minimises the loss; a bound on the gain is the other sign of that on the loss."""
    outcome = solve_program(program, seconds=seconds, gap=gap, absolute_gap=1e-9)
    if outcome.solution is None:
        return Answer(status=outcome.status)
    return Answer(status=outcome.status, taken=outcome.solution, bound=-outcome.bound)


def _program(
    model: Model,
    without: Collection[Group],
    gain: NDArray[np.float64] | None,
    bounds: tuple[NDArray[np.float64], NDArray[np.float64]],
    *,
    full: bool,
) -> highspy.HighsLp:
    """Return the arrays as HiGHS takes them, minimising; a row left out keeps its place without bounds."""
    left_out = np.array([group is not None and group in without for group in model.groups], dtype=bool)
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = len(model.gain), len(model.groups)
    program.col_cost_ = -(model.gain if gain is None else gain)
    program.col_lower_, program.col_upper_ = bounds
    program.row_lower_ = np.where(left_out, -INFINITE, model.low)
    program.row_upper_ = np.where(left_out, INFINITE, model.high)
    program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    program.a_matrix_.start_ = np.array(model.starts, dtype=np.int32)
    program.a_matrix_.index_ = np.concatenate([*model.columns, np.empty(0, dtype=np.intp)]).astype(np.int32)
    program.a_matrix_.value_ = np.concatenate([*model.weights, np.empty(0)])
    if full:
        program.integrality_ = [highspy.HighsVarType.kInteger] * len(model.gain)
    return program


def _told(problem: AssignmentProblem, rows: NDArray[np.intp]) -> pd.DataFrame:
    """Return the pairs chosen with their fit and its parts."""
    chosen_pairs = problem.pairs.loc[rows, ["agency", "code", *(["km"] if "km" in problem.pairs else [])]]
    chosen_pairs = chosen_pairs.assign(fit=problem.fit[rows])
    return pd.concat([chosen_pairs, problem.parts.loc[rows]], axis="columns").reset_index(drop=True)
