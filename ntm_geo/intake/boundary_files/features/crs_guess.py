"""In which coordinate system numbers may be drawn that come without one: proposals for a person, never a decision."""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from pyproj import CRS, Transformer
from pyproj.database import query_crs_info
from pyproj.enums import PJType
from pyproj.exceptions import CRSError, ProjError

from ntm_geo.errors import CrsProposal, Message, msg

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyproj.database import CRSInfo

__all__ = ["SWAPPED", "CrsProposal", "fitting", "name_of", "national_systems", "propose_crs", "systems", "warm_up"]

Box = tuple[float, float, float, float]

SWAPPED: Final = " yx"
"""What stands behind a CRS when the northing (or the latitude) comes first in the file."""
_WORLD: Final = ("EPSG:4326", "EPSG:32648", "EPSG:32649", "EPSG:3857")
_DATUM: Final = "VN-2000"
_SLACK: Final = 0.3
"""Degrees by which a file may reach beyond an area: boundaries of areas of use are rough."""
_AXES: Final = 2
_NEAR_M: Final = 1_000.0
_WEST, _EAST, _SCALE = 102, 109, 0.9999
_MERIDIAN: Final = (
    "+proj=tmerc +lat_0=0 +lon_0={meridian:g} +k=0.9999 +x_0=500000 +y_0=0 +ellps=WGS84 +units=m +no_defs"
    " +towgs84=-191.90441429,-39.30318279,-111.45032835,-0.00928836,0.01975479,-0.00427372,0.252906278"
)
"""A 3-degree zone EPSG does not list, on the datum of the country."""
_MADE: Final = re.compile(r"\+proj=tmerc \+lat_0=0 \+lon_0=([\d.]+) \+k=0\.9999 ")


def propose_crs(bounds: Box, *, local_crs: str = "") -> tuple[CrsProposal, ...]:
    """Return the coordinate systems in which a file would lie in the country.

    Parameters
    ----------
    bounds : smallest and largest coordinates of the file: min x, min y, max x, max y.
    local_crs : the CRS the province measures in, such as ``EPSG:9210``; what lies in its area comes first.

    Returns
    -------
    Proposals, most plausible first: `local_crs` itself, others that bring the file into the area of `local_crs`, then
    those that bring it into their own area of use, then the rest; systems of the country before those of the world,
    axes as usual before swapped ones. Empty when no known system fits.
    """
    if not all(map(math.isfinite, bounds)):
        return ()
    home = _area(local_crs) if local_crs else None
    result: list[tuple[tuple[int, ...], CrsProposal]] = []
    for index, crs in enumerate(_candidates(local_crs)):
        for swapped in range(_AXES):
            turned = _turned(bounds, crs, swapped=bool(swapped))
            if turned is None or not _inside(turned, _country()):
                continue
            at_home = home is not None and _inside(turned, home)
            inside = _inside(turned, _area(crs))
            rank = (swapped, int(crs != local_crs or not at_home), int(not at_home), int(not inside), index)
            proposal = CrsProposal(
                crs=crs + SWAPPED * swapped,
                name=CRS.from_user_input(crs).name,
                why=_why(at_home=at_home, of_province=inside, swapped=bool(swapped)),
                bounds_wgs84=turned,
            )
            result.append((rank, proposal))
    return tuple(proposal for _rank, proposal in sorted(result, key=lambda value: value[0]))


def warm_up() -> None:
    """Build what all proposals need, a third of a second: children that are forked afterwards have it."""
    for crs in _candidates(""):
        _transformer(crs)
        _area(crs)


@lru_cache(maxsize=1)
def national_systems() -> tuple[CRSInfo, ...]:
    """Return the systems over the country's datum the EPSG database lists: in degrees, and projected."""
    kinds = [PJType.PROJECTED_CRS, PJType.GEOGRAPHIC_2D_CRS]
    listed = query_crs_info(auth_name="EPSG", pj_types=kinds)
    return tuple(item for item in listed if item.name.split(" / ")[0] == _DATUM)


@lru_cache(maxsize=8)
def systems(local_crs: str) -> tuple[str, ...]:
    """Return the systems outlines can be tried in: `local_crs`, those EPSG lists, and every 15' meridian it does not.

    Parameters
    ----------
    local_crs : the CRS the province measures in; it comes first.
    """
    listed = _candidates(local_crs)
    known = {CRS(item).to_cf().get("longitude_of_central_meridian") for item in listed if _grid_scale(item) == _SCALE}
    meridians = [quarter / 4 for quarter in range(4 * _WEST, 4 * _EAST + 1) if quarter / 4 not in known]
    return (*listed, *(_MERIDIAN.format(meridian=meridian) for meridian in meridians))


def name_of(crs: str) -> str:
    """Return what people call a system of `systems`, swapped or not.

    Examples
    --------
    >>> name_of("EPSG:9210")
    'VN-2000 / TM-3 105-45'
    """
    bare = crs.removesuffix(SWAPPED)
    made = _MADE.match(bare)
    if not made:
        return str(CRS.from_user_input(bare).name)
    degrees, part = divmod(float(made[1]), 1)
    return f"{_DATUM} / TM-3 {degrees:.0f}-{part * 60:02.0f}"


def fitting(bounds: Box, fits: Iterable[tuple[str, float]]) -> tuple[CrsProposal, ...]:
    """Return proposals for systems that were measured against the centres of the list of units.

    Parameters
    ----------
    bounds : of the numbers in the file.
    fits : system and metres its outlines would lie from the centres, nearest first.
    """
    proposals = []
    for crs, metres in fits:
        turned = _turned(bounds, crs.removesuffix(SWAPPED), swapped=crs.endswith(SWAPPED))
        if turned is not None:
            near = msg("The outlines would lie where the list of units knows them.")
            far = msg("The outlines would lie {km} km beside the centres of the list.", km=round(metres / 1000))
            why = near if metres < _NEAR_M else far
            proposals.append(
                CrsProposal(crs=crs, name=name_of(crs), why=why, bounds_wgs84=turned, shift_km=metres / 1000)
            )
    return tuple(proposals)


def _grid_scale(crs: str) -> float:
    return float(CRS(crs).to_cf().get("scale_factor_at_central_meridian", 0.0))


def _why(*, at_home: bool, of_province: bool, swapped: bool) -> Message:
    if swapped:
        return msg("The file would lie in the country if its northing comes before its easting.")
    if at_home:
        return msg("The file would lie in the area of the province.")
    if of_province:
        return msg("The file would lie in the area this system is made for.")
    return msg("The file would lie in the country, but outside the area this system is made for.")


@lru_cache(maxsize=8)
def _candidates(local_crs: str) -> tuple[str, ...]:
    """Return the systems to try: those of the country as the EPSG database lists them, and those of the world."""
    country = sorted({f"EPSG:{item.code}" for item in national_systems()})
    first = [local_crs] if local_crs else []
    return tuple(dict.fromkeys([*first, _WORLD[0], *country, *_WORLD[1:]]))


@lru_cache(maxsize=1)
def _country() -> Box:
    """Return the area of use of the country's datum."""
    return _area(next(f"EPSG:{item.code}" for item in national_systems() if item.name == _DATUM))


@lru_cache(maxsize=64)
def _area(crs: str) -> Box:
    try:
        area = CRS.from_user_input(crs).area_of_use
    except CRSError:
        area = None
    return (area.west, area.south, area.east, area.north) if area else (-180.0, -90.0, 180.0, 90.0)


@lru_cache(maxsize=64)
def _transformer(crs: str) -> Transformer | None:
    try:
        return Transformer.from_crs(crs, "EPSG:4326", always_xy=True)
    except (CRSError, ProjError):
        return None


def _turned(bounds: Box, crs: str, *, swapped: bool) -> Box | None:
    """Return bounds in WGS 84; None when the system cannot hold them."""
    west, south, east, north = bounds
    box = (south, west, north, east) if swapped else bounds
    transformer = _transformer(crs)
    if transformer is None:
        return None
    try:
        left, bottom, right, top = transformer.transform_bounds(*box, densify_pts=5)
    except ProjError:
        return None
    turned = (round(left, 6), round(bottom, 6), round(right, 6), round(top, 6))
    return turned if all(map(math.isfinite, turned)) and left <= right else None


def _inside(box: Box, area: Box) -> bool:
    west, south, east, north = area
    return box[0] >= west - _SLACK and box[1] >= south - _SLACK and box[2] <= east + _SLACK and box[3] <= north + _SLACK
