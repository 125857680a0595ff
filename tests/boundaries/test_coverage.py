"""Defects of a coverage are found with the right figures, and what is none is left alone."""

import geopandas
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import affinity

from ntm_geo.boundaries.coverage import find_defects, largest
from ntm_geo.i18n import text, use_language
from ntm_geo.intake.boundary_files.clean_units import read_boundaries

CRS = "EPSG:32649"
WEST, EAST = shapely.box(0, 0, 1000, 1000), shapely.box(1000, 0, 2000, 1000)


def _units(*shapes):
    moved = [affinity.translate(shape, 500_000, 1_700_000) for shape in shapes]
    table = {"code": [f"9000{i}" for i in range(len(shapes))], "name": [f"Unit {i}" for i in range(len(shapes))]}
    return geopandas.GeoDataFrame(table, geometry=moved, crs=CRS).to_crs("EPSG:4326")


def _defects(*shapes, **options):
    return find_defects(_units(*shapes), local_crs=CRS, **options)


def _only(report, kind):
    assert list(report.defects["kind"]) == [kind], report.defects
    return report.defects.iloc[0]


@pytest.mark.parametrize("vintage", ["2020", "2025"])
def test_a_sound_province_with_an_enclave_has_no_defect(tiny_boundaries, vintage):
    report = find_defects(tiny_boundaries(vintage), local_crs=CRS)
    assert report.valid
    assert report.findings("file") == ()
    assert report.defects.crs.to_epsg() == 4326


def test_an_overlap_is_found_with_its_area_and_width():
    one = _only(_defects(WEST, shapely.box(980, 0, 2000, 1000)), "overlap")
    assert one["area_m2"] == pytest.approx(20_000, rel=0.01)
    assert one["width_m"] == pytest.approx(20, rel=0.04)
    assert one["codes"] == ("90000", "90001")
    assert one["names"] == "Unit 0, Unit 1"


def test_a_defect_lies_where_the_map_shows_it():
    report = _defects(WEST, shapely.box(980, 0, 2000, 1000))
    assert report.defects.crs.to_epsg() == 4326
    x0, _, x1, _ = report.defects.to_crs(CRS).total_bounds
    assert (x0, x1) == pytest.approx((500_980, 501_000), abs=0.01)


def test_a_gap_is_found_with_its_neighbours():
    hole = shapely.box(990, 400, 1010, 600)
    one = _only(_defects(WEST.difference(hole), EAST.difference(hole)), "gap")
    assert one["area_m2"] == pytest.approx(4000, rel=0.01)
    assert one["width_m"] == pytest.approx(20, rel=0.04)
    assert one["codes"] == ("90000", "90001")


def test_a_notch_between_neighbours_is_a_gap_and_a_bay_is_none():
    def opening(width):
        far = 2000 + width
        top = shapely.Polygon([(0, 1000), (1000, 1000), (1000 + width, 1000), (far, 1000), (far, 2000), (0, 2000)])
        return WEST, top, shapely.box(1000 + width, 0, far, 1000)

    one = _only(_defects(*opening(3)), "gap")
    assert one["area_m2"] == pytest.approx(3000, rel=0.01)
    assert set(one["codes"]) >= {"90000", "90002"}
    assert _defects(*opening(20)).valid
    assert _defects(WEST.difference(shapely.box(0, 499, 900, 502))).valid


def test_a_narrow_part_that_lies_apart_is_a_sliver_and_an_island_is_none():
    strip = shapely.box(1500, 200, 1502, 500)
    one = _only(_defects(shapely.union(WEST, strip), EAST.difference(strip)), "sliver")
    assert one["area_m2"] == pytest.approx(600, rel=0.01)
    assert one["codes"] == ("90000", "90001")
    assert _defects(
        shapely.union(WEST, shapely.box(1500, 200, 1550, 500)), EAST.difference(shapely.box(1500, 200, 1550, 500))
    ).valid
    assert _defects(shapely.union(WEST, shapely.box(5000, 0, 5002, 300)), EAST).valid


def test_a_unit_drawn_twice_is_found():
    one = _only(_defects(WEST, EAST, EAST), "duplicate")
    assert one["codes"] == ("90001", "90002")
    assert one["area_m2"] == pytest.approx(1e6, rel=0.01)


def test_a_unit_that_was_not_cut_out_of_the_one_around_it_is_found():
    one = _only(_defects(WEST, shapely.box(300, 300, 500, 400)), "inside")
    assert one["area_m2"] == pytest.approx(20_000, rel=0.01)
    assert one["width_m"] == pytest.approx(100, rel=0.04)


def test_a_spike_into_the_neighbour_is_an_overlap():
    spike = shapely.union(WEST, shapely.Polygon([(1000, 500), (1300, 505), (1000, 510)]))
    one = _only(_defects(spike, EAST), "overlap")
    assert one["area_m2"] == pytest.approx(1500, rel=0.01)
    assert one["width_m"] == pytest.approx(9.84, rel=0.05)


def test_a_line_that_crosses_itself_is_made_valid_before_it_is_judged():
    bowtie = shapely.Polygon([(0, 0), (1000, 1000), (1000, 0), (0, 1000)])
    assert _defects(bowtie, shapely.box(1000, 0, 2000, 1000)).valid


def test_corners_that_only_one_side_has_are_lines_that_differ():
    bent = shapely.Polygon([(1000, 0), (2000, 0), (2000, 1000), (1000, 1000), (1000.0002, 500)])
    one = _only(_defects(WEST, bent), "line")
    assert (one["area_m2"], one["width_m"]) == (0, 0)
    assert one["codes"] == ("90000", "90001")
    assert one["geometry"].geom_type in {"LineString", "MultiLineString"}


def test_units_that_touch_nobody_are_no_defects():
    assert _defects(WEST, shapely.box(5000, 0, 6000, 1000), shapely.box(5000, 9000, 6000, 9500)).valid


def test_findings_name_the_five_largest_of_each_kind_in_order():
    strips = [shapely.box(0, 1000 * i, 1000, 1000 * (i + 1) + 2 + i) for i in range(8)]
    report = _defects(*strips)
    (finding,) = report.findings("units.shp")
    assert (finding.kind, finding.severity, finding.place) == ("coverage-overlap", "warning", "units.shp")
    use_language("en")
    said = text(report.findings("units.shp")[0].what)
    assert said.startswith("Neighbouring units overlap in 7 places, 35,0")
    assert said.index("Unit 6, Unit 7") < said.index("Unit 5, Unit 6")
    assert "Unit 1, Unit 2" not in said
    assert largest(report.defects).count(";") == 4


@given(st.floats(0.5, 60), st.floats(-60, -0.5))
@settings(max_examples=25)
def test_planted_overlaps_and_gaps_are_measured(over, under):
    top = shapely.box(0, 1000, 2000, 2000)
    gap = shapely.box(1000, 200, 1000 - under, 800)
    report = _defects(WEST, shapely.difference(EAST, gap), top, shapely.box(0, -1000, 2000, over))
    assert report.area_m2("overlap") == pytest.approx(2000 * over, rel=0.01)
    assert report.area_m2("gap") == pytest.approx(600 * -under, rel=0.01)


@pytest.mark.reference
@pytest.mark.parametrize(
    ("name", "overlaps", "gaps", "overlap_m2", "gap_m2"),
    [
        ("cao_bang_2025/communes_2025.shp", 7, 4, 7169.2, 2.5),
        ("cao_bang_2025_geojson.zip", 7, 4, 7169.2, 2.5),
        ("cao_bang_2020_approx/communes_2020_approx.shp", 11, 7, 7169.2, 1322.5),
    ],
)
def test_the_defects_of_the_official_files(reference_dir, shipped, name, overlaps, gaps, overlap_m2, gap_m2):
    report = find_defects(read_boundaries(reference_dir / name).units, local_crs=shipped.province.local_crs)
    assert (report.count("overlap"), report.count("gap")) == (overlaps, gaps)
    assert report.area_m2("overlap") == pytest.approx(overlap_m2, rel=0.001)
    assert report.area_m2("gap") == pytest.approx(gap_m2, rel=0.05)
    assert report.defects["width_m"].max() == pytest.approx(25.2, rel=0.04)
    assert not report.valid
    assert np.all(np.diff(report.defects["area_m2"]) <= 0)
