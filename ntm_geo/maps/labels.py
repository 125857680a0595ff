"""Names on a printed map: inside their unit, never over one another; what finds no room is left away and counted."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import matplotlib as mpl
import numpy as np
import shapely
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.textpath import TextPath

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ntm_geo.maps.land import Land

FONT: Final = "DejaVu Sans"
"""Comes with matplotlib and has every Vietnamese letter, so a sheet looks the same on every machine."""
# Names and titles are text: a dollar sign in one begins no formula, in any picture this program draws.
mpl.rcParams["text.parse_math"] = False

_POINT_MM: Final = 25.4 / 72
_LEADING: Final = 1.15
_STEPS: Final = (1.0, 0.86, 0.74, 0.64)
OUTSIDE: Final = 0.14
"""Share of a label that may reach over the border of its unit: more would name the neighbour."""
_LEAST_PT: Final = 4.5
_WRAP: Final = 6
"""Letters from which on a name may be written in two lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A label with its place: middle in map units, size in points."""

    unit: int
    text: str
    x: float
    y: float
    size: float


def place_labels(
    land: Land,
    texts: Sequence[Sequence[str]],
    *,
    size: float,
    metres_per_mm: float,
    frame: tuple[float, float, float, float],
    outside: Sequence[float] = (),
) -> tuple[tuple[Label, ...], int]:
    """Place labels.

    Parameters
    ----------
    land : the units.
    texts : for each unit its wordings, the one wanted first; empty for a unit without a label.
    size : of the letters in points; smaller ones are tried where it does not fit.
    metres_per_mm : scale of the map.
    frame : left, bottom, right, top of the map; units whose middle lies outside get no label.
    outside : for each unit the share of its label that may reach over its border; `OUTSIDE` unless given.

    Returns
    -------
    The labels, and how many units inside the frame had to do without their first wording.
    """
    placed: list[Label] = []
    taken: list[shapely.Geometry] = []
    dropped = 0
    order = sorted(range(len(texts)), key=lambda unit: (-float(land.radii[unit]), unit))
    window = shapely.box(*frame)
    for unit in order:
        x, y = map(float, land.anchors[unit])
        if not texts[unit] or not window.intersects(shapely.Point(x, y)):
            continue
        fit = None
        for index, wording in enumerate(texts[unit]):
            allowed = 1.0 if index else (outside[unit] if outside else OUTSIDE)
            fit = _fit(land, unit, wording, (size, metres_per_mm), (window, taken), allowed)
            if fit:
                dropped += index > 0
                break
        if fit is None:
            dropped += 1
            continue
        label, box = fit
        placed.append(label)
        taken.append(box)
    return tuple(placed), dropped


def _fit(
    land: Land,
    unit: int,
    wording: str,
    scale: tuple[float, float],
    around: tuple[shapely.Geometry, list[shapely.Geometry]],
    allowed: float,
) -> tuple[Label, shapely.Geometry] | None:
    """Return a label where it has room: in its unit, inside the frame, clear of the others."""
    (size, metres), (window, taken) = scale, around
    x, y = map(float, land.anchors[unit])
    for step in _STEPS:
        points = size * step
        if points < _LEAST_PT:
            break
        for text in _wordings(wording):
            width, height = (item * points * _POINT_MM * metres for item in extent(text))
            box = shapely.box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)
            over = shapely.area(shapely.difference(box, land.shapes[unit])) / max(box.area, 1e-9)
            if over <= allowed and window.contains(box) and not any(box.intersects(item) for item in taken):
                return Label(unit=unit, text=text, x=x, y=y, size=points), box
    return None


def _wordings(text: str) -> tuple[str, ...]:
    """Return a name in one line, and broken where its halves are most alike."""
    broken = two_lines(text)
    return (text,) if "\n" in text or broken == text or len(text) < _WRAP else (text, broken)


def two_lines(text: str) -> str:
    """Return a text broken between two words where its halves are most alike; a single word stays whole."""
    words = text.split(" ")
    if len(words) == 1:
        return text
    breaks = [(" ".join(words[:position]), " ".join(words[position:])) for position in range(1, len(words))]
    return "\n".join(min(breaks, key=lambda pair: max(map(len, pair))))


@lru_cache(maxsize=4096)
def extent(text: str) -> tuple[float, float]:
    """Return width and height of a text, in multiples of the size of its letters."""
    lines = text.split("\n")
    return max(_width(line) for line in lines), _LEADING * len(lines)


@lru_cache(maxsize=4096)
def _width(line: str) -> float:
    if not line:
        return 0.0
    path = TextPath((0, 0), line, size=100, prop=FontProperties(family=FONT))
    x = path.vertices[:, 0]
    # Letters are lines and parabolas; matplotlib's own get_extents goes from one to the next, eight times slower.
    bends = np.flatnonzero(path.codes == Path.CURVE3)[::2]
    start, control, end = x[bends - 1], x[bends], x[bends + 1]
    turn = start - 2 * control + end
    at = np.clip(np.divide(start - control, turn, out=np.zeros(len(bends)), where=turn != 0), 0, 1)
    peaks = (1 - at) ** 2 * start + 2 * at * (1 - at) * control + at**2 * end
    return float(max(peaks.max(initial=0), np.delete(x, bends).max(initial=0))) / 100
