"""Lay a long table out as a matrix: one row per unit, one column per indicator or criterion."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from numpy.typing import NDArray


def grid(frame: pd.DataFrame, value: str, *, codes: pd.Index, column: str, keys: pd.Index) -> NDArray[np.float64]:
    """Return a column of a long table as a matrix.

    Parameters
    ----------
    frame : long table with the columns ``code``, ``column`` and ``value``; rows of other codes or keys are passed
        over, and of doubled rows the last one counts.
    value : name of the column to lay out; booleans become 1 and 0.
    codes : unit codes, in the order of the rows wanted.
    column : name of the column that holds the keys.
    keys : indicator or criterion codes, in the order of the columns wanted.

    Returns
    -------
    Matrix of ``len(codes)`` × ``len(keys)``; NaN where the table says nothing.
    """
    matrix = np.full((len(codes), len(keys)), np.nan)
    row, col = places(frame["code"], codes), places(frame[column], keys)
    result = (row >= 0) & (col >= 0)
    matrix[row[result], col[result]] = frame[value].to_numpy(dtype="float64", na_value=np.nan)[result]
    return matrix


def of_period(frame: pd.DataFrame, period: int) -> pd.DataFrame:
    """Return the rows of a year; a view where they stand together, so that years are not copied to be looked at."""
    rows = np.flatnonzero(frame["period"].to_numpy() == period)
    if len(rows) and rows[-1] - rows[0] + 1 == len(rows):
        return frame.iloc[rows[0] : rows[-1] + 1]
    return frame.iloc[rows]


def numbered(column: pd.Series) -> pd.Categorical:
    """Return a column of codes as numbers with their names aside, so that each code is looked up once."""
    numbers, names = pd.factorize(column)
    return pd.Categorical.from_codes(numbers, categories=pd.Index(names), validate=False)


def places(column: pd.Series, index: pd.Index) -> NDArray[np.intp]:
    """Return where each value stands in an index, -1 where it does not; every different value is looked up once."""
    numbers, values = pd.factorize(column)
    result: NDArray[np.intp] = np.append(index.get_indexer(pd.Index(values)), -1)[numbers]
    return result
