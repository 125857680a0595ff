"""Indicator values of the illustrative figures: they say the same as the criterion results.

A criterion met has all its indicators at or beyond their thresholds; one not met has at least one indicator short
of its threshold; one unknown lacks a value. Where no threshold is in force (the law leaves it to the province and
the province has not set one) values are plausible, nothing can be judged from them, and the results stand.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from ntm_geo.assessment.engine.applicability import applies
from ntm_geo.criteria.threshold_cases import read_cases

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ntm_geo.criteria.model import CriteriaSet
    from ntm_geo.records.recipe import Recipe

_FAILING: Final = 0.4
"""Share of the indicators of a criterion not met that fail, besides the one that must."""
_MILD: Final = 0.15
"""Largest shortfall of the commune with the easiest way, as a share of the threshold."""
_DEEP: Final = 0.45
"""What is added to it for the commune with the hardest way."""
_EASING: Final = 0.9
"""What a year leaves of a shortfall."""
_HEADROOM: Final = 0.25
"""How far a value without an upper limit goes beyond its threshold, as a share of it."""
_MOST_COUNTED: Final = 6
"""Most that is counted, such as schools of a commune."""
_STEP: Final = 0.1
"""Values are rounded to this."""
_PERCENT: Final = 100.0
_UNSET_MET: Final = (80.0, 20.0)
"""Least percentage and range where no threshold is in force and the criterion is met."""
_UNSET_NOT_MET: Final = (30.0, 50.0)
"""The same where it is not met."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Course:
    """What stays the same from year to year: the communes, how hard their way is, what they have."""

    recipe: Recipe
    codes: pd.Index
    hardship: NDArray[np.float64]
    attributes: pd.DataFrame
    criteria_set: CriteriaSet


def draw_scores(course: Course, met: NDArray[np.float64], thresholds: Mapping[int, pd.DataFrame]) -> pd.DataFrame:
    """Return ``tables.Scores`` that agree with the criterion results.

    Parameters
    ----------
    course : communes, the seed and the law.
    met : cube of year × commune × criterion, years as in the recipe.
    thresholds : ``tables.Thresholds`` by year; the years that get values.
    """
    tables = []
    for turn, (year, law) in enumerate(sorted(thresholds.items())):
        values = _values(course, met[course.recipe.years.index(year)], law, ease=_EASING**turn)
        keys = pd.MultiIndex.from_product([course.codes, values.columns], names=["code", "indicator"])
        long = pd.Series(values.to_numpy().ravel(), index=keys, name="value").dropna()
        tables.append(long.reset_index().assign(period=year))
    columns = ["code", "indicator", "period", "value"]
    return pd.concat(tables, ignore_index=True)[columns] if tables else pd.DataFrame(columns=columns)


def _values(course: Course, met: NDArray[np.float64], law: pd.DataFrame, *, ease: float) -> pd.DataFrame:
    """Return the values of one year by commune × what a value is given for; missing where there is none."""
    parts = law[law["part_of"].notna()]
    with_levels = parts.loc[parts["threshold"].notna() | parts["cases"].notna(), "part_of"]
    law = law[law["part_of"].isna()].reset_index(drop=True)
    # What is made of parts tells as much as they do.
    law["threshold"] = law["threshold"].where(law["met_when"].isna() | law["indicator"].isin(with_levels))
    criteria = pd.Index([criterion.code for criterion in course.criteria_set.criteria])
    column = criteria.get_indexer(pd.Index(law["criterion"]))
    wanted = met[:, column]
    applicable = _applicable(course, law)
    telling = applicable & law["threshold"].notna().to_numpy()
    lot = course.recipe.draw("indicators", *wanted.shape)
    first = _first_of_criterion(np.where(telling, lot, np.inf), column)
    good = np.where(telling, (wanted != 0) | ~((lot < _FAILING) | first), wanted != 0)
    limit = np.tile(law["threshold"].to_numpy(float), (len(good), 1))
    values = _measure(course, law, good, limit, level=course.recipe.draw("values", *good.shape), ease=ease)
    values = np.where(applicable & ~(np.isnan(wanted) & telling & first), values, np.nan)
    overall = np.where(np.isnan(wanted) & telling & first, np.nan, good)
    columns = {}
    for column_number, (code, way) in enumerate(zip(law["indicator"], law["met_when"], strict=True)):
        if pd.isna(way):
            columns[code] = values[:, column_number]
        else:
            rows = parts[parts["part_of"].eq(code)].reset_index(drop=True)
            columns |= _part_values(course, rows, overall[:, column_number], ease=ease)
    return pd.DataFrame(columns, index=course.codes)


def _part_values(
    course: Course, parts: pd.DataFrame, overall: NDArray[np.float64], *, ease: float
) -> dict[str, NDArray[np.float64]]:
    """Return the values of the parts of an indicator by part; none where it is unknown whether it is met."""
    shape = (len(overall), len(parts))
    name = parts["part_of"].iloc[0]
    level, lot = course.recipe.draw(f"parts of {name}", *shape), course.recipe.draw(f"failing parts of {name}", *shape)
    counted = parts["sense"].eq("count").to_numpy()
    counts = np.floor(1 + _MOST_COUNTED * level)
    limit = np.tile(parts["threshold"].to_numpy(float), (len(overall), 1))
    for part, text in enumerate(parts["cases"].fillna("")):
        for case in read_cases(text):
            figure = counts[:, parts["indicator"].eq(case.figure).to_numpy()][:, 0]
            limit[(figure > case.above) & (figure <= case.up_to), part] = case.level
    lot = np.where(counted | np.isnan(limit), np.inf, lot)
    failing = np.zeros(shape, dtype=bool)
    failing[np.arange(len(overall)), lot.argmin(axis=1)] = True
    good = (overall != 0)[:, None] | (~failing & (lot >= _FAILING) & np.isfinite(lot))
    values = np.where(counted, counts, _measure(course, parts, good, limit, level=level, ease=ease))
    percent = parts["unit"].eq("percent").to_numpy()
    if percent[0]:  # the further ones are shares of a part of the first
        values[:, percent] = np.minimum(values[:, percent], values[:, [0]])
    values[np.isnan(overall)] = np.nan
    return dict(zip(parts["indicator"], values.T, strict=True))


def _measure(
    course: Course,
    law: pd.DataFrame,
    good: NDArray[np.bool_],
    limit: NDArray[np.float64],
    *,
    level: NDArray[np.float64],
    ease: float,
) -> NDArray[np.float64]:
    """Return a value on the right side of each threshold, rounded and still on that side."""
    sense = law["sense"].to_numpy()
    percent = law["unit"].eq("percent").to_numpy()
    room = np.where(percent, _PERCENT - limit, _HEADROOM * limit)
    short = (0.1 + 0.9 * level) * limit * (_MILD + _DEEP * course.hardship[:, None]) * ease
    above = np.where(
        good, np.maximum(_rounded(limit + room * level), limit), np.clip(_rounded(limit - short), 0, limit - _STEP)
    )
    below = np.where(
        good, np.minimum(_rounded(limit * (1 - 0.6 * level)), limit), np.maximum(_rounded(limit + short), limit + _STEP)
    )
    values = np.select([sense == "pass", sense == "at_most"], [good.astype(float), below], default=above)
    (base, span), (low, reach) = _UNSET_MET, _UNSET_NOT_MET
    unset = np.where(percent, _rounded(np.where(good, base + span * level, low + reach * level)), np.nan)
    return np.where(np.isnan(limit), unset, values)


def _applicable(course: Course, law: pd.DataFrame) -> NDArray[np.bool_]:
    """Return which indicators are asked for, by commune × indicator."""
    columns = [
        applies(predicate, course.attributes, codes=course.codes).fillna(True).to_numpy(bool)
        if predicate
        else np.ones(len(course.codes), dtype=bool)
        for predicate in law["applies_when"].fillna("")
    ]
    return np.column_stack(columns)


def _first_of_criterion(lot: NDArray[np.float64], column: NDArray[np.int_]) -> NDArray[np.bool_]:
    """Return, by commune and criterion, the indicator with the least lot; none where all are infinite."""
    first = np.zeros(lot.shape, dtype=bool)
    for criterion in np.unique(column):
        flatnonzero = np.flatnonzero(column == criterion)
        best = flatnonzero[lot[:, flatnonzero].argmin(axis=1)]
        first[np.arange(len(lot)), best] = np.isfinite(lot[np.arange(len(lot)), best])
    return first


def _rounded(values: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.round(values, 1)
