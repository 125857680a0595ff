"""Boundaries simplified as one coverage."""

import geopandas
import numpy as np
import pytest
import shapely

from ntm_geo.boundaries.generalize import clean_coverage, generalize, outline_error_m
from ntm_geo.intake.units import read_boundaries

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


def test_the_outline_error_is_a_distance_in_metres():
    plain = geopandas.GeoSeries([shapely.box(0, 0, 1000, 1000)], crs=CRS)
    grown = geopandas.GeoSeries([shapely.box(0, 0, 1000, 1120)], crs=CRS)
    assert outline_error_m(plain, grown, local_crs=CRS)[0] == pytest.approx(120)


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
