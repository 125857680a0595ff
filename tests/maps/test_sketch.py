"""The sketch is a picture of its own: no file, no network, nothing unescaped."""

import xml.etree.ElementTree as ET

import geopandas as gpd
import pytest
import shapely

from ntm_geo.maps.sketch import SketchLayer, sketch

SPACE = "{http://www.w3.org/2000/svg}"


def _squares(*corners):
    return gpd.GeoSeries([shapely.box(x, y, x + 1, y + 1) for x, y in corners], crs="EPSG:4326")


def test_every_shape_is_drawn_with_its_title_escaped():
    layer = SketchLayer(shapes=_squares((105, 22), (106, 22)), titles=("<b>Xã & A</b>", "Xã B"))
    root = ET.fromstring(sketch([layer], label='a "map"'))
    paths = root.findall(f"{SPACE}path")
    assert [path.find(f"{SPACE}title").text for path in paths] == ["<b>Xã & A</b>", "Xã B"]
    assert root.get("aria-label") == 'a "map"'


@pytest.mark.parametrize("corners", [[(105, 22)], [(105, 22), (109, 10)], [(0, 0), (5, 0)]])
def test_all_of_it_lies_inside_the_picture(corners):
    root = ET.fromstring(sketch([SketchLayer(shapes=_squares(*corners))], label="x", width=600, most_height=400))
    wide, high = float(root.get("width")), float(root.get("height"))
    assert high <= 400
    numbers = [
        tuple(map(float, point.split()))
        for path in root.findall(f"{SPACE}path")
        for point in path.get("d").strip("MZ").split("L")
    ]
    assert all(0 <= x <= wide and 0 <= y <= high for x, y in numbers)


def test_north_is_up_and_holes_stay_holes():
    ring = shapely.Polygon(shapely.box(0, 0, 4, 4).exterior, [shapely.box(1, 1, 2, 2).exterior])
    text = sketch([SketchLayer(shapes=gpd.GeoSeries([ring], crs="EPSG:4326"))], label="x")
    d = ET.fromstring(text).find(f"{SPACE}path").get("d")
    assert d.count("M") == 2


def test_nothing_to_draw_is_an_empty_picture_and_lines_are_drawn():
    empty = gpd.GeoSeries([], crs="EPSG:4326")
    assert "<path" not in sketch([SketchLayer(shapes=empty)], label="x")
    line = gpd.GeoSeries([shapely.LineString([(0, 0), (1, 1)])], crs="EPSG:4326")
    assert "Z" not in ET.fromstring(sketch([SketchLayer(shapes=line)], label="x")).find(f"{SPACE}path").get("d")
