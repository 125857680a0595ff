"""Small maps side by side: one shape a class, drawn as compact SVG, so that a page can hold many of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import shapely
from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import geopandas as gpd

_WIDTH: Final = 240
_FRAME: Final = Markup(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
    'role="img" aria-label="{label}">{body}</svg>',
)
_PATH: Final = Markup('<path d="{d}" fill="{fill}" stroke="#ffffff" stroke-width=".5" fill-rule="evenodd"/>')


class SmallMaps:
    """Draws the same units again and again, each time in other colours; geometry is turned into text once."""

    def __init__(self, units: gpd.GeoDataFrame, *, tolerance_m: float = 600.0) -> None:
        """Prepare the units.

        Parameters
        ----------
        units : in a metric CRS; the order of the classes later.
        tolerance_m : of the simplification as a coverage; about one pixel of a small map.
        """
        simple = shapely.coverage_simplify(units.geometry.to_numpy(), tolerance_m)
        west, south, east, north = units.total_bounds
        scale = _WIDTH / (east - west)
        self.height = round((north - south) * scale)
        placed = shapely.transform(
            simple, lambda points: np.column_stack([(points[:, 0] - west) * scale, (north - points[:, 1]) * scale])
        )
        self.paths = [_path(item) for item in placed]

    def draw(self, classes: Sequence[str], colours: Mapping[str, str], *, label: str) -> str:
        """Return one small map as SVG text.

        Parameters
        ----------
        classes : class key of every unit.
        colours : fill by class key.
        label : what it shows, for readers that cannot see it.
        """
        by_class: dict[str, list[str]] = {key: [] for key in colours}
        for key, path in zip(classes, self.paths, strict=True):
            by_class[key].append(path)
        body = Markup("").join(
            _PATH.format(d="".join(paths), fill=colours[key]) for key, paths in by_class.items() if paths
        )
        return str(_FRAME.format(width=_WIDTH, height=self.height, label=label, body=body))


def _path(shape: shapely.Geometry) -> str:
    """Return the outline of a shape as SVG path data in tenths of a pixel."""
    rings = []
    for polygon in shapely.get_parts(shape):
        for ring in (polygon.exterior, *polygon.interiors):
            points = np.round(shapely.get_coordinates(ring)[:-1], 1)
            rings.append("M" + "L".join(f"{x:g} {y:g}" for x, y in points) + "Z")
    return "".join(rings)
