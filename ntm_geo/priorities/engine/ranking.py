"""The ranking: score, place, and what every factor brought to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ntm_geo.priorities.engine.matrix import UnknownRule, marks, shares
from ntm_geo.priorities.engine.methods import Method, score

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ntm_geo.priorities.engine.purposes import Weight


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ranking:
    """Communes by urgency, with the values that explain every place."""

    table: pd.DataFrame
    """``code, rank, score``, best first; ranks are 1, 2, 3 … without ties."""
    figures: pd.DataFrame
    """Index ``code``: values of the weighted factors in their units."""
    marks: pd.DataFrame
    """Index ``code``: marks 0 … 1."""
    contributions: pd.DataFrame
    """Index ``code``: what each factor brings to the score of the weighted sum; a row adds up to that score."""
    weights: Mapping[str, Weight]
    method: Method
    tied: frozenset[str]
    """Codes whose score another commune has as well: their order is by the rule for ties."""


def rank(
    values: pd.DataFrame, weights: Mapping[str, Weight], *, method: Method = "sum", unknown: UnknownRule = "half"
) -> Ranking:
    """Rank communes.

    Parameters
    ----------
    values : index ``code``, one column a factor, in the factors' units; missing where not known.
    weights : factors that count.
    method : see `methods.score`.
    unknown : how a value that is not known is marked, see `matrix.marks`.

    Raises
    ------
    KeyError, ValueError
        A factor has no column; the weights cannot be used; no commune is left to rank.

    Notes
    -----
    Ties: the commune that misses fewer criteria first, then the smaller code. The order of the rows never matters.

    Examples
    --------
    >>> from ntm_geo.priorities.engine import Weight
    >>> values = pd.DataFrame({"missing": [1.0, 5.0, 3.0]}, index=["00001", "00002", "00003"])
    >>> found = rank(values, {"missing": Weight(value=1, first="low")})
    >>> found.table.to_numpy().tolist()
    [['00001', 1, 100.0], ['00003', 2, 50.0], ['00002', 3, 0.0]]
    """
    if values.empty:
        message = "no commune to rank"
        raise ValueError(message)
    ordered = values.sort_index()
    parts = marks(ordered, weights, unknown=unknown)
    share = shares(weights)
    total = score(parts.to_numpy("float64"), share, method)
    missing = ordered["missing"].to_numpy("float64") if "missing" in ordered else np.zeros(len(ordered))
    frame = pd.DataFrame({"code": ordered.index, "score": total, "missing": missing})
    frame = frame.sort_values(["score", "missing", "code"], ascending=[False, True, True], ignore_index=True)
    doubled = frame["score"].duplicated(keep=False)
    table = pd.DataFrame({"code": frame["code"], "rank": np.arange(1, len(frame) + 1), "score": frame["score"]})
    return Ranking(
        table=table,
        figures=ordered[list(weights)],
        marks=parts,
        contributions=parts * share * 100,
        weights=weights,
        method=method,
        tied=frozenset(frame.loc[doubled, "code"]),
    )
