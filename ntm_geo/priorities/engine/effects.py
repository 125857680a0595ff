"""What the weights really do: after scaling, a factor counts by how far it sets the communes apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from ntm_geo.priorities.engine.matrix import shares

if TYPE_CHECKING:
    from ntm_geo.priorities.engine.ranking import Ranking

COUNTS: Final = "counts"
SAME: Final = "same"
UNKNOWN: Final = "unknown"


def effects(ranking: Ranking) -> pd.DataFrame:
    """Return what each factor does to the ranking.

    Parameters
    ----------
    ranking : of `ranking.rank`.

    Returns
    -------
    One row a factor, in the order of the weights: ``factor, weight, low, high, unknown, state, effect``. ``weight`` is
    its share of all weights; ``low`` and ``high`` the values that got the marks 0 and 1 (or the reverse), in its unit;
    ``unknown`` the number of communes whose value is not known. ``effect`` is the share of the differences between
    scores that comes from it: the standard deviation of its points over the sum of those of all factors, 0 where it
    is the same for all. ``state``: ``counts``, ``same`` (for all communes whose value is known), ``unknown`` (for all).

    Notes
    -----
    The same weight does more for a factor that splits the communes in halves than for one in which they lie close
    together with one far off, because values are scaled between the smallest and the largest.
    """
    spread = ranking.contributions.std(axis=0, ddof=0)
    total = float(spread.sum())
    figures = ranking.figures.astype("float64")
    low, high = figures.min(), figures.max()
    state = np.where(figures.isna().all(), UNKNOWN, np.where(low == high, SAME, COUNTS))
    return pd.DataFrame(
        {
            "factor": list(ranking.weights),
            "weight": shares(ranking.weights),
            "low": low.to_numpy(),
            "high": high.to_numpy(),
            "unknown": figures.isna().sum().to_numpy(),
            "state": state,
            "effect": (spread / total if total > 0 else spread * 0.0).to_numpy(),
        }
    )
