"""From the problem to sparse arrays of a mixed-integer programme; knows no solver.

Rules and locks are *groups* of rows, or of fixed variables, so that any of them can be left out: that is how a clash is
found (`assignment_clash`).

Notes
-----
Sets: agencies a, communes c, districts d, possible pairs P; a pair outside P has no variable.

Variables, all 0 or 1: x[a, c] the agency helps the commune; v[a, d] the agency visits the district (with `Spread`);
y[c, s] the commune's service stays below step s (with `Fair`, added by `fairness`).

Objective: maximise Σ_P (fit[a, c] + ε[a, c]) · x[a, c], where fit = Σ_p weight[p] · value[p, a, c] / Σ_p weight[p] over
the pieces p of the fit, and ε breaks ties (`_nudges`).

Constraints, each only where its rule is set:

- `Capacity`, each a: least[a] ≤ Σ_c use[a, c] · x[a, c] ≤ most[a]
- `Districts`: x[a, c] = 0 where the district of c is closed to a
- `AtLeast`, each c: Σ_a x[a, c] ≥ wanted[c], or the rule's count where the commune names none
- `AtMost`, each c: Σ_a x[a, c] ≤ count
- `KindsRequired`, each c of the group: Σ_{a of the kinds} x[a, c] ≥ count
- `KindsForbidden`, each c of the group: x[a, c] = 0 for a of the kinds
- `Spread`, each a: x[a, c] ≤ v[a, d] for c in d, and Σ_d v[a, d] ≤ most
- `KeepShare`: Σ_{P agreed before} x[a, c] ≥ ⌈share · n⌉ with n the number of such pairs
- `Lock`: x[a, c] = 1 or 0
- `Fair`, step after step, each c: Σ_a fit[a, c] · x[a, c] + w[s] · y[c, s] ≥ w[s] with w[s] = s / steps;
  first minimise Σ_c y[c, s], then keep Σ_c y[c, s] at most at that minimum

Without `Spread`, `KeepShare`, `Fair` and kinds the matrix is that of a bipartite b-matching, which is totally
unimodular where use = 1: the linear relaxation has a solution in whole numbers (A. Schrijver, Combinatorial
Optimization, 2003, chapter 21), which `assignment_solver` tries first.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from ntm_geo.assignment.engine.rules import (
    AtLeast,
    AtMost,
    Capacity,
    Districts,
    Fair,
    KeepShare,
    KindsForbidden,
    KindsRequired,
    Lock,
    Rule,
    Spread,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray

    from ntm_geo.assignment.engine.assignment_problem import AssignmentProblem

    Indices = NDArray[np.intp]

INFINITE: Final = float("inf")
_NUDGE: Final = 1e-7
"""Smaller than any difference of fits that matters: it orders equally good assignments, so the answer is unique."""
Group = Rule | Lock | None
"""What a row or a fixed pair belongs to; None for what only links columns and is never left out."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """Pairs that have to be 0 or 1 for a group."""

    group: Group
    columns: NDArray[np.intp]
    value: float


@dataclass(slots=True)
class Model:
    """Rows and columns; the first columns are the pairs in the problem's order."""

    pairs: int
    gain: NDArray[np.float64]
    """What a column adds to the objective."""
    groups: list[Group] = field(default_factory=list)
    """Group of every row."""
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    starts: list[int] = field(default_factory=lambda: [0])
    columns: list[NDArray[np.intp]] = field(default_factory=list)
    weights: list[NDArray[np.float64]] = field(default_factory=list)
    fixed: list[Fixed] = field(default_factory=list)

    def add_columns(self, count: int) -> NDArray[np.intp]:
        """Add columns between 0 and 1 that gain nothing; returns their places."""
        first = len(self.gain)
        self.gain = np.concatenate([self.gain, np.zeros(count)])
        return np.arange(first, first + count)

    def row(self, group: Group, columns: Any, values: Any, low: float, high: float) -> None:
        """Add a row: low ≤ Σ value · column ≤ high; one value serves all columns."""
        places = np.asarray(columns, dtype=np.intp)
        self.columns.append(places)
        self.weights.append(np.broadcast_to(np.asarray(values, dtype=float), places.shape))
        self.starts.append(self.starts[-1] + len(places))
        self.groups.append(group)
        self.low.append(low)
        self.high.append(high)

    def fix(self, group: Group, columns: Any, value: float) -> None:
        """Require that pairs are ``value``."""
        places = np.asarray(columns, dtype=np.intp)
        if len(places):
            self.fixed.append(Fixed(group, places, value))


@dataclass(frozen=True, slots=True)
class _Sides:
    """Rows of the pairs by agency and by commune; agency and commune of each pair."""

    by_agency: dict[str, Indices]
    by_place: dict[str, Indices]
    agency: NDArray[Any]
    code: NDArray[Any]


def compile_problem(problem: AssignmentProblem) -> Model:
    """Return the model of a problem, without its `Fair` rules: those are solved for step by step."""
    # Variables x and the objective; pairs that are not possible have no variable.
    model = Model(pairs=len(problem.pairs), gain=problem.fit + _nudges(problem))
    sides = _sides(problem)
    # One group of rows, or of fixed variables, a rule.
    for rule in problem.rules:
        if not isinstance(rule, Fair):
            _WRITERS[type(rule)](model, problem, sides, rule)
    # Decisions of people about single pairs, as fixed variables.
    for lock in problem.locks:
        same = sides.by_agency.get(lock.agency, np.empty(0, dtype=np.intp))
        chosen_same = same[sides.code[same] == lock.code]
        if lock.inside and not len(chosen_same):
            # The pair is asked for and not possible: the row 1 ≤ 0 fails, and a clash can name the lock.
            model.row(lock, [], [], 1.0, 1.0)
        model.fix(lock, chosen_same, 1.0 if lock.inside else 0.0)
    return model


def _nudges(problem: AssignmentProblem) -> NDArray[np.float64]:
    """Return ε[i] = 1e-7 · (1 - i / pairs) / communes, falling with the place i in the order of agency and code.

    Divided by the number of communes, all of them together stay too small to outweigh a difference of fits.
    """
    count = len(problem.pairs)
    return _NUDGE * (1.0 - np.arange(count) / max(1, count)) / max(1, len(problem.places))


def _sides(problem: AssignmentProblem) -> _Sides:
    agency, code = (problem.pairs[text].to_numpy(dtype=object) for text in ("agency", "code"))
    return _Sides(_rows_of(agency), _rows_of(code), agency, code)


def _rows_of(keys: NDArray[Any]) -> dict[str, Indices]:
    order = np.argsort(keys, kind="stable")
    names, starts = np.unique(keys[order].astype(str), return_index=True)
    return {str(name): rows for name, rows in zip(names, np.split(order, starts[1:]), strict=False)}


# One function a rule: each writes the constraint of the same name in the notes above.


def _capacity(model: Model, problem: AssignmentProblem, sides: _Sides, rule: Capacity) -> None:
    none: Indices = np.empty(0, dtype=np.intp)
    # Agencies without a possible pair get a row as well: a least above 0 cannot be met then.
    for agency in problem.agencies:
        rows = sides.by_agency.get(agency.key, none)
        model.row(rule, rows, problem.use[rows], float(agency.least), float(agency.most))


def _districts(model: Model, problem: AssignmentProblem, sides: _Sides, rule: Districts) -> None:
    for key, rows in sides.by_agency.items():
        about = problem.agency_of[key]
        if about.only_districts or about.not_districts:
            closed = [row for row in rows if not about.may_go(problem.place_of[sides.code[row]].district)]
            model.fix(rule, closed, 0.0)


def _at_least(model: Model, problem: AssignmentProblem, sides: _Sides, rule: AtLeast) -> None:
    for commune in problem.places:
        wanted = rule.count if commune.wanted is None else commune.wanted
        model.row(rule, sides.by_place.get(commune.code, []), 1.0, float(wanted), INFINITE)


def _at_most(model: Model, _problem: AssignmentProblem, sides: _Sides, rule: AtMost) -> None:
    for rows in sides.by_place.values():
        model.row(rule, rows, 1.0, -INFINITE, float(rule.count))


def _of_kinds(
    problem: AssignmentProblem, sides: _Sides, rule: KindsRequired | KindsForbidden
) -> Iterable[tuple[str, list[int]]]:
    """Yield every commune of the rule's group with its pairs of the rule's kinds."""
    for commune in problem.places:
        if not rule.group or rule.group in commune.groups:
            rows = sides.by_place.get(commune.code, np.empty(0, dtype=np.intp))
            yield commune.code, [row for row in rows if problem.agency_of[sides.agency[row]].kind in rule.kinds]


def _kinds_required(model: Model, problem: AssignmentProblem, sides: _Sides, rule: KindsRequired) -> None:
    for _code, rows in _of_kinds(problem, sides, rule):
        model.row(rule, rows, 1.0, float(rule.count), INFINITE)


def _kinds_forbidden(model: Model, problem: AssignmentProblem, sides: _Sides, rule: KindsForbidden) -> None:
    for _code, rows in _of_kinds(problem, sides, rule):
        model.fix(rule, rows, 0.0)


def _spread(model: Model, problem: AssignmentProblem, sides: _Sides, rule: Spread) -> None:
    """Count the districts an agency goes to, with a variable v for each of them."""
    for rows in sides.by_agency.values():
        districts: dict[str, list[int]] = {}
        for row in rows:
            districts.setdefault(problem.place_of[sides.code[row]].district, []).append(int(row))
        if len(districts) <= rule.most:
            continue  # it cannot break the rule, whatever is chosen
        # One row a pair, x ≤ v: tighter in the relaxation than one row a district with the sum of its pairs.
        visited = model.add_columns(len(districts))
        for reached, inside in zip(visited, districts.values(), strict=True):
            for row in inside:
                model.row(None, [row, reached], [1.0, -1.0], -INFINITE, 0.0)
        model.row(rule, visited, 1.0, -INFINITE, float(rule.most))


def _keep_share(model: Model, _problem: AssignmentProblem, sides: _Sides, rule: KeepShare) -> None:
    stored = agreed_rows(sides.agency, sides.code, rule.agreed)
    # A little less than the product, so that 70 % of 10 is 7 and not 8.
    model.row(rule, stored, 1.0, float(np.ceil(rule.share * len(stored) - 1e-9)), INFINITE)


def agreed_rows(agency: NDArray[Any], code: NDArray[Any], agreed: frozenset[tuple[str, str]]) -> NDArray[np.intp]:
    """Return the rows of the pairs that were agreed; those that are not possible any more have none."""
    return np.flatnonzero([pair in agreed for pair in zip(agency, code, strict=True)])


_WRITERS: Final[dict[type, Callable[..., None]]] = {
    Capacity: _capacity,
    Districts: _districts,
    AtLeast: _at_least,
    AtMost: _at_most,
    KindsRequired: _kinds_required,
    KindsForbidden: _kinds_forbidden,
    Spread: _spread,
    KeepShare: _keep_share,
}
