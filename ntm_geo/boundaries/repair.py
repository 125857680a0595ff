"""Repair boundaries as one coverage (polygons that neither overlap nor leave gaps), within a tolerance or not at all.

Common lines become the same on either side, overlaps go to the neighbour with the longest common line, gaps up to the
tolerance are filled. What is wider, or would change a unit too much, is for a person: it is refused with figures.

Steps: 1. find the defects (`coverage`); 2. refuse those wider than the tolerance; 3. cut units lying on others out of
them; 4. give slivers to the neighbour with the longest common line; 5. clean the coverage (GEOS); 6. fill gaps that are
left, and clean once more; 7. measure what changed, and refuse changes beyond the share allowed.

Source: coverage cleaning of GEOS 3.14 (`shapely.coverage_clean`): all lines are noded into one graph, each face goes to
one unit, those of overlaps and narrow gaps to the neighbour with the longest common line.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ntm_geo.boundaries.coverage import (
    DUPLICATE,
    GAP,
    INSIDE,
    OVERLAP,
    SLIVER,
    CoverageReport,
    defect_rows,
    describe,
    largest,
)
from ntm_geo.boundaries.geometry import WGS84, repair_polygons
from ntm_geo.errors import CoverageError, msg
from ntm_geo.i18n import format_number, format_percent
from ntm_geo.tables.base import each_row
from ntm_geo.tables.findings import Finding

if TYPE_CHECKING:
    from numpy.typing import NDArray

TOLERANCE_M: Final = 30.0
"""Overlaps and gaps up to this width are errors of drawing at the scales communes are drawn in (1 : 10 000 on)."""
_SLIVER_M: Final = 5.0
_GRID_M: Final = 0.01
_HAIR_M: Final = 0.001
"""Smaller moves are noise of the coordinates."""
_NOTHING: Final = 1e-9
"""Share of a unit's area that is noise of the coordinates."""
_APART: Final = 0.1
"""Share of the length of all outlines that fits no neighbour from which units were plainly drawn one by one."""
_AREAS: Final = (OVERLAP, DUPLICATE, INSIDE, GAP)


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairReport:
    """What mending took.

    ``units`` has one row per unit, in the order given: ``code, name, before_km2, after_km2``, ``change`` (share of
    the area before; gained above 0) and ``move_m``, the farthest the outline moved: the Hausdorff distance, 0
    where it did not change. A part or hole that went as a whole is no move; it shows in the area.
    """

    units: pd.DataFrame
    before: CoverageReport
    after: CoverageReport
    """What is left; wide gaps stay open unless they were refused."""
    tolerance_m: float

    @property
    def changed(self) -> pd.DataFrame:
        """Rows of the units whose outline or area changed, the largest change of area first."""
        moved = self.units[self.units["move_m"].gt(0) | self.units["change"].abs().gt(_NOTHING)]
        return moved.sort_values("change", key=np.abs, ascending=False)

    @property
    def closed(self) -> int:
        """How many overlaps, gaps and slivers are no more."""
        kinds = (*_AREAS, SLIVER)
        return sum(self.before.count(kind) - self.after.count(kind) for kind in kinds)

    @property
    def largest_move_m(self) -> float:
        """The farthest any outline moved, in metres."""
        return float(self.units["move_m"].max()) if len(self.units) else 0.0

    def findings(self, text: str) -> tuple[Finding, ...]:
        """Return what was mended as one finding, and those of the defects left.

        Parameters
        ----------
        text : file and layer, as the user knows them.
        """
        what = msg(
            "{count} overlaps and gaps were closed; {units} units changed, by at most {share} of area and {move} m.",
            count=self.closed,
            units=len(self.changed),
            share=format_percent(float(self.units["change"].abs().max()), digits=3),
            move=format_number(self.largest_move_m, digits=1),
        )
        mended = Finding(severity="info", kind="coverage-repaired", place=text, what=what)
        return (*((mended,) if len(self.changed) else ()), *self.after.findings(text))


def repair_coverage(
    units: gpd.GeoDataFrame,
    *,
    local_crs: str,
    tolerance_m: float = TOLERANCE_M,
    max_area_change: float = 0.05,
    refuse: bool = True,
) -> tuple[gpd.GeoDataFrame, RepairReport]:
    """Mend boundaries so that neighbours share their lines.

    Parameters
    ----------
    units : ``code``, ``name``, ``geometry`` in any CRS with a definition; other columns are kept.
    local_crs : metric CRS to work in.
    tolerance_m : overlaps and gaps up to this width are closed.
    max_area_change : share of its area a unit may gain or lose.
    refuse : whether more than that is an error; a wide hole within one unit may be a lake, stays open and is none. If
        not, wide overlaps are closed all the same, wide gaps stay open,
        a unit on top of another is cut out of it, and one drawn twice stays so; the report says it.

    Returns
    -------
    The units in EPSG:4326, in the order given, none lost; and the report. A sound set is returned as it is.

    Raises
    ------
    CoverageError
        A defect is wider than the tolerance, or a unit would change by more than the share; names units and figures.
    """
    # Metric CRS: widths and areas are compared in metres; each polygon valid by itself before the set is looked at.
    raw = repair_polygons(units.geometry.to_crs(local_crs).to_numpy()).geometry
    table = defect_rows(raw, sliver_m=_SLIVER_M)
    before = describe(table, units, local_crs=local_crs)
    if refuse:
        _refuse_wide(before, tolerance_m)
    # A sound set is returned as drawn: no rounding of coordinates without need.
    if before.valid:
        return units.to_crs(WGS84), _report(units, raw, raw, before, before, tolerance_m)
    mended, left = _mend(raw, table, tolerance_m)
    after = describe(left, units, local_crs=local_crs)
    report = _report(units, raw, mended, before, after, tolerance_m)
    if refuse:
        _refuse_changes(report, max_area_change)
    return units.set_geometry(mended, crs=local_crs).to_crs(WGS84), report


def close_coverage(
    shapes: NDArray[np.object_],
    *,
    gap_width_m: float,
) -> NDArray[np.object_]:
    """Make polygons a valid coverage; no unit is lost.

    Parameters
    ----------
    shapes : valid polygons in a metric CRS.
    gap_width_m : gaps up to this width are filled. Where units were `drawn_apart`, corners nearer to each other than
        half of it become one; else no corner that fits is moved.

    Returns
    -------
    The polygons. A unit that the others would swallow keeps its shape and is cut out of them; where that would leave
    nothing of another, as of a unit drawn twice, the two stay on top of each other.

    Source: GEOS' coverage cleaning.
    """
    # Lines drawn one by one differ along their whole length: corners have to meet. Where most lines fit, snapping
    # would only move good corners, so the grid of 1 cm is enough.
    snapping = gap_width_m / 2 if drawn_apart(shapes) else _GRID_M
    cleaned = _clean(shapes, gap_width_m, snapping)
    lost = np.flatnonzero(shapely.is_empty(cleaned) & ~shapely.is_empty(shapes))
    if not len(lost):
        return cleaned
    # Cleaning gives an overlap to one unit; a small unit lying on a large one can vanish. It gets its shape back, and
    # the others lose that area, unless that takes more than half of them.
    cleaned[lost] = shapes[lost]
    cut = shapely.difference(cleaned, shapely.union_all(shapes[lost]))
    stays = shapely.area(cut) > shapely.area(cleaned) / 2
    cleaned[stays] = cut[stays]
    # The cut has left new lines without common corners; cleaned again, unless a unit would vanish again.
    again = _clean(cleaned, gap_width_m, _GRID_M)
    return cleaned if (shapely.is_empty(again) & ~shapely.is_empty(shapes)).any() else again


def drawn_apart(shapes: NDArray[np.object_]) -> bool:
    """Return whether units were drawn, or simplified, one by one: a tenth of all lines fits no neighbour.

    Parameters
    ----------
    shapes : valid polygons in a metric CRS.
    """
    # Length of the edges that no neighbour has corner by corner, as a share of all outlines.
    misfit = shapely.length(shapely.coverage_invalid_edges(shapes)).sum()
    return bool(misfit > _APART * shapely.length(shapes).sum())


def _clean(shapes: NDArray[np.object_], gap_width_m: float, snapping_m: float) -> NDArray[np.object_]:
    done = shapely.coverage_clean(shapes, gap_width=gap_width_m, snapping_distance=snapping_m)
    return repair_polygons(done).geometry


def _mend(
    raw: NDArray[np.object_], table: pd.DataFrame, tolerance_m: float
) -> tuple[NDArray[np.object_], pd.DataFrame]:
    """Return the repaired shapes and the defects left."""
    shapes = raw.copy()
    # A unit on top of another is an enclave: the large one gets a hole, so that cleaning need not choose.
    for row in each_row(table[table["kind"] == INSIDE]):
        small, large = sorted(row.units, key=lambda i: shapely.area(raw[i]))
        shapes[large] = shapely.difference(shapes[large], raw[small])
    # Slivers: narrow parts apart from their unit (the first of ``units``) go to one of the units they touch.
    slivers = table[table["kind"] == SLIVER]
    for row in each_row(slivers):
        shapes[row.units[0]] = shapely.difference(shapes[row.units[0]], row.geometry)
    shapes = _absorb(shapes, slivers["geometry"], [units[1:] for units in slivers["units"]])
    # Overlaps, lines that differ, and gaps, all at once.
    shapes = close_coverage(shapes, gap_width_m=tolerance_m)
    left = defect_rows(shapes, sliver_m=_SLIVER_M)
    gaps = left[left["kind"].eq(GAP) & left["width_m"].le(tolerance_m)]
    # What is still open within the tolerance is joined to a neighbour directly, and cleaned again for common corners.
    if gaps.empty:
        return shapes, left
    shapes = close_coverage(_absorb(shapes, gaps["geometry"], list(gaps["units"])), gap_width_m=tolerance_m)
    return shapes, defect_rows(shapes, sliver_m=_SLIVER_M)


def _absorb(shapes: NDArray[np.object_], pieces: pd.Series, neighbours: list[tuple[int, ...]]) -> NDArray[np.object_]:
    """Give each piece to the neighbour with the longest common line."""
    grown = shapes.copy()
    for piece, near in zip(pieces, neighbours, strict=True):
        # The piece is grown by the grid, since its line and the neighbour's may differ by rounding.
        at = np.array(near)
        common = shapely.length(shapely.intersection(shapely.buffer(piece, _GRID_M), shapely.boundary(shapes[at])))
        best = at[np.argmax(common)]
        grown[best] = shapely.union(grown[best], piece)
    return grown


def _report(
    units: gpd.GeoDataFrame,
    raw: NDArray[np.object_],
    mended: NDArray[np.object_],
    before: CoverageReport,
    after: CoverageReport,
    tolerance_m: float,
) -> RepairReport:
    areas = shapely.area(raw), shapely.area(mended)
    move = [_farthest(old, new, tolerance_m) for old, new in zip(raw, mended, strict=True)]
    change = np.divide(areas[1] - areas[0], areas[0], out=np.zeros(len(raw)), where=areas[0] > 0)
    table = pd.DataFrame(
        {
            "code": units["code"].to_numpy(),
            "name": units["name"].to_numpy(),
            "before_km2": areas[0] / 1e6,
            "after_km2": areas[1] / 1e6,
            "change": change,
            "move_m": move,
        }
    )
    return RepairReport(units=table, before=before, after=after, tolerance_m=tolerance_m)


def _farthest(old: shapely.Geometry, new: shapely.Geometry, tolerance_m: float) -> float:
    """Return the Hausdorff distance of two outlines in metres, leaving out rings that only one of them has.

    H(A, B) = max(max_{a ∈ A} d(a, B), max_{b ∈ B} d(b, A)), over the corners of either; d is the distance to the line.
    """
    move = max(_strayed(old, new, tolerance_m), _strayed(new, old, tolerance_m))
    return move if move >= _HAIR_M else 0.0


def _strayed(item: shapely.Geometry, other: shapely.Geometry, tolerance_m: float) -> float:
    """Return how far the corners of one outline lie from the other, ring by ring.

    A ring without a corner near the other outline, such as a sliver given away, has not moved but gone.
    """
    places, ring = shapely.get_coordinates(shapely.get_rings(shapely.get_parts(item)), return_index=True)
    if not len(places) or shapely.is_empty(other):
        return 0.0
    # Most corners are the same before and after: only the others need the dear distance to a line.
    shared = set(map(tuple, shapely.get_coordinates(other).tolist()))
    array = np.array([tuple(commune) not in shared for commune in places.tolist()])
    away = np.zeros(len(places))
    away[array] = shapely.distance(shapely.points(places[array]), shapely.boundary(other))
    # The least distance a ring: one that is nowhere within the tolerance is not counted.
    nearest = np.full(ring.max() + 1, np.inf)
    np.minimum.at(nearest, ring, away)
    return float(away[nearest[ring] <= tolerance_m].max(initial=0.0))


def _refuse_wide(report: CoverageReport, tolerance_m: float) -> None:
    defects = report.defects
    between = defects["codes"].map(len).gt(1)
    wide = defects[between & defects["kind"].isin(_AREAS) & defects["width_m"].gt(tolerance_m)]
    if len(wide):
        raise CoverageError(
            msg(
                "{count} overlaps or gaps are wider than the tolerance of {tolerance} m: {largest}.",
                count=len(wide),
                tolerance=format_number(tolerance_m, digits=1),
                largest=largest(wide),
            ),
            fix=msg("Correct these lines in the drawing, or allow a larger tolerance."),
        )


def _refuse_changes(report: RepairReport, share: float) -> None:
    much = report.changed[report.changed["change"].abs().gt(share)]
    if len(much):
        named = "; ".join(
            f"{row.name} ({format_number(row.before_km2, digits=3)} → {format_number(row.after_km2, digits=3)} km²)"
            for row in each_row(much.head(5))
        )
        raise CoverageError(
            msg(
                "Closing overlaps and gaps would change {count} units by more than {share} of their area: {named}.",
                count=len(much),
                share=format_percent(share),
                named=named,
            ),
            fix=msg("Correct these lines in the drawing, or allow a larger change."),
        )
