"""A quick picture of boundaries as SVG: to check where a file lies, or what a repair changes, before it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely
from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import geopandas as gpd
    from numpy.typing import NDArray

    _Place = Callable[[NDArray[np.float64]], NDArray[np.float64]]

_PAD: Final = 0.03
_LINE: Final = Markup(
    '<path d="{d}" fill="{fill}" stroke="{stroke}" stroke-width="{width}" fill-rule="evenodd" stroke-linejoin="round">'
    "<title>{title}</title></path>",
)
_FRAME: Final = Markup(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
    'role="img" aria-label="{label}"><rect width="100%" height="100%" fill="#f7f9fa"/>{body}</svg>',
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SketchLayer:
    """One layer of a sketch, drawn over those before it."""

    shapes: gpd.GeoSeries
    """Geometries in EPSG:4326."""
    fill: str = "none"
    stroke: str = "#37424d"
    width: float = 0.8
    titles: tuple[str, ...] = ()
    """Shown when the pointer rests on a shape; one for each, or none."""


def sketch(
    layers: Sequence[SketchLayer],
    *,
    label: str,
    width: int = 640,
    most_height: int = 480,
    bounds: tuple[float, float, float, float] | None = None,
) -> str:
    """Return a picture of layers as SVG text; every title is escaped.

    Parameters
    ----------
    layers : from below to above.
    label : what the picture shows, for readers that cannot see it.
    width, most_height : in pixels.
    bounds : west, south, east, north in degrees; all layers unless given.
    """
    west, south, east, north = bounds or _bounds(layers)
    squeeze = float(np.cos(np.radians((south + north) / 2)))
    across, up = max((east - west) * squeeze, 1e-9), max(north - south, 1e-9)
    scale = min(width / across, most_height / up) / (1 + 2 * _PAD)
    wide, high = width, round(min(up * scale * (1 + 2 * _PAD), most_height))
    left, top = (wide - across * scale) / 2, (high - up * scale) / 2

    def place(points: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack(
            [left + (points[:, 0] - west) * squeeze * scale, top + (north - points[:, 1]) * scale],
        )

    body = [_drawn(layer, place, 0.4 / scale) for layer in layers]
    return str(_FRAME.format(width=wide, height=max(high, 40), label=label, body=Markup("").join(body)))


def _bounds(layers: Sequence[SketchLayer]) -> tuple[float, float, float, float]:
    array = np.array([layer.shapes.total_bounds for layer in layers if len(layer.shapes)])
    if not len(array):
        return 0.0, 0.0, 1.0, 1.0
    west, south = np.nanmin(array[:, :2], axis=0)
    east, north = np.nanmax(array[:, 2:], axis=0)
    return float(west), float(south), float(east), float(north)


def _drawn(layer: SketchLayer, commune: _Place, tolerance: float) -> Markup:
    shapes = shapely.simplify(layer.shapes.to_numpy(), tolerance)
    titles = layer.titles or ("",) * len(shapes)
    paths = [
        _LINE.format(d=_path(shape, commune), fill=layer.fill, stroke=layer.stroke, width=layer.width, title=title)
        for shape, title in zip(shapes, titles, strict=True)
        if shape is not None and not shape.is_empty
    ]
    return Markup("").join(paths)


def _path(shape: shapely.Geometry, commune: _Place) -> str:
    rings = []
    for part in shapely.get_parts([shape]):
        lines = [part.exterior, *part.interiors] if part.geom_type == "Polygon" else [part]
        for line in lines:
            points = commune(shapely.get_coordinates(line))
            end = "Z" if part.geom_type == "Polygon" else ""
            rings.append("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + end)
    return "".join(rings)
