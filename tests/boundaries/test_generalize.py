"""Boundaries simplified as one coverage."""

import geopandas
import numpy as np
import pytest
import shapely

from ntm_geo.boundaries.generalize import clean_coverage, generalize, outline_error_m
from ntm_geo.intake.boundary_files.clean_units import read_boundaries

CRS = "EPSG:32649"


def test_a_valid_coverage_is_left_as_it_is(tiny_boundaries):
    local = tiny_boundaries("2020").to_crs(CRS)
    cleaned, repair = clean_coverage(local, local_crs=CRS)
    assert (repair.invalid_edges, repair.changed_km2) == (0, 0.0)
    assert cleaned.geometry.equals(local.geometry)


def test_overlaps_and_slits_are_closed_and_measured():
    frame = shapely.box(0, -500, 3000, 1500).difference(shapely.box(0, 0, 3000, 1000))
    boxes = [frame, shapely.box(0, 0, 1002, 1000), shapely.box(1000, 0, 2000, 1000), shapely.box(2003, 0, 3000, 1000)]
    raw = geopandas.GeoDataFrame({"code": ["1", "2", "3", "4"]}, geometry=boxes, crs=CRS)
    cleaned, repair = clean_coverage(raw, local_crs=CRS)
    assert shapely.coverage_is_valid(cleaned.geometry.to_numpy())
    assert repair.invalid_edges >= 2
    assert 0 < repair.changed_km2 < 0.02
    assert shapely.union_all(cleaned.geometry.to_numpy()).geom_type == "Polygon"


def test_simplified_neighbours_keep_sharing_their_lines(shipped, schematic_2020):
    crs = shipped.province.local_crs
    simple = generalize(schematic_2020, local_crs=crs)
    assert simple.crs.to_epsg() == 4326
    assert list(simple["code"]) == list(schematic_2020["code"])
    assert shapely.is_valid(simple.geometry.to_numpy()).all()
    assert shapely.coverage_is_valid(simple.geometry.to_numpy())
    corners = shapely.get_coordinates(simple.geometry.to_numpy())
    np.testing.assert_allclose(corners, corners.round(4), atol=1e-12)
    assert outline_error_m(schematic_2020.geometry, simple.geometry, local_crs=crs).max() < 250


def test_a_unit_smaller_than_the_grid_is_kept():
    dot = shapely.box(108, 15, 108.00001, 15.00001)
    units = geopandas.GeoDataFrame({"code": ["1", "2"]}, geometry=[dot, shapely.box(109, 15, 110, 16)], crs="EPSG:4326")
    assert not generalize(units, local_crs=CRS).geometry.is_empty.any()


def test_a_ring_that_collapsed_to_two_points_does_not_stop_the_others():
    square = shapely.box(500_000, 1_700_000, 501_000, 1_701_000)
    there = (500_500, 1_699_000)
    collapsed = shapely.MultiPolygon([square, shapely.Polygon([there, there, (500_501, 1_699_000), there])])
    with pytest.raises(shapely.GEOSException):
        shapely.coverage_simplify([collapsed], 100)
    units = geopandas.GeoDataFrame({"code": ["1"]}, geometry=[collapsed], crs=CRS)
    simple = generalize(units, local_crs=CRS)
    assert simple.to_crs(CRS).area.sum() == pytest.approx(1e6, rel=0.05)
    cleaned, _ = clean_coverage(units, local_crs=CRS)
    assert cleaned.area.sum() == pytest.approx(1e6)


def test_specks_are_left_out_of_a_set_that_is_cleaned_and_counted():
    west, east = shapely.box(0, 0, 1000, 1000), shapely.box(999, 0, 2000, 1000)
    speck = shapely.box(5000, 0, 5000.5, 0.5)
    units = geopandas.GeoDataFrame({"code": ["1", "2"]}, geometry=[shapely.union(west, speck), east], crs=CRS)
    cleaned, repair = clean_coverage(units, local_crs=CRS)
    assert repair.specks == 1
    assert set(cleaned.geom_type) == {"Polygon"}


def test_units_simplified_one_by_one_are_closed_more_widely():
    ring = shapely.box(-1000, -1000, 3000, 2000).difference(shapely.box(-20, -20, 2020, 1020))
    units = [ring, shapely.box(-40, -40, 1000, 1000), shapely.box(980, -40, 2000, 1000)]
    raw = geopandas.GeoDataFrame({"code": ["1", "2", "3"]}, geometry=units, crs=CRS)
    cleaned, _ = clean_coverage(raw, local_crs=CRS)
    assert shapely.coverage_is_valid(cleaned.geometry.to_numpy())
    assert cleaned.area.sum() == pytest.approx(12e6)
    narrow, _ = clean_coverage(raw, local_crs=CRS, gap_width_m=5)
    assert narrow.area.sum() < 12e6 - 20_000


def test_the_outline_error_is_a_distance_in_metres():
    plain = geopandas.GeoSeries([shapely.box(0, 0, 1000, 1000)], crs=CRS)
    grown = geopandas.GeoSeries([shapely.box(0, 0, 1000, 1120)], crs=CRS)
    assert outline_error_m(plain, grown, local_crs=CRS)[0] == pytest.approx(120)


def test_the_outline_error_is_that_of_geos_also_with_islands_and_holes():
    holed = shapely.box(0, 0, 900, 900).difference(shapely.box(300, 300, 500, 600))
    before = [shapely.union(holed, shapely.box(2000, 0, 2300, 200)), shapely.Point(0, 0).buffer(500)]
    after = [shapely.box(-40, 0, 900, 930), shapely.Point(20, 10).buffer(480, quad_segs=3)]
    expected = [
        shapely.hausdorff_distance(a.boundary, shapely.segmentize(b.boundary, 25))
        for a, b in zip(before, after, strict=True)
    ]
    there = [geopandas.GeoSeries(shapes, crs=CRS) for shapes in (before, after)]
    np.testing.assert_allclose(outline_error_m(*there, local_crs=CRS), expected, rtol=1e-9)


@pytest.mark.reference
@pytest.mark.parametrize("name", ["cao_bang_2020_approx/communes_2020_approx.shp", "cao_bang_2025/communes_2025.shp"])
def test_official_lines_stray_less_than_a_pixel_of_the_first_view(reference_dir, shipped, name):
    crs = shipped.province.local_crs
    units = read_boundaries(reference_dir / name).units
    cleaned, repair = clean_coverage(units, local_crs=crs)
    assert shapely.coverage_is_valid(cleaned.geometry.to_numpy())
    assert repair.changed_km2 < 1
    simple = generalize(cleaned, local_crs=crs)
    assert shapely.is_valid(simple.geometry.to_numpy()).all()
    assert len(shapely.get_coordinates(simple.geometry.to_numpy())) < 15_000
    assert outline_error_m(cleaned.geometry, simple.geometry, local_crs=crs).max() < 141


@pytest.mark.reference
def test_the_national_file_becomes_a_simplified_coverage(reference_dir):
    raw = geopandas.read_file(reference_dir / "vietnam_communes_2025_30m.gpkg")
    cleaned, repair = clean_coverage(raw, local_crs="EPSG:3405")
    shapes = cleaned.geometry.to_numpy()
    assert shapely.coverage_is_valid(shapes)
    assert (len(cleaned), int(cleaned.is_empty.sum())) == (3321, 0)
    assert repair.invalid_edges > 3000
    assert cleaned.area.sum() == pytest.approx(raw.to_crs("EPSG:3405").area.sum(), rel=1e-4)
    simple = generalize(cleaned, local_crs="EPSG:3405")
    assert (len(simple), int(simple.is_empty.sum())) == (3321, 0)
    assert simple.is_valid.all()
    assert set(simple.geom_type) <= {"Polygon", "MultiPolygon"}
    broken = ~shapely.is_empty(shapely.coverage_invalid_edges(simple.geometry.to_numpy()))
    assert broken.sum() <= 10
