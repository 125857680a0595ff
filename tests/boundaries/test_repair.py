"""Boundaries are mended within a tolerance, with a report, or refused with figures."""

import geopandas
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import affinity

from ntm_geo.boundaries.coverage import find_defects
from ntm_geo.boundaries.repair import close_coverage, drawn_apart, repair_coverage
from ntm_geo.errors import CoverageError
from ntm_geo.intake.boundary_files.clean_units import read_boundaries

CRS = "EPSG:32649"
WEST, EAST = shapely.box(0, 0, 1000, 1000), shapely.box(1000, 0, 2000, 1000)


def _units(*shapes):
    moved = [affinity.translate(shape, 500_000, 1_700_000) for shape in shapes]
    table = {"code": [f"9000{i}" for i in range(len(shapes))], "name": [f"Unit {i}" for i in range(len(shapes))]}
    return geopandas.GeoDataFrame(table, geometry=moved, crs=CRS).to_crs("EPSG:4326")


def _repair(*shapes, **options):
    return repair_coverage(_units(*shapes), local_crs=CRS, **options)


def test_a_sound_set_is_returned_as_it_is(tiny_boundaries):
    units = tiny_boundaries("2020")
    mended, report = repair_coverage(units, local_crs=CRS)
    assert mended.geometry.geom_equals_exact(units.geometry, 1e-12).all()
    assert (report.closed, report.largest_move_m, len(report.changed)) == (0, 0.0, 0)
    assert report.findings("file") == ()


def test_overlap_gap_and_notch_are_closed_and_reported():
    hole, notch = shapely.box(990, 400, 1010, 600), shapely.box(1000, 900, 1003, 1000)
    mended, report = _repair(
        WEST.difference(hole),
        shapely.box(980, 0, 2000, 1000)
        .difference(shapely.union(hole, notch))
        .difference(shapely.box(900, 890, 1000, 1000)),
    )
    assert mended.crs.to_epsg() == 4326
    assert list(mended["code"]) == ["90000", "90001"]
    assert shapely.coverage_is_valid(mended.geometry.to_numpy())
    assert report.after.valid
    assert report.closed == len(report.before.defects) >= 3
    assert report.units["after_km2"].sum() == pytest.approx(2.0, rel=1e-5)
    assert 0 < report.largest_move_m <= 110
    assert list(report.units.columns) == ["code", "name", "before_km2", "after_km2", "change", "move_m"]
    (finding,) = report.findings("file")
    assert finding.kind == "coverage-repaired"


def test_the_largest_move_is_a_distance_in_metres():
    _, report = _repair(WEST, shapely.box(980, 0, 2000, 1000))
    assert report.largest_move_m == pytest.approx(20, abs=0.05)
    assert set(report.changed["code"]) <= {"90000", "90001"}


def test_a_sliver_goes_to_the_neighbour_it_lies_in():
    strip = shapely.box(1500, 200, 1502, 500)
    mended, report = _repair(shapely.union(WEST, strip), EAST.difference(strip))
    assert report.after.valid
    assert list(report.units["after_km2"]) == pytest.approx([1.0, 1.0], rel=1e-6)
    assert mended.geometry.iloc[0].geom_type == "Polygon"
    assert report.largest_move_m < 0.01
    assert set(report.changed["code"]) == {"90000", "90001"}


def test_a_defect_wider_than_the_tolerance_is_refused_with_names_and_figures():
    with pytest.raises(CoverageError, match=r"wider than the tolerance of 30 m: Unit 0, Unit 1 \(50.000 m², (49|5\d)"):
        _repair(WEST, shapely.box(950, 0, 2000, 1000))
    hole = shapely.box(950, 300, 1050, 700)
    with pytest.raises(CoverageError, match="wider than the tolerance"):
        _repair(WEST.difference(hole), EAST.difference(hole))


def test_a_wide_hole_within_one_unit_may_be_a_lake_and_stays_open():
    lake = shapely.box(300, 300, 500, 400)
    mended, report = _repair(WEST.difference(lake), shapely.box(980, 0, 2000, 1000))
    assert report.after.count("gap") == 1
    assert report.before.count("gap") == 1
    assert mended.to_crs(CRS).area.sum() == pytest.approx(2e6 - 20_000, rel=1e-5)


def test_a_unit_that_would_change_too_much_is_refused_by_name():
    shapes = WEST, shapely.box(980, 0, 2000, 1000)
    with pytest.raises(CoverageError, match=r"change 1 units by more than 1% of their area: Unit \d \("):
        _repair(*shapes, max_area_change=0.01)
    _, report = _repair(*shapes, max_area_change=0.02)
    assert report.after.valid


def test_without_refusing_a_wide_gap_stays_open_and_is_said():
    hole = shapely.box(950, 300, 1050, 700)
    mended, report = _repair(WEST.difference(hole), shapely.box(990, 0, 2000, 1000).difference(hole), refuse=False)
    assert shapely.coverage_is_valid(mended.geometry.to_numpy())
    assert report.after.count("gap") == 1
    assert [one.kind for one in report.findings("file")] == ["coverage-repaired", "coverage-gap"]


def test_without_refusing_a_unit_on_top_of_another_is_cut_out_of_it():
    small = shapely.box(300, 300, 500, 400)
    _, report = _repair(WEST, small, EAST, refuse=False)
    assert report.after.valid
    assert list(report.units["after_km2"]) == pytest.approx([0.98, 0.02, 1.0], rel=1e-3)


def test_without_refusing_a_unit_drawn_twice_is_not_lost():
    mended, report = _repair(WEST, EAST, EAST, refuse=False)
    assert not mended.geometry.is_empty.any()
    assert report.after.count("duplicate") == 1
    with pytest.raises(CoverageError):
        _repair(WEST, EAST, EAST)


def test_a_unit_the_others_would_swallow_keeps_its_place():
    dot = shapely.box(999, 500, 1001, 502)
    shapes = np.array([WEST.difference(dot), dot, shapely.box(980, 0, 2000, 1000).difference(dot)])
    assert drawn_apart(shapes)
    assert shapely.is_empty(shapely.coverage_clean(shapes, gap_width=30, snapping_distance=15)).any()
    closed = close_coverage(shapes, gap_width_m=30)
    assert not shapely.is_empty(closed).any()
    assert shapely.area(closed[1]) == pytest.approx(4, abs=0.1)
    assert shapely.coverage_is_valid(closed)


def test_a_set_with_few_misfits_was_not_drawn_apart(schematic_2020):
    assert not drawn_apart(schematic_2020.geometry.to_crs(CRS).to_numpy())


def test_a_spike_and_a_crossing_are_mended():
    spike = shapely.Polygon([(0, 0), (1000, 0), (1000, 500), (1300, 500), (1000, 500), (1000, 1000), (0, 1000)])
    _, report = _repair(spike, EAST)
    assert report.after.valid
    assert report.units["after_km2"].sum() == pytest.approx(2.0, rel=1e-5)


def _grid(shift):
    """Sixteen squares of a kilometre, every corner of every square moved on its own."""
    moves = iter(shift)
    squares = []
    for row in range(4):
        for column in range(4):
            corners = [(0, 0), (500, 0), (1000, 0), (1000, 1000), (500, 1000), (0, 1000)]
            placed = [(1000 * column + x + next(moves), 1000 * row + y + next(moves)) for x, y in corners]
            squares.append(shapely.Polygon(placed))
    return squares


@given(st.lists(st.floats(-8, 8), min_size=192, max_size=192))
@settings(max_examples=25)
def test_any_shift_of_corners_is_mended_without_losing_a_unit(shift):
    mended, report = repair_coverage(_units(*_grid(shift)), local_crs=CRS)
    assert shapely.coverage_is_valid(mended.geometry.to_numpy())
    assert shapely.is_valid(mended.geometry.to_numpy()).all()
    assert len(mended) == 16
    assert not mended.geometry.is_empty.any()
    assert find_defects(mended, local_crs=CRS).count("overlap") == 0
    assert report.units["after_km2"].sum() == pytest.approx(16, rel=0.02)
    assert report.units["change"].abs().max() <= 0.05


@pytest.mark.reference
@pytest.mark.parametrize(
    "name",
    [
        "cao_bang_2025/communes_2025.shp",
        "cao_bang_2025_geojson.zip",
        "cao_bang_2020_approx/communes_2020_approx.shp",
    ],
)
def test_the_official_files_are_mended_whole(reference_dir, shipped, name):
    units = read_boundaries(reference_dir / name).units
    mended, report = repair_coverage(units, local_crs=shipped.province.local_crs)
    assert report.after.valid
    assert shapely.coverage_is_valid(mended.geometry.to_numpy())
    before, after = report.units["before_km2"].sum(), report.units["after_km2"].sum()
    assert after == pytest.approx(before, rel=1e-4)
    assert report.units["change"].abs().max() < 0.001
    assert report.largest_move_m < 30
    with pytest.raises(CoverageError):
        repair_coverage(units, local_crs=shipped.province.local_crs, tolerance_m=10)


@pytest.mark.reference
def test_provinces_of_the_national_file_are_mended_or_refused_by_name(reference_dir):
    country = geopandas.read_file(reference_dir / "vietnam_communes_2025_30m.gpkg")
    own = country[country["province_code"] == "04"].reset_index(drop=True)
    mended, report = repair_coverage(own, local_crs="EPSG:3405", tolerance_m=60)
    assert report.before.count("gap") > 400
    assert report.after.valid
    assert (len(mended), int(mended.is_empty.sum())) == (56, 0)
    assert report.units["after_km2"].sum() == pytest.approx(report.units["before_km2"].sum(), rel=1e-4)
    assert report.largest_move_m < 120
    other = country[country["province_code"] == "15"].reset_index(drop=True)
    with pytest.raises(CoverageError, match="3 overlaps or gaps are wider"):
        repair_coverage(other, local_crs="EPSG:3405", tolerance_m=60)
