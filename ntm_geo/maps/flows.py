"""A flow picture (Sankey): who moved from which group to which, as SVG whose bands are as wide as their counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_WIDTH, _BAR, _GAP, _TOP = 760, 16, 12, 34
_SCALE_HEIGHT: Final = 300
_TEXT: Final = Markup('<text x="{x}" y="{y}" text-anchor="{anchor}" class="{style}">{text}</text>')
_BAND: Final = Markup(
    '<path d="{d}" fill="{fill}" fill-opacity=".55" stroke="{fill}" stroke-opacity=".8" stroke-width=".5">'
    "<title>{title}</title></path>"
)
_BLOCK: Final = Markup('<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="{fill}" stroke="#5b6670"/>')
_FRAME: Final = Markup(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
    'role="img" aria-label="{label}"><style>text{{font:13px "Noto Sans","Segoe UI",Roboto,Arial,sans-serif;'
    "fill:#1b262c}}.head{{font-weight:700;font-size:15px}}</style>{body}</svg>"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """So many units went from one group to another."""

    source: str
    target: str
    count: int
    title: str = ""
    """Shown when the pointer rests on the band."""


def flow_picture(
    flows: Sequence[Flow],
    *,
    groups: Sequence[str],
    labels: Mapping[str, str],
    colours: Mapping[str, str],
    heads: tuple[str, str],
) -> str:
    """Return the picture as SVG text.

    Parameters
    ----------
    flows : pairs that do not occur are left out.
    groups : in the order from above to below; a group nobody is in is left out.
    labels, colours : by group.
    heads : what is written above the left and the right side.
    """
    total = max(sum(flow.count for flow in flows), 1)
    scale = _SCALE_HEIGHT / total
    sides = [_side(flows, groups, scale, side) for side in ("source", "target")]
    left, right = 190, _WIDTH - 190
    body = _TEXT.format(x=left, y=18, anchor="middle", style="head", text=heads[0])
    body += _TEXT.format(x=right, y=18, anchor="middle", style="head", text=heads[1])
    starts = [dict(side) for side in sides]
    for flow in sorted(flows, key=lambda value: (groups.index(value.source), groups.index(value.target))):
        if not flow.count:
            continue
        size = flow.count * scale
        item, other = starts[0][flow.source], starts[1][flow.target]
        starts[0][flow.source], starts[1][flow.target] = item + size, other + size
        body += _BAND.format(
            d=_curve(left + _BAR, item, right - _BAR, other, size), fill=colours[flow.source], title=flow.title
        )
    for index, (name, x) in enumerate((("source", left), ("target", right - _BAR))):
        counts = _counts(flows, name)
        for group, y in sides[index].items():
            size = counts[group] * scale
            body += _BLOCK.format(x=x, y=round(y, 1), width=_BAR, height=round(size, 1), fill=colours[group])
            at, anchor = (x - 8, "end") if name == "source" else (x + _BAR + 8, "start")
            text = f"{labels[group]}: {counts[group]}"
            body += _TEXT.format(x=at, y=round(y + size / 2 + 4, 1), anchor=anchor, style="name", text=text)
    height = round(_TOP + _SCALE_HEIGHT + _GAP * len(groups) + 10)
    return str(_FRAME.format(width=_WIDTH, height=height, label=" → ".join(heads), body=body))


def _counts(flows: Sequence[Flow], side: str) -> dict[str, int]:
    counts: dict[str, int] = {}
    for flow in flows:
        key = getattr(flow, side)
        counts[key] = counts.get(key, 0) + flow.count
    return counts


def _side(flows: Sequence[Flow], groups: Sequence[str], scale: float, side: str) -> dict[str, float]:
    """Return where each group of a side begins, from above."""
    counts, y, result = _counts(flows, side), float(_TOP), {}
    for group in groups:
        if counts.get(group):
            result[group] = y
            # A group of one commune still needs room for its name.
            y += max(counts[group] * scale, 10) + _GAP
    return result


def _curve(x0: float, y0: float, x1: float, y1: float, size: float) -> str:
    """Return the outline of a band between two blocks."""
    middle = (x0 + x1) / 2
    points = [round(item, 1) for item in (x0, y0, middle, x1, y1, size)]
    x0, y0, middle, x1, y1, size = points
    return (
        f"M{x0} {y0}C{middle} {y0} {middle} {y1} {x1} {y1}V{round(y1 + size, 1)}"
        f"C{middle} {round(y1 + size, 1)} {middle} {round(y0 + size, 1)} {x0} {round(y0 + size, 1)}Z"
    )
