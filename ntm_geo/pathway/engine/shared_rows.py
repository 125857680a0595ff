"""What all communes share: budgets, capacities and goals as rows, and what a choice takes of each of them.

All rows have the form Σ_c use(o_c) ≤ limit, so that all prices are ≥ 0:

- budget of year t: Σ money spent in t ≤ budget[t];
- capacity of a district or department k in t: Σ criteria completed in t ≤ capacity[k];
- goal of a level: Σ communes reaching it ≥ wanted - have, written with both signs turned: use -1, limit have - wanted;
- goal of hamlets: the same, counted in hamlets.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from scipy import sparse

from ntm_geo.pathway.engine.options import NEVER, Choice, Floats, Options, Prices, Whole
from ntm_geo.pathway.engine.path_model import HAMLET_COMMUNES, LEVELS
from ntm_geo.pathway.engine.path_problem import hamlets_wanted

if TYPE_CHECKING:
    from ntm_geo.pathway.engine.path_problem import Problem

_GOALS: Final = ("standard", "advanced", "model")
Row = tuple[str, ...]


class Shared:
    """The rows that tie the communes of a problem together, all of the form Σ use ≤ limit."""

    def __init__(self, problem: Problem, options: Options) -> None:
        self.problem, self.options = problem, options
        names: list[Row] = []
        limits: list[float] = []

        def add(name: Row, limit: float) -> int:
            names.append(name)
            limits.append(limit)
            return len(names) - 1

        years, caps = [str(year) for year in problem.years], problem.limits
        budget = dict(zip(years, caps.budget, strict=False))
        self._budget = np.array([
            NEVER if (most := budget.get(year)) is None else add(("budget", year), most) for year in years
        ], dtype=int)  # fmt: skip
        self._capacity = {
            word: np.array(
                [
                    [add((word, who, year), float(amounts[who])) if who in amounts else NEVER for year in years]
                    for who in known
                ],
                dtype=int,
            ).reshape(len(known), len(years))
            for word, known, amounts in (
                ("district", options.districts, caps.district),
                ("department", options.departments, caps.department),
            )
        }
        wanted = {goal.key: goal.value for goal in sorted(problem.goals, key=lambda goal: goal.value)}
        self._goal = np.full(len(_GOALS), NEVER)
        for index, key in enumerate(_GOALS):
            if key in wanted:
                have = sum(LEVELS.index(commune.level) >= LEVELS.index(key) for commune in problem.communes)
                self._goal[index] = add((key,), have - wanted[key])
        self.groups, self.group = _hamlet_groups(problem, options)
        self.hamlets = NEVER
        if "hamlets" in wanted:
            have = sum(commune.hamlets_certified for commune in problem.communes)
            self.hamlets = add(("hamlets",), float(have - hamlets_wanted(problem)))
        self.names, self.limits = names, np.array(limits)
        self.scale = np.maximum(1.0, np.abs(self.limits))

    def prices(self, duals: Floats) -> Prices:
        """Return the price of each shared thing from the multipliers of the rows."""
        known = np.append(duals, 0.0)  # a row that is not there has the place -1, and so the price 0
        return Prices(
            budget=known[self._budget],
            district=known[self._capacity["district"]],
            department=known[self._capacity["department"]],
            goals=known[self._goal],
        )

    def use(self, choice: Choice) -> tuple[Floats, sparse.csr_matrix]:
        """Return what choices count in the objective, and what they take of each row (choices × rows)."""
        options, count = self.options, len(choice.rows)
        # Entries (choice, row, amount) of the matrix: first of every criterion completed, its money and its capacity.
        row, key = np.nonzero(choice.years != NEVER)
        year, commune = choice.years[row, key], choice.rows[row]
        paid = options.cost[commune, key]
        parts = [
            (row, self._budget[year], paid),
            (row, self._capacity["district"][options.district[commune], year], np.ones(len(row))),
        ]
        shares = options.department[key]
        parts.append(
            (
                row[shares >= 0],
                self._capacity["department"][shares[shares >= 0], year[shares >= 0]],
                np.ones((shares >= 0).sum()),
            )
        )
        # Then of every level reached: it counts for its goal, and the advanced and model ones cost extra in their year.
        money = np.bincount(row, weights=paid, minlength=count).astype(float)
        touched = np.bincount(row, minlength=count) > 0
        complete = (~options.missing[choice.rows] | (choice.years != NEVER)).all(axis=1) & (
            options.rank[choice.rows] == 0
        )
        flags = (complete, choice.advanced != NEVER, choice.model != NEVER)
        for index, (flag, when) in enumerate(zip(flags, (None, choice.advanced, choice.model), strict=True)):
            rows = np.flatnonzero(flag)
            parts.append((rows, np.full(len(rows), self._goal[index]), -np.ones(len(rows))))
            if when is not None:
                extra = options.extra[choice.rows[rows], index - 1]
                parts.append((rows, self._budget[when[rows]], extra))
                money[rows] += extra
                touched[rows] = True
        # Rows without a limit have no place in the matrix; entries of the same cell are added up.
        rows, columns, values = (np.concatenate(item) for item in zip(*parts, strict=True))
        stored = columns != NEVER
        matrix = sparse.csr_matrix((values[stored], (rows[stored], columns[stored])), shape=(count, len(self.names)))
        return money * options.weight[choice.rows] + options.touch * touched, matrix

    def use_of_hamlets(self, hamlets: Whole) -> tuple[float, Floats]:
        """Return what hamlets by commune and year count, and what they take of each row."""
        use = np.zeros(len(self.names))
        if self.hamlets == NEVER:
            return 0.0, use
        cost, counted, _left = self.groups[self.group].T
        use[self.hamlets] = -hamlets.sum()
        limited = self._budget != NEVER
        use[self._budget[limited]] = (hamlets * cost[:, None]).sum(axis=0)[limited]
        return float((hamlets * counted[:, None]).sum()), use

    def taken(self, use: Floats) -> dict[Row, float]:
        """Return what is taken of each row by its name: limits used up, goals gained."""
        return {name: float(-use[index] if len(name) == 1 else use[index]) for index, name in enumerate(self.names)}

    def certify(self, duals: Floats) -> tuple[float, Floats]:
        """Return the least that hamlets cost under prices, and what that takes of each row."""
        use = np.zeros(len(self.names))
        if self.hamlets == NEVER or not len(self.groups):
            return 0.0, use
        cost, counted, left = self.groups[:, 0], self.groups[:, 1], self.groups[:, 2]
        budget = np.append(duals, 0.0)[self._budget]
        # Hamlets wait for nothing, so all are certified in the year with the cheapest budget, and all of a group or
        # none: the price of one is counted + cost · λ[budget, year] - λ[hamlets].
        year = int(budget.argmin())
        price = counted + cost * budget[year] - duals[self.hamlets]
        many = np.where(price < 0, left, 0.0)
        use[self.hamlets] = -many.sum()
        if self._budget[year] != NEVER:
            use[self._budget[year]] = (many * cost).sum()
        return float((price * many).sum()), use

    def hamlet_columns(self) -> tuple[Floats, Floats, sparse.csr_matrix]:
        """Return a column for each group of hamlets and year: its cost, most, and what one hamlet takes of the rows."""
        years = len(self._budget)
        if self.hamlets == NEVER or not len(self.groups):
            return np.zeros(0), np.zeros(0), sparse.csr_matrix((0, len(self.names)))
        cost, counted, left = (np.repeat(self.groups[:, position], years) for position in range(3))
        rows = np.arange(len(cost))
        budget = np.tile(self._budget, len(self.groups))
        limited = budget != NEVER
        matrix = sparse.csr_matrix(
            (
                np.concatenate([cost[limited], -np.ones(len(rows))]),
                (
                    np.concatenate([rows[limited], rows]),
                    np.concatenate([budget[limited], np.full(len(rows), self.hamlets)]),
                ),
            ),
            shape=(len(rows), len(self.names)),
        )
        return counted, left, matrix


def _hamlet_groups(problem: Problem, options: Options) -> tuple[Floats, Whole]:
    """Return the hamlets still to certify by what one costs (cost, what it counts, how many), and each commune's group.

    Which commune of a group certifies them makes no difference to anything, so they need not be told apart.
    """
    extra = HAMLET_COMMUNES if problem.objective == "communes" else 0.0
    reshape = np.array([
        (commune.hamlet_cost, commune.hamlet_cost * float(weight) + extra)
        for commune, weight in zip(problem.communes, options.weight, strict=True)
    ]).reshape(-1, 2)  # fmt: skip
    left = np.array([commune.hamlets_total - commune.hamlets_certified for commune in problem.communes])
    kinds, group = np.unique(reshape, axis=0, return_inverse=True)
    return np.column_stack([kinds, np.bincount(group.ravel(), weights=left, minlength=len(kinds))]), group.ravel()
