"""Units made ready for paper: paths, heavier lines where districts meet, and where a label has the most room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from matplotlib.path import Path

if TYPE_CHECKING:
    from collections.abc import Iterator

    import geopandas as gpd
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Land:
    """Units ready to be drawn, in the order they came; lengths in the unit of their CRS, metres."""

    shapes: NDArray[Any]
    paths: tuple[Path, ...]
    districts: tuple[Path, ...]
    """Outlines of the districts; empty where there are none."""
    anchors: NDArray[Any]
    """Middle of the largest circle inside each unit, x and y."""
    radii: NDArray[Any]
    """Radius of that circle."""
    boxes: NDArray[Any]
    """Left, bottom, right, top of each unit."""
    crs: str

    def within(self, frame: tuple[float, float, float, float]) -> NDArray[np.bool_]:
        """Return which units may show in a frame: left, bottom, right, top."""
        left, bottom, right, top = frame
        result: NDArray[np.bool_] = (
            (self.boxes[:, 0] <= right) & (self.boxes[:, 2] >= left) & (self.boxes[:, 1] <= top)
            & (self.boxes[:, 3] >= bottom)
        )  # fmt: skip
        return result

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """Left, bottom, right, top of all units."""
        left, bottom, right, top = shapely.total_bounds(self.shapes)
        return float(left), float(bottom), float(right), float(top)

    def bounds_of(self, chosen: NDArray[np.bool_]) -> tuple[float, float, float, float]:
        """Return left, bottom, right, top of some of the units."""
        left, bottom, right, top = shapely.total_bounds(self.shapes[chosen])
        return float(left), float(bottom), float(right), float(top)


def prepare(units: gpd.GeoDataFrame) -> Land:
    """Return units ready to be drawn.

    Parameters
    ----------
    units : ``geometry`` in a metric CRS; ``parent_code`` for heavier lines, where there is any.
    """
    shapes = units.geometry.to_numpy()
    circles = shapely.maximum_inscribed_circle(shapes, tolerance=np.sqrt(shapely.area(shapes)) / 50)
    middle = shapely.get_coordinates(shapely.get_point(circles, 0))
    outlines: list[Path] = []
    if "parent_code" in units and units["parent_code"].notna().any():
        for _code, group in units.groupby("parent_code"):
            outlines.append(path_of(shapely.union_all(group.geometry.to_numpy())))
    return Land(
        shapes=shapes,
        paths=tuple(path_of(shape) for shape in shapes),
        districts=tuple(outlines),
        anchors=middle,
        radii=shapely.length(circles),
        boxes=shapely.bounds(shapes),
        crs=str(units.crs),
    )


def path_of(shape: shapely.Geometry) -> Path:
    """Return a polygon, with its holes, as a path."""
    rings = [ring for part in shapely.get_parts(shape) for ring in _rings(part)]
    if not rings:
        return Path(np.empty((0, 2)))
    corners = [shapely.get_coordinates(ring) for ring in rings]
    codes = [
        np.concatenate([[Path.MOVETO], np.full(len(corner) - 2, Path.LINETO), [Path.CLOSEPOLY]]) for corner in corners
    ]
    return Path(np.concatenate(corners), np.concatenate(codes))


def _rings(part: shapely.Geometry) -> Iterator[shapely.Geometry]:
    if not isinstance(part, shapely.Polygon):
        return
    yield part.exterior
    yield from part.interiors
