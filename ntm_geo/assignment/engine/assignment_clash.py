"""Why nothing fits: the smallest set of rules and locks that cannot hold together, and what relaxing each gives."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from ntm_geo.assignment.engine.assignment_model import Model, compile_problem
from ntm_geo.assignment.engine.assignment_solver import run
from ntm_geo.assignment.engine.rules import (
    AtLeast,
    AtMost,
    Capacity,
    Fair,
    KeepShare,
    KindsRequired,
    Lock,
    Rule,
    Spread,
)
from ntm_geo.solver.smallest_conflict import smallest_conflict

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ntm_geo.assignment.engine.assignment_problem import AssignmentProblem

_SECONDS: Final = 20.0
_CLOSE: Final = 1e-6
Part = Rule | Lock
"""What can clash."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Relaxation:
    """A change of one rule or lock after which there is an assignment."""

    part: Part
    instead: Part | None
    """What takes its place; None where it goes."""
    problem: AssignmentProblem
    """The problem with the change made, ready to solve."""
    extra: float = 0.0
    """For the capacity: places more that are needed in all."""


def smallest_clash(problem: AssignmentProblem) -> tuple[Part, ...]:
    """Return the fewest rules and locks that cannot hold together; empty when there is an assignment.

    Examples
    --------
    >>> import pandas as pd
    >>> from ntm_geo.assignment.engine import Agency, Place, at_least, capacity, problem
    >>> pairs = pd.DataFrame({"agency": ["A", "A"], "code": ["00001", "00002"]})
    >>> asked = problem([Agency(key="A", most=1)], [Place(code="00001"), Place(code="00002")], pairs)
    >>> smallest_clash(asked.subject_to(capacity(), at_least(1)))
    (Capacity(), AtLeast(count=1))
    """
    model, parts = compile_problem(problem), _parts(problem)

    def hold(some: set[Part]) -> set[Part] | None:
        values = _holds(model, parts, some)
        return None if values is None else some | _kept_by(model, parts, values)

    return smallest_conflict(parts, hold)


def relaxations(problem: AssignmentProblem, clash: tuple[Part, ...]) -> list[Relaxation]:
    """Return for every part of a clash the smallest change of it after which there is an assignment.

    A part whose change alone does not help, because another clash remains, has none; taking it away is offered where no
    smaller change is known.
    """
    mades = []
    for part in clash:
        made = _relaxed(problem, part)
        if made is not None:
            mades.append(made)
    return mades


def _parts(problem: AssignmentProblem) -> list[Part]:
    """Return what can clash, each once; fairness never does."""
    return list(dict.fromkeys([*(rule for rule in problem.rules if not isinstance(rule, Fair)), *problem.locks]))


def _holds(model: Model, parts: list[Part], grown: set[Part]) -> NDArray[np.float64] | None:
    """Return values that keep the parts given, None where nothing does."""
    without, nothing = set(parts) - grown, np.zeros(len(model.gain))
    # Parts of pairs first: where they do not fit, whole ones do not; and where only capacity and partners count, what
    # comes back is whole already.
    answer = run(model, seconds=_SECONDS, without=without, gain=nothing, full=False)
    if answer.taken is not None and np.abs(answer.taken - np.rint(answer.taken)).max(initial=0.0) > _CLOSE:
        answer = run(model, seconds=_SECONDS, without=without, gain=nothing)
    if answer.status == "infeasible":
        return None
    return answer.taken if answer.taken is not None else nothing


def _kept_by(model: Model, parts: list[Part], values: NDArray[np.float64]) -> set[Part]:
    broken = {
        group
        for group, columns, weights, low, high in zip(
            model.groups, model.columns, model.weights, model.low, model.high, strict=True
        )
        if not low - _CLOSE <= float(values[columns] @ weights) <= high + _CLOSE
    }
    broken |= {item.group for item in model.fixed if np.abs(values[item.columns] - item.value).max() > _CLOSE}
    return {part for part in parts if part not in broken}


def _relaxed(problem: AssignmentProblem, part: Part) -> Relaxation | None:
    bare = problem.unlocked(part) if isinstance(part, Lock) else problem.without(part)
    parts = _parts(bare)
    model = compile_problem(bare)
    if _holds(model, parts, set(parts)) is None:
        return None
    if isinstance(part, Capacity):
        return _wider(problem, part)
    for instead in _weaker(part, problem):
        changed = bare.subject_to(instead)
        parts = _parts(changed)
        if _holds(compile_problem(changed), parts, set(parts)) is not None:
            return Relaxation(part=part, instead=instead, problem=_in_place(problem, part, instead))
    return Relaxation(part=part, instead=None, problem=bare)


def _weaker(part: Part, problem: AssignmentProblem) -> list[Any]:
    """Return weaker forms of a rule, the least weak first; none for locks and what has no number."""
    if isinstance(part, AtLeast | KindsRequired):
        return [replace(part, count=count) for count in range(part.count - 1, 0, -1)]
    if isinstance(part, AtMost):
        return [AtMost(count) for count in range(part.count + 1, len(problem.agencies) + 1)][:10]
    if isinstance(part, Spread):
        return [Spread(count) for count in range(part.most + 1, part.most + 6)]
    if isinstance(part, KeepShare):
        return _fewer_kept(part, problem)
    return []


def _fewer_kept(part: KeepShare, problem: AssignmentProblem) -> list[KeepShare]:
    """Return the rule with the largest share that fits, rounded down to a whole percent."""
    model = compile_problem(problem.without(part))
    pairs = list(zip(problem.pairs["agency"], problem.pairs["code"], strict=True))
    array = np.array([pair in part.agreed for pair in pairs], dtype=float)
    gain = np.zeros(len(model.gain))
    gain[: len(array)] = array
    answer = run(model, seconds=_SECONDS, gain=gain)
    if answer.taken is None or not array.sum():
        return []
    return [replace(part, share=np.floor(100 * float(gain @ answer.taken) / array.sum()) / 100)]


def _wider(problem: AssignmentProblem, part: Capacity) -> Relaxation | None:
    """Return the problem with the fewest places more, and communes that need not be taken, by agency."""
    model = compile_problem(problem)
    rows = [index for index, group in enumerate(model.groups) if group == part]
    extra = {row: model.add_columns(len(problem.places)) for row in rows}
    for row, value in extra.items():
        # A place more takes one off the sum; a commune less that has to be taken adds one to it.
        above, below = value, model.add_columns(len(problem.places))
        model.columns[row] = np.concatenate([model.columns[row], above, below])
        model.weights[row] = np.concatenate([model.weights[row], -np.ones(len(above)), np.ones(len(below))])
        extra[row] = np.concatenate([above, below])
    model.starts = [0, *np.cumsum([len(column) for column in model.columns]).tolist()]
    gain = np.zeros(len(model.gain))
    gain[np.concatenate(list(extra.values()))] = -1.0
    answer = run(model, seconds=_SECONDS, gain=gain)
    if answer.taken is None:
        return None
    agencies, half = [], len(problem.places)
    for agency, row in zip(problem.agencies, rows, strict=True):
        more = answer.taken[extra[row]]
        agencies.append(
            replace(
                agency,
                most=agency.most + round(more[:half].sum()),
                least=max(0, agency.least - round(more[half:].sum())),
            )
        )
    total = -float(gain @ answer.taken)
    return Relaxation(part=part, instead=part, problem=replace(problem, agencies=tuple(agencies)), extra=round(total))


def _in_place(problem: AssignmentProblem, part: Part, instead: Part) -> AssignmentProblem:
    return replace(problem, rules=tuple(instead if rule == part else rule for rule in problem.rules))  # type: ignore[misc]
