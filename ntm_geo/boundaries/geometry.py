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
    return np.array([abs(geod.geometry_area_perimeter(one)[0]) / 1e6 for one in units.to_crs(WGS84)])
