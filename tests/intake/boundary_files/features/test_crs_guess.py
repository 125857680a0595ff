"""Numbers without a coordinate system: the right one is among the proposals, and first where it can be known."""

import math

import geopandas
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import CRS

from ntm_geo.errors import CrsMissingError
from ntm_geo.intake.boundary_files.clean_units import read_boundaries
from ntm_geo.intake.boundary_files.features.crs_guess import propose_crs

LOCAL = "EPSG:9210"
SYSTEMS = ["EPSG:4326", "EPSG:4756", "EPSG:3405", "EPSG:32648", "EPSG:9210", "EPSG:9208", "EPSG:5897", "EPSG:3857"]
PROVINCE = geopandas.GeoSeries([shapely.box(105.3, 22.4, 106.8, 23.1)], crs="EPSG:4326")


@pytest.mark.parametrize("crs", SYSTEMS)
def test_the_right_system_is_proposed_and_lies_right(crs):
    found = {one.crs: one for one in propose_crs(tuple(PROVINCE.to_crs(crs).total_bounds), local_crs=LOCAL)}
    assert crs in found
    assert found[crs].name == CRS(crs).name
    assert found[crs].bounds_wgs84 == pytest.approx(tuple(PROVINCE.total_bounds), abs=0.1)
    assert str(found[crs].why)


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:9210", "EPSG:3857"])
def test_the_usual_ones_come_first(crs):
    assert propose_crs(tuple(PROVINCE.to_crs(crs).total_bounds), local_crs=LOCAL)[0].crs == crs


def test_degrees_are_never_taken_for_metres():
    found = [one.crs for one in propose_crs(tuple(PROVINCE.total_bounds))]
    assert found[:2] == ["EPSG:4326", "EPSG:4756"]
    assert all(CRS(one).is_geographic for one in found)


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:9210"])
def test_swapped_axes_are_noted(crs):
    west, south, east, north = PROVINCE.to_crs(crs).total_bounds
    found = propose_crs((south, west, north, east), local_crs=LOCAL)
    assert found[0].crs == f"{crs} yx"
    assert "northing" in str(found[0].why)


def test_what_lies_nowhere_has_no_proposal():
    assert propose_crs((-5e7, -5e7, 5e7, 5e7)) == ()
    assert propose_crs((math.nan, 0, 1, 1)) == ()


@given(st.tuples(*[st.floats(allow_nan=True)] * 4))
@settings(max_examples=60)
def test_any_numbers_have_an_answer(bounds):
    for one in propose_crs(bounds, local_crs=LOCAL):
        west, south, east, north = one.bounds_wgs84
        assert 101 < west <= east < 111
        assert 7 < south <= north < 25


@pytest.mark.reference
@pytest.mark.parametrize("crs", SYSTEMS)
@pytest.mark.parametrize("name", ["cao_bang_2020_approx/communes_2020_approx.shp", "cao_bang_2025/communes_2025.shp"])
def test_a_file_without_prj_is_read_once_a_person_has_chosen(reference_dir, tmp_path, name, crs):
    path = tmp_path / "xa.shp"
    whole = geopandas.read_file(reference_dir / name)
    whole.to_crs(crs).to_file(path, encoding="UTF-8")
    path.with_suffix(".prj").unlink()
    with pytest.raises(CrsMissingError) as caught:
        read_boundaries(path, local_crs=LOCAL)
    assert crs in {one.crs for one in caught.value.proposals}
    intake = read_boundaries(path, crs=crs)
    assert len(intake.units) == len(whole)
    assert tuple(intake.units.total_bounds) == pytest.approx(tuple(whole.total_bounds), abs=1e-5)
