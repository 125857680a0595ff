"""Layer files: the geometry of a boundary set, written once under a name that is a hash of its content.

The file is JSON: ``scale`` (degrees per integer step), ``units`` in order (code, name, title, district, parent,
label point with the radius of the largest circle inside, polygons) and ``lines`` (borders between districts).
A ring is one flat list of integers ``[x0, y0, dx1, dy1, …]``. A browser fetches it once and keeps it.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import geopandas as gpd
import numpy as np
import shapely

from ntm_geo.atomic import write_whole

if TYPE_CHECKING:
    from pathlib import Path

SCALE: Final = 1e-4
"""Degrees per integer step: 11 m of latitude, well under the tolerance of the simplification."""
WGS84: Final = "EPSG:4326"


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerFile:
    """A written layer: where it is and which units it draws, in order."""

    path: Path
    codes: tuple[str, ...]
    size: int
    """Bytes of the file, not compressed."""


def write_layer(units: gpd.GeoDataFrame, folder: Path, *, name: str, local_crs: str) -> LayerFile:
    """Write the layer file of a boundary set, unless it is there already.

    Parameters
    ----------
    units : ``code``, ``name``, ``title`` (name with its kind), ``parent_code``, ``parent_name``, ``geometry`` in
        EPSG:4326, already simplified as a coverage.
    folder : where layer files are served from; made when missing.
    name : readable start of the file name, such as ``province-2020``.
    local_crs : metric CRS, for the radius of the label circles.

    Returns
    -------
    The file's path, the codes in its order, and its size.
    """
    ordered = units.sort_values("code", ignore_index=True)
    text = json.dumps(_content(ordered, local_crs), ensure_ascii=False, separators=(",", ":"))
    data = text.encode()
    path = folder / f"{name}-{hashlib.sha256(data).hexdigest()[:16]}.json"
    if not path.exists():
        write_whole(path, data)
    return LayerFile(path=path, codes=tuple(ordered["code"]), size=len(data))


def _content(units: gpd.GeoDataFrame, local_crs: str) -> dict[str, Any]:
    labels = _label_points(units, local_crs)
    text = units[["code", "name", "title", "parent_name", "parent_code"]].fillna("").itertuples(index=False)
    return {
        "scale": SCALE,
        "units": [
            {
                "code": row.code,
                "name": row.name,
                "title": row.title,
                "district": row.parent_name,
                "parent": row.parent_code,
                "label": label,
                "polygons": [_rings(part) for part in _parts(geometry)],
            }
            for row, label, geometry in zip(text, labels, units.geometry, strict=True)
        ],
        "lines": [_steps(line.coords) for line in _district_lines(units)],
    }


def _label_points(units: gpd.GeoDataFrame, local_crs: str) -> list[list[float]]:
    """Return lon, lat (degrees) and radius (m) of the largest circle inside each unit."""
    circles = shapely.maximum_inscribed_circle(units.geometry.to_crs(local_crs).to_numpy(), tolerance=50)
    radius = np.round(shapely.length(circles)).astype(int)
    centres = gpd.GeoSeries(shapely.get_point(circles, 0), crs=local_crs).to_crs(WGS84)
    return [
        [lon, lat, int(r)]
        for lon, lat, r in zip(centres.x.round(4).tolist(), centres.y.round(4).tolist(), radius, strict=True)
    ]


def _district_lines(units: gpd.GeoDataFrame) -> list[shapely.LineString]:
    """Return the borders that part two districts; none where units have no district."""
    named = units[units["parent_code"].fillna("") != ""]
    if named["parent_code"].nunique() <= 1:
        return []
    districts = [shapely.union_all(group.geometry.to_numpy()) for _, group in named.groupby("parent_code")]
    lines = shapely.union_all(shapely.boundary(districts))
    outline = shapely.boundary(shapely.union_all(units.geometry.to_numpy()))
    inner = shapely.line_merge(shapely.difference(lines, outline))
    return [part for part in shapely.get_parts(inner) if not part.is_empty]


def _parts(geometry: shapely.Geometry) -> list[shapely.Polygon]:
    return list(shapely.get_parts(geometry))


def _rings(polygon: shapely.Polygon) -> list[list[int]]:
    return [_steps(line.coords) for line in (polygon.exterior, *polygon.interiors)]


def _steps(coordinates: Any) -> list[int]:
    """Return coordinates as integer steps from one point to the next; repeated points are left out."""
    grid = np.rint(np.asarray(coordinates) / SCALE).astype(np.int64)
    moved = np.diff(grid, axis=0, prepend=np.zeros((1, 2), dtype=np.int64))
    keep = np.ones(len(moved), dtype=bool)
    keep[1:] = moved[1:].any(axis=1)
    return [int(step) for step in moved[keep].ravel()]
