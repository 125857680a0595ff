"""From criteria met and recognition to the tier of each commune."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ntm_geo.assessment.engine.matrix_form import grid
from ntm_geo.tables.standing_table import LEVELS, UNKNOWN_TIER, in_force, in_force_on, years_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from numpy.typing import NDArray

    from ntm_geo.criteria.model import CriteriaSet


def standings(
    results: pd.DataFrame,
    recognitions: pd.DataFrame,
    *,
    codes: Sequence[str] | pd.Index,
    period: int,
    criteria_set: CriteriaSet,
    pending: Collection[str] = (),
) -> pd.DataFrame:
    """Say where each commune stands at the end of a period.

    Parameters
    ----------
    results : ``tables.CriterionResults``; what it does not say is unknown.
    recognitions : ``tables.Recognitions``.
    codes : codes of the communes of the programme, in the order wanted.
    period : year; recognitions given for it or an earlier one count.
    criteria_set : the set whose criteria are counted and whose tiers are used.
    pending : codes of merged communes whose recognition came with their parts: it waits for a decision of its own.

    Returns
    -------
    ``tables.Standings``, one row per code; ``met + not_met + unknown`` is the number of criteria of the set.

    Notes
    -----
    A commune whose recognition is in force is in the tier of the recognised, however many criteria of a newer set
    it meets. The others are placed by the number of criteria met, with what is unknown as an interval: a tier is
    given only when every way the unknown could turn out leads to the same one, otherwise it is ``unknown``. A
    commune that meets all criteria and is not recognised (its file is on the way) is in the highest counted tier.

    Source: report of the provincial rural development office for 2022, whose five groups add up to all communes.
    """
    index = pd.Index(codes)
    keys = pd.Index([criterion.code for criterion in criteria_set.criteria])
    chosen_results = results[results["period"] == period]
    matrix = grid(chosen_results, "met", codes=index, column="criterion", keys=keys)
    met, not_met = (matrix == 1).sum(axis=1), (matrix == 0).sum(axis=1)
    unknown = len(keys) - met - not_met
    level = recognition_level(counting_for(recognitions, criteria_set), codes=index, period=period)
    lowest, highest = tier_of(met, criteria_set), tier_of(met + unknown, criteria_set)
    tier = np.where(lowest == highest, lowest, UNKNOWN_TIER)
    return pd.DataFrame(
        {
            "code": index,
            "period": period,
            "met": met,
            "not_met": not_met,
            "unknown": unknown,
            "recognition": level.array,
            "pending": index.isin(list(pending)),
            "tier": pd.Series(np.where(level.notna(), recognised_tier(criteria_set), tier), dtype="str"),
        },
    )


def counting_for(recognitions: pd.DataFrame, criteria_set: CriteriaSet) -> pd.DataFrame:
    """Return the recognitions (``tables.Recognitions``) that count for a set: by the year they are given for."""
    first = criteria_set.recognitions_from
    if first is None:
        return recognitions
    return recognitions[years_of(recognitions).ge(first.year).astype(bool)]


def recognition_level(
    recognitions: pd.DataFrame, *, codes: pd.Index, period: int, on: date | None = None
) -> pd.Series[str]:
    """Return the highest level of recognition in force at the end of a period, or on a day.

    Parameters
    ----------
    recognitions : ``tables.Recognitions``.
    codes : unit codes, in the order wanted.
    period : year. What is given for it counts, also where it was decided in the next January; on the day it is revoked
        a recognition holds no longer.
    on : a day to count on instead, the one of the decision being what matters then.

    Returns
    -------
    One of `LEVELS` per code, missing where none is in force.
    """
    state = in_force(recognitions, period=period) if on is None else in_force_on(recognitions, on=on)
    chosen_recognitions = recognitions[state]
    ranks = pd.Index(LEVELS).get_indexer(pd.Index(chosen_recognitions["level"]))
    best = pd.Series(ranks, index=pd.Index(chosen_recognitions["code"])).groupby(level=0).max().reindex(codes)
    return best.map(dict(enumerate(LEVELS))).astype("str")


def tier_of(count: NDArray[np.int_], criteria_set: CriteriaSet) -> NDArray[np.str_]:
    """Return the key of the tier for a number of criteria met, recognition left aside."""
    counted = sorted(
        ((rule.at_least, rule.key) for rule in criteria_set.tiers if rule.at_least is not None),
    )
    steps = np.array([least for least, _key in counted])
    names = np.array([key for _least, key in counted])
    chosen_names: NDArray[np.str_] = names[np.searchsorted(steps, count, side="right") - 1]
    return chosen_names


def recognised_tier(criteria_set: CriteriaSet) -> str:
    """Return the key of the tier of recognised communes."""
    return next(rule.key for rule in criteria_set.tiers if rule.at_least is None)
