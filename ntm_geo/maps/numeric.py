"""Classes of a quantity: limits by a method of the field, with the threshold of the law always one of them."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import Any, Final, Literal

import numpy as np
from numpy.typing import NDArray

Method = Literal["equal", "quantiles", "natural"]
METHODS: Final[tuple[Method, ...]] = ("natural", "quantiles", "equal")
_MOST: Final = 5
_SAMPLE: Final = 1_500
"""More values than this are sampled evenly for natural breaks, whose cost grows with their square."""
_STEPS: Final = (1, 2, 5)


@dataclass(frozen=True, slots=True, weakref_slot=True, kw_only=True)
class Limits:
    """Where one class ends and the next begins, from low to high.

    A limit belongs to the class above it, or to the one below when ``closed_right``: the side that keeps the threshold
    holds it.
    """

    limits: tuple[float, ...]
    threshold: float | None = None
    closed_right: bool = False

    @property
    def count(self) -> int:
        """Number of classes."""
        return len(self.limits) + 1

    def place(self, values: NDArray[np.float64]) -> NDArray[np.intp]:
        """Return the number of each value's class, from 0; -1 for missing values."""
        searchsorted = np.searchsorted(self.limits, values, side="left" if self.closed_right else "right")
        return np.where(np.isnan(values), -1, searchsorted)

    @property
    def enough_from(self) -> int | None:
        """Number of the first class above the threshold; None without one."""
        return None if self.threshold is None else self.limits.index(self.threshold) + 1


def class_limits(
    values: NDArray[np.float64],
    *,
    method: Method = "natural",
    count: int = _MOST,
    threshold: float | None = None,
    at_most: bool = False,
) -> Limits:
    """Return limits of classes.

    Parameters
    ----------
    values : missing ones are left out.
    method : ``natural`` (Fisher-Jenks), ``quantiles`` or ``equal`` (equal intervals), as mapclassify has them.
    count : classes wanted, two to five; fewer where values repeat.
    threshold : of the law; it takes the place of the limit nearest to it, so it is a limit whatever the method.
    at_most : whether values up to the threshold keep it, the threshold included.

    Returns
    -------
    Limits rounded as far as the classes stay the same; the threshold is never rounded.
    """
    known = np.unique(values[~np.isnan(values)])
    wanted = max(2, min(count, _MOST, len(known)))
    limits: list[float] = []
    if len(known) > 1:
        step = _step(float(known[-1] - known[0]))
        limits = [_between(item, known, step, at_most=at_most) for item in _breaks(values, method, wanted)]
        limits = sorted({limit for limit in limits if known[0] <= limit <= known[-1]})
    if threshold is not None:
        if limits and threshold not in limits:
            limits.remove(min(limits, key=lambda limit: abs(limit - threshold)))
        limits = sorted({*limits, threshold})
    return Limits(limits=tuple(limits), threshold=threshold, closed_right=at_most)


def _breaks(values: NDArray[np.float64], method: Method, count: int) -> list[float]:
    """Return the inner limits a method gives."""
    known = np.sort(values[~np.isnan(values)])
    if method == "natural" and len(known) > _SAMPLE:
        known = known[np.linspace(0, len(known) - 1, _SAMPLE).astype(int)]
    import mapclassify  # noqa: PLC0415 - brings scipy, a quarter of the time of a start; only this needs it

    makers: dict[str, Any] = {
        "equal": mapclassify.EqualInterval,
        "quantiles": mapclassify.Quantiles,
        "natural": mapclassify.FisherJenks,
    }
    with warnings.catch_warnings():
        # Slow without numba for many values, which are sampled above; too few distinct values only make fewer classes.
        warnings.simplefilter("ignore")
        made = makers[method](known, k=min(count, len(np.unique(known))))
    return [float(item) for item in made.bins[:-1]]


def _between(last: float, known: NDArray[np.float64], step: float, *, at_most: bool) -> float:
    """Return a round limit between the last value of a class and the first of the next."""
    searchsorted = int(np.searchsorted(known, last, side="right"))
    if searchsorted in {0, len(known)}:
        return last
    low, high = float(known[searchsorted - 1]), float(known[searchsorted])
    near = min(max(last, low), high)
    for wanted in (near, (low + high) / 2):
        rounded = float(np.round(np.round(wanted / step) * step, 10))
        if low < rounded < high:
            return rounded
    return low if at_most else high


def _step(span: float) -> float:
    """Return a round step that is fine against a span: one hundredth of it, or a little more."""
    power = 10.0 ** np.floor(np.log10(span / 100))
    return float(next((power * step for step in _STEPS if power * step >= span / 100), power * 10))
