"""How firm a place is: ranks under other weights, and the smallest change of one weight that costs the place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from ntm_geo.priorities.engine.matrix import shares
from ntm_geo.priorities.engine.methods import scores

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ntm_geo.priorities.engine.ranking import Ranking

DRAWS: Final = 1000
SPREAD: Final = 0.20
SEED: Final = 2022
FRAGILE: Final = 0.90
"""A commune that is among the first in fewer of the draws than this has a fragile place."""


def rank_ranges(ranking: Ranking, *, first: int, draws: int = DRAWS, spread: float = SPREAD) -> pd.DataFrame:
    """Return the ranks of each commune when every weight moves up or down by itself.

    Parameters
    ----------
    ranking : of `ranking.rank`.
    first : length of the list.
    draws : number of sets of weights, each weight drawn evenly within ± ``spread`` of itself; always the same ones.
    spread : share of the weight.

    Returns
    -------
    ``code, best, worst, share``, by rank: ``best`` and ``worst`` are the extremes of all draws; ``share`` is the part
    of the draws in which the commune is among the ``first``.

    Examples
    --------
    >>> from ntm_geo.priorities.engine import Weight, rank
    >>> values = pd.DataFrame({"missing": [1.0, 9.0], "poverty": [2.0, 30.0]}, index=["00001", "00002"])
    >>> far_apart = rank(values, {"missing": Weight(value=9, first="low"), "poverty": Weight(value=1, first="high")})
    >>> rank_ranges(far_apart, first=1).to_numpy().tolist()
    [['00001', 1, 1, 1.0], ['00002', 2, 2, 0.0]]
    """
    order = list(ranking.table["code"])
    marks = ranking.marks.loc[order].to_numpy("float64")
    chance = np.random.default_rng(SEED)
    base = shares(ranking.weights)
    moved = base * chance.uniform(1 - spread, 1 + spread, (draws, len(base)))
    totals = scores(marks, moved / moved.sum(axis=1, keepdims=True), ranking.method)
    # The rows stand in the order of the ranking, so a stable sort keeps its rule for ties.
    ranks = np.empty((draws, len(order)), dtype=int)
    np.put_along_axis(ranks, np.argsort(-totals, axis=1, kind="stable"), np.arange(1, len(order) + 1)[None], axis=1)
    return pd.DataFrame(
        {
            "code": order,
            "best": ranks.min(axis=0),
            "worst": ranks.max(axis=0),
            "share": (ranks <= first).mean(axis=0),
        }
    )


def smallest_changes(ranking: Ranking, *, first: int) -> pd.DataFrame:
    """Return for each commune on the list the smallest change of one weight that drops it.

    Parameters
    ----------
    ranking : by the weighted sum; other methods have no straight lines to follow.
    first : length of the list.

    Returns
    -------
    ``code, factor, change``, by rank, for the first ``first``: the other weights stay, the weight of ``factor`` becomes
    ``1 + change`` times itself (-1 takes it out of the ranking); missing where no single weight between 0 and ten times
    itself drops the commune.

    Raises
    ------
    ValueError
        The ranking was not made by the weighted sum.

    Examples
    --------
    >>> from ntm_geo.priorities.engine import Weight, rank
    >>> values = pd.DataFrame({"missing": [1.0, 9.0], "poverty": [2.0, 30.0]}, index=["00001", "00002"])
    >>> ranking = rank(values, {"missing": Weight(value=2, first="low"), "poverty": Weight(value=1, first="high")})
    >>> smallest_changes(ranking, first=1).round(2).to_numpy().tolist()
    [['00001', 'missing', -0.5]]
    """
    if ranking.method != "sum":
        message = "the smallest change of a weight is known for the weighted sum only"
        raise ValueError(message)
    order = list(ranking.table["code"])
    marks = ranking.marks.loc[order].to_numpy("float64")
    base = shares(ranking.weights)
    total = marks @ base
    rows = []
    for position in range(min(first, len(order))):
        best: tuple[float, str] | None = None
        for column, key in enumerate(ranking.weights):
            change = _change(total, marks[:, column] * base[column], position, first)
            if change is not None and (best is None or abs(change) < abs(best[0])):
                best = (change, key)
        rows.append(
            {
                "code": order[position],
                "factor": None if best is None else best[1],
                "change": np.nan if best is None else best[0],
            }
        )
    return pd.DataFrame(rows, columns=["code", "factor", "change"])


_LEAST, _MOST = -1.0, 9.0
_STEP: Final = 1e-7
_DECIMALS: Final = 12


def _change(total: NDArray[np.float64], part: NDArray[np.float64], number: int, first: int) -> float | None:
    """Return the smallest change of a weight by which at least ``first`` others come before a commune."""
    # Rounded, so that a tie is a tie and not the last digit of a sum.
    gain = np.round(part - part[number], _DECIMALS)
    behind = np.round(total[number] - total, _DECIMALS)
    others = np.arange(len(total)) != number
    with np.errstate(divide="ignore", invalid="ignore"):
        crossing = behind / gain
    # Above 0: those who gain overtake at their crossing, those who lose fall back; the same below 0 with signs turned.
    up = _first_reached(behind, gain, crossing, others, first)
    down = _first_reached(behind, -gain, -crossing, others, first)
    result = [item for item in (up, None if down is None else -down) if item is not None and _LEAST <= item <= _MOST]
    return min(result, key=abs) if result else None


def _first_reached(
    behind: NDArray[np.float64],
    gain: NDArray[np.float64],
    crossing: NDArray[np.float64],
    others: NDArray[np.bool_],
    first: int,
) -> float | None:
    """Return the smallest change above 0 at which ``first`` others are before the commune; None when there is none."""
    steps = np.unique(crossing[others & np.isfinite(crossing) & (crossing >= 0) & (gain != 0)])
    moved = steps + _STEP
    # Who gains is before the commune beyond its crossing, who loses up to it, and who does neither all along or never.
    gaining, losing = np.sort(crossing[others & (gain > 0)]), np.sort(crossing[others & (gain < 0)])
    before = np.searchsorted(gaining, moved, side="left") + len(losing) - np.searchsorted(losing, moved, side="right")
    hit = np.flatnonzero(before + int((others & (gain == 0) & (behind < 0)).sum()) >= first)
    return float(steps[hit[0]]) if len(hit) else None
