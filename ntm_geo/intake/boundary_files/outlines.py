"""The outlines of units: with an area, in EPSG:4326, valid, and whether they fit together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import geopandas as gpd
import numpy as np
import shapely
from pyproj.exceptions import ProjError

from ntm_geo.boundaries.geometry import WGS84, area_km2, repair_polygons
from ntm_geo.errors import CrsMissingError, msg
from ntm_geo.intake.boundary_files.features.gdal import proposals_for, refused

if TYPE_CHECKING:
    from ntm_geo.intake.boundary_files.log import Log

_SHOWN: Final = 5


def with_area(table: gpd.GeoDataFrame, log: Log) -> gpd.GeoDataFrame:
    """Return the features that have an area; those without geometry are left out and counted.

    Raises
    ------
    InputFileError
        There are only points or lines.
    """
    missing = table.geometry.isna() | table.geometry.is_empty
    if missing.any():
        log.add(
            "warning",
            "no-geometry",
            msg("{count} features have no geometry and were left out.", count=int(missing.sum())),
        )
    stored = table[~missing]
    flat = shapely.get_dimensions(stored.geometry.to_numpy()) == 2  # noqa: PLR2004 - polygons
    if not flat.any():
        kinds = ", ".join(sorted(set(stored.geometry.geom_type))) or "–"
        raise refused(
            log.place,
            msg("It holds {kinds}, not polygons.", kinds=kinds),
            msg(
                "Give the layer of boundaries (polygons) of the units.",
            ),
        )
    if not flat.all():
        log.add(
            "warning",
            "not-polygon",
            msg("{count} features are no polygons and were left out.", count=int((~flat).sum())),
        )
    return stored[flat].reset_index(drop=True)


def to_wgs84(table: gpd.GeoDataFrame, local_crs: str, log: Log) -> gpd.GeoSeries:
    """Return the geometry in EPSG:4326.

    Raises
    ------
    CrsMissingError
        The coordinates do not fit their CRS; `local_crs` orders the proposals.
    """
    crs = table.crs
    try:
        turned = table.geometry.to_crs(WGS84)
    except ProjError as caught:
        raise _misplaced(table, log.place, str(caught), local_crs) from None
    bounds = np.array(turned.total_bounds)
    limit = np.array([180, 90, 180, 90])
    if not np.isfinite(bounds).all() or (np.abs(bounds) > limit).any():
        raise _misplaced(table, log.place, crs.name, local_crs)
    if crs.to_epsg() != 4326:  # noqa: PLR2004 - WGS 84
        log.add("info", "reprojected", msg("Coordinates were turned from {crs} into WGS 84.", crs=crs.name))
    return turned


def _misplaced(table: gpd.GeoDataFrame, text: str, crs: str, local_crs: str) -> CrsMissingError:
    return CrsMissingError(
        msg("The coordinates do not fit the coordinate system the file names ({crs}).", crs=crs),
        where=text,
        fix=msg("Choose the coordinate system they are drawn in, or export the boundaries again with it."),
        proposals=proposals_for(table, local_crs),
    )


def repaired(units: gpd.GeoDataFrame, log: Log) -> gpd.GeoDataFrame:
    """Return the units with valid polygons; those without any area are left out, and every change is told.

    Raises
    ------
    InputFileError
        No unit has any area.
    """
    repair = repair_polygons(units.geometry.to_numpy())
    mended = units.set_geometry(gpd.GeoSeries(repair.geometry, crs=WGS84, index=units.index))
    if repair.flattened:
        log.add("info", "flattened", msg("Heights of the coordinates were dropped."))
    if repair.repaired:
        rows = list(repair.repaired)
        change = float(np.abs(area_km2(mended.geometry.iloc[rows]) - area_km2(units.geometry.iloc[rows])).sum())
        names = ", ".join(units["name"].iloc[rows[:_SHOWN]])
        log.add(
            "warning",
            "geometry-repaired",
            msg(
                "{count} outlines crossed themselves and were repaired ({names}); {area} km² changed.",
                count=len(rows),
                names=names,
                area=round(change, 3),
            ),
        )
    if repair.trimmed:
        log.add(
            "info",
            "geometry-trimmed",
            msg("{count} units also held points or lines, which were dropped.", count=len(repair.trimmed)),
        )
    lost = mended.geometry.is_empty
    if lost.any():
        names = ", ".join(mended.loc[lost, "name"].head(_SHOWN))
        log.add(
            "error",
            "no-area",
            msg("{count} units have no area and were left out: {names}.", count=int(lost.sum()), names=names),
        )
    if lost.all():
        raise refused(log.place, msg("No unit has any area."), msg("Export the boundaries again."))
    return mended[~lost]
