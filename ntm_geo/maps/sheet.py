"""A map as a picture for paper: title, land, names, legend with counts, north arrow, scale bar, inset, source line."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Literal

import matplotlib as mpl
import numpy as np
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke

from ntm_geo.maps import sheet_marks as marks
from ntm_geo.maps.labels import FONT, OUTSIDE, extent, place_labels
from ntm_geo.maps.palette import PATTERNS
from ntm_geo.maps.sheet_marks import Box

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import geopandas as gpd

    from ntm_geo.maps.land import Land
    from ntm_geo.maps.legend import LegendEntry

PAPERS: Final[dict[str, tuple[float, float]]] = {
    "A4": (297, 210),
    "A3": (420, 297),
    "A1": (841, 594),
    "chat": (256, 192),
    "figure": (164, 112),
    "slide": (200, 136),
}
"""Width and height across, in millimetres: papers, a picture for chat groups, a figure of a report, one of a slide."""
_DPI: Final = {"A1": 150, "chat": 127, "figure": 240, "slide": 240}
_USUAL_DPI: Final = 200
_SCALE: Final = {"A4": 1.0, "A3": 1.42, "A1": 2.83, "chat": 1.3, "figure": 0.82, "slide": 1.28}
"""Size of letters against those of A4, so that a sheet is read from as far as it is large."""
_BARE: Final = ("figure", "slide")
"""Pictures whose paper writes title, source and stamp itself."""
_LARGE: Final = ("A3", "A1")
"""Papers with room for the number of the class on every unit."""
_POINT_MM: Final = 25.4 / 72
_WHITE_OUTSIDE: Final = 0.04
_ROOM: Final = 1.1
_ROOM_AROUND: Final = 2.6
"""Width of the frame against what it is drawn around: all of the land, or one unit among its neighbours."""
_NAMES: Final = {"A1": 1.9}
"""Size of the names where they need not grow with the paper: more of them find room."""
_NAME_PT, _NEAR = 6.2, 1.35
"""Size of names on A4, and how much larger they are where only a part of the land is shown."""
_CHOSEN: Final = "#b3005e"


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetForm:
    """What a sheet is drawn on, and what of it."""

    paper: str = "A4"
    """Key of `PAPERS`."""
    landscape: bool = True
    form: Literal["png", "pdf", "svg"] = "png"
    graticule: bool = False
    labels: bool = False
    """Whether names stand on the units."""

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in millimetres."""
        width, height = PAPERS[self.paper]
        return (width, height) if self.landscape else (height, width)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sheet:
    """What stands on a sheet."""

    land: Land
    classes: Sequence[str]
    """Class keys in the order of the land."""
    legend: Sequence[LegendEntry]
    title: str
    subtitle: str = ""
    total_label: str = ""
    north: str = "N"
    east: str = "E"
    kilometre: str = "km"
    source: str = ""
    stamp: str = ""
    names: Sequence[str] = ()
    """Of the units, in the order of the land."""
    texts: Sequence[str] = ()
    """Printed on the units, where not empty."""
    neighbours: Sequence[tuple[str, float, float]] = ()
    """Names around, with longitude and latitude."""
    country: gpd.GeoDataFrame | None = None
    language: str = "vi"
    focus: np.ndarray[Any, Any] | None = None
    """Which units the sheet is about; the others stand back. All of them unless given."""
    zoom: int | None = None
    """Unit the map is drawn around, its border marked; None for all that is in focus."""
    lines: Sequence[str] = ()
    """What is told beside the map, under the legend."""
    hatched: Sequence[int] = ()
    """Units hatched over their class, by their places."""
    hatch: LegendEntry | None = None
    """What the hatching says: its label, the colour it lies over and how many units it counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnSheet:
    """A sheet as a file, with what a person has to know of it."""

    content: bytes
    dropped: int
    """Names that found no room."""
    alike: tuple[tuple[str, str], ...]
    """Neighbours of the legend that grey print could not tell apart."""


def draw_sheet(sheet: Sheet, form: SheetForm | None = None) -> DrawnSheet:
    """Return a sheet as a file.

    Parameters
    ----------
    sheet : what stands on it.
    form : paper, direction, kind of file, names, graticule; a picture of A4 across unless given.
    """
    sheet_form = form or SheetForm()
    figure, dropped = sheet_figure(sheet, sheet_form)
    target = io.BytesIO()
    # Letters stay letters in a PDF (type 42), so they can be searched, copied and printed sharp at any size.
    with mpl.rc_context({"pdf.fonttype": 42, "svg.fonttype": "path"}):
        figure.savefig(target, format=sheet_form.form, dpi=_DPI.get(sheet_form.paper, _USUAL_DPI))
    return DrawnSheet(content=target.getvalue(), dropped=dropped, alike=marks.alike_in_grey(sheet.legend))


def sheet_figure(sheet: Sheet, form: SheetForm) -> tuple[Any, int]:
    """Return a sheet as a figure of matplotlib, and how many names found no room."""
    width, height = form.size
    scale = _SCALE[form.paper]
    figure = Figure(figsize=(width / 25.4, height / 25.4), facecolor="white")
    bare = form.paper in _BARE
    edge = (2 if bare else 9) * scale
    top = edge if bare else edge + 17 * scale
    foot = edge if bare else edge + 8 * scale
    panel = _panel(sheet, form, scale)
    if form.landscape:
        frame = Box(left=edge, bottom=foot, width=width - 2 * edge - panel - 3 * scale, height=height - top - foot)
        side = Box(left=width - edge - panel, bottom=foot, width=panel, height=frame.height)
    else:
        frame = Box(left=edge, bottom=foot + panel + 3 * scale, width=width - 2 * edge,
                    height=height - top - foot - panel - 3 * scale)  # fmt: skip
        side = Box(left=edge, bottom=foot, width=frame.width, height=panel)
    axes, metres = _map_axes(figure, sheet, frame)
    dropped = _land(axes, sheet, form, metres)
    if form.graticule:
        marks.draw_graticule(axes, sheet.land.crs, size=6.5 * scale, words=(sheet.east, sheet.north))
    if sheet.focus is None and sheet.zoom is None:
        marks.draw_neighbours(axes, sheet.land.crs, sheet.neighbours, size=7.5 * scale)
    _side(figure, sheet, form, side, metres)
    if not bare:
        _titles(figure, sheet, form)
    return figure, dropped


def _panel(sheet: Sheet, form: SheetForm, scale: float) -> float:
    """Return how wide (across) or tall (upright) the part beside the map is, in millimetres."""
    if form.landscape:
        return 58 * scale
    return max(52, 7 * (len(sheet.legend) + 2 + (sheet.hatch is not None))) * scale


def _map_axes(figure: Any, sheet: Sheet, frame: Box) -> tuple[Any, float]:
    """Return axes that fill a frame with the land in its middle, and how many metres a millimetre is."""
    page, tall = (inch * 25.4 for inch in figure.get_size_inches())
    axes = figure.add_axes((frame.left / page, frame.bottom / tall, frame.width / page, frame.height / tall))
    axes.set_xticks([])
    axes.set_yticks([])
    for side in axes.spines.values():
        side.set(color=marks.LINE, linewidth=0.7)
    left, bottom, right, top = sheet.land.bounds if sheet.focus is None else sheet.land.bounds_of(sheet.focus)
    room = _ROOM
    if sheet.zoom is not None:
        left, bottom, right, top = map(float, sheet.land.boxes[sheet.zoom])
        room = _ROOM_AROUND
    metres = max((right - left) / frame.width, (top - bottom) / frame.height) * room
    x, y = (left + right) / 2, (bottom + top) / 2
    axes.set_xlim(x - frame.width * metres / 2, x + frame.width * metres / 2)
    axes.set_ylim(y - frame.height * metres / 2, y + frame.height * metres / 2)
    return axes, metres


def _land(axes: Any, sheet: Sheet, form: SheetForm, metres: float) -> int:
    """Draw the units in their classes, heavier lines where districts meet, and what is written on them."""
    scale = _SCALE[form.paper]
    classes = np.asarray(sheet.classes, dtype=object)
    ones = np.ones(len(classes), dtype=bool) if sheet.focus is None else sheet.focus
    (left, right), (bottom, top) = axes.get_xlim(), axes.get_ylim()
    seen = sheet.land.within((left, bottom, right, top))
    _fill(axes, sheet, ~ones & seen, "#f4f5f6", marks.LINE, scale)
    for entry in sheet.legend:
        chosen = ones & seen & (classes == entry.key)
        fill = marks.PLAIN if entry.pattern else entry.colour
        edge = PATTERNS[entry.pattern] if entry.pattern else marks.LINE
        _fill(axes, sheet, chosen, fill, edge, scale, hatch=marks.HATCH.get(entry.pattern))
    over = np.isin(np.arange(len(classes)), sheet.hatched)
    _fill(axes, sheet, ones & seen & over, "none", marks.STRIPES, scale, hatch=marks.OVER)
    _fill(axes, sheet, ones & seen, "none", marks.LINE, scale)
    outlines = PathCollection(
        sheet.land.districts, facecolors="none", edgecolors="#37424d", linewidths=1.15 * scale, zorder=3
    )
    axes.add_collection(outlines, autolim=False)
    if sheet.zoom is not None:
        path_collection = PathCollection(
            [sheet.land.paths[sheet.zoom]], facecolors="none", edgecolors=_CHOSEN, zorder=4, linewidths=2.2 * scale
        )
        axes.add_collection(path_collection, autolim=False)
    return _names(axes, sheet, form, metres)


def _fill(  # noqa: PLR0913 - one class with its look
    axes: Any, sheet: Sheet, chosen: Any, fill: str, edge: str, scale: float, *, hatch: str | None = None
) -> None:  # fmt: skip
    paths = [path for path, item in zip(sheet.land.paths, chosen, strict=True) if item]
    if paths:
        axes.add_collection(
            PathCollection(paths, facecolors=fill, edgecolors=edge, linewidths=0.4 * scale, hatch=hatch, zorder=2),
            autolim=False,
        )


def _names(axes: Any, sheet: Sheet, form: SheetForm, metres: float) -> int:
    """Write names, figures and numbers of classes on the units; return how many names found no room."""
    scale = _SCALE[form.paper]
    numbers = class_marks(sheet, form)
    ones = np.ones(len(sheet.classes), dtype=bool) if sheet.focus is None else sheet.focus
    texts = [_wordings(sheet, form, unit, numbers) if ones[unit] else () for unit in range(len(sheet.classes))]
    (left, right), (bottom, top) = axes.get_xlim(), axes.get_ylim()
    fills = {entry.key: marks.PLAIN if entry.pattern else entry.colour for entry in sheet.legend}
    inks = [marks.ink_on(fills[key]) for key in sheet.classes]
    # White letters are lost where they reach over a lighter neighbour.
    outside = [_WHITE_OUTSIDE if ink != marks.INK else OUTSIDE for ink in inks]
    size = _NAME_PT * _NAMES.get(form.paper, scale)
    size *= 1.0 if sheet.focus is None and sheet.zoom is None else _NEAR
    placed, dropped = place_labels(
        sheet.land,
        texts,
        size=6.2 * _NAMES.get(form.paper, scale),
        metres_per_mm=metres,
        frame=(left, bottom, right, top),
        outside=outside,
    )
    for item in placed:
        # Letters on stripes are lost without an edge in the colour below.
        edge = [withStroke(linewidth=1.8 * scale, foreground=fills[sheet.classes[item.unit]])]
        axes.text(
            item.x, item.y, item.text, ha="center", va="center", fontsize=item.size, fontfamily=FONT,
            color=inks[item.unit], linespacing=1.05, zorder=5, clip_on=True,
            path_effects=edge if item.unit in sheet.hatched else None,
        )  # fmt: skip
    return dropped if form.labels else 0


def _wordings(sheet: Sheet, form: SheetForm, unit: int, numbers: Mapping[str, str]) -> tuple[str, ...]:
    """Return what may stand on a unit, the fullest first: name with its figure, the figure or number alone."""
    name = sheet.names[unit] if form.labels and sheet.names else ""
    figure = sheet.texts[unit] if sheet.texts else numbers.get(sheet.classes[unit], "")
    if not name:
        return (figure,) if figure else ()
    return (f"{name} {figure}".strip(), figure) if figure else (name,)


def class_marks(sheet: Sheet, form: SheetForm) -> dict[str, str]:
    """Return the number printed on units for each class, on papers with room for it and maps without other figures."""
    if form.paper not in _LARGE or any(sheet.texts):
        return {}
    plain = [entry.key for entry in sheet.legend if not entry.pattern]
    return {key: str(index) for index, key in enumerate(plain, start=1)}


def _side(figure: Any, sheet: Sheet, form: SheetForm, side: Box, metres: float) -> None:
    """Draw legend, inset, north arrow and scale bar beside the map, or under it."""
    scale = _SCALE[form.paper]
    size = 8 * scale
    numbers = class_marks(sheet, form)

    def key(box: Box) -> float:
        return marks.draw_legend(
            figure, box, sheet.legend, total=sheet.total_label, size=size, marks=numbers, hatch=sheet.hatch
        )

    if form.landscape:
        low = key(side)
        low = marks.draw_lines(
            figure, Box(left=side.left, bottom=0, width=side.width, height=low), sheet.lines, size=size
        )
        foot = side.bottom + 17 * scale
        bar = Box(left=side.left + 14 * scale, bottom=side.bottom + 2 * scale, width=side.width - 20 * scale, height=0)
        free = Box(left=side.left, bottom=foot, width=side.width, height=max(0.0, low - foot - 3 * scale))
    else:
        part = side.width * 0.52
        box = replace(side, width=part)
        low = key(box)
        marks.draw_lines(figure, replace(box, bottom=0, height=low), sheet.lines, size=size)
        left = side.left + part + 6 * scale
        bar = Box(
            left=left + 14 * scale, bottom=side.bottom + 2 * scale, width=side.width - part - 26 * scale, height=0
        )
        free = Box(left=left, bottom=side.bottom + 17 * scale, width=side.width - part - 6 * scale,
                   height=side.height - 18 * scale)  # fmt: skip
    marks.draw_north(figure, bar.left - 8 * scale, side.bottom + 1.5 * scale, sheet.north, size=9 * scale)
    marks.draw_scale(figure, bar, metres_per_mm=metres, unit=sheet.kilometre, size=size)
    if sheet.country is not None and free.height > 26 * scale:  # room for the country to be told
        tall = min(free.height, 62 * scale)
        wide = min(free.width, tall * 0.92)
        inset = Box(left=free.left + (free.width - wide) / 2, bottom=free.bottom, width=wide, height=tall)
        middle = _middle(sheet)
        marks.draw_inset(figure, inset, sheet.country, middle, size=5.2 * scale, lang=sheet.language)


def _middle(sheet: Sheet) -> tuple[float, float]:
    back = marks.between(sheet.land.crs, "EPSG:4326")
    left, bottom, right, top = sheet.land.bounds
    lon, lat = back.transform((left + right) / 2, (bottom + top) / 2)
    return float(lon), float(lat)


def _titles(figure: Any, sheet: Sheet, form: SheetForm) -> None:
    """Write title and subtitle over the map, source and stamp under it."""
    scale = _SCALE[form.paper]
    width, height = form.size
    edge, room = 9 * scale, form.size[0] - 18 * scale
    size = marks.fitted(sheet.title, 17 * scale, room * 0.92)
    marks.say(figure, width / 2, height - edge - 4 * scale, sheet.title, size=size, ha="center", weight="bold")
    if sheet.subtitle:
        marks.say(figure, width / 2, height - edge - 11.5 * scale, sheet.subtitle, size=10.5 * scale, ha="center")
    stamp = 0.0
    if sheet.stamp:
        frame: dict[str, Any] = {"facecolor": "#fff4d6", "edgecolor": "#b7791f", "boxstyle": "round,pad=0.35"}
        stamp = (extent(sheet.stamp)[0] * 8.5 + 12) * scale * _POINT_MM
        marks.say(figure, width - edge - 1.5 * scale, edge + 1.5 * scale, sheet.stamp, size=8.5 * scale, ha="right",
                  color="#6b4200", bbox=frame)  # fmt: skip
    lines = marks.wrapped(sheet.source, 7 * scale, room - stamp - 4 * scale)
    marks.say(figure, edge, edge + 1.5 * scale, "\n".join(lines[:2]), size=7 * scale, color=marks.QUIET,
              linespacing=1.2)  # fmt: skip
