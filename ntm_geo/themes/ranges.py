"""Ranges: what the numbered classes of a quantity are called and which colours they have."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from ntm_geo.i18n import _, format_number
from ntm_geo.maps.legend import MapClass
from ntm_geo.maps.palette import diverging, sequential

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from ntm_geo.maps.numeric import Limits


def class_keys(places: NDArray[np.intp]) -> list[str | None]:
    """Return the keys of numbered classes; None for what has none."""
    return [None if commune < 0 else f"n{commune}" for commune in places]


def painted_ranges(limits: Limits, unit: str, *, low_is_good: bool = False) -> tuple[MapClass, ...]:
    """Return the classes of a quantity with labels and colours: on both sides of a threshold, or from few to many.

    Parameters
    ----------
    limits : where the classes end.
    unit : written behind the figures.
    low_is_good : whether values up to the threshold keep it.
    """
    labels = range_labels(limits, unit)
    split = limits.enough_from
    if split is None:
        colours = sequential(limits.count)
    elif low_is_good:
        short, enough = diverging(limits.count - split, split)
        colours = (*reversed(enough), *short)
    else:
        short, enough = diverging(split, limits.count - split)
        colours = (*reversed(short), *enough)
    return tuple(
        MapClass(key=f"n{index}", label=label, colour=colour)
        for index, (label, colour) in enumerate(zip(labels, colours, strict=True))
    )


def range_labels(limits: Limits, unit: str) -> tuple[str, ...]:
    """Return what each class holds, in words that say on which side a limit is."""
    texts = [format_number(limit, digits=2) for limit in limits.limits]
    if not texts:
        return (_("all values"),)
    tail = f" {unit}" if unit else ""
    if limits.closed_right:
        first, last = f"≤ {texts[0]}{tail}", f"> {texts[-1]}{tail}"
    else:
        first, last = f"< {texts[0]}{tail}", f"≥ {texts[-1]}{tail}"
    middle = [f"{low} – {high}{tail}" for low, high in pairwise(texts)]
    return (first, *middle, last)
