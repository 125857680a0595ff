"""Boundaries of a former vintage from the outlines of a newer one: real outside, approximate inside.

Each outline is divided among the former units that went into it, by the nearest of their centres.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ntm_geo.boundaries.geometry import WGS84
from ntm_geo.boundaries.schematic import draw_cells
from ntm_geo.errors import ProvinceError, msg

if TYPE_CHECKING:
    from numpy.typing import NDArray

COLUMNS: Final = ("code", "name", "kind", "parent_code", "parent_name")
_INSIDE_M: Final = 50.0
"""How far inside its outline a centre is put that lies outside it, rounded as it is to 0.01 degree."""


def approximate_units(
    outlines: gpd.GeoDataFrame,
    former: pd.DataFrame,
    crosswalk: pd.DataFrame,
    *,
    local_crs: str,
) -> gpd.GeoDataFrame:
    """Divide the outlines of newer units among the former units they were merged from.

    Parameters
    ----------
    outlines : ``code, geometry`` of the newer units; valid polygons, any CRS with a definition.
    former : ``tables.Units`` of the older vintage.
    crosswalk : ``tables.Crosswalk`` from the older to the newer units.
    local_crs : metric CRS to work in.

    Returns
    -------
    ``code, name, kind, parent_code, parent_name, geometry`` of the older units in EPSG:4326, ordered by code; their
    union is that of the outlines.

    Raises
    ------
    ProvinceError
        An outline is missing, or a former unit was divided over several newer ones.
    """
    divided = crosswalk.loc[crosswalk["source_code"].duplicated(), "source_code"]
    if len(divided):
        raise ProvinceError(
            msg("{count} former units were divided over several newer ones: {codes}.", count=divided.nunique(),
                codes=", ".join(sorted(divided.unique())[:5])),
            fix=msg("Their outlines cannot be told from the newer ones; bring their own boundaries in."),
        )  # fmt: skip
    local = outlines.to_crs(local_crs).set_index("code").geometry
    missing = sorted(set(crosswalk["target_code"]) - set(local.index))
    if missing:
        raise ProvinceError(
            msg("{count} outlines of newer units are missing: {codes}.", count=len(missing),
                codes=", ".join(missing[:5])),
            fix=msg("Bring in boundaries of all units first."),
        )  # fmt: skip
    units = former.set_index("code")
    points = gpd.GeoSeries(gpd.points_from_xy(units["lon"], units["lat"]), index=units.index, crs=WGS84)
    centres = points.to_crs(local_crs)
    drawn: dict[str, shapely.Geometry] = {}
    for target, group in crosswalk.groupby("target_code"):
        codes = group["source_code"].tolist()
        cells = _divide(local[target], np.asarray(centres[codes].to_numpy(), dtype=object))
        drawn |= dict(zip(codes, cells, strict=True))
    ordered = former[former["code"].isin(list(drawn))].sort_values("code", ignore_index=True)
    geometry = gpd.GeoSeries([drawn[code] for code in ordered["code"]], crs=local_crs).to_crs(WGS84)
    return gpd.GeoDataFrame(ordered[list(COLUMNS)], geometry=geometry.to_numpy(), crs=WGS84)


def _divide(outline: shapely.Geometry, centres: NDArray[np.object_]) -> NDArray[np.object_]:
    """Divide one outline; the parts of an outline of several go to the nearest centre as a whole or cut."""
    if len(centres) == 1:
        return np.array([outline], dtype=object)
    inner = shapely.buffer(outline, -_INSIDE_M)
    home = inner if not shapely.is_empty(inner) else outline
    inside = [centre if shapely.covers(outline, centre) else _nearest(home, centre) for centre in centres]
    parts = shapely.get_parts(outline)
    main = parts[np.argmax(shapely.area(parts))]
    seeds = np.array([item if shapely.covers(main, item) else _nearest(main, item) for item in inside], dtype=object)
    cells = draw_cells(main, seeds, np.arange(len(seeds)), count=len(seeds))
    for part in parts:
        if part is not main:
            owner = int(np.argmin(shapely.distance(np.asarray(inside, dtype=object), part)))
            cells[owner] = shapely.union(cells[owner], part)
    return cells


def _nearest(home: shapely.Geometry, point: shapely.Point) -> shapely.Point:
    return shapely.get_point(shapely.shortest_line(home, point), 0)
