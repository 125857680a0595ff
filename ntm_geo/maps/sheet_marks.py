"""What a printed map carries beside the land: legend, north arrow, scale bar, graticule, inset of the country."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from matplotlib.patches import PathPatch, Polygon, Rectangle
from pyproj import Transformer

from ntm_geo.maps.labels import FONT, extent
from ntm_geo.maps.land import path_of
from ntm_geo.maps.palette import lightness

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd

    from ntm_geo.maps.legend import LegendEntry

INK, QUIET, LINE = "#1b262c", "#55606a", "#8b959c"
PLAIN: Final = "#f1f3f4"
HATCH: Final = {"no_data": "////", "outside": "...", "unmatched": "xx"}
OVER: Final = "///"
STRIPES: Final = "#c9dbe4"
"""Hatching that lies over a class and lets its colour through."""
APART: Final = 9.0
"""Least difference of lightness (CIE L*) between neighbours of a legend that a photocopy keeps."""
_KILOMETRE: Final = 1000.0
_STEPS: Final = (0.05, 0.1, 0.25, 0.5, 1.0, 2.0)
_SCALES: Final = (1, 2, 5)
_POINTS: Final = 40
"""Corners of a meridian or parallel on the map."""
_POINT_MM: Final = 25.4 / 72
_SPACES: Final = "\n\u00a0\u2003\u202f"
"""White space that is kept as it is written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle on the sheet, in millimetres from its lower left corner."""

    left: float
    bottom: float
    width: float
    height: float


@lru_cache(maxsize=16)
def between(source: str, target: str) -> Transformer:
    """Return what turns coordinates of one system into another's, east first; PROJ takes 25 ms to find it."""
    return Transformer.from_crs(source, target, always_xy=True)


def say(figure: Any, x: float, y: float, text: str, *, size: float, **style: Any) -> None:
    """Write on the sheet at a place in millimetres; control characters, which no font has, are left out."""
    seen = "".join(letter for letter in text if letter.isprintable() or letter in _SPACES)
    width, height = (inch * 25.4 for inch in figure.get_size_inches())
    look: dict[str, Any] = {"fontfamily": FONT, "color": INK, "va": "center"} | style
    figure.text(x / width, y / height, seen, fontsize=size, **look)


def fitted(text: str, size: float, width_mm: float) -> float:
    """Return the size at which a line is no wider than there is room."""
    return min(size, size * width_mm / max(extent(text)[0] * size * _POINT_MM, 1e-6))


def wrapped(text: str, size: float, width_mm: float) -> list[str]:
    """Return a text in lines no wider than there is room."""
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}".strip()
        if line and extent(longer)[0] * size * _POINT_MM > width_mm:
            lines.append(line)
            line = word
        else:
            line = longer
    return [*lines, line] if line else lines


def draw_legend(  # noqa: PLR0913 - what stands in one legend
    figure: Any,
    box: Box,
    legend: Sequence[LegendEntry],
    *,
    total: str,
    size: float,
    marks: dict[str, str],
    hatch: LegendEntry | None = None,
) -> float:
    """Draw the classes with their counts from the top of a box, and what they add up to; return where it ends in mm.

    Parameters
    ----------
    figure : the sheet.
    box : where there is room.
    legend : classes, best first.
    total : what stands beside the sum.
    size : of the letters in points.
    marks : class key to the number that is printed on its units.
    hatch : what hatching over a class says; it stands below the sum, which it is no part of.
    """
    row = size * _POINT_MM * 2.0
    swatch, gap = row * 1.25, row * 0.4
    room = box.width - swatch - gap - extent("00000")[0] * size * _POINT_MM
    y = box.bottom + box.height

    def draw_entry(entry: LegendEntry, y: float, over: str | None = None) -> float:
        lines = wrapped(entry.label, size, room)
        tall = row + (len(lines) - 1) * size * _POINT_MM * 1.2
        middle = y - tall / 2
        position = (box.left, middle - row * 0.36, swatch, row * 0.72)
        _swatch(figure, position, entry, marks.get(entry.key, ""), size, over)
        say(figure, box.left + swatch + gap, middle, "\n".join(lines), size=size, linespacing=1.15)
        say(figure, box.left + box.width, middle, str(entry.count), size=size, ha="right")
        return y - tall

    for entry in legend:
        y = draw_entry(entry, y)
    say(figure, box.left + swatch + gap, y - row / 2, total, size=size, weight="bold")
    count = str(sum(entry.count for entry in legend))
    say(figure, box.left + box.width, y - row / 2, count, size=size, ha="right", weight="bold")
    return draw_entry(hatch, y - row, OVER) if hatch else y - row


def draw_lines(figure: Any, box: Box, lines: Sequence[str], *, size: float) -> float:
    """Write lines from the top of a box, broken to its width; return where they end in mm."""
    y = box.bottom + box.height
    for line in lines:
        for index, part in enumerate(wrapped(line, size, box.width)):
            y -= size * _POINT_MM * (1.6 if index == 0 else 1.3)
            say(figure, box.left, y, part, size=size)
    return y - (size * _POINT_MM if lines else 0)


def _swatch(
    figure: Any,
    position: tuple[float, float, float, float],
    entry: LegendEntry,
    mark: str,
    size: float,
    over: str | None = None,
) -> None:
    page, tall = (inch * 25.4 for inch in figure.get_size_inches())
    left, bottom, width, height = position
    fill = PLAIN if entry.pattern else entry.colour
    coats: list[dict[str, Any]] = [{"facecolor": fill, "edgecolor": QUIET, "hatch": HATCH.get(entry.pattern)}]
    coats += [{"facecolor": "none", "edgecolor": STRIPES, "hatch": over}] if over else []
    for coat in coats:
        box = Rectangle((left / page, bottom / tall), width / page, height / tall, transform=figure.transFigure)
        box.set(linewidth=0.6, **coat)
        figure.add_artist(box)
    if mark:
        ink = ink_on(fill)
        say(figure, left + width / 2, bottom + height / 2, mark, size=size * 0.85, ha="center", color=ink)


def ink_on(colour: str) -> str:
    """Return the colour a text is written in on a fill: white on dark, dark on light."""
    return "#ffffff" if lightness(colour) < 58 else INK  # noqa: PLR2004 - the lightness both are read on alike


def draw_neighbours(axes: Any, crs: str, neighbours: Sequence[tuple[str, float, float]], *, size: float) -> None:
    """Write the names of what lies around inside the frame of a map in ``crs``: name, longitude, latitude."""
    forth = between("EPSG:4326", crs)
    (left, right), (bottom, top) = axes.get_xlim(), axes.get_ylim()
    for name, lon, lat in neighbours:
        x, y = forth.transform(lon, lat)
        if not (left < x < right and bottom < y < top):
            continue
        near = (x - left) / (right - left)
        side = "left" if near < 0.12 else "right" if near > 0.88 else "center"  # noqa: PLR2004 - close to the frame
        axes.text(x, y, name, ha=side, va="center", fontsize=size, fontfamily=FONT, color=QUIET, style="italic",
                  zorder=1, clip_on=True)  # fmt: skip


def draw_north(figure: Any, x: float, y: float, word: str, *, size: float) -> None:
    """Draw a north arrow whose foot stands at a place in millimetres."""
    page, tall = (inch * 25.4 for inch in figure.get_size_inches())
    unit = size * _POINT_MM
    corners = np.array([[0, 3.2], [-0.9, 0], [0, 0.75], [0.9, 0]]) * unit + [x, y]
    figure.add_artist(
        Polygon(corners / [page, tall], closed=True, transform=figure.transFigure, facecolor=INK, linewidth=0)
    )
    say(figure, x, y + 4.1 * unit, word, size=size, ha="center", weight="bold")


def draw_scale(figure: Any, box: Box, *, metres_per_mm: float, unit: str, size: float) -> None:
    """Draw a scale bar of a round length, at most as long as its box, its text above it."""
    page, tall = (inch * 25.4 for inch in figure.get_size_inches())
    room = box.width * metres_per_mm / _KILOMETRE
    power = 10 ** math.floor(math.log10(room))
    length = max(step * power for step in _SCALES if step * power <= room)
    long = length * _KILOMETRE / metres_per_mm
    height = size * _POINT_MM * 0.35
    for part in range(2):
        figure.add_artist(
            Rectangle(
                ((box.left + part * long / 2) / page, box.bottom / tall), long / 2 / page, height / tall,
                transform=figure.transFigure, facecolor=(INK, "#ffffff")[part], edgecolor=INK, linewidth=0.6,
            )
        )  # fmt: skip
    y = box.bottom + height + size * _POINT_MM * 0.75
    say(figure, box.left, y, "0", size=size * 0.9, ha="center")
    say(figure, box.left + long, y, f"{length:g} {unit}", size=size * 0.9, ha="center")


def draw_graticule(axes: Any, crs: str, *, size: float, words: tuple[str, str]) -> None:
    """Draw meridians and parallels over the map, with their degrees and the words for east and north at the frame."""
    back = between(crs, "EPSG:4326")
    forth = between("EPSG:4326", crs)
    (left, right), (bottom, top) = axes.get_xlim(), axes.get_ylim()
    west, south, east, north = back.transform_bounds(left, bottom, right, top)
    step = next((step for step in _STEPS if (east - west) / step <= 6), _STEPS[-1])  # noqa: PLR2004 - lines on a map
    style: dict[str, Any] = {"color": LINE, "lw": 0.4, "zorder": 4, "alpha": 0.8}
    text: dict[str, Any] = {"fontsize": size, "fontfamily": FONT, "color": QUIET, "annotation_clip": False}
    for lon in _ticks(west, east, step):
        x, y = forth.transform(np.full(_POINTS, lon), np.linspace(south - step, north + step, _POINTS))
        axes.plot(x, y, **style)
        at = float(np.interp(bottom, y, x))
        if left < at < right:
            below = {"xytext": (0, -2), "textcoords": "offset points", "ha": "center", "va": "top"}
            axes.annotate(_degrees(lon, words[0]), (at, bottom), **below, **text)
    for lat in _ticks(south, north, step):
        x, y = forth.transform(np.linspace(west - step, east + step, _POINTS), np.full(_POINTS, lat))
        axes.plot(x, y, **style)
        at = float(np.interp(left, x, y))
        if bottom < at < top:
            beside = {"xytext": (-2, 0), "textcoords": "offset points", "ha": "right", "va": "center", "rotation": 90}
            axes.annotate(_degrees(lat, words[1]), (left, at), **beside, **text)
    axes.set_xlim(left, right)
    axes.set_ylim(bottom, top)


def _ticks(low: float, high: float, step: float) -> list[float]:
    return [round(item * step, 6) for item in range(math.ceil(low / step), math.floor(high / step) + 1)]


def _degrees(value: float, side: str) -> str:
    full, minutes = divmod(round(value * 60), 60)
    return f"{full}°{minutes:02d}′{side}" if minutes else f"{full}°{side}"


def draw_inset(
    figure: Any, box: Box, country: gpd.GeoDataFrame, here: tuple[float, float], *, size: float, lang: str
) -> None:
    """Draw the country with a dot where the province lies.

    Parameters
    ----------
    figure : the sheet.
    box : where there is room.
    country : of `surroundings.read_country`.
    here : longitude and latitude of the province.
    size : of the letters in points.
    lang : column of the names.
    """
    page, tall = (inch * 25.4 for inch in figure.get_size_inches())
    axes = figure.add_axes((box.left / page, box.bottom / tall, box.width / page, box.height / tall))
    axes.set_xticks([])
    axes.set_yticks([])
    for side in axes.spines.values():
        side.set(color=LINE, linewidth=0.6)
    land = country[country["kind"].eq("land")]
    for shape in land.geometry:
        axes.add_patch(PathPatch(path_of(shape), facecolor="#e4e8ea", edgecolor=QUIET, linewidth=0.5))
    for point, name in zip(
        *(country.loc[country["kind"].eq("islands"), text] for text in ("geometry", lang)), strict=True
    ):
        axes.plot(
            [point.x - 0.5, point.x, point.x + 0.4], [point.y, point.y + 0.3, point.y - 0.2], "o", ms=1.1, color=QUIET
        )
        axes.annotate(name, (point.x, point.y), xytext=(0, -3), textcoords="offset points", ha="center", va="top",
                      fontsize=size, fontfamily=FONT, color=QUIET)  # fmt: skip
    axes.plot(*here, "s", ms=size * 0.75, color="#b3005e", markeredgecolor="white", markeredgewidth=0.5)
    west, south, east, north = country.total_bounds
    axes.set_xlim(west - 1.0, east + 3.4)
    axes.set_ylim(south - 1.2, north + 0.8)
    axes.set_aspect(1 / math.cos(math.radians((south + north) / 2)), adjustable="box")


def alike_in_grey(legend: Sequence[LegendEntry]) -> tuple[tuple[str, str], ...]:
    """Return neighbours of a legend that a photocopy could not tell apart; patterns are told apart by themselves."""
    plain = [legend_entry for legend_entry in legend if not legend_entry.pattern]
    return tuple(
        (item.label, other.label)
        for item, other in pairwise(plain)
        if abs(lightness(item.colour) - lightness(other.colour)) < APART
    )
