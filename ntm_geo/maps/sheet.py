"""A map as a picture for paper: title, classes with counts, north arrow, scale bar, source line."""

from __future__ import annotations

import io
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Polygon, Rectangle

from ntm_geo.maps.palette import PATTERNS

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd

    from ntm_geo.maps.legend import LegendEntry

SIZES: Final = {"A4": (11.69, 8.27), "A3": (16.54, 11.69)}
"""Landscape, in inches."""
DPI: Final = 200
_HATCH: Final = {"no_data": "////", "outside": "...", "unmatched": "xx"}
_FONTS: Final = "DejaVu Sans"
"""Comes with matplotlib and has every Vietnamese letter, so a sheet looks the same on every machine."""
_KILOMETRE: Final = 1000.0
_INK, _QUIET = "#1b262c", "#55606a"
_MAP: Final = (0.03, 0.1, 0.94, 0.79)
"""Where the map stands on the sheet: left, bottom, width, height as shares."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What stands on a sheet."""

    units: gpd.GeoDataFrame
    """``geometry`` in a metric CRS, in the order of ``classes``; ``parent_code`` for heavier lines."""
    classes: Sequence[str]
    legend: Sequence[LegendEntry]
    title: str
    subtitle: str = ""
    total_label: str = ""
    north: str = "N"
    kilometre: str = "km"
    source: str = ""
    stamp: str = ""
    texts: Sequence[str] = ()
    """Printed on the units, where not empty."""


def draw_sheet(sheet: Sheet, *, size: str = "A4", form: str = "png") -> bytes:
    """Return a sheet as a file.

    Parameters
    ----------
    sheet : what stands on it.
    size : key of `SIZES`.
    form : ``png``, ``pdf`` or ``svg``.
    """
    width, height = SIZES[size]
    figure = Figure(figsize=(width, height), dpi=DPI, facecolor="white")
    scale = width / SIZES["A4"][0]
    axes = figure.add_axes(_MAP)
    axes.set_axis_off()
    _units(axes, sheet)
    axes.set_aspect("equal")
    axes.margins(0.02)
    type_of: dict[str, Any] = {"fontfamily": _FONTS, "color": _INK}
    figure.text(0.5, 0.945, sheet.title, ha="center", va="center", fontsize=17 * scale, weight="bold", **type_of)
    if sheet.subtitle:
        figure.text(0.5, 0.905, sheet.subtitle, ha="center", va="center", fontsize=11 * scale, **type_of)
    _legend(figure, sheet, scale)
    _north(figure, sheet.north, scale)
    _scale_bar(axes, sheet.kilometre, scale)
    figure.text(0.03, 0.03, sheet.source, fontsize=8 * scale, fontfamily=_FONTS, color=_QUIET, va="bottom")
    if sheet.stamp:
        frame: dict[str, Any] = {"facecolor": "#fff4d6", "edgecolor": "#b7791f", "boxstyle": "round,pad=0.35"}
        where: dict[str, Any] = {
            "ha": "right",
            "va": "top",
            "fontsize": 10 * scale,
            "fontfamily": _FONTS,
            "color": "#6b4200",
        }
        figure.text(0.97, 0.885, sheet.stamp, bbox=frame, **where)
    target = io.BytesIO()
    figure.savefig(target, format=form, dpi=DPI)
    return target.getvalue()


def _units(axes: Any, sheet: Sheet) -> None:
    """Draw every class at once, then heavier lines where districts meet, then texts."""
    classes = np.asarray(sheet.classes, dtype=object)
    for entry in sheet.legend:
        chosen = sheet.units[classes == entry.key]
        if chosen.empty:
            continue
        hatch = _HATCH.get(entry.pattern)
        fill = "#f1f3f4" if entry.pattern else entry.colour
        edge = PATTERNS[entry.pattern] if entry.pattern else "#ffffff"
        chosen.plot(ax=axes, facecolor=fill, edgecolor=edge, hatch=hatch, linewidth=0.5, aspect=None)
    sheet.units.boundary.plot(ax=axes, color="#8b959c", linewidth=0.35, aspect=None)
    if sheet.units["parent_code"].notna().any():
        sheet.units.dissolve("parent_code").boundary.plot(ax=axes, color="#37424d", linewidth=1.1, aspect=None)
    if sheet.texts:
        points = sheet.units.representative_point()
        for point, text in zip(points, sheet.texts, strict=True):
            if text:
                axes.annotate(text, (point.x, point.y), ha="center", va="center", fontsize=6, fontfamily=_FONTS)


def _legend(figure: Figure, sheet: Sheet, scale: float) -> None:
    """Draw the classes with their counts at the lower left, and what they add up to."""
    row, left, top = 0.026, 0.035, 0.105 + 0.026 * (len(sheet.legend) + 1)
    for place, entry in enumerate(sheet.legend):
        y = top - row * (place + 1)
        fill = "#f1f3f4" if entry.pattern else entry.colour
        box = Rectangle(
            (left, y), 0.024, row * 0.72, transform=figure.transFigure, facecolor=fill, edgecolor="#5b6670",
            linewidth=0.6, hatch=_HATCH.get(entry.pattern),
        )  # fmt: skip
        figure.add_artist(box)
        _row(figure, left, y + row * 0.36, entry.label, str(entry.count), scale)
    total = sum(entry.count for entry in sheet.legend)
    _row(
        figure, left, top - row * (len(sheet.legend) + 1) + row * 0.36, sheet.total_label, str(total), scale, bold=True
    )


def _row(  # noqa: PLR0913 - one line of text with its place
    figure: Figure, left: float, y: float, label: str, count: str, scale: float, *, bold: bool = False
) -> None:
    style: dict[str, Any] = {"va": "center", "fontsize": 9 * scale, "fontfamily": _FONTS, "color": _INK}
    style["weight"] = "bold" if bold else "normal"
    figure.text(left + 0.032, y, label, **style)
    figure.text(left + 0.275, y, count, ha="right", **style)


def _north(figure: Figure, word: str, scale: float) -> None:
    arrow = np.array([[0.955, 0.27], [0.945, 0.225], [0.955, 0.235], [0.965, 0.225]])
    figure.add_artist(Polygon(arrow, closed=True, transform=figure.transFigure, facecolor=_INK))
    figure.text(0.955, 0.285, word, ha="center", va="center", fontsize=11 * scale, fontfamily=_FONTS, weight="bold")


def _scale_bar(axes: Any, unit: str, scale: float) -> None:
    """Draw a bar of a round length at the lower right, about a sixth of the map's width."""
    left, right = axes.get_xlim()
    bottom, top = axes.get_ylim()
    wanted = (right - left) / 6 / _KILOMETRE
    power = 10 ** math.floor(math.log10(wanted))
    length = max(step * power for step in (1, 2, 5) if step * power <= wanted)
    end, y = right - 0.02 * (right - left), bottom + 0.01 * (top - bottom)
    start = end - length * _KILOMETRE
    axes.plot(
        [start, start, end, end], [y + 0.008 * (top - bottom), y, y, y + 0.008 * (top - bottom)], color=_INK, lw=1.4
    )
    style: dict[str, Any] = {"ha": "center", "va": "bottom", "fontsize": 9 * scale, "fontfamily": _FONTS, "color": _INK}
    axes.annotate(f"{length:g} {unit}", ((start + end) / 2, y), xytext=(0, 5), textcoords="offset points", **style)
