"""Defects of a set of boundaries as one coverage: overlaps, gaps, slivers, doubled units, lines that differ.

Neighbours of a valid coverage share every corner of their common line (OGC coverage validity as in GEOS). What is not
so is listed here with figures; `repair` repairs it.

Widths are those of `geometry.widest_m`; what is narrower than a millimetre is rounding of the coordinates.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ntm_geo.boundaries.geometry import WGS84, repair_polygons, widest_m
from ntm_geo.errors import Message, msg
from ntm_geo.i18n import format_number
from ntm_geo.tables.findings import Finding, Severity

if TYPE_CHECKING:
    from numpy.typing import NDArray

OVERLAP, DUPLICATE, INSIDE, GAP, SLIVER, LINE = "overlap", "duplicate", "inside", "gap", "sliver", "line"
_HAIR_M: Final = 0.001
"""Overlaps and gaps narrower than this are rounding of the coordinates: listed as a line that differs, not an area."""
_SAME: Final = 0.99
"""Share of a unit's area in common with another from which it counts as doubled, or as inside the other."""
_TOLD: Final = 5
_COLUMNS: Final = ("kind", "area_m2", "width_m", "codes", "names", "geometry")


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageReport:
    """What is wrong with a set of boundaries.

    ``defects`` has one row per defect, the largest first: ``kind`` (overlap, duplicate, inside, gap, sliver, line),
    ``area_m2``, ``width_m`` at the widest place (both 0 for lines), ``codes`` (tuple) and ``names`` of the units
    concerned, ``geometry`` in EPSG:4326: the area in doubt, or the stretch of line.
    """

    defects: gpd.GeoDataFrame

    @property
    def valid(self) -> bool:
        """Whether there is no defect at all, so that neighbours share their lines."""
        return len(self.defects) == 0

    def count(self, kind: str) -> int:
        """Return how many defects of a kind there are."""
        return int(self.defects["kind"].eq(kind).sum())

    def area_m2(self, kind: str) -> float:
        """Return the area of all defects of a kind, in square metres."""
        return float(self.defects.loc[self.defects["kind"].eq(kind), "area_m2"].sum())

    def findings(self, text: str) -> tuple[Finding, ...]:
        """Return one finding per kind of defect, each naming the five largest.

        Parameters
        ----------
        text : file and layer, as the user knows them.
        """
        findings = []
        for kind, (severity, what) in _said(self).items():
            if self.count(kind):
                findings.append(Finding(severity=severity, kind=f"coverage-{kind}", place=text, what=what))
        return tuple(findings)


def find_defects(units: gpd.GeoDataFrame, *, local_crs: str, sliver_m: float = 5.0) -> CoverageReport:
    """Find where boundaries do not fit together.

    Parameters
    ----------
    units : ``code``, ``name``, ``geometry`` in any CRS with a definition; what is not valid is made so first.
    local_crs : metric CRS to measure in.
    sliver_m : width up to which a detached part of a unit, or a notch that is open to the outside between two units,
        is an error of drawing; wider ones are islands and bays.

    Returns
    -------
    The report. Enclaves that are cut out of the unit around them, and units that touch no other, are no defects.
    """
    shapes = repair_polygons(units.geometry.to_crs(local_crs).to_numpy()).geometry
    return describe(defect_rows(shapes, sliver_m=sliver_m), units, local_crs=local_crs)


def defect_rows(shapes: NDArray[np.object_], *, sliver_m: float) -> pd.DataFrame:
    """Return the defects of valid polygons in a metric CRS, the largest first.

    Parameters
    ----------
    shapes : valid polygons.
    sliver_m : as in `find_defects`.

    Returns
    -------
    ``kind, area_m2, width_m, geometry`` in the CRS given, and ``units``: positions of the units concerned; of a sliver
    its own unit is the first.
    """
    # Edges without the same edge on a neighbour, or beside a narrow gap: only units with such edges can overlap.
    edges = shapely.coverage_invalid_edges(shapes, gap_width=_HAIR_M)
    # The union of a valid coverage only drops inner edges, which is much faster than the general union.
    sound = bool(shapely.is_empty(edges).all())
    coverage_union_all = shapely.coverage_union_all(shapes) if sound else shapely.union_all(shapes)
    tree = shapely.STRtree(shapes)
    areas = [
        _overlaps(shapes, edges, tree),
        _gaps(coverage_union_all, tree, sliver_m),
        _slivers(shapes, tree, sliver_m),
    ]
    # Lines are listed last, and only where no area explains why they differ.
    explained = np.concatenate([area["geometry"].to_numpy() for area in areas])
    result = [item for item in (*areas, _lines(edges, explained, tree)) if len(item)]
    rows = pd.concat(result or areas[:1], ignore_index=True)
    return rows.sort_values(["area_m2", "width_m"], ascending=False, kind="stable", ignore_index=True)


def describe(rows: pd.DataFrame, units: pd.DataFrame, *, local_crs: str) -> CoverageReport:
    """Return the report of defects with the codes and names of the units concerned.

    Parameters
    ----------
    rows : of `defect_rows`.
    units : ``code`` and ``name``, in the order of the shapes.
    local_crs : CRS of the rows.
    """
    codes, names = units["code"].fillna("").to_numpy(), units["name"].fillna("").to_numpy()
    table = rows.assign(
        codes=pd.Series([tuple(str(codes[i]) for i in concerned) for concerned in rows["units"]], dtype=object),
        names=[", ".join(str(names[i] or codes[i]) for i in concerned) for concerned in rows["units"]],
    )
    drawn = gpd.GeoDataFrame(table[list(_COLUMNS)], geometry="geometry", crs=local_crs)
    return CoverageReport(defects=drawn.to_crs(WGS84))


def largest(defects: pd.DataFrame) -> str:
    """Return the five largest defects as text: names, area, width.

    Parameters
    ----------
    defects : rows of `CoverageReport.defects`.
    """
    top = defects.nlargest(_TOLD, "area_m2", keep="first")
    return "; ".join(
        f"{names} ({format_number(area, digits=0 if area >= 1 else 3)} m², {format_number(width, digits=2)} m)"
        for names, area, width in zip(top["names"], top["area_m2"], top["width_m"], strict=True)
    )


def _said(report: CoverageReport) -> dict[str, tuple[Severity, Message]]:
    """Return the sentence of each kind of defect."""

    def values(kind: str) -> dict[str, object]:
        mine = report.defects[report.defects["kind"].eq(kind)]
        area = format_number(report.area_m2(kind))
        return {"count": len(mine), "area": area, "largest": largest(mine)}

    lines = report.defects[report.defects["kind"].eq(LINE)]
    overlap = msg(
        "Neighbouring units overlap in {count} places, {area} m² in all. Largest: {largest}", **values(OVERLAP)
    )
    duplicate = msg("{count} units are drawn twice under another code: {largest}", **values(DUPLICATE))
    inside = msg("{count} units lie on top of another unit: {largest}", **values(INSIDE))
    gap = msg("There are {count} gaps between units, {area} m² in all. Largest: {largest}", **values(GAP))
    sliver = msg("{count} tiny parts lie apart from their unit: {largest}", **values(SLIVER))
    line = msg(
        "{count} common lines have other corners on either side, without a visible gap: {names}",
        count=len(lines),
        names="; ".join(lines["names"].head(_TOLD)),
    )
    return {
        OVERLAP: ("warning", overlap),
        DUPLICATE: ("warning", duplicate),
        INSIDE: ("warning", inside),
        GAP: ("warning", gap),
        SLIVER: ("info", sliver),
        LINE: ("info", line),
    }


def _rows(kind: object, geometry: NDArray[np.object_], width: object, units: list[tuple[int, ...]]) -> pd.DataFrame:
    area = shapely.area(geometry)
    return pd.DataFrame({"kind": kind, "area_m2": area, "width_m": width, "units": units, "geometry": geometry})


def _overlaps(shapes: NDArray[np.object_], edges: NDArray[np.object_], tree: shapely.STRtree) -> pd.DataFrame:
    """Return the areas two units have in common, one row a pair."""
    # Pairs of neighbours, each once, with the smaller position first; a unit is no neighbour of itself.
    suspects = np.flatnonzero(~shapely.is_empty(edges))
    first, second = tree.query(shapes[suspects], predicate="intersects")
    pairs = np.unique(np.sort(np.stack([suspects[first], second]), axis=0), axis=1)
    left, right = pairs[:, pairs[0] != pairs[1]]
    # The common area without touching lines and points, and its width at the widest of its parts.
    parts, pair = _polygons(shapely.intersection(shapes[left], shapes[right]))
    width = np.zeros(len(left))
    wide = widest_m(parts, pair)
    width[: len(wide)] = wide
    real = np.flatnonzero(width >= _HAIR_M)
    mine = np.isin(pair, real)
    common = shapely.multipolygons(parts[mine], indices=np.searchsorted(real, pair[mine]))
    left, right = left[real], right[real]
    # Share of either unit: both nearly covered is a duplicate, the smaller alone lies inside the larger.
    share = shapely.area(common) / np.stack([shapely.area(shapes[left]), shapely.area(shapes[right])])
    kind = np.where(share.min(axis=0) > _SAME, DUPLICATE, np.where(share.max(axis=0) > _SAME, INSIDE, OVERLAP))
    return _rows(kind, common, width[real], [(int(a), int(b)) for a, b in zip(left, right, strict=True)])


def _gaps(full: shapely.Geometry, tree: shapely.STRtree, notch_m: float) -> pd.DataFrame:
    """Return the holes units leave between them, and narrow notches open to the outside."""
    # Holes of the union: the first ring of each body is its outline, all others are holes.
    bodies = shapely.get_parts(full)
    rings, body = shapely.get_rings(bodies, return_index=True)
    holes = shapely.polygons(rings[np.diff(body, prepend=-1) == 0])
    around, island = shapely.STRtree(bodies).query(holes, predicate="contains")
    # Units that lie like islands in a hole fill a part of it.
    for i in np.unique(around):
        holes[i] = shapely.difference(holes[i], shapely.union_all(bodies[island[around == i]]))
    holes, _ = _polygons(holes)
    # A notch counts only between two units: within one it is the shape of its outline.
    notches = _notches(bodies, notch_m)
    sides = _neighbours(notches, tree)
    between = np.array([len(units) > 1 for units in sides], dtype=bool)
    parts = np.concatenate([holes, notches[between]])
    near = _neighbours(holes, tree) + [units for units in sides if len(units) > 1]
    width = widest_m(parts, np.arange(len(parts)))
    real = np.flatnonzero(width >= _HAIR_M)
    return _rows(GAP, parts[real], width[real], [near[i] for i in real])


def _notches(bodies: NDArray[np.object_], notch_m: float) -> NDArray[np.object_]:
    """Return what growing and shrinking the outside closes; corners of less than twice the width are none.

    Morphological closing (A ⊕ r) ⊖ r with r half the width: it fills what a disc of radius r cannot enter from outside;
    mitred joins keep the corners of the outline sharp.
    Source: J. Serra, Image Analysis and Mathematical Morphology, 1982.
    """
    filled = shapely.union_all(shapely.polygons(shapely.get_exterior_ring(bodies)))
    grown = shapely.buffer(filled, notch_m / 2, join_style="mitre")
    closed = shapely.buffer(grown, -notch_m / 2, join_style="mitre")
    parts, _ = _polygons(np.array([shapely.difference(closed, filled)], dtype=object))
    return np.asarray(parts[shapely.length(parts) >= 4 * notch_m])


def _slivers(shapes: NDArray[np.object_], tree: shapely.STRtree, sliver_m: float) -> pd.DataFrame:
    """Return the parts of a unit that are narrow, apart from its largest part, and touch another unit."""
    # Area by length of outline is about half the width of a narrow part: a cheap sieve before the width is measured.
    parts, unit = shapely.get_parts(shapes, return_index=True)
    area = shapely.area(parts)
    main = np.zeros(len(shapes))
    np.maximum.at(main, unit, area)
    apart = np.flatnonzero((area < main[unit]) & (area / shapely.length(parts) < sliver_m))
    parts, unit = parts[apart], unit[apart]
    width = widest_m(parts, np.arange(len(parts)))
    near = [(int(i), *(j for j in around if j != i)) for i, around in zip(unit, _neighbours(parts, tree), strict=True)]
    tiny = [i for i in range(len(parts)) if width[i] < sliver_m and len(near[i]) > 1]
    return _rows(SLIVER, parts[tiny], width[tiny], [near[i] for i in tiny])


def _lines(edges: NDArray[np.object_], explained: NDArray[np.object_], tree: shapely.STRtree) -> pd.DataFrame:
    """Return the stretches of line that differ from the neighbour's although nothing else shows there, by units."""
    pieces, owner = shapely.get_parts(edges, return_index=True)
    beside = shapely.STRtree(explained).query(pieces, predicate="dwithin", distance=_HAIR_M)[0]
    left = np.setdiff1d(np.flatnonzero(~shapely.is_empty(pieces)), beside)
    pieces, owner = pieces[left], owner[left]
    near = [tuple(sorted({int(i), *around})) for i, around in zip(owner, _neighbours(pieces, tree), strict=True)]
    # The same stretch is listed by the units on either side: once for each set of units.
    together: dict[tuple[int, ...], list[shapely.Geometry]] = {}
    for units, piece in zip(near, pieces, strict=True):
        together.setdefault(units, []).append(piece)
    merged = [shapely.union_all(several) for several in together.values()]
    return _rows(LINE, np.array(merged, dtype=object), 0.0, list(together))


def _polygons(geometry: NDArray[np.object_]) -> tuple[NDArray[np.object_], NDArray[np.int_]]:
    """Return the single polygons with an area in geometries of any kind, and which geometry each is from."""
    some, first = shapely.get_parts(geometry, return_index=True)
    parts, second = shapely.get_parts(some, return_index=True)
    real = shapely.area(parts) > 0
    return parts[real], first[second[real]]


def _neighbours(geometry: NDArray[np.object_], tree: shapely.STRtree) -> list[tuple[int, ...]]:
    """Return the units that touch each geometry."""
    near: list[list[int]] = [[] for _ in geometry]
    for i, unit in zip(*tree.query(geometry, predicate="dwithin", distance=_HAIR_M), strict=True):
        near[i].append(int(unit))
    return [tuple(sorted(units)) for units in near]
