"""Methods that make a score of marks: weighted sum and TOPSIS from pymcdm, and how far two methods agree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

Method = Literal["sum", "topsis"]
METHODS: Final[tuple[Method, ...]] = ("sum", "topsis")
_DECIMALS: Final = 9
"""Scores are rounded to this, so that the order of sums in a computer decides no place."""


def _as_it_is(column: NDArray[np.float64], cost: bool = False) -> NDArray[np.float64]:  # noqa: FBT001, FBT002 - pymcdm's
    """Return marks unchanged: they are scaled already, the same way for every method."""
    del cost
    return column


def score(marks: NDArray[np.float64], shares: NDArray[np.float64], method: Method = "sum") -> NDArray[np.float64]:
    """Return the score of each commune, 0 … 100, higher is more urgent.

    Parameters
    ----------
    marks : communes × factors, 0 … 1, higher first.
    shares : weights of the factors, adding up to 1.
    method : ``sum`` (simple additive weighting) or ``topsis`` (closeness to the best and distance from the worst).

    Notes
    -----
    Source of TOPSIS: C. L. Hwang, K. Yoon, Multiple Attribute Decision Making, Springer 1981.

    Examples
    --------
    >>> marks = np.array([[1.0, 0.0], [0.5, 0.5]])
    >>> score(marks, np.array([0.75, 0.25])).tolist()
    [75.0, 50.0]
    """
    from pymcdm.methods import TOPSIS, WSM  # noqa: PLC0415 - loads all of Matplotlib, which a start can do without

    types = np.ones(marks.shape[1])
    if method == "sum":
        full = WSM(normalization_function=_as_it_is)(marks, shares, types, validation=False)
    elif (marks * shares == (marks * shares)[0]).all():
        # TOPSIS divides by the distance between best and worst; where all are alike there is none.
        full = np.full(len(marks), 0.5)
    else:
        full = TOPSIS(normalization_function=_as_it_is)(marks, shares, types, validation=False)
    return np.round(100 * np.asarray(full, dtype="float64"), _DECIMALS)


def scores(marks: NDArray[np.float64], shares: NDArray[np.float64], method: Method = "sum") -> NDArray[np.float64]:
    """Return the score of each commune under many sets of weights; `score` for each of them.

    Parameters
    ----------
    marks : communes × factors, 0 … 1, higher first.
    shares : sets × factors, each adding up to 1.
    method : as in `score`; the weighted sum is one product of matrices.

    Returns
    -------
    Sets × communes.

    Examples
    --------
    >>> scores(np.array([[1.0, 0.0], [0.5, 0.5]]), np.array([[0.75, 0.25], [0.25, 0.75]])).tolist()
    [[75.0, 50.0], [25.0, 50.0]]
    """
    if method == "sum":
        return np.round(100 * (shares @ marks.T), _DECIMALS)
    return np.array([score(marks, share, method) for share in shares])


def agreement(first: NDArray[np.float64], second: NDArray[np.float64]) -> float:
    """Return how far two rankings agree: Kendall's tau, 1 the same order, -1 the reverse.

    Parameters
    ----------
    first, second : ranks of the same communes, two or more.

    Examples
    --------
    >>> agreement(np.array([1.0, 2.0, 3.0]), np.array([10.0, 20.0, 30.0]))
    1.0
    """
    from pymcdm import correlations  # noqa: PLC0415 - as in `score`

    return float(correlations.kendall_tau(np.asarray(first), np.asarray(second)))
