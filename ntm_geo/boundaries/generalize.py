"""Simplify boundaries as one coverage, so that neighbours keep sharing their lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import geopandas as gpd
import numpy as np
import shapely

from ntm_geo.boundaries.geometry import drop_specks, polygons_only, repair_polygons
from ntm_geo.boundaries.repair import close_coverage, drawn_apart

if TYPE_CHECKING:
    from numpy.typing import NDArray

_SLIT_M: Final = 5.0
"""Gaps up to this width are closed for the screen; wider ones may be real."""
_APART_M: Final = 60.0
"""The same where units were simplified one by one, to up to 30 m on either side."""
_SPECK_M2: Final = 1.0
"""Parts and holes below this area are left over from calculations."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageRepair:
    """What making a valid coverage took."""

    invalid_edges: int
    """Units of the raw set with an edge that overlaps, or leaves a gap to, its neighbour."""
    changed_km2: float
    """Sum over the units of the area gained or lost."""
    specks: int = 0
    """Parts and holes of less than a square metre that were left out."""


def clean_coverage(
    units: gpd.GeoDataFrame,
    *,
    local_crs: str,
    gap_width_m: float | None = None,
) -> tuple[gpd.GeoDataFrame, CoverageRepair]:
    """Make boundaries a valid coverage for the screen: nothing is refused, unlike by `repair_coverage`.

    Parameters
    ----------
    units : ``geometry`` in any CRS with a definition; other columns are kept.
    local_crs : metric CRS to work in.
    gap_width_m : gaps up to this width are closed; by default 5 m, or 60 m where units were simplified one by one.

    Returns
    -------
    The units in ``local_crs``, and what was done. A set that is valid already is left as it is.
    """
    local = units.to_crs(local_crs)
    raw = repair_polygons(local.geometry.to_numpy()).geometry
    if shapely.coverage_is_valid(raw):
        return local.set_geometry(raw, crs=local_crs), CoverageRepair(invalid_edges=0, changed_km2=0.0)
    bad = int((~shapely.is_empty(shapely.coverage_invalid_edges(raw))).sum())
    shapes, specks = drop_specks(raw, least_m2=_SPECK_M2)
    width = gap_width_m or (_APART_M if drawn_apart(raw) else _SLIT_M)
    cleaned = close_coverage(shapes, gap_width_m=width)
    changed = float(np.abs(shapely.area(cleaned) - shapely.area(raw)).sum()) / 1e6
    done = CoverageRepair(invalid_edges=bad, changed_km2=changed, specks=specks)
    return local.set_geometry(cleaned, crs=local_crs), done


def generalize(
    units: gpd.GeoDataFrame,
    *,
    local_crs: str,
    tolerance_m: float = 100.0,
    decimals: int = 4,
) -> gpd.GeoDataFrame:
    """Simplify boundaries for the screen.

    Parameters
    ----------
    units : a valid coverage, in any CRS with a definition.
    local_crs : metric CRS the tolerance is measured in.
    tolerance_m : corners whose triangle is smaller than this length squared are left out (Visvalingam-Whyatt).
    decimals : of the degrees returned; 4 is 11 m.

    Returns
    -------
    The units in EPSG:4326; no unit is lost. Units smaller than a step of the grid keep their full shape.

    Source: the method is GEOS' coverage simplification, which simplifies each common line once.
    """
    local = units.to_crs(local_crs)
    # A ring of two points, there and back, stops the simplification of the whole set; a valid polygon has none.
    sound = repair_polygons(local.geometry.to_numpy()).geometry
    simple = local.set_geometry(shapely.coverage_simplify(sound, tolerance_m), crs=local_crs)
    degrees = simple.to_crs("EPSG:4326")
    exact = degrees.geometry.to_numpy()
    rounded = shapely.transform(exact, lambda xy: np.round(xy, decimals))
    broken = ~shapely.is_valid(rounded)
    rounded[broken] = polygons_only(shapely.make_valid(rounded[broken], method="structure", keep_collapsed=False))
    empty = shapely.is_empty(rounded)
    rounded[empty] = exact[empty]
    return degrees.set_geometry(rounded, crs="EPSG:4326")


def outline_error_m(original: gpd.GeoSeries, simplified: gpd.GeoSeries, *, local_crs: str) -> NDArray[np.float64]:
    """Return how far each simplified outline strays from its original: the Hausdorff distance, in metres.

    Parameters
    ----------
    original, simplified : the same units in the same order, in any CRS with a definition.
    local_crs : metric CRS.
    """
    before = shapely.boundary(original.to_crs(local_crs).to_numpy())
    after = shapely.segmentize(shapely.boundary(simplified.to_crs(local_crs).to_numpy()), 25)
    return np.array([max(_farthest(a, b), _farthest(b, a)) for a, b in zip(before, after, strict=True)])


def _farthest(outline: shapely.Geometry, other: shapely.Geometry) -> float:
    """Return how far the corners of an outline stray from another: GEOS asks every corner against every line."""
    corners = shapely.points(shapely.get_coordinates(outline))
    xy, ring = shapely.get_coordinates(shapely.get_parts(other), return_index=True)
    steps = shapely.linestrings(np.stack([xy[:-1], xy[1:]], axis=1)[ring[:-1] == ring[1:]])
    _corner_and_step, apart = shapely.STRtree(steps).query_nearest(corners, return_distance=True, all_matches=False)
    return float(apart.max()) if len(apart) else np.nan
