"""Judge indicator values against the thresholds in force: one whole-table comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from ntm_geo.assessment.engine.applicability import applies
from ntm_geo.assessment.engine.matrix_form import grid, of_period
from ntm_geo.criteria.threshold_cases import read_cases

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_STATUSES: Final = ("met", "not_met", "not_applicable", "unknown")
_MET, _NOT_MET, _NOT_APPLICABLE, _UNKNOWN = range(len(_STATUSES))
_DECIMALS: Final = 9
"""Differences are rounded to this many decimals: 79.99999999999999 % out of a spreadsheet is 80 %."""


def judge(
    scores: pd.DataFrame,
    thresholds: pd.DataFrame,
    *,
    codes: Sequence[str] | pd.Index,
    period: int,
    attributes: pd.DataFrame | None = None,
    groups: pd.Series | None = None,
) -> pd.DataFrame:
    """Say of every unit and indicator whether it is met.

    Parameters
    ----------
    scores : ``tables.Scores``; other periods, units and indicators are passed over.
    thresholds : ``tables.Thresholds`` in force at the end of the period.
    codes : codes of the units to judge, in the order wanted.
    period : year.
    attributes : `applicability.UnitAttributes`, for indicators that are asked for on a condition.
    groups : group of communes by code, where levels differ between groups; missing where it is not known.

    Returns
    -------
    ``tables.Verdicts``: one row per unit and indicator, units in the order of ``codes``, indicators in the order of
    ``thresholds``. ``shortfall`` is in the indicator's unit.

    Raises
    ------
    LawError
        A threshold names a condition the program does not know.

    Notes
    -----
    No value, or no threshold (the province has not set one), is ``unknown``, never ``not_met``. A pass/fail value other
    than 1 and 0 is ``unknown``. What is only counted has no verdict. Where a count or group that chooses the level is
    not known, a value is judged as far as all levels agree. An indicator made of parts is judged by them
    (``met_when``); where they leave it open, a value of its own (passed or not, as a whole) stands. Where the condition
    of an indicator is known not to hold, it is ``not_applicable`` whatever the value; where the condition is not known,
    a value is judged, since whoever gave it took the indicator to apply, and no value is ``unknown``.
    """
    index, keys = pd.Index(codes), pd.Index(thresholds["indicator"])
    values = grid(of_period(scores, period), "value", codes=index, column="indicator", keys=keys)
    limits, distance = _limits_and_distance(values, thresholds, keys, groups=_group_of(groups, index))
    status = np.select([np.isnan(distance), distance <= 0], [_UNKNOWN, _MET], default=_NOT_MET)
    status[_inapplicable(thresholds, attributes, index)] = _NOT_APPLICABLE
    shortfall = np.select([status == _MET, status == _NOT_MET], [0.0, distance], default=np.nan)
    _judge_by_parts(thresholds, limits=limits, status=status, shortfall=shortfall)
    judged = np.flatnonzero(thresholds["sense"].ne("count"))
    return _verdicts(
        index,
        thresholds.iloc[judged],
        period=period,
        values=values[:, judged],
        limits=limits[:, judged],
        status=status[:, judged],
        shortfall=shortfall[:, judged],
    )


def judge_by_region(  # noqa: PLR0913 - as `judge`
    scores: pd.DataFrame,
    thresholds: pd.DataFrame,
    *,
    codes: pd.Index,
    period: int,
    attributes: pd.DataFrame | None = None,
    groups: pd.Series | None = None,
    regional: Sequence[tuple[frozenset[str], pd.DataFrame]] = (),
) -> pd.DataFrame:
    """Return `judge`, some units by the levels of another region.

    Parameters
    ----------
    scores, thresholds, codes, period, attributes, groups : as in `judge`.
    regional : codes of the units judged by other levels, with their ``tables.Thresholds``.
    """
    verdicts = judge(scores, thresholds, codes=codes, period=period, attributes=attributes, groups=groups)
    for chosen, levels in regional:
        inside = verdicts["code"].isin(chosen).to_numpy()
        part = judge(
            scores, levels, codes=codes[codes.isin(chosen)], period=period, attributes=attributes, groups=groups
        )
        verdicts = pd.concat([verdicts[~inside], part.set_axis(verdicts.index[inside])]).sort_index()
    return verdicts


def doubtful_passes(scores: pd.DataFrame, thresholds: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of ``tables.Scores`` that should say pass (1) or fail (0) and say neither."""
    passes = thresholds.loc[thresholds["sense"] == "pass", "indicator"]
    return scores[scores["indicator"].isin(passes) & scores["value"].notna() & ~scores["value"].isin([0, 1])]


def _limits_and_distance(
    values: NDArray[np.float64], thresholds: pd.DataFrame, keys: pd.Index, *, groups: NDArray[np.object_]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return what is asked of each value, and how far it is from that: above 0 short of it, NaN that nobody can tell.

    Where levels differ by a count or group that is not known, nothing is said to be asked; the distance is the least of
    all levels if they agree whether the value is enough.
    """
    limits = np.tile(thresholds["threshold"].to_numpy("float64"), (len(values), 1))
    distance = _distance(values, limits, thresholds)
    for column, text in enumerate(thresholds["cases"].fillna("")):
        if not text:
            continue
        law = thresholds.iloc[[column]]
        levels = read_cases(text)
        if levels[0].group:
            open_ = groups == ""
            inside = np.column_stack([groups == level.group for level in levels])
        else:
            figure = values[:, keys.get_loc(levels[0].figure)]
            open_ = np.isnan(figure)
            inside = np.column_stack([(figure > level.above) & (figure <= level.up_to) for level in levels])
        limits[:, column] = np.select(list(inside.T), [level.level for level in levels], default=np.nan)
        known = _distance(values[:, [column]], limits[:, [column]], law)[:, 0]
        every = np.column_stack(
            [_distance(values[:, [column]], np.full((len(values), 1), level.level), law)[:, 0] for level in levels]
        )
        agreed = (every <= 0).all(axis=1) | (every > 0).all(axis=1)
        distance[:, column] = np.where(open_, np.where(agreed, every.min(axis=1), np.nan), known)
    return limits, distance


def _group_of(groups: pd.Series | None, codes: pd.Index) -> NDArray[np.object_]:
    """Return the group of each unit, empty where it is not known."""
    if groups is None:
        return np.full(len(codes), "", dtype=object)
    return groups.astype("object").reindex(codes).fillna("").to_numpy(dtype=object)


def _distance(
    values: NDArray[np.float64], limits: NDArray[np.float64], thresholds: pd.DataFrame
) -> NDArray[np.float64]:
    sense = thresholds["sense"].to_numpy()
    sign = np.where(sense == "at_most", -1.0, 1.0)
    neither = (sense == "pass") & ~np.isin(values, [0.0, 1.0])
    distance: NDArray[np.float64] = np.round(sign * (limits - values), _DECIMALS)
    return np.where(neither, np.nan, distance)


def _judge_by_parts(
    thresholds: pd.DataFrame,
    *,
    limits: NDArray[np.float64],
    status: NDArray[np.int_],
    shortfall: NDArray[np.float64],
) -> None:
    """Judge indicators by their parts, in place; where these leave one open, what is said of it as a whole stands."""
    codes, parents = thresholds["indicator"].to_numpy(), thresholds["part_of"].to_numpy()
    judged = thresholds["sense"].ne("count").to_numpy()
    for column, way in enumerate(thresholds["met_when"].fillna("")):
        if not way:
            continue
        parts = status[:, np.flatnonzero((parents == codes[column]) & judged)]
        applies_ = parts != _NOT_APPLICABLE
        met, failed, unknown = ((parts == mark) & applies_ for mark in (_MET, _NOT_MET, _UNKNOWN))
        if way == "all_parts":
            choices = [failed.any(axis=1), unknown.any(axis=1), applies_.any(axis=1)]
            combined = np.select(choices, [_NOT_MET, _UNKNOWN, _MET], default=_NOT_APPLICABLE)
        else:
            choices = [met.any(axis=1), unknown.any(axis=1), applies_.any(axis=1)]
            combined = np.select(choices, [_MET, _UNKNOWN, _NOT_MET], default=_NOT_APPLICABLE)
        by_parts = combined != _UNKNOWN
        status[by_parts, column] = combined[by_parts]
        shortfall[by_parts, column] = np.where(combined[by_parts] == _MET, 0.0, np.nan)
        limits[by_parts, column] = np.nan


def _inapplicable(thresholds: pd.DataFrame, attributes: pd.DataFrame | None, codes: pd.Index) -> NDArray[np.bool_]:
    """Return the matrix of unit × indicator that is True where the indicator is known not to apply."""
    matrix = np.zeros((len(codes), len(thresholds)), dtype=bool)
    for column, predicate in enumerate(thresholds["applies_when"].fillna("")):
        if predicate:
            matrix[:, column] = ~applies(predicate, attributes, codes=codes).fillna(True).to_numpy(bool)
    return matrix


def _verdicts(  # noqa: PLR0913 - the matrices of one table
    codes: pd.Index,
    thresholds: pd.DataFrame,
    *,
    period: int,
    values: NDArray[np.float64],
    limits: NDArray[np.float64],
    status: NDArray[np.int_],
    shortfall: NDArray[np.float64],
) -> pd.DataFrame:
    """Lay the matrices out as a long table."""
    unit = np.repeat(np.arange(len(codes)), len(thresholds))
    columns = ["criterion", "indicator", "part_of", "clause", "verified"]
    law = thresholds[columns].take(np.tile(np.arange(len(thresholds)), len(codes))).reset_index(drop=True)
    return pd.DataFrame(
        {
            "code": codes.take(unit),
            "criterion": law["criterion"],
            "indicator": law["indicator"],
            "part_of": law["part_of"],
            "period": period,
            "value": values.ravel(),
            "threshold": limits.ravel(),
            "status": pd.Series(_STATUSES, dtype="str").take(status.ravel()).array,
            "shortfall": shortfall.ravel(),
            "clause": law["clause"],
            "verified": law["verified"],
        },
        copy=False,  # nothing else holds these columns
    )
