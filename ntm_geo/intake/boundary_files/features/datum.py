"""The datum of a boundary file: known, told by a companion or by its parameters, or asked for; never taken for granted.

VN-2000 lies some 224 m from WGS 84. Files lose that on the way: QGIS writes a custom system into a ``.prj`` as
"unknown based on WGS 84" and keeps its parameters in the ``.qpj``; GeoPackages say "undefined" (srs_id 0); others name
VN-2000 over a definition of WGS 84. PROJ calls a transformation whose shift it does not know a ballpark one and sets no
accuracy: such a datum is not known, whatever it is called. The transformation taken for VN-2000 is the one PROJ ranks
first for EPSG:4756, VN-2000 to WGS 84 (2) of 2007 (EPSG:6960), accurate to 1 m.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from pyproj import CRS
from pyproj.crs import ProjectedCRS
from pyproj.enums import PJType
from pyproj.exceptions import CRSError, ProjError
from pyproj.transformer import TransformerGroup

from ntm_geo.errors import CrsMissingError, msg
from ntm_geo.intake.boundary_files.features.crs_guess import CrsProposal, national_systems, propose_crs

if TYPE_CHECKING:
    from pathlib import Path

    import geopandas as gpd

NATIONAL: Final = "EPSG:4756"
"""VN-2000, in degrees."""
NATIONAL_SHIFT: Final = (-191.90441429, -39.30318279, -111.45032835)
"""Metres from VN-2000 to WGS 84 along the three axes, as published (EPSG:6960)."""
_NEAR_M: Final = 5.0
"""Metres two editions of the published shift may differ by; the next datum of the country is some 70 m away."""
_WKT_BYTES: Final = 64_000
_WGS84: Final = re.compile(r"world geodetic system 1984|wgs[ _]?(?:19)?84", re.IGNORECASE)
_NATIONAL_NAME: Final = re.compile(r"vn[\s_-]*2000|viet[\s_-]*nam[\s_-]*2000", re.IGNORECASE)
_SHIFT_IN_NAME: Final = re.compile(r"towgs84[=_](.+)$", re.IGNORECASE)
_DECIMAL: Final = re.compile(r"-?\d+[._]\d+(?:e-?\d+)?")
_SEVEN: Final = (3, 7)
_NATIONAL_SCALE: Final = (0.9999,)
_METHOD: Final = "Transverse Mercator"
_EASTING_M: Final = 500_000.0
_MERIDIANS: Final = (101.0, 110.0)


def settle_datum(table: gpd.GeoDataFrame, path: Path, *, chosen: str = "", local_crs: str = "") -> gpd.GeoDataFrame:
    """Return the features with a coordinate system whose datum is known.

    Parameters
    ----------
    table : features with the CRS the reader found; without any, and without a companion, the caller has to ask.
    path : of the file; a ``.qpj`` beside it is read where the datum is not known.
    chosen : CRS a person chose, which ends the question.
    local_crs : CRS the province measures in; orders the proposals.

    Raises
    ------
    CrsMissingError
        The datum is not known, or the definition contradicts its name; with proposals.
    """
    if chosen:
        return table
    named = table.crs is not None and (table.crs.is_geographic or table.crs.is_projected)
    crs = (known_datum(table.crs) if named else None) or _of_companion(path)
    if crs is None:
        if not named:
            return table
        raise _unknown(table, path.name, local_crs)
    if wears_a_wrong_name(crs):
        raise _contradiction(table, path.name, crs, local_crs)
    return table if crs is table.crs else table.set_crs(crs, allow_override=True)


def known_datum(crs: CRS) -> CRS | None:
    """Return a system with the published datum its parameters stand for; None when its datum is not known.

    Examples
    --------
    >>> known_datum(CRS("+proj=tmerc +lon_0=105.75 +k=0.9999 +x_0=500000 +ellps=WGS84")) is None
    True
    """
    shift = _shift(crs)
    bare = crs.source_crs if crs.is_bound and crs.source_crs is not None else crs
    if shift is None:
        return crs if has_known_datum(crs) else None
    if all(abs(part) < _NEAR_M / 10 for part in shift):
        return _over(bare, "EPSG:4326")
    if all(abs(part - known) < _NEAR_M for part, known in zip(shift, NATIONAL_SHIFT, strict=True)):
        return _over(bare, NATIONAL)
    return crs if crs.is_bound else None


def has_known_datum(crs: CRS) -> bool:
    """Return whether PROJ knows how the datum of a system lies against WGS 84."""
    try:
        best = TransformerGroup(crs, "EPSG:4326", always_xy=True).transformers
    except (CRSError, ProjError):
        return False
    return bool(best) and best[0].accuracy >= 0


def wears_a_wrong_name(crs: CRS) -> bool:
    """Return whether a system is VN-2000 by its name or its projection, but WGS 84 by its datum."""
    geodetic = crs.geodetic_crs
    datum = geodetic.datum.name if geodetic is not None and geodetic.datum is not None else ""
    if not _WGS84.search(datum):
        return False
    named = _NATIONAL_NAME.search(crs.name) or (geodetic is not None and _NATIONAL_NAME.search(geodetic.name))
    return bool(named) or _is_national_projection(crs)


def _is_national_projection(crs: CRS) -> bool:
    """Return whether a projection is one of the 3-degree zones only VN-2000 has: scale 0.9999 on the meridian."""
    operation = crs.coordinate_operation
    if not crs.is_projected or operation is None or operation.method_name != _METHOD:
        return False
    values = _grid(crs)
    meridian = values.get("Longitude of natural origin", 0.0)
    return (
        values.get("Scale factor at natural origin") in _NATIONAL_SCALE
        and values.get("False easting") == _EASTING_M
        and _MERIDIANS[0] < meridian < _MERIDIANS[1]
    )


def _shift(crs: CRS) -> tuple[float, float, float] | None:
    """Return the metres to WGS 84 a definition brings along, as parameters or in the name of its datum."""
    if crs.is_bound and crs.coordinate_operation is not None and crs.coordinate_operation.towgs84:
        first, second, third, *_rest = map(float, crs.coordinate_operation.towgs84)
        return first, second, third
    geodetic = crs.geodetic_crs
    name = geodetic.datum.name if geodetic is not None and geodetic.datum is not None else ""
    written = _SHIFT_IN_NAME.search(name)
    figures = _DECIMAL.findall(written[1]) if written else []
    if len(figures) not in _SEVEN:
        return None
    first, second, third = (float(figure.replace("_", ".")) for figure in figures[:3])
    return first, second, third


def _over(bare: CRS, datum: str) -> CRS:
    """Return a system on another datum: the published one where there is one, else the same projection over it."""
    if bare.is_geographic:
        return CRS(datum)
    made = ProjectedCRS(conversion=bare.coordinate_operation, name=bare.name, geodetic_crs=CRS(datum))
    return next((grid for grid in _national_grids() if datum == NATIONAL and _same_grid(grid, made)), made)


@lru_cache(maxsize=1)
def _national_grids() -> tuple[CRS, ...]:
    codes = sorted({item.code for item in national_systems() if item.type == PJType.PROJECTED_CRS}, reverse=True)
    return tuple(CRS(f"EPSG:{code}") for code in codes)


def _same_grid(grid: CRS, other: CRS) -> bool:
    return _grid(grid) == _grid(other)


def _grid(crs: CRS) -> dict[str, float]:
    operation = crs.coordinate_operation
    return {} if operation is None else {part.name: round(float(part.value), 6) for part in operation.params}


def _of_companion(path: Path) -> CRS | None:
    """Return the system of the ``.qpj`` beside a file, where its datum is known."""
    family = path.parent.glob("*") if path.suffix else ()
    for item in sorted(family):
        if item.stem.lower() == path.stem.lower() and item.suffix.lower() == ".qpj" and item.is_file():
            try:
                with item.open("rb") as file:
                    crs = CRS.from_wkt(file.read(_WKT_BYTES).decode("utf-8", "replace"))
            except CRSError:
                return None
            return known_datum(crs) if crs.is_geographic or crs.is_projected else None
    return None


def _unknown(table: gpd.GeoDataFrame, text: str, local_crs: str) -> CrsMissingError:
    return CrsMissingError(
        msg("It names a coordinate system of an unknown datum ({crs}).", crs=_called(table.crs)),
        where=text,
        fix=msg("Choose the coordinate system it was drawn in; VN-2000 lies some 200 m from WGS 84."),
        proposals=_proposals(table, local_crs),
    )


def _contradiction(table: gpd.GeoDataFrame, text: str, crs: CRS, local_crs: str) -> CrsMissingError:
    return CrsMissingError(
        msg("Its coordinate system ({crs}) is VN-2000 by its name or its projection, but WGS 84 by its datum.",
            crs=_called(crs)),
        where=text,
        fix=msg("Choose the coordinate system it was drawn in; VN-2000 lies some 200 m from WGS 84."),
        proposals=_proposals(table, local_crs),
    )  # fmt: skip


def _proposals(table: gpd.GeoDataFrame, local_crs: str) -> tuple[CrsProposal, ...]:
    west, south, east, north = map(float, table.total_bounds)
    return propose_crs((west, south, east, north), local_crs=local_crs)


def _called(crs: CRS) -> str:
    geodetic = crs.geodetic_crs
    datum = geodetic.datum.name if geodetic is not None and geodetic.datum is not None else ""
    return crs.name if _NATIONAL_NAME.search(crs.name) or not datum else f"{crs.name}, {datum[:60]}"
