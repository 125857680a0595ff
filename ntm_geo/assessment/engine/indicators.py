"""Judge indicator values against the thresholds in force: one whole-table comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from ntm_geo.assessment.engine.applicability import applies
from ntm_geo.assessment.engine.matrix_form import grid, of_period

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
) -> pd.DataFrame:
    """Say of every unit and indicator whether it is met.

    Parameters
    ----------
    scores : ``tables.Scores``; other periods, units and indicators are passed over.
    thresholds : ``tables.Thresholds`` in force at the end of the period.
    codes : codes of the units to judge, in the order wanted.
    period : year.
    attributes : `applicability.UnitAttributes`, for indicators that are asked for on a condition.

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
    No value, or no threshold (the province has not set one), is ``unknown``, never ``not_met``. A pass/fail value
    other than 1 and 0 is ``unknown``. Where the condition of an indicator is known not to hold, it is
    ``not_applicable`` whatever the value; where the condition is not known, a value is judged, since whoever gave
    it took the indicator to apply, and no value is ``unknown``.
    """
    index = pd.Index(codes)
    values = grid(
        of_period(scores, period),
        "value",
        codes=index,
        column="indicator",
        keys=pd.Index(thresholds["indicator"]),
    )
    distance = _distance(values, thresholds)
    status = np.select([np.isnan(distance), distance <= 0], [_UNKNOWN, _MET], default=_NOT_MET)
    status[_inapplicable(thresholds, attributes, index)] = _NOT_APPLICABLE
    shortfall = np.select([status == _MET, status == _NOT_MET], [0.0, distance], default=np.nan)
    return _verdicts(index, thresholds, period=period, values=values, status=status, shortfall=shortfall)


def doubtful_passes(scores: pd.DataFrame, thresholds: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of ``tables.Scores`` that should say pass (1) or fail (0) and say neither."""
    passes = thresholds.loc[thresholds["sense"] == "pass", "indicator"]
    return scores[scores["indicator"].isin(passes) & scores["value"].notna() & ~scores["value"].isin([0, 1])]


def _distance(values: NDArray[np.float64], thresholds: pd.DataFrame) -> NDArray[np.float64]:
    """Return how far each value is from its threshold: above 0 means short of it, NaN that nobody can tell."""
    sense = thresholds["sense"].to_numpy()
    sign = np.where(sense == "at_most", -1.0, 1.0)
    neither = (sense == "pass") & ~np.isin(values, [0.0, 1.0])
    distance: NDArray[np.float64] = np.round(sign * (thresholds["threshold"].to_numpy("float64") - values), _DECIMALS)
    return np.where(neither, np.nan, distance)


def _inapplicable(thresholds: pd.DataFrame, attributes: pd.DataFrame | None, codes: pd.Index) -> NDArray[np.bool_]:
    """Return the matrix of unit × indicator that is True where the indicator is known not to apply."""
    matrix = np.zeros((len(codes), len(thresholds)), dtype=bool)
    for column, predicate in enumerate(thresholds["applies_when"].fillna("")):
        if predicate:
            matrix[:, column] = ~applies(predicate, attributes, codes=codes).fillna(True).to_numpy(bool)
    return matrix


def _verdicts(
    codes: pd.Index,
    thresholds: pd.DataFrame,
    *,
    period: int,
    values: NDArray[np.float64],
    status: NDArray[np.int_],
    shortfall: NDArray[np.float64],
) -> pd.DataFrame:
    """Lay the matrices out as a long table."""
    unit = np.repeat(np.arange(len(codes)), len(thresholds))
    columns = ["criterion", "indicator", "threshold", "clause", "verified"]
    law = thresholds[columns].take(np.tile(np.arange(len(thresholds)), len(codes))).reset_index(drop=True)
    return pd.DataFrame(
        {
            "code": codes.take(unit),
            "criterion": law["criterion"],
            "indicator": law["indicator"],
            "period": period,
            "value": values.ravel(),
            "threshold": law["threshold"],
            "status": pd.Series(_STATUSES, dtype="str").take(status.ravel()).array,
            "shortfall": shortfall.ravel(),
            "clause": law["clause"],
            "verified": law["verified"],
        },
        copy=False,  # nothing else holds these columns
    )
