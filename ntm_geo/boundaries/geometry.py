"""Repair and reproject: whatever a file holds becomes valid polygons in EPSG:4326, and every change is counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely
from pyproj import Geod

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

WGS84: Final = "EPSG:4326"
_POLYGON, _MULTIPOLYGON = 3, 6
_TRIANGLE: Final = 4
"""Points of a closed ring with three corners."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """Repaired geometries in the order given, and which positions were changed how."""

    geometry: NDArray[np.object_]
    repaired: tuple[int, ...]
    """Positions that were not valid, for example because a line crossed itself."""
    trimmed: tuple[int, ...]
    """Positions that also held points or lines, which were dropped."""
    flattened: bool
    """Whether heights were dropped."""


def polygons_only(geometry: NDArray[np.object_]) -> NDArray[np.object_]:
    """Return the polygon part of each geometry; an empty polygon where it has none."""
    kinds = shapely.get_type_id(geometry)
    done = geometry.copy()
    for i in np.flatnonzero(~np.isin(kinds, (_POLYGON, _MULTIPOLYGON))):
        flat = shapely.get_parts(shapely.get_parts([geometry[i]]))
        areas = [part for part in flat if shapely.get_type_id(part) == _POLYGON]
        done[i] = shapely.union_all(areas) if areas else shapely.Polygon()
    return done


def repair_polygons(geometry: NDArray[np.object_]) -> Repair:
    """Make geometries valid, flat and polygonal.

    Parameters
    ----------
    geometry : shapely geometries of any kind; none may be missing.

    Returns
    -------
    The repair; a geometry without any area becomes an empty polygon.

    Notes
    -----
    Self-crossings are resolved by the "structure" method, which keeps the area a ring encloses. Where that
    leaves parts side by side with a common line, which is not valid, they are joined.
    """
    flattened = bool(shapely.has_z(geometry).any())
    flat = shapely.force_2d(geometry)
    invalid = ~shapely.is_valid(flat)
    valid = flat.copy()
    valid[invalid] = shapely.make_valid(flat[invalid], method="structure", keep_collapsed=False)
    still = np.flatnonzero(~shapely.is_valid(valid))
    valid[still] = shapely.buffer(valid[still], 0)
    mixed = shapely.get_type_id(valid) > _MULTIPOLYGON
    return Repair(
        geometry=polygons_only(valid),
        repaired=tuple(int(i) for i in np.flatnonzero(invalid)),
        trimmed=tuple(int(i) for i in np.flatnonzero(mixed)),
        flattened=flattened,
    )


def area_km2(units: gpd.GeoSeries) -> NDArray[np.float64]:
    """Return the area of each geometry on the WGS 84 ellipsoid, in square kilometres.

    Parameters
    ----------
    units : geometries in any CRS with a definition.
    """
    geod = Geod(ellps="WGS84")
    return np.array([abs(geod.geometry_area_perimeter(item)[0]) / 1e6 for item in units.to_crs(WGS84)])


def drop_specks(geometry: NDArray[np.object_], *, least_m2: float) -> tuple[NDArray[np.object_], int]:
    """Leave out parts and holes that are too small to mean anything, such as rings that collapsed to a line.

    Parameters
    ----------
    geometry : valid polygons in a metric CRS.
    least_m2 : parts and holes below this area are dropped; the largest part of each geometry always stays.

    Returns
    -------
    The geometries, and how many parts and holes were dropped.
    """
    parts, owner = shapely.get_parts(geometry, return_index=True)
    area = shapely.area(parts)
    largest = np.zeros(len(geometry))
    np.maximum.at(largest, owner, area)
    speck = (area < least_m2) & (area < largest[owner])
    rings, part = shapely.get_rings(parts, return_index=True)
    pinhole = (np.diff(part, prepend=-1) == 0) & (shapely.area(shapely.polygons(rings)) < least_m2) & ~speck[part]
    pierced = np.unique(part[pinhole])
    for i in pierced:
        shell, *holes = rings[(part == i) & ~pinhole]
        parts[i] = shapely.Polygon(shell, holes)
    done = geometry.copy()
    for i in np.unique(np.concatenate([owner[speck], owner[pierced]])):
        chosen_parts = parts[(owner == i) & ~speck]
        done[i] = chosen_parts[0] if len(chosen_parts) == 1 else shapely.MultiPolygon(list(chosen_parts))
    return done, int(speck.sum() + pinhole.sum())


def widest_m(parts: NDArray[np.object_], group: NDArray[np.int_]) -> NDArray[np.float64]:
    """Return how wide each group of polygons is at its widest place: twice the depth at which it is eaten up.

    Parameters
    ----------
    parts : single polygons in a metric CRS, each with an area.
    group : number (0 ... n - 1) of the group of each part.

    Returns
    -------
    One width a group, in metres, exact to about 3 %.

    Notes
    -----
    The radius r of the largest circle inside lies between area / perimeter (Bonnesen) and sqrt(area / pi); for a
    triangle it is 2 area / perimeter. Between the bounds it is found by halving, with negative buffers, and only for
    parts that can be the widest of their group.
    """
    area, around = shapely.area(parts), shapely.length(parts)
    low, high = area / around, np.sqrt(area / np.pi)
    low = np.where(shapely.get_num_coordinates(parts) == _TRIANGLE, 2 * low, low)
    high = np.maximum(np.where(shapely.get_num_coordinates(parts) == _TRIANGLE, low, high), low)
    count = int(group.max()) + 1 if len(group) else 0
    for _ in range(12):
        widest = np.zeros(count)
        np.maximum.at(widest, group, low)
        open_ = np.flatnonzero((high > low * 1.03) & (high > widest[group] * 1.03))
        if not len(open_):
            break
        middle = np.sqrt(low[open_] * high[open_])
        gone = shapely.is_empty(shapely.buffer(parts[open_], -middle, quad_segs=4))
        high[open_[gone]], low[open_[~gone]] = middle[gone], middle[~gone]
    width = np.zeros(count)
    np.maximum.at(width, group, low + np.minimum(high, low * 1.03))
    return width
