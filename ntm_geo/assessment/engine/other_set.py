"""The same communes under two criteria sets: results of one set turned into those of another, and who would fall."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from ntm_geo.assessment.engine.matrix_form import grid

if TYPE_CHECKING:
    from ntm_geo.criteria.set_succession import Succession

OUTCOMES: Final = ("keeps", "falls", "not_yet", "unknown")
"""What becomes of a commune under the new set: recognised and meets it, recognised and misses it, not recognised."""


def succeed(results: pd.DataFrame, succession: Succession, verdicts: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the results of a set as those of another.

    Parameters
    ----------
    results : ``tables.CriterionResults`` by the source of the succession.
    succession : which criteria, or indicators, stand for which.
    verdicts : what came of judging indicators; without them an indicator is unknown. One that does not apply is met.

    Returns
    -------
    ``tables.CriterionResults`` by the target: met when all criteria that stand for it are met, not met when one is
    not, otherwise missing. A commune and year without any result has no row.
    """
    cases = results[["code", "period"]].drop_duplicates()
    if verdicts is not None:
        results = pd.concat([results, _judged(verdicts)], ignore_index=True)
    parts = []
    keys = pd.Index(sorted({code for _target, codes in succession.stands_for for code in codes}))
    for period, codes in cases.groupby("period", sort=True)["code"]:
        index = pd.Index(codes)
        chosen_results = results[results["period"].eq(period)]
        matrix = grid(chosen_results, "met", codes=index, column="criterion", keys=keys)
        for target, standing in succession.stands_for:
            part = matrix[:, keys.get_indexer(pd.Index(standing))]
            met = np.where((part == 0).any(axis=1), 0.0, np.where((part == 1).all(axis=1), 1.0, np.nan))
            parts.append(pd.DataFrame({"code": index, "criterion": target, "period": period, "met": met}))
    if not parts:
        return results.iloc[:0].copy()
    joined = pd.concat(parts, ignore_index=True)
    return joined.assign(met=joined["met"].astype("boolean"))


def _judged(verdicts: pd.DataFrame) -> pd.DataFrame:
    """Return what came of judging indicators in the form of results of criteria."""
    met = verdicts["status"].map({"met": True, "not_applicable": True, "not_met": False}).astype("boolean")
    return verdicts[["code", "indicator", "period"]].rename(columns={"indicator": "criterion"}).assign(met=met)


def compare_sets(old: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    """Return what becomes of each commune when a new set takes the place of an old one.

    Parameters
    ----------
    old, new : ``tables.Standings`` of the same communes and year under both sets.

    Returns
    -------
    ``code, old_tier, new_tier, recognised, met, missing, unknown, outcome``: ``met``, ``missing`` and ``unknown``
    count criteria of the new set, ``recognised`` is under the old one; ``outcome`` is one of `OUTCOMES`: a recognised
    commune that is known to miss a criterion ``falls``, one that meets all ``keeps``.
    """
    both = old.merge(new, on=["code", "period"], suffixes=("_old", "_new"), validate="one_to_one")
    recognised = both["recognition_old"].notna()
    outcome = np.select(
        [~recognised, both["not_met_new"].gt(0), both["unknown_new"].gt(0)], ["not_yet", "falls", "unknown"], "keeps"
    )
    return pd.DataFrame(
        {
            "code": both["code"],
            "old_tier": both["tier_old"],
            "new_tier": both["tier_new"],
            "recognised": recognised,
            "met": both["met_new"],
            "missing": both["not_met_new"],
            "unknown": both["unknown_new"],
            "outcome": outcome,
        }
    )
