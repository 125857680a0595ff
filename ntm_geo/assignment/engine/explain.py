"""Why this pair, what instead, and what else would move: answers from solving again, so that they are exact."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from ntm_geo.assignment.engine.assignment_model import compile_problem
from ntm_geo.assignment.engine.assignment_solver import Assignment, solve
from ntm_geo.assignment.engine.replan import differences
from ntm_geo.assignment.engine.rules import Lock, Rule, lock_in, lock_out

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from ntm_geo.assignment.engine.assignment_problem import AssignmentProblem

MOST: Final = 5
"""Alternatives worked out unless more are asked for."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Consequence:
    """What follows from a decision about a pair."""

    assignment: Assignment
    """The best assignment with it."""
    cost: float
    """Fit that is lost by it, summed over all pairs; never less than 0 when the assignment before was proven best."""
    changes: pd.DataFrame
    """See `replan.differences`; without what stays."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Alternative:
    """Another agency for a commune, in the place of one it has or beside it."""

    agency: str
    fit: float
    """Fit of the pair itself, 0 … 1."""
    consequence: Consequence | None
    """What follows when it is taken; None where the rules do not allow it."""


def what_if(assignment: Assignment, *locks: Lock) -> Consequence | None:
    """Return what a decision would change; None where no assignment keeps the rules with it."""
    locked = assignment.problem.locked(*locks)
    after = solve(locked)
    return _consequence(assignment, after) if after.found else None


def best_alternative(assignment: Assignment, agency: str, code: str) -> Consequence | None:
    """Return the best assignment without a pair: who serves the commune then, and where the agency goes.

    ``cost`` is the pair's replacement cost: what it is worth to the whole. None where the rules need the pair.

    Examples
    --------
    >>> import pandas as pd
    >>> from ntm_geo.assignment.engine import Agency, Place, at_most, capacity, problem, sector_fit
    >>> pairs = pd.DataFrame({"agency": ["A", "B"], "code": ["00001", "00001"], "sector": [0.9, 0.4]})
    >>> asked = problem([Agency(key="A", most=1), Agency(key="B", most=1)], [Place(code="00001")], pairs)
    >>> best = solve(asked.maximise(sector_fit()).subject_to(capacity(), at_most(1)))
    >>> round(best_alternative(best, "A", "00001").cost, 2)
    0.5
    """
    mine = [lock for lock in assignment.problem.locks if (lock.agency, lock.code) == (agency, code)]
    after = solve(assignment.problem.unlocked(*mine).locked(lock_out(agency, code)))
    return _consequence(assignment, after) if after.found else None


def alternatives(assignment: Assignment, code: str, *, instead_of: str = "", most: int = MOST) -> list[Alternative]:
    """Return other agencies for a commune, the one that costs least first.

    Parameters
    ----------
    assignment : found.
    code : the commune.
    instead_of : agency that would go; empty when the other comes beside those that are there.
    most : candidates worked out: those with the best fit of their own, of agencies no rule keeps away.
    """
    problem = assignment.problem
    mask = problem.pairs["code"].eq(code).to_numpy() & open_pairs(problem)
    here = {agency for agency, position in assignment.chosen if position == code}
    rows = [row for row in np.flatnonzero(mask) if problem.pairs["agency"].iloc[row] not in here]
    rows = sorted(rows, key=lambda row: (-problem.fit[row], problem.pairs["agency"].iloc[row]))[:most]
    result = []
    for row in rows:
        agency = str(problem.pairs["agency"].iloc[row])
        result.append(
            Alternative(
                agency=agency,
                fit=float(problem.fit[row]),
                consequence=_switched(assignment, code, agency, instead_of),
            )
        )
    return sorted(
        result, key=lambda value: (value.consequence.cost if value.consequence else np.inf, -value.fit, value.agency)
    )


def open_pairs(problem: AssignmentProblem) -> NDArray[np.bool_]:
    """Return which rows of the pairs no rule refuses by itself, such as a closed district or a forbidden kind."""
    ones = np.ones(len(problem.pairs), dtype=bool)
    for item in compile_problem(problem).fixed:
        if isinstance(item.group, Rule):
            ones[item.columns] = False
    return ones


def _switched(assignment: Assignment, code: str, agency: str, instead_of: str) -> Consequence | None:
    gone = [lock for lock in assignment.problem.locks if (lock.agency, lock.code) == (instead_of, code)]
    locked: AssignmentProblem = assignment.problem.unlocked(*gone).locked(lock_in(agency, code))
    if instead_of:
        locked = locked.locked(lock_out(instead_of, code))
    after = solve(locked)
    return _consequence(assignment, after) if after.found else None


def _consequence(before: Assignment, after: Assignment) -> Consequence:
    moved = differences(before.chosen, after.chosen)
    return Consequence(
        assignment=after,
        cost=before.value - after.value,
        changes=moved[moved["change"].ne("kept")].reset_index(drop=True),
    )
