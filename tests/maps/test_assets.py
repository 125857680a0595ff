"""A layer file draws the same land again, under a name that changes with its content."""

import json

import geopandas as gpd
import numpy as np
import pytest
import shapely

from ntm_geo.maps.assets import SCALE, write_layer

CRS = "EPSG:9210"


def _units(width=0.02):
    cells = [shapely.box(106 + i * width, 22.5, 106 + (i + 1) * width, 22.5 + width) for i in range(4)]
    cells[3] = shapely.MultiPolygon([cells[3], shapely.box(106.2, 22.6, 106.21, 22.61)])
    return gpd.GeoDataFrame(
        {
            "code": ["00004", "00002", "00003", "00001"],
            "name": ["Bốn", "Hai", "Ba", "<b>Một</b>"],
            "title": ["Xã Bốn", "Xã Hai", "Xã Ba", "Xã <b>Một</b>"],
            "parent_code": ["002", "001", "002", "001"],
            "parent_name": ["Huyện B", "Huyện A", "Huyện B", "Huyện A"],
        },
        geometry=cells,
        crs="EPSG:4326",
    )


def _decode(unit):
    def ring(flat):
        return np.cumsum(np.array(flat).reshape(-1, 2), axis=0) * SCALE

    return shapely.MultiPolygon(
        [shapely.Polygon(ring(rings[0]), [ring(hole) for hole in rings[1:]]) for rings in unit["polygons"]]
    )


@pytest.fixture
def layer(tmp_path):
    return write_layer(_units(), tmp_path / "layers", name="toy-2020", local_crs=CRS)


def test_units_stand_in_the_order_of_their_codes(layer):
    content = json.loads(layer.path.read_text(encoding="utf-8"))
    assert layer.codes == ("00001", "00002", "00003", "00004")
    assert [unit["code"] for unit in content["units"]] == list(layer.codes)
    assert layer.size == layer.path.stat().st_size


def test_geometry_comes_back_within_half_a_step(layer):
    content = json.loads(layer.path.read_text(encoding="utf-8"))
    expected = _units().sort_values("code").geometry
    for unit, geometry in zip(content["units"], expected, strict=True):
        assert shapely.hausdorff_distance(_decode(unit), geometry) <= SCALE


def test_holes_are_kept(tmp_path):
    units = _units()
    ring = shapely.box(107, 22, 107.1, 22.1) - shapely.box(107.04, 22.04, 107.06, 22.06)
    units.loc[0, "geometry"] = ring
    content = json.loads(write_layer(units, tmp_path, name="x", local_crs=CRS).path.read_text(encoding="utf-8"))
    assert _decode(content["units"][3]).area == pytest.approx(ring.area, rel=1e-2)


def test_the_label_point_lies_inside_with_its_circle(layer):
    content = json.loads(layer.path.read_text(encoding="utf-8"))
    for unit in content["units"]:
        lon, lat, radius = unit["label"]
        assert _decode(unit).contains(shapely.Point(lon, lat))
        assert 900 < radius < 1300, "half the side of a cell of 0.02 degrees"


def test_only_the_border_between_districts_is_a_line(layer):
    content = json.loads(layer.path.read_text(encoding="utf-8"))
    units = {unit["code"]: unit["parent"] for unit in content["units"]}
    assert set(units.values()) == {"001", "002"}
    assert content["lines"], "districts A and B touch"


def test_without_districts_there_are_no_lines(tmp_path):
    units = _units().assign(parent_code=None, parent_name=None)
    content = json.loads(write_layer(units, tmp_path, name="x", local_crs=CRS).path.read_text(encoding="utf-8"))
    assert content["lines"] == []
    assert content["units"][0]["district"] == ""


def test_the_name_follows_the_content(tmp_path):
    first = write_layer(_units(), tmp_path, name="x", local_crs=CRS)
    again = write_layer(_units().iloc[::-1], tmp_path, name="x", local_crs=CRS)
    other = write_layer(_units(width=0.03), tmp_path, name="x", local_crs=CRS)
    assert first.path == again.path != other.path
    assert len(list(tmp_path.iterdir())) == 2, "no half-written file stays behind"
