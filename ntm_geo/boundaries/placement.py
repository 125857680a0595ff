"""Whether outlines lie where the list of units knows their centres: all of them aside, single ones far off, exchanged.

A centre is a point a person put down, rounded to 0.01 degree; it lies anywhere inside its unit. So one unit proves
little and many prove much: the middle of all differences must be small, whatever the single ones are. Measured on the
boundaries at hand (56 and 161 units, official, approximate and schematic): 120 to 410 m, no centre more than 40 m
outside its own outline.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely
from pyproj import Transformer
from pyproj.exceptions import CRSError, ProjError

if TYPE_CHECKING:
    from collections.abc import Iterable

    import geopandas as gpd
    import pandas as pd
    from numpy.typing import NDArray

LEAST_M: Final = 600.0
"""Metres all outlines together may lie aside before anything is doubted: more than was measured, less than the 750 m a
scale of 0.9996 instead of 0.9999 makes."""
_ERRORS: Final = 4.0
"""Standard errors of the middle that are chance."""
_MANY: Final = 8
"""Units from which the spread of the differences is known."""
_FAR_M, _PLACED_M = 1_500.0, 4_500.0
"""Metres a centre may lie outside its outline: rounding and carelessness, more where it was placed by hand."""
_ROUNDED_M: Final = 1_000.0
"""Metres rounding and carelessness can make of two centres that lie on each other's outlines."""
_OF_RADIUS: Final = 0.5
_LON_M, _LAT_M = 111_320.0, 110_574.0
"""Metres of a degree at the equator."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """How outlines lie against the centres of the list."""

    units: int
    shift_m: float
    """Length of the middle of the differences between outlines and centres."""
    bound_m: float
    """Length from which that is no chance."""
    radius_m: float
    """Radius of a circle as large as the middle unit."""
    exchanged: tuple[tuple[str, ...], ...] = ()
    """Codes of units whose outlines lie on each other's centres, in the order they went round."""
    far: tuple[tuple[str, float], ...] = ()
    """Codes of other units whose centre lies far outside their outline, with the metres; the farthest first."""

    @property
    def displaced(self) -> bool:
        """Whether all outlines together lie aside."""
        return self.shift_m > self.bound_m


def place(units: gpd.GeoDataFrame, centres: pd.DataFrame) -> Placement:
    """Compare outlines with centres.

    Parameters
    ----------
    units : ``code, geometry`` of the units that are matched, in EPSG:4326.
    centres : ``code, lon, lat, position`` of the list of units.

    Returns
    -------
    Nothing is doubted where no unit has a centre. Lengths are of a plane through the centres, good to a per cent.
    """
    listed = centres.dropna(subset=["lon", "lat"]).set_index("code")
    known = units[units["code"].isin(listed.index) & ~units.geometry.is_empty]
    if known.empty:
        return Placement(units=0, shift_m=0.0, bound_m=LEAST_M, radius_m=0.0)
    row = listed.loc[known["code"]]
    scale = np.array([_LON_M * np.cos(np.radians(row["lat"].mean())), _LAT_M])
    shapes = shapely.transform(known.geometry.to_numpy(), lambda xy: xy * scale)
    points = shapely.points(row[["lon", "lat"]].to_numpy(float) * scale)
    radii = np.sqrt(shapely.area(shapes) / np.pi)
    apart = shapely.get_coordinates(shapely.centroid(shapes)) - shapely.get_coordinates(points)
    middle = np.median(apart, axis=0)
    bound = _bound(apart - middle, float(np.median(radii)))
    shift = float(np.hypot(*middle))
    exchanged, far = ((), ()) if shift > bound else _misplaced(known["code"].to_numpy(), shapes, points, radii, row)
    return Placement(
        units=len(known), shift_m=shift, bound_m=bound, radius_m=float(np.median(radii)), exchanged=exchanged, far=far
    )


def _bound(rest: NDArray[np.float64], radius: float) -> float:
    """Return the length up to which the middle of all differences is chance."""
    if len(rest) < _MANY:
        return max(LEAST_M, radius)
    spread = 1.4826 * float(np.median(np.abs(rest)))
    return max(LEAST_M, _ERRORS * 1.2533 * spread / math.sqrt(len(rest)))


def _misplaced(
    codes: NDArray[np.object_],
    shapes: NDArray[np.object_],
    points: NDArray[np.object_],
    radii: NDArray[np.float64],
    row: pd.DataFrame,
) -> tuple[tuple[tuple[str, ...], ...], tuple[tuple[str, float], ...]]:
    """Return the units that went round, and the single ones far off."""
    outside = shapely.distance(shapes, points)
    seen, on = shapely.STRtree(shapes).query(points[outside > 0], predicate="intersects")
    strays = np.flatnonzero(outside > 0)
    lies_on = {int(strays[left]): int(right) for left, right in zip(seen, on, strict=True)}
    middles = shapely.centroid(shapes)
    rounds = [item for item in _rounds(lies_on) if _is_exchange(item, lies_on, middles, points, row)]
    slack = np.where(row["position"].eq("placed"), _PLACED_M, _FAR_M)
    far = outside > np.maximum(slack, _OF_RADIUS * radii)
    far[[position for item in rounds for position in item]] = False
    order = np.flatnonzero(far)[np.argsort(-outside[far], kind="stable")]
    return (
        tuple(tuple(str(codes[position]) for position in item) for item in rounds),
        tuple((str(codes[position]), float(outside[position])) for position in order),
    )


def _is_exchange(
    places: list[int],
    lies_on: dict[int, int],
    middles: NDArray[np.object_],
    points: NDArray[np.object_],
    row: pd.DataFrame,
) -> bool:
    """Return whether units lie clearly better the other way round: rounded centres of small neighbours do not."""
    others = [lies_on[commune] for commune in places]
    now = float(np.mean(shapely.distance(middles[places], points[places])))
    then = float(np.mean(shapely.distance(middles[others], points[places])))
    by_hand = row["position"].iloc[places].eq("placed").any()
    return now > 2 * then and now - then > (_PLACED_M if by_hand else _ROUNDED_M)


def _rounds(lies_on: dict[int, int]) -> list[list[int]]:
    """Return the closed rounds of "the centre of this lies on the outline of that"."""
    rounds: list[list[int]] = []
    done: set[int] = set()
    for start in sorted(lies_on):
        walk: list[int] = []
        position = start
        while position in lies_on and position not in walk and position not in done:
            walk.append(position)
            position = lies_on[position]
        if position in walk:
            rounds.append(walk[walk.index(position) :])
        done.update(walk)
    return rounds


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """How a coordinate system would bring outlines onto their centres."""

    crs: str
    shift_m: float


@lru_cache(maxsize=256)
def _to_degrees(definition: str) -> Transformer:
    """Return what turns coordinates of a system into degrees; PROJ takes 25 ms to find it, and many are tried."""
    return Transformer.from_crs(definition, "EPSG:4326", always_xy=True)


def fit_systems(
    drawn: NDArray[np.float64], centres: NDArray[np.float64], candidates: Iterable[tuple[str, str, bool]]
) -> list[Fit]:
    """Return how far all outlines together would lie from their centres in other systems, nearest first.

    Parameters
    ----------
    drawn : a point of each outline, x and y as the file has them.
    centres : longitude and latitude of the same units.
    candidates : key, definition, and whether the northing comes first. Those that cannot hold the numbers, or bring
        them nowhere, are left out; among those as near as chance allows, the order given decides.
    """
    scale = np.array([_LON_M * np.cos(np.radians(centres[:, 1].mean())), _LAT_M])
    fits: list[Fit] = []
    for key, definition, swapped in candidates:
        x, y = (drawn[:, 1], drawn[:, 0]) if swapped else (drawn[:, 0], drawn[:, 1])
        try:
            turned = np.column_stack(_to_degrees(definition).transform(x, y))
        except (CRSError, ProjError):
            continue
        if np.isfinite(turned).all():
            shift = float(np.hypot(*np.median((turned - centres) * scale, axis=0)))
            fits.append(Fit(crs=key, shift_m=shift))
    if not fits:
        return []
    best = min(fit.shift_m for fit in fits)
    return sorted(fits, key=lambda fit: 0.0 if fit.shift_m < best + LEAST_M / 2 else fit.shift_m)
