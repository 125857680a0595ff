"""From the problem to sparse arrays of a mixed-integer programme; knows no solver.

Variables: ``x[c, k, t]`` criterion k of commune c is completed in year t; ``h[c, t]`` hamlets certified in year t;
``s[c]``, ``a[c]``, ``m[c]`` the commune is at the standard, advanced, model at the end; ``z[c]`` it is worked in.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from ntm_geo.pathway.engine.path_problem import hamlets_wanted, requires

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from ntm_geo.pathway.engine.path_problem import Problem, Work

INFINITE: Final = float("inf")
LEVELS: Final = ("", "standard", "advanced", "model")
_TINY: Final = 1e-4
HAMLET_COMMUNES: Final = 1e-3
"""How much less than one commune one hamlet weighs when communes are counted."""


@dataclass(slots=True)
class Model:
    """Columns and rows, grown one by one, handed over as arrays."""

    cost: list[float] = field(default_factory=list)
    money: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    names: list[tuple[str, ...]] = field(default_factory=list)
    place: dict[tuple[str, ...], int] = field(default_factory=dict)
    row_low: list[float] = field(default_factory=list)
    row_high: list[float] = field(default_factory=list)
    row_name: list[str] = field(default_factory=list)
    """Group of the row: a goal, a limit, or ``structure``."""
    starts: list[int] = field(default_factory=lambda: [0])
    columns: list[int] = field(default_factory=list)
    values: list[float] = field(default_factory=list)

    def add(self, name: tuple[str, ...], *, cost: float, money: float = 0.0, upper: float = 1.0) -> int:
        """Add an integer column from 0 to ``upper``; returns its place."""
        self.place[name] = len(self.names)
        self.names.append(name)
        self.cost.append(cost)
        self.money.append(money)
        self.upper.append(upper)
        return len(self.names) - 1

    def row(self, group: str, parts: Iterable[tuple[int, float]], low: float, high: float) -> None:
        """Add a row: low ≤ Σ value · column ≤ high."""
        for column, value in parts:
            self.columns.append(column)
            self.values.append(value)
        self.starts.append(len(self.columns))
        self.row_low.append(low)
        self.row_high.append(high)
        self.row_name.append(group)

    def arrays(self) -> Mapping[str, NDArray[Any]]:
        """Return the matrix row by row and the bounds."""
        return {
            "cost": np.array(self.cost, dtype=float),
            "upper": np.array(self.upper, dtype=float),
            "row_low": np.array(self.row_low, dtype=float),
            "row_high": np.array(self.row_high, dtype=float),
            "starts": np.array(self.starts, dtype=np.int32),
            "columns": np.array(self.columns, dtype=np.int32),
            "values": np.array(self.values, dtype=float),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Some communes of a problem, and what the others take of what all share."""

    communes: tuple[Work, ...]
    taken: Mapping[tuple[str, ...], float] = field(default_factory=dict)
    """``("budget", year)``, ``("district", name, year)``, ``("department", name, year)`` used up; ``("standard",)``
    and the other goals: how many were gained."""


def compile_problem(problem: Problem, part: Part | None = None) -> Model:
    """Return the model of a problem; goals and limits are groups of rows that can be told apart.

    Parameters
    ----------
    problem : what is planned.
    part : the communes left to plan when the others are settled; all of them unless given.
    """
    part = part or Part(communes=problem.communes)
    model = Model()
    weights = weights_of(problem)
    for work in part.communes:
        _columns(model, problem, work, weights[work.code])
    for work in part.communes:
        _structure(model, problem, work)
    _goals(model, problem, part)
    _limits(model, problem, part)
    _locks(model, problem)
    return model


def _columns(model: Model, problem: Problem, work: Work, weight: float) -> None:
    """Add what can be done in a commune; only what some goal may ask for."""
    for key, cost in work.missing.items():
        for year in problem.years:
            model.add(("x", work.code, key, str(year)), cost=cost * weight, money=cost)
    left = work.hamlets_total - work.hamlets_certified
    if left > 0 and any(goal.key == "hamlets" for goal in problem.goals):
        for year in problem.years:
            cost = work.hamlet_cost * weight + (HAMLET_COMMUNES if problem.objective == "communes" else 0.0)
            model.add(("h", work.code, str(year)), cost=cost, money=work.hamlet_cost, upper=left)
    rank = LEVELS.index(work.level)
    goals = {goal.key for goal in problem.goals}
    for key, extra, needed in (("a", work.advanced_cost, "advanced"), ("m", work.model_cost, "model")):
        if rank < LEVELS.index(needed) and goals & {"advanced", "model"}:
            for year in problem.years:
                model.add((key, work.code, str(year)), cost=extra * weight, money=extra)
    if rank == 0:
        model.add(("s", work.code), cost=0.0)
    if problem.objective == "communes":
        model.add(("z", work.code), cost=1.0)


def weights_of(problem: Problem) -> dict[str, float]:
    """Return how much a million counts in each commune under the objective."""
    if problem.objective == "communes":
        small = _TINY / max(1.0, sum(sum(commune.missing.values()) for commune in problem.communes))
        return {commune.code: small for commune in problem.communes}
    if problem.objective == "lowest":
        # The fewer criteria a commune has, the less its work counts: up to half for those that have none.
        most = max((commune.met for commune in problem.communes), default=0)
        return {commune.code: 0.5 + 0.5 * commune.met / max(1, most) for commune in problem.communes}
    return {commune.code: 1.0 for commune in problem.communes}


def _structure(model: Model, problem: Problem, work: Work) -> None:
    years = [str(year) for year in problem.years]
    for key in work.missing:
        model.row("structure", [(model.place["x", work.code, key, year], 1.0) for year in years], 0.0, 1.0)
        for other in requires(problem, work, key):
            _no_later(model, work.code, key, other, years)
    if ("s", work.code) in model.place:
        standard = model.place["s", work.code]
        for key in work.missing:
            parts = [(model.place["x", work.code, key, year], -1.0) for year in years]
            model.row("structure", [(standard, 1.0), *parts], -INFINITE, 0.0)
    if ("h", work.code, years[0]) in model.place:
        left = float(work.hamlets_total - work.hamlets_certified)
        model.row("structure", [(model.place["h", work.code, year], 1.0) for year in years], 0.0, left)
    _levels(model, work, years)
    if ("z", work.code) in model.place:
        _touched(model, work, years)


def _no_later(model: Model, code: str, key: str, other: str, years: list[str]) -> None:
    """Require that what comes before is completed in the same year or earlier."""
    for position in range(len(years)):
        rows = [(model.place["x", code, key, year], 1.0) for year in years[: position + 1]]
        first = [(model.place["x", code, other, year], -1.0) for year in years[: position + 1]]
        model.row("structure", [*rows, *first], -INFINITE, 0.0)


def _levels(model: Model, work: Work, years: list[str]) -> None:
    """Require the level before: advanced no earlier than all criteria, model no earlier than advanced."""
    if ("a", work.code, years[0]) in model.place:
        advanced = [model.place["a", work.code, year] for year in years]
        model.row("structure", [(item, 1.0) for item in advanced], 0.0, 1.0)
        if ("s", work.code) in model.place:
            # One row for all criteria of a year, not one for each: the row of the standard is tight enough already, and
            # a third of the rows decides whether thousands of communes can be planned.
            for position in range(len(years) if work.missing else 0):
                done = [
                    (model.place["x", work.code, key, year], -1.0)
                    for key in work.missing
                    for year in years[: position + 1]
                ]
                rows = [(item, float(len(work.missing))) for item in advanced[: position + 1]]
                model.row("structure", [*rows, *done], -INFINITE, 0.0)
            model.row(
                "structure", [*((item, 1.0) for item in advanced), (model.place["s", work.code], -1.0)], -INFINITE, 0.0
            )
    if ("m", work.code, years[0]) in model.place:
        best = [model.place["m", work.code, year] for year in years]
        model.row("structure", [(item, 1.0) for item in best], 0.0, 1.0)
        if ("a", work.code, years[0]) in model.place:
            for position in range(len(years)):
                rows = [(item, 1.0) for item in best[: position + 1]]
                first = [(model.place["a", work.code, year], -1.0) for year in years[: position + 1]]
                model.row("structure", [*rows, *first], -INFINITE, 0.0)


def _touched(model: Model, work: Work, years: list[str]) -> None:
    touched = model.place["z", work.code]
    for key in work.missing:
        parts = [(model.place["x", work.code, key, year], 1.0) for year in years]
        model.row("structure", [*parts, (touched, -1.0)], -INFINITE, 0.0)
    for key in ("a", "m"):
        if (key, work.code, years[0]) in model.place:
            parts = [(model.place[key, work.code, year], 1.0) for year in years]
            model.row("structure", [*parts, (touched, -1.0)], -INFINITE, 0.0)


def _goals(model: Model, problem: Problem, part: Part) -> None:
    years = [str(year) for year in problem.years]
    for goal in problem.goals:
        settled = part.taken.get((goal.key,), 0.0)
        if goal.key == "floor":
            for work in part.communes:
                if not work.level:
                    parts = [(model.place["x", work.code, key, year], 1.0) for key in work.missing for year in years]
                    model.row("floor", parts, goal.value - work.met, INFINITE)
        elif goal.key == "hamlets":
            have = sum(work.hamlets_certified for work in problem.communes)
            parts = [(value, 1.0) for name, value in model.place.items() if name[0] == "h"]
            model.row("hamlets", parts, hamlets_wanted(problem) - have - settled, INFINITE)
        else:
            letter = {"standard": "s", "advanced": "a", "model": "m"}[goal.key]
            rank = LEVELS.index(goal.key)
            have = sum(LEVELS.index(work.level) >= rank for work in problem.communes)
            parts = [(value, 1.0) for name, value in model.place.items() if name[0] == letter]
            model.row(goal.key, parts, goal.value - have - settled, INFINITE)


def _limits(model: Model, problem: Problem, part: Part) -> None:
    limits = problem.limits
    by_year: dict[str, list[tuple[int, float]]] = {str(year): [] for year in problem.years}
    district: dict[tuple[str, str], list[tuple[int, float]]] = {}
    department: dict[tuple[str, str], list[tuple[int, float]]] = {}
    districts = {work.code: work.district for work in part.communes}
    for index, name in enumerate(model.names):
        if name[0] in {"x", "h", "a", "m"}:
            by_year[name[-1]].append((index, model.money[index]))
        if name[0] == "x":
            district.setdefault((districts[name[1]], name[3]), []).append((index, 1.0))
            if name[2] in problem.in_charge:
                department.setdefault((problem.in_charge[name[2]], name[3]), []).append((index, 1.0))
    for year, budget in zip(problem.years, limits.budget, strict=False):
        if budget is not None:
            model.row(
                f"budget {year}", by_year[str(year)], -INFINITE, budget - part.taken.get(("budget", str(year)), 0.0)
            )
    for rows, caps, word in ((district, limits.district, "district"), (department, limits.department, "department")):
        for (who, when), parts in sorted(rows.items()):
            if who in caps:
                model.row(f"{word} {who}", parts, -INFINITE, caps[who] - part.taken.get((word, who, when), 0.0))


def _locks(model: Model, problem: Problem) -> None:
    for code, key, year in problem.must:
        if ("x", code, key, str(year)) in model.place:
            model.row("locks", [(model.place["x", code, key, str(year)], 1.0)], 1.0, 1.0)
    for code, key in problem.must_not:
        names = [("x", code, key, str(year)) for year in problem.years]
        parts = [(model.place[name], 1.0) for name in names if name in model.place]
        model.row("locks", parts, 0.0, 0.0)
