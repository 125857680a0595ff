"""What can be done in each commune alone, and the cheapest of it under prices for all that communes share.

Communes are tied together by few things only: the budget of a year, what a district or a department can complete in it,
and the goals counted over all communes. With a price on each of these, every commune chooses for itself; the cheapest
choices of thousands of communes are found in one go, criterion by criterion, over whole columns.

At prices λ, completing criterion k of commune c in year t costs
paid[c, k, t] = cost[c, k] · (weight[c] + λ[budget, t]) + λ[district of c, t] + λ[department of k, t]. Criteria that
wait for each other form a group, whose orders are listed (`_ways`); groups are independent of each other, so the best
number of criteria a group is a dynamic programme over groups (`_partly`), and the cost of completing all by a year is
the sum of the groups' least (`_levels`). Both are exact: the bound of `decompose` needs true minima.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from ntm_geo.pathway.engine.path_model import LEVELS, weights_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ntm_geo.pathway.engine.path_problem import Problem

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Flags = NDArray[np.bool_]
NEVER: Final = -1
MOST_WAYS: Final = 1024
"""More ways than this to order criteria that wait for each other are not listed."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Choice:
    """One choice for each of some communes."""

    rows: Whole
    """Places of the communes."""
    years: Whole
    """Communes × criteria: place of the year each is completed in, `NEVER` where it is not."""
    advanced: Whole
    model: Whole
    """Place of the year a commune becomes advanced, model; `NEVER` where it does not."""

    def take(self, some: Flags | Whole) -> Choice:
        """Return some of the choices."""
        return Choice(
            rows=self.rows[some], years=self.years[some], advanced=self.advanced[some], model=self.model[some]
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Prices:
    """What each shared thing costs; none is negative."""

    budget: Floats
    """By year: on top of each million."""
    district: Floats
    """Districts × years: of completing one criterion."""
    department: Floats
    """Departments × years."""
    goals: Floats
    """What one commune more of standard, advanced, model is worth."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Way:
    """One way to treat criteria that wait for each other."""

    done: tuple[tuple[int, int], ...]
    """Place of the criterion, place of the year."""
    barred: Flags | None
    """Communes that cannot go this way: something they miss would come too late."""
    complete: Flags
    """Communes that miss nothing more of these criteria afterwards."""

    @property
    def last(self) -> int:
        """Place of the last year used."""
        return max((year for _key, year in self.done), default=0)


class Options:
    """All communes of a problem as arrays, and the cheapest choice of each under prices."""

    def __init__(self, problem: Problem) -> None:
        communes = problem.communes
        self.problem = problem
        self.keys = sorted({key for commune in communes for key in commune.missing})
        self.years = len(problem.years)
        places = {key: index for index, key in enumerate(self.keys)}
        shape = (len(communes), len(self.keys))
        self.missing = np.zeros(shape, dtype=bool)
        self.cost = np.zeros(shape)
        for row, item in enumerate(communes):
            for key, cost in item.missing.items():
                self.missing[row, places[key]], self.cost[row, places[key]] = True, cost
        weights = weights_of(problem)
        self.weight = np.array([weights[commune.code] for commune in communes])
        self.rank = np.array([LEVELS.index(commune.level) for commune in communes])
        self.districts = sorted({commune.district for commune in communes})
        self.district = np.array([self.districts.index(commune.district) for commune in communes], dtype=int)
        self.departments = sorted(set(problem.in_charge.values()))
        self.department = np.array(
            [
                self.departments.index(problem.in_charge[key]) if key in problem.in_charge else NEVER
                for key in self.keys
            ],
            dtype=int,
        )
        floor = max((goal.value for goal in problem.goals if goal.key == "floor"), default=0.0)
        met = np.array([commune.met for commune in communes])
        self.needed = np.where(self.rank > 0, 0, np.maximum(0, np.ceil(floor - met - 1e-9))).astype(int)
        self.levels = bool({goal.key for goal in problem.goals} & {"advanced", "model"})
        self.touch = 1.0 if problem.objective == "communes" else 0.0
        self.extra = np.array([[commune.advanced_cost, commune.model_cost] for commune in communes]).reshape(-1, 2)
        self._locks(places)
        self._groups = [list(self._ways(group)) for group in _waiting(problem, places)]

    def _locks(self, places: dict[str, int]) -> None:
        rows = {commune.code: row for row, commune in enumerate(self.problem.communes)}
        self.may = np.repeat(self.missing[:, :, None], self.years, axis=2)
        self.forced = np.zeros(self.missing.shape, dtype=bool)
        for code, key in self.problem.must_not:
            if code in rows and key in places:
                self.may[rows[code], places[key], :] = False
        for code, key, year in self.problem.must:
            index = self.problem.years.index(year)
            self.may[rows[code], places[key], :] &= np.arange(self.years) == index
            self.forced[rows[code], places[key]] = True

    def _ways(self, group: list[int]) -> Iterator[_Way]:
        """Yield every order in which a group of criteria may be completed."""
        names = [self.keys[position] for position in group]
        before = {
            position: [group[names.index(item)] for item in self.problem.before.get(name, ()) if item in names]
            for position, name in zip(group, names, strict=True)
        }
        # Each criterion is left out or completed in one of the years; a criterion that is completed before what it
        # waits for bars the way for the communes that miss the latter.
        for years in itertools.product((NEVER, *range(self.years)), repeat=len(group)):
            when = dict(zip(group, years, strict=True))
            done = tuple((key, year) for key, year in when.items() if year != NEVER)
            late = {
                first
                for position, year in done
                for first in before[position]
                if when[first] == NEVER or when[first] > year
            }
            barred: Flags | None = np.any(self.missing[:, sorted(late)], axis=1) if late else None
            left = [position for position in group if when[position] == NEVER]
            skipped: Flags = np.any(self.forced[:, left], axis=1)
            if skipped.any():
                barred = skipped if barred is None else barred | skipped
            complete: Flags = ~np.any(self.missing[:, left], axis=1)
            yield _Way(done=done, barred=barred, complete=complete)

    def cheapest(self, prices: Prices) -> tuple[Floats, Choice]:
        """Return for each commune the least it costs under prices, and the choice that costs it.

        Returns
        -------
        The costs (infinite where a commune cannot do what it has to), and one choice a commune.
        """
        # Price of every criterion, commune and year; see the formula above. What may not be done costs infinity.
        money = (self.weight[:, None] + prices.budget)[:, None, :]
        paid = self.cost[:, :, None] * money + prices.district[self.district][:, None, :]
        if self.departments:
            paid += np.where((self.department >= 0)[:, None], prices.department[self.department], 0.0)
        paid[~self.may] = np.inf
        # Two candidates for each commune: some criteria without reaching a level, or everything up to a level.
        tables = [self._group(ways, paid) for ways in self._groups]
        some, years = self._partly(tables, touch=self.touch)
        best, advanced, model, until = self._levels(prices, tables)
        full = best < some
        # Where reaching a level is cheaper, the years are those of the groups' cheapest complete ways.
        for ways, (_cost, _way, _all, all_way) in zip(self._groups, tables, strict=True):
            rows = np.flatnonzero(full & (self.rank == 0))
            years[rows[:, None], [position for position, _year in ways[-1].done]] = NEVER
            _write(years, rows, ways, all_way[rows, until[rows]])
        advanced, model = np.where(full, advanced, NEVER), np.where(full, model, NEVER)
        choice = Choice(rows=np.arange(len(years)), years=years, advanced=advanced, model=model)
        return np.minimum(best, some), choice

    def _group(self, ways: list[_Way], paid: Floats) -> tuple[Floats, Whole, Floats, Whole]:
        """Return the cheapest way by number completed, and the cheapest to complete all of it by a year."""
        count, most = len(paid), max(len(way.done) for way in ways)
        cost, which = np.full((count, most + 1), np.inf), np.zeros((count, most + 1), dtype=int)
        by_year, zeros = np.full((count, self.years), np.inf), np.zeros((count, self.years), dtype=int)
        for index, way in enumerate(ways):
            total = sum((paid[:, key, year] for key, year in way.done), start=np.zeros(count))
            if way.barred is not None:
                total[way.barred] = np.inf
            number = len(way.done)
            better = total < cost[:, number]
            cost[better, number], which[better, number] = total[better], index
            for year in range(way.last, self.years):
                better = np.logical_and(way.complete, total < by_year[:, year])
                by_year[better, year], zeros[better, year] = total[better], index
        return cost, which, by_year, zeros

    def _partly(self, tables: list[tuple[Floats, Whole, Floats, Whole]], *, touch: float) -> tuple[Floats, Whole]:
        """Return the cheapest choice that completes at least what the floor needs.

        Dynamic programme over groups: best[g, n] = min_j best[g - 1, n - j] + cost[g, j], where j criteria of group g
        are completed and n of all groups so far; ``split`` remembers the j for the way back.
        """
        count, most = self.missing.shape
        cost = np.full((count, most + 1), np.inf)
        cost[:, 0] = 0.0
        splits = []
        for costs, *_rest in tables:
            after, split = np.full_like(cost, np.inf), np.zeros(cost.shape, dtype=np.int8)
            for number in range(costs.shape[1]):
                tried = cost[:, : most + 1 - number] + costs[:, number, None]
                better = tried < after[:, number:]
                np.copyto(after[:, number:], tried, where=better)
                np.copyto(split[:, number:], np.int8(number), where=better)
            cost = after
            splits.append(split)
        # Working in a commune at all has a cost of its own where communes are counted; the floor rules small n out.
        cost[:, 1:] += touch
        cost[np.arange(most + 1) < self.needed[:, None]] = np.inf
        number = cost.argmin(axis=1)
        every = np.arange(count)
        # Back from the last group to the first: which of its ways each commune goes.
        value, years = cost[every, number], np.full((count, most), NEVER)
        for (_own, which, *_rest), split, ways in zip(
            reversed(tables), reversed(splits), reversed(self._groups), strict=True
        ):
            taken = split[every, number].astype(int)
            _write(years, every, ways, which[every, taken])
            number = number - taken
        return value, years

    def _levels(
        self, prices: Prices, tables: list[tuple[Floats, Whole, Floats, Whole]]
    ) -> tuple[Floats, Whole, Whole, Whole]:
        """Return the cheapest choice that reaches a level: cost, years of the levels, by when all is complete."""
        count = len(self.missing)
        by_year = sum((table[2] for table in tables), start=np.zeros((count, self.years)))
        # Communes at the standard keep what they miss, and only rise.
        forced = self.forced[self.rank > 0].any()
        idle = self._partly(tables, touch=0.0)[0] if forced else np.zeros(count)
        misses: Flags = np.any(self.missing, axis=1)
        # All a commune misses may still be fewer than the floor asks for.
        by_year[self.needed > self.missing.sum(axis=1)] = np.inf
        by_year = np.where((self.rank == 0)[:, None], by_year + self.touch * misses[:, None], idle[:, None])
        best = np.where(self.rank == 0, by_year[:, -1] - prices.goals[0], np.inf)
        advanced, model = np.full(count, NEVER), np.full(count, NEVER)
        until = np.full(count, self.years - 1)
        if not self.levels:
            return best, advanced, model, until
        money = self.weight[:, None] + prices.budget
        up, top = (self.extra[:, number, None] * money - prices.goals[number + 1] for number in (0, 1))
        touched = np.where(self.rank == 0, self.touch * ~misses, self.touch)
        # For each year all may be complete by: the level above in that year, model in the cheapest year from then on.
        later, when = _later(top)
        for year in range(self.years):
            # A model commune no earlier than an advanced one, and only where that is worth its cost.
            more = np.where(self.rank < 2, up[:, year] + np.minimum(later[:, year], 0.0), later[:, year])  # noqa: PLR2004
            tried = by_year[:, year] + more + touched - np.where(self.rank == 0, prices.goals[0], 0.0)
            better = (tried < best) & (self.rank < 3)  # noqa: PLR2004
            best[better], until[better] = tried[better], year
            advanced[better] = np.where(self.rank < 2, year, NEVER)[better]  # noqa: PLR2004
            is_model = (later[:, year] < 0) | (self.rank == 2)  # noqa: PLR2004
            model[better] = np.where(is_model, when[:, year], NEVER)[better]
        return best, advanced, model, until


def listable(problem: Problem) -> bool:
    """Return whether the criteria that wait for each other are few enough to list every order of them."""
    places = {
        key: index for index, key in enumerate(sorted({key for commune in problem.communes for key in commune.missing}))
    }
    longest = max((len(group) for group in _waiting(problem, places)), default=1)
    return math.pow(len(problem.years) + 1, longest) <= MOST_WAYS


def _waiting(problem: Problem, places: dict[str, int]) -> list[list[int]]:
    """Return the criteria in groups that wait for each other, most of them alone."""
    group = {key: {key} for key in places}
    for key, others in problem.before.items():
        for other in others:
            if key in group and other in group and group[key] is not group[other]:
                joined = group[key] | group[other]
                for item in joined:
                    group[item] = joined
    distinct = {id(item): item for item in group.values()}
    return sorted(sorted(places[key] for key in item) for item in distinct.values())


def _write(years: Whole, rows: Whole, ways: list[_Way], chosen: Whole) -> None:
    """Write the ways chosen into the years of communes."""
    for index, way in enumerate(ways):
        chosen_rows = rows[chosen == index]
        for key, year in way.done:
            years[chosen_rows, key] = year


def _later(cost: Floats) -> tuple[Floats, Whole]:
    """Return the least from each year on, and when that is."""
    least, when = cost.copy(), np.tile(np.arange(cost.shape[1]), (len(cost), 1))
    for year in range(cost.shape[1] - 2, -1, -1):
        better = least[:, year + 1] < least[:, year]
        least[better, year], when[better, year] = least[better, year + 1], when[better, year + 1]
    return least, when
