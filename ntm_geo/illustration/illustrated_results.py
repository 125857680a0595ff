"""Who is in which tier, and which criteria each commune meets, in the illustrative figures.

Communes are put in one order, from the easiest way to the hardest: recognised ones first, then by hardship (remote,
border and small communes have it harder). Each year's tiers are filled along that order, so that tiers only improve.
Each commune meets criteria in an order of its own, the easy ones first, so that criteria are gained and kept, but
for a few that are lost on purpose.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from ntm_geo.assessment.engine.inputs import programme_codes
from ntm_geo.assessment.engine.tiers import recognised_tier
from ntm_geo.errors import ProvinceError, msg
from ntm_geo.records.recipe import RECIPE_NAME

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ntm_geo.criteria.model import CriteriaSet
    from ntm_geo.records.recipe import Recipe

_NEIGHBOURS: Final = 3
"""A commune is small when the centres of this many neighbours are near."""
_KM_PER_DEGREE: Final = 111.2
_FIRST: Final = 10.0
"""How far what was met before stands ahead of everything else; more than any difficulty."""


def draw_hardship(units: pd.DataFrame, recipe: Recipe) -> NDArray[np.float64]:
    """Return how hard each commune's way is, between 0 and 1, in the order of the units' communes.

    Parameters
    ----------
    units : ``tables.Units``. The distance to the nearest ward (in a province without wards: to the middle of all
        units) stands for remoteness, the distance to the nearest centres for size.
    recipe : weights and chance.
    """
    inside = units["code"].isin(programme_codes(units)).to_numpy()
    kilometres, weights = _kilometres(units), recipe.hardship
    wards = kilometres[units["kind"].eq("ward").to_numpy()]
    town = wards if len(wards) else kilometres.mean(axis=0, keepdims=True)
    remote = np.sqrt(_squares(kilometres[inside], town).min(axis=1))
    hard = (
        weights.remote * _share(remote)
        + weights.border * units.loc[inside, "border"].to_numpy(float)
        + weights.small * (1 - _share(spacing_km(units)))
        + weights.chance * recipe.draw("hardship", int(inside.sum()))
    )
    return _share(hard)


def spacing_km(units: pd.DataFrame) -> NDArray[np.float64]:
    """Return the mean distance of each commune's centre to its nearest other centres (``tables.Units``), in km."""
    inside, kilometres = units["code"].isin(programme_codes(units)).to_numpy(), _kilometres(units)
    squares = np.sort(_squares(kilometres[inside], kilometres), axis=1)[:, 1 : _NEIGHBOURS + 1]
    near: NDArray[np.float64] = np.sqrt(squares).mean(axis=1)
    return near


def draw_recognitions(
    hardship: NDArray[np.float64],
    recipe: Recipe,
    *,
    codes: pd.Index,
    criteria_set: CriteriaSet,
) -> NDArray[np.int_]:
    """Return the year each commune was recognised in, 0 for never.

    Parameters
    ----------
    hardship : of each commune.
    recipe : published names with their years, and the number recognised at the end of each year.
    codes : of the communes.
    criteria_set : whose tiers the recipe names.

    Raises
    ------
    ProvinceError
        More communes are named than the recipe counts as recognised.
    """
    won = np.zeros(len(codes), dtype=int)
    for item in recipe.recognised:
        if item.code:
            won[codes.get_loc(item.code)] = item.year
    for year in recipe.years:
        wanting = recipe.tiers[year][recognised_tier(criteria_set)] - int(((won > 0) & (won <= year)).sum())
        if wanting < 0:
            raise ProvinceError(
                msg("More communes are named as recognised by {year} than are counted.", year=year),
                where=RECIPE_NAME,
                fix=msg("Correct the recipe and make the figures again."),
            )
        won[rank(np.where(won > 0, np.inf, hardship)) < wanting] = year
    return won


def draw_results(
    hardship: NDArray[np.float64],
    won: NDArray[np.int_],
    recipe: Recipe,
    *,
    criteria_set: CriteriaSet,
    before: NDArray[np.float64] | None = None,
) -> NDArray[np.float64]:
    """Return which criteria are met: a cube of year × commune × criterion with 1, 0 and NaN for unknown.

    Parameters
    ----------
    hardship : of each commune.
    won : year each commune was recognised in, 0 for never.
    recipe : tiers to meet exactly.
    criteria_set : criteria in their order, and tiers.
    before : commune × criterion at the end of the year before, 1 for met; these are met first. None at the start.
    """
    counts = _count_criteria(hardship, won, recipe, criteria_set, goes_on=before is not None)
    difficulty = np.array([recipe.criteria.difficulty[criterion.code] for criterion in criteria_set.criteria])
    chance = recipe.draw("order of criteria", len(won), len(difficulty))
    order = difficulty + recipe.criteria.chance * chance
    if before is not None:
        order = order - _FIRST * before
    turn = np.argsort(np.argsort(order, axis=1, kind="stable"), axis=1)
    met = (turn < counts[:, :, None]).astype(float)
    _lose_some(met, turn, counts, won, recipe)
    tops = np.append(_tier_tops(criteria_set), len(difficulty))
    for number, year in enumerate(recipe.years):
        top = tops[np.searchsorted(tops, counts[number])]
        state = (won > 0) & (won <= year)
        _forget_some(met[number], turn, state | (counts[number] < top), recipe, year=year)
    return met


def hardship_after(before: NDArray[np.float64], hardship: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how hard each commune's way is from a year on: the fewer criteria it met then, the harder.

    Parameters
    ----------
    before : commune × criterion, 1 for met.
    hardship : of each commune as drawn; it decides between equals.
    """
    return _share(hardship / (1 + hardship.max()) - before.sum(axis=1))


def rank(values: NDArray[np.float64]) -> NDArray[np.int_]:
    """Return the place of each value from the least, 0, up; the first of equals goes first."""
    return np.argsort(np.argsort(values, kind="stable"), kind="stable")


def _count_criteria(
    hardship: NDArray[np.float64],
    won: NDArray[np.int_],
    recipe: Recipe,
    criteria_set: CriteriaSet,
    *,
    goes_on: bool,
) -> NDArray[np.int_]:
    """Return the number of criteria met by year × commune: recognised communes keep theirs, the others fill tiers."""
    order = np.lexsort([hardship, np.where(won > 0, won, np.iinfo(int).max)])
    recognised_counts = _recognised_counts(hardship, won, recipe, criteria_set, goes_on=goes_on)
    rows = []
    for year in recipe.years:
        row = np.empty(len(won), dtype=int)
        row[order] = _ladder(recipe, criteria_set, year)
        rows.append(np.where((won > 0) & (won <= year), recognised_counts, row))
    return np.maximum.accumulate(np.array(rows), axis=0)


def _recognised_counts(
    hardship: NDArray[np.float64],
    won: NDArray[np.int_],
    recipe: Recipe,
    criteria_set: CriteriaSet,
    *,
    goes_on: bool,
) -> NDArray[np.int_]:
    """Return what communes meet once recognised: all criteria, or fewer if an older set was in force then.

    In a recipe that goes on from another one they meet from as many as the recipe says up to all.
    """
    total = len(criteria_set.criteria)
    counts = np.full(len(won), total)
    if goes_on:
        state = np.flatnonzero(won > 0)
        by_ease = state[np.argsort(hardship[state], kind="stable")]
        counts[by_ease] = _spread(recipe.criteria.recognised_at_least, total, len(state))
        return counts
    early = np.flatnonzero((won > 0) & (won < criteria_set.effective.year))
    by_ease = early[np.argsort(hardship[early], kind="stable")]
    counts[by_ease] = _spread(recipe.criteria.recognised_at_least, total - 1, len(early))
    return counts


def _ladder(recipe: Recipe, criteria_set: CriteriaSet, year: int) -> NDArray[np.int_]:
    """Return the counts of a year along the order of communes; the places of the recognised hold 0."""
    tops = _tier_tops(criteria_set)
    rules = sorted((rule.at_least, rule.key) for rule in criteria_set.tiers if rule.at_least is not None)
    steps = [np.zeros(recipe.tiers[year][recognised_tier(criteria_set)], dtype=int)]
    for (least, key), top in reversed(list(zip(rules, tops, strict=True))):
        steps.append(_spread(max(least, recipe.criteria.fewest), int(top), recipe.tiers[year][key]))
    return np.concatenate(steps)


def _tier_tops(criteria_set: CriteriaSet) -> NDArray[np.int_]:
    """Return the most criteria of each counted tier, lowest tier first; all only with recognition, or a tier for it."""
    leasts = sorted(rule.at_least for rule in criteria_set.tiers if rule.at_least is not None)
    return np.array([least - 1 for least in leasts[1:]] + [max(leasts[-1], len(criteria_set.criteria) - 1)])


def _spread(least: int, most: int, size: int) -> NDArray[np.int_]:
    """Return ``size`` counts from the most down to the least, evenly."""
    return most - np.arange(size) * (most - least + 1) // max(size, 1)


def _lose_some(
    met: NDArray[np.float64],
    turn: NDArray[np.int_],
    counts: NDArray[np.int_],
    won: NDArray[np.int_],
    recipe: Recipe,
) -> None:
    """Let a few communes lose in a year what they gained last, and gain another criterion instead."""
    year = recipe.criteria.lost_in
    if year not in recipe.years[1:]:
        return
    at = recipe.years.index(year)
    before, last = counts[at - 1], counts[at]
    free = (won == 0) & (before > 0) & (last < turn.shape[1])
    chosen = _choose(free, recipe.draw("lost criteria", len(won)), recipe.criteria.lost)
    met[at][(turn == before[:, None] - 1) & chosen[:, None]] = 0
    met[at][(turn == last[:, None]) & chosen[:, None]] = 1


def _forget_some(
    met: NDArray[np.float64],
    turn: NDArray[np.int_],
    free: NDArray[np.bool_],
    recipe: Recipe,
    *,
    year: int,
) -> None:
    """Leave one criterion not met unknown in a few communes whose tier it cannot change."""
    open_turn = np.where(met == 0, turn, turn.shape[1])
    chosen = _choose(
        free & (met == 0).any(axis=1),
        recipe.draw(f"unknown {year}", len(met)),
        recipe.unknown.get(year, 0),
    )
    met[chosen, open_turn.argmin(axis=1)[chosen]] = np.nan


def _choose(free: NDArray[np.bool_], chance: NDArray[np.float64], count: int) -> NDArray[np.bool_]:
    """Return which of the free ones are drawn."""
    return free & (rank(np.where(free, chance, np.inf)) < count)


def _share(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return ranks as shares between 0 and 1."""
    return rank(values) / max(len(values) - 1, 1)


def _kilometres(units: pd.DataFrame) -> NDArray[np.float64]:
    """Return centres on a plane good enough for ranks, in km."""
    lon, lat = units["lon"].to_numpy(float), units["lat"].to_numpy(float)
    return np.column_stack([lon * math.cos(math.radians(lat.mean())), lat]) * _KM_PER_DEGREE


def _squares(item: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the squared distance of every point to every other."""
    squares: NDArray[np.float64] = ((item[:, None, :] - other[None, :, :]) ** 2).sum(axis=2)
    return squares
