"""Schematic boundaries: polygons drawn from centre points alone, for where no boundary file is at hand.

The outline is the concave hull of all centres, grown to where a border may lie, its corners rounded. Inside it each
point belongs to the nearest centre. The centre of a newer unit is a further seed where it would else lie outside its
own polygon; it belongs to that part of the unit whose own centre is nearest. Newer vintages are the dissolve of the
first through the crosswalks, so all vintages share their lines. Nothing but published centre points
goes in, and a map must say that it is a schematic.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ntm_geo.boundaries.crosswalks import main_target, read_crosswalk
from ntm_geo.boundaries.units import read_units
from ntm_geo.errors import ProvinceError, msg
from ntm_geo.tables.unit_table import KIND_NAMES

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from ntm_geo.boundaries.vintages import Province, SchematicParameters

WGS84: Final = "EPSG:4326"
COLUMNS: Final = ("code", "name", "kind", "parent_code", "parent_name")
"""Attributes of a boundary set, besides its geometry."""
_FIELDS: Final = dict(zip(("ma_xa", "ten_xa", "loai", "ma_huyen", "ten_huyen"), COLUMNS, strict=True))
"""Attribute names in the shapefile, as offices write them."""
_GRID_M: Final = 0.01
_DEGREES: Final = 1e-6
_STAMP: Final = "2025-07-01"
"""Date written into every file, so that the same points give the same bytes."""


def draw_schematic(province: Province) -> dict[str, gpd.GeoDataFrame]:
    """Draw the boundaries of every vintage.

    Parameters
    ----------
    province : with at least one vintage; later ones are reached from the first by crosswalks.

    Returns
    -------
    Per vintage: ``code, name, kind, parent_code, parent_name, geometry`` in EPSG:4326, a valid coverage, ordered by
    code.
    """
    first, *later = province.vintages
    units = read_units(province, first.key)
    crosswalks = {item.key: read_crosswalk(province, first.key, item.key) for item in later}
    seeds, owners = _seeds(province, units, crosswalks)
    outline = draw_outline(_points(units, province.local_crs), province.schematic)
    cells = _degrees(draw_cells(outline, seeds, owners, count=len(units)), province.local_crs)
    drawn = {first.key: gpd.GeoDataFrame(units[list(COLUMNS)], geometry=cells, crs=WGS84)}
    for vintage in later:
        targets = read_units(province, vintage.key)
        into = drawn[first.key].merge(crosswalks[vintage.key], left_on="code", right_on="source_code")
        merged = into.groupby("target_code")["geometry"].apply(lambda parts: shapely.coverage_union_all(list(parts)))
        geometry = shapely.normalize(merged.loc[targets["code"]].to_numpy())
        drawn[vintage.key] = gpd.GeoDataFrame(targets[list(COLUMNS)], geometry=geometry, crs=WGS84)
    return drawn


def draw_outline(points: NDArray[np.object_], parameters: SchematicParameters) -> shapely.Polygon:
    """Return the outline of a province from the centres of its units, in metres.

    Parameters
    ----------
    points : shapely points in a metric CRS.
    parameters : ratio of the concave hull; metres to grow and to smooth.
    """
    hull = shapely.concave_hull(shapely.multipoints(points), ratio=parameters.hull_ratio)
    smooth = parameters.smooth_m
    rounded = hull.buffer(parameters.grow_m + smooth).buffer(-2 * smooth).buffer(smooth)
    return shapely.set_precision(shapely.simplify(rounded, 50), _GRID_M)


def draw_cells(
    outline: shapely.Polygon,
    seeds: NDArray[np.object_],
    owners: NDArray[np.int_],
    *,
    count: int,
) -> NDArray[np.object_]:
    """Divide an outline between owners by nearest seed; each owner gets one polygon.

    Parameters
    ----------
    outline : in the CRS of the seeds.
    seeds : points; the first of each owner is its own centre.
    owners : owner (0 … ``count`` - 1) of each seed.
    count : number of owners.

    Returns
    -------
    One polygon an owner. What a bay of the outline cuts off from its owner's centre goes to the neighbour with the
    longest common border.
    """
    edges = shapely.voronoi_polygons(shapely.multipoints(seeds), extend_to=outline, only_edges=True)
    lines = shapely.union_all([shapely.intersection(edges, outline), outline.boundary], grid_size=_GRID_M)
    faces = shapely.get_parts(shapely.polygonize([lines]))
    nearest = shapely.STRtree(seeds).nearest(shapely.point_on_surface(faces))
    owner = owners[nearest]
    _, first_seed = np.unique(owners, return_index=True)
    owner = _join_strays(faces, owner, seeds[first_seed])
    return np.array([shapely.coverage_union_all(faces[owner == item]) for item in range(count)], dtype=object)


def write_schematic(province: Province) -> list[Path]:
    """Write the schematic shapefiles of every vintage into the province's folder.

    Returns
    -------
    The files written; the same points give the same bytes.
    """
    written: list[Path] = []
    for key, drawn in draw_schematic(province).items():
        path = province.folder / province.vintage(key).schematic
        path.parent.mkdir(parents=True, exist_ok=True)
        table = drawn.assign(kind=drawn["kind"].map(lambda kind: KIND_NAMES[kind].vi))
        table = table.rename(columns={column: name for name, column in _FIELDS.items()})
        table.to_file(path, driver="ESRI Shapefile", encoding="UTF-8", DBF_DATE_LAST_UPDATE=_STAMP)
        written += sorted(path.parent.glob(f"{path.stem}.*"))
    return written


def read_schematic(province: Province, vintage: str) -> gpd.GeoDataFrame:
    """Read the schematic boundaries of a vintage.

    Returns
    -------
    ``code, name, kind, parent_code, parent_name, geometry``, EPSG:4326.

    Raises
    ------
    ProvinceError
        The shapefile is missing or broken.
    """
    path = province.folder / province.vintage(vintage).schematic
    try:
        table = gpd.read_file(path).rename(columns=_FIELDS)
    except Exception as caught:
        raise ProvinceError(
            msg("The schematic boundaries cannot be read."),
            where=str(path),
            fix=msg("Make them anew: python -m ntm_geo data schematic"),
        ) from caught
    kinds = {name.vi: kind for kind, name in KIND_NAMES.items()}
    return table.assign(kind=table["kind"].map(kinds))[[*COLUMNS, "geometry"]]


def _seeds(
    province: Province,
    units: pd.DataFrame,
    crosswalks: dict[str, pd.DataFrame],
) -> tuple[NDArray[np.object_], NDArray[np.int_]]:
    """Return all seeds with their owners: own centres first, then centres of newer units that need one.

    A newer unit's centre needs a seed where the nearest own centre belongs to another newer unit: without it the
    centre would lie outside its own polygon.
    """
    centres = _points(units, province.local_crs)
    seeds, owners = [centres], [np.arange(len(units))]
    position = pd.Series(np.arange(len(units)), index=units["code"])
    for key, crosswalk in crosswalks.items():
        targets = read_units(province, key)
        points = pd.Series(_points(targets, province.local_crs), index=targets["code"])
        into = main_target(crosswalk).reindex(units["code"])
        nearest = into.to_numpy()[shapely.STRtree(centres).nearest(points.to_numpy())]
        pairs = crosswalk[crosswalk["target_code"].isin(points.index[nearest != points.index])]
        part = position[pairs["source_code"]].to_numpy()
        away = shapely.distance(centres[part], points[pairs["target_code"]].to_numpy())
        chosen = pairs.assign(part=part, away=away).sort_values(["away", "source_code"]).drop_duplicates("target_code")
        seeds.append(points[chosen["target_code"]].to_numpy())
        owners.append(chosen["part"].to_numpy())
    return np.concatenate(seeds), np.concatenate(owners)


def _points(units: pd.DataFrame, crs: str) -> NDArray[np.object_]:
    points = gpd.GeoSeries(gpd.points_from_xy(units["lon"], units["lat"]), crs=WGS84)
    return np.asarray(points.to_crs(crs).to_numpy(), dtype=object)


def _degrees(cells: NDArray[np.object_], crs: str) -> NDArray[np.object_]:
    """Return cells in degrees on a fine grid, so that neighbours keep sharing every corner."""
    turned = gpd.GeoSeries(cells, crs=crs).to_crs(WGS84).to_numpy()
    rounded = shapely.transform(turned, lambda xy: np.round(xy / _DEGREES) * _DEGREES)
    return np.asarray(shapely.normalize(shapely.transform(rounded, lambda xy: np.round(xy, 6))), dtype=object)


def _join_strays(
    faces: NDArray[np.object_],
    owner: NDArray[np.int_],
    centres: NDArray[np.object_],
) -> NDArray[np.int_]:
    """Give faces that do not hang together with their owner's centre to the neighbour with the longest border."""
    owner = owner.copy()
    left, right = shapely.STRtree(faces).query(faces, predicate="touches")
    length = shapely.length(shapely.intersection(faces[left], faces[right]))
    left, right, length = left[length > 0], right[length > 0], length[length > 0]
    reached = shapely.covers(faces, centres[owner])
    while True:
        grown = reached.copy()
        same = owner[left] == owner[right]
        np.logical_or.at(grown, right[same], reached[left[same]])
        if (grown == reached).all():
            strays = ~reached[left] & reached[right]
            if not strays.any():
                return owner
            best = np.argmax(np.where(strays, length, -1))
            owner[left[best]] = owner[right[best]]
            grown[left[best]] = True
        reached = grown
