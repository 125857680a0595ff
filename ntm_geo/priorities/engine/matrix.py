"""From values in their units to marks between 0 and 1, and the weights as one array."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from ntm_geo.priorities.engine.purposes import Weight

UnknownRule = Literal["half", "last"]
UNKNOWN_MARKS: Final[dict[UnknownRule, float]] = {"half": 0.5, "last": 0.0}
"""Mark of a value that is not known: neither for nor against the commune, or as if it came last; never a value."""
UNKNOWN_MARK: Final = UNKNOWN_MARKS["half"]
"""Also the mark of a factor that is the same for all."""


def marks(values: pd.DataFrame, weights: Mapping[str, Weight], *, unknown: UnknownRule = "half") -> pd.DataFrame:
    """Return for each commune and factor a mark from 0 (last) to 1 (first).

    Parameters
    ----------
    values : one row a commune, one column a factor, in the factor's unit; missing where not known.
    weights : the factors that count and which way.
    unknown : mark of a value that is not known where other communes' values are, see `UNKNOWN_MARKS`.

    Returns
    -------
    A column a weighted factor, index as in ``values``: linear between the smallest and the largest value known. Where
    all communes have the same, or nobody's value is known, the mark is `UNKNOWN_MARK`.

    Raises
    ------
    KeyError
        A weighted factor is not a column.

    Examples
    --------
    >>> import pandas as pd
    >>> from ntm_geo.priorities.engine import Weight
    >>> poverty = pd.DataFrame({"poverty": [10.0, 30.0, None]}, index=["00001", "00002", "00003"])
    >>> marks(poverty, {"poverty": Weight(value=1, first="high")})["poverty"].tolist()
    [0.0, 1.0, 0.5]
    """
    columns = {}
    for key, weight in weights.items():
        column = values[key].astype("float64")
        low, high = column.min(), column.max()
        span = high - low
        if not span > 0:
            columns[key] = pd.Series(UNKNOWN_MARK, index=column.index)
            continue
        mark = (column - low) / span
        columns[key] = (mark if weight.first == "high" else 1 - mark).fillna(UNKNOWN_MARKS[unknown])
    return pd.DataFrame(columns, index=values.index)


def shares(weights: Mapping[str, Weight]) -> NDArray[np.float64]:
    """Return the weights as shares of 1, in their order.

    Raises
    ------
    ValueError
        A weight is negative, or all are 0.

    Examples
    --------
    >>> from ntm_geo.priorities.engine import Weight
    >>> shares({"missing": Weight(value=3, first="low"), "poverty": Weight(value=1, first="high")}).tolist()
    [0.75, 0.25]
    """
    numbers = np.array([weight.value for weight in weights.values()], dtype="float64")
    if (numbers < 0).any() or not np.isfinite(numbers).all() or numbers.sum() <= 0:
        message = "weights must not be negative, and one must be more than 0"
        raise ValueError(message)
    result: NDArray[np.float64] = numbers / numbers.sum()
    return result
