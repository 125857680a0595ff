"""Plan again with the fewest changes to what is agreed, and say what changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from ntm_geo.assignment.engine.assignment_model import INFINITE, agreed_rows, compile_problem
from ntm_geo.assignment.engine.assignment_solver import SECONDS, Assignment, finish, run
from ntm_geo.assignment.engine.fairness import hold_fairness
from ntm_geo.assignment.engine.rules import Fair

if TYPE_CHECKING:
    from ntm_geo.assignment.engine.assignment_problem import AssignmentProblem

CHANGES: Final = ("added", "removed", "kept")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Replanned:
    """An assignment after a change, and how many pairs are not as they were agreed."""

    assignment: Assignment
    changes: int
    """Pairs removed and added together; no assignment that keeps the rules has fewer."""
    proven: bool
    """Whether that number was proven."""


def replan(problem: AssignmentProblem, agreed: frozenset[tuple[str, str]], *, seconds: float = SECONDS) -> Replanned:
    """Return the assignment with the fewest changes to what is agreed; among those, the best fit.

    Parameters
    ----------
    problem : what is asked now. Fairness counts after the number of changes: what is agreed is not undone for it.
    agreed : agency and commune of the pairs agreed; those that are not possible any more count as changed.
    seconds : for each of the two searches.

    Examples
    --------
    >>> import pandas as pd
    >>> from ntm_geo.assignment.engine import Agency, Place, at_least, capacity, problem, sector_fit
    >>> pairs = pd.DataFrame({"agency": ["A", "B"], "code": ["00001", "00001"], "sector": [0.2, 0.9]})
    >>> asked = problem([Agency(key="A", most=1), Agency(key="B", most=1)], [Place(code="00001")], pairs)
    >>> asked = asked.maximise(sector_fit()).subject_to(capacity(), at_least(1))
    >>> found = replan(asked, frozenset({("A", "00001")}))
    >>> found.changes, ("A", "00001") in found.assignment.chosen
    (0, True)
    """
    model = compile_problem(problem)
    agency, code = (problem.pairs[text].to_numpy(dtype=object) for text in ("agency", "code"))
    stored = agreed_rows(agency, code, agreed)
    weight = np.full(len(problem.pairs), -1.0)
    weight[stored] = 1.0
    gain = np.zeros(len(model.gain))
    gain[: len(weight)] = weight
    first = run(model, gain=gain, seconds=seconds)
    if first.taken is None:
        empty = finish(problem, first)
        return Replanned(assignment=empty, changes=len(agreed), proven=first.status == "infeasible")
    reached = round(float(gain @ first.taken))
    model.row(None, np.arange(len(weight)), weight, float(reached), INFINITE)
    for rule in (rule for rule in problem.rules if isinstance(rule, Fair)):
        hold_fairness(model, problem, rule, run)
    result = finish(problem, run(model, seconds=seconds))
    changes = len(agreed ^ result.chosen)
    return Replanned(assignment=result, changes=changes, proven=first.status == "optimal")


def differences(before: frozenset[tuple[str, str]], after: frozenset[tuple[str, str]]) -> pd.DataFrame:
    """Return what changed between two sets of pairs.

    Returns
    -------
    ``agency, code, change`` (``added``, ``removed`` or ``kept``), sorted by change in that order, commune, agency.

    Examples
    --------
    >>> before, after = frozenset({("A", "00001")}), frozenset({("B", "00001")})
    >>> differences(before, after)[["agency", "change"]].to_numpy().tolist()
    [['B', 'added'], ['A', 'removed']]
    """
    rows = [(agency, code, "added") for agency, code in after - before]
    rows += [(agency, code, "removed") for agency, code in before - after]
    rows += [(agency, code, "kept") for agency, code in before & after]
    frame = pd.DataFrame(rows, columns=["agency", "code", "change"])
    change = frame["change"].map({change: number for number, change in enumerate(CHANGES)})
    ordered = frame.assign(place=change).sort_values(["place", "code", "agency"], ignore_index=True)
    return ordered.drop(columns="place")
