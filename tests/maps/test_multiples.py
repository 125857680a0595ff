"""Small maps hold every unit once, in the colour of its class."""

import re

import geopandas as gpd
import pytest
import shapely

from ntm_geo.maps.multiples import SmallMaps


@pytest.fixture
def four():
    boxes = [shapely.box(x * 1000, 0, x * 1000 + 1000, 1000) for x in range(4)]
    return gpd.GeoDataFrame({"code": list("abcd")}, geometry=boxes, crs="EPSG:9210")


def test_every_unit_is_drawn_once_in_its_colour(four):
    picture = SmallMaps(four, tolerance_m=1).draw(
        ["met", "met", "not_met", "no_data"],
        {"met": "#111111", "not_met": "#222222", "no_data": "#333333"},
        label="a & b",
    )
    found = {fill: d.count("M") for d, fill in re.findall(r'd="([^"]*)" fill="([^"]*)"', picture)}
    assert found == {"#111111": 2, "#222222": 1, "#333333": 1}
    assert "a &amp; b" in picture


def test_a_map_of_the_province_stays_small(four):
    assert len(SmallMaps(four, tolerance_m=1).draw(["met"] * 4, {"met": "#111111"}, label="x")) < 600


def test_holes_and_parts_are_kept(four):
    ring = shapely.box(0, 0, 1000, 1000) - shapely.box(400, 400, 600, 600)
    parts = shapely.MultiPolygon([ring, shapely.box(2000, 0, 2100, 100)])
    picture = SmallMaps(gpd.GeoDataFrame(geometry=[parts], crs="EPSG:9210"), tolerance_m=1).draw(
        ["met"], {"met": "#111111"}, label="x"
    )
    assert picture.count("M") == 3
