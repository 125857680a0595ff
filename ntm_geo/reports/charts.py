"""Charts of a briefing as pictures, for papers that have no charts of their own."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final

from matplotlib.figure import Figure

from ntm_geo.i18n import format_number, format_percent
from ntm_geo.maps.labels import FONT
from ntm_geo.maps.palette import lightness

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ntm_geo.reports.briefing import BriefChart, Series

DPI: Final = 200
_SIZE: Final = (6.5, 2.9)
"""In inches: the width of the text of an A4 page."""
_INK, _QUIET, _LINE = "#1b262c", "#55606a", "#d5dadd"
_DARK: Final = 60
"""Lightness below which a figure on a bar is white."""


def chart_picture(chart: BriefChart) -> bytes:
    """Return a chart as PNG at print size, its figures written on it."""
    figure = Figure(figsize=_SIZE, dpi=DPI, facecolor="white", layout="constrained")
    axes = figure.add_subplot()
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(_LINE)
    axes.tick_params(length=0, labelsize=9, labelcolor=_INK, labelfontfamily=FONT)
    axes.set_yticks([])
    draw = {"stacked": _stacked, "bars": _bars, "lines": _lines}[chart.kind]
    draw(axes, chart)
    axes.set_xticks(range(len(chart.categories)), chart.categories)
    handles, labels = axes.get_legend_handles_labels()
    figure.legend(
        handles, labels, loc="outside lower center", ncols=3, frameon=False, labelcolor=_INK, handlelength=1.2,
        columnspacing=1.4, prop={"family": FONT, "size": 8.5},
    )  # fmt: skip
    target = io.BytesIO()
    figure.savefig(target, format="png", dpi=DPI)
    return target.getvalue()


def _stacked(axes: Any, chart: BriefChart) -> None:
    base = [0.0] * len(chart.categories)
    total = max(
        sum(column.values[position] or 0 for column in chart.series) for position in range(len(chart.categories))
    )
    for series in chart.series:
        values = _numbers(series)
        axes.bar(
            range(len(values)), values, bottom=base, width=0.55, color=series.colour, label=series.name,
            edgecolor="white", linewidth=0.6,
        )  # fmt: skip
        for index, value in enumerate(values):
            if value > total * 0.045:
                ink = "white" if lightness(series.colour) < _DARK else _INK
                _say(axes, index, base[index] + value / 2, _told(value, chart), ink, va="center")
        base = [low + value for low, value in zip(base, values, strict=True)]


def _bars(axes: Any, chart: BriefChart) -> None:
    width = 0.8 / len(chart.series)
    for number, series in enumerate(chart.series):
        for index, value in enumerate(series.values):
            if value is None:
                continue
            x = index - 0.4 + width * (number + 0.5)
            axes.bar(x, value, width=width * 0.92, color=series.colour, label=series.name if index == 0 else None)
            _say(axes, x, value, _told(value, chart), _INK)


def _lines(axes: Any, chart: BriefChart) -> None:
    for number, series in enumerate(chart.series):
        known = [(index, value) for index, value in enumerate(series.values) if value is not None]
        if not known:
            continue
        style = "-" if number == 0 else "--"
        axes.plot(
            *zip(*known, strict=True), style, marker="o" if number == 0 else "", color=series.colour, label=series.name,
            linewidth=2, markersize=5,
        )  # fmt: skip
        shown = known if number == 0 else known[-1:]
        for position, value in shown:
            _say(axes, position, value, _told(value, chart), _INK)
    axes.margins(x=0.06, y=0.18)


def _say(axes: Any, x: float, y: float, text: str, colour: str, *, va: str = "bottom") -> None:
    axes.annotate(
        text, (x, y), xytext=(0, 0 if va == "center" else 3), textcoords="offset points", ha="center", va=va,
        fontsize=8.5, fontfamily=FONT, color=colour,
    )  # fmt: skip


def _numbers(series: Series) -> Sequence[float]:
    return [0.0 if value is None else value for value in series.values]


def _told(value: float, chart: BriefChart) -> str:
    return format_percent(value) if chart.share else format_number(value)
