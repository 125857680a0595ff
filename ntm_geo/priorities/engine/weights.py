"""Weights from pairwise comparison: the analytic hierarchy process with its consistency."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

RANDOM_INDEX: Final = (0.0, 0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48)
"""Mean consistency index of random comparisons, by number of factors (Saaty 1980, table 1.2)."""
ACCEPTED: Final = 0.10
"""Largest consistency ratio that is taken as consistent (Saaty 1980)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Weights found from comparisons, and how consistent these are."""

    weights: dict[str, float]
    """Share of 1 per factor."""
    ratio: float
    """Consistency ratio; 0 is perfectly consistent."""
    worst: tuple[str, str, float, float] | None
    """The pair that fits the others least: first, second, what was said, what the others imply; None when all fit."""

    @property
    def consistent(self) -> bool:
        """Whether the comparisons may be used as they are."""
        return self.ratio <= ACCEPTED


def compare_pairwise(factors: Sequence[str], words: Mapping[tuple[str, str], float]) -> Comparison:
    """Return weights from pairwise comparisons.

    Parameters
    ----------
    factors : keys, two or more.
    words : for pairs of factors, how many times more the first counts than the second (1/9 … 9); a pair that is not
        said counts as equal.

    Raises
    ------
    ValueError
        A comparison is not a positive number, or there are more factors than the random index knows.

    Notes
    -----
    Principal right eigenvector of the comparison matrix; consistency ratio (λmax − n) / (n − 1) / RI.

    Source: T. L. Saaty, The Analytic Hierarchy Process, McGraw-Hill 1980.

    Examples
    --------
    >>> found = compare_pairwise(["missing", "poverty"], {("missing", "poverty"): 3})
    >>> {factor: round(weight, 2) for factor, weight in found.weights.items()}, found.consistent
    ({'missing': 0.75, 'poverty': 0.25}, True)
    """
    count = len(factors)
    if count >= len(RANDOM_INDEX):
        message = f"at most {len(RANDOM_INDEX) - 1} factors can be compared, not {count}"
        raise ValueError(message)
    matrix = np.ones((count, count))
    for (first, second), value in words.items():
        if not value > 0:
            message = f"{first} against {second}: {value} is not a positive number"
            raise ValueError(message)
        row, column = factors.index(first), factors.index(second)
        matrix[row, column], matrix[column, row] = value, 1 / value
    weights, largest = _principal(matrix)
    index = (largest - count) / (count - 1) if count > 1 else 0.0
    ratio = max(0.0, index / RANDOM_INDEX[count]) if RANDOM_INDEX[count] else 0.0
    return Comparison(
        weights=dict(zip(factors, weights.tolist(), strict=True)), ratio=ratio, worst=_worst(factors, matrix, weights)
    )


def _principal(matrix: NDArray[np.float64]) -> tuple[NDArray[np.float64], float]:
    values, vectors = np.linalg.eig(matrix)
    argmax = int(np.argmax(values.real))
    vector = np.abs(vectors[:, argmax].real)
    return vector / vector.sum(), float(values[argmax].real)


def _worst(
    factors: Sequence[str], matrix: NDArray[np.float64], weights: NDArray[np.float64]
) -> tuple[str, str, float, float] | None:
    """Return the pair whose comparison is furthest from the ratio of the weights."""
    implied = weights[:, None] / weights[None, :]
    apart = np.triu(np.abs(np.log(matrix / implied)), k=1)
    row, column = np.unravel_index(int(apart.argmax()), apart.shape)
    if apart[row, column] < 1e-9:  # noqa: PLR2004 - rounding of the eigenvector
        return None
    return factors[int(row)], factors[int(column)], float(matrix[row, column]), float(implied[row, column])
