"""Whatever a file holds becomes valid polygons, and every change is counted."""

import geopandas
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from ntm_geo.boundaries.geometry import area_km2, drop_specks, polygons_only, repair_polygons, widest_m

BOX = shapely.box(106, 22, 107, 23)
BOWTIE = shapely.Polygon([(106, 22), (107, 23), (107, 22), (106, 23)])


def _repair(*shapes):
    return repair_polygons(np.array(shapes, dtype=object))


def test_a_sound_polygon_is_left_as_it_is():
    repair = _repair(BOX)
    assert repair.geometry[0].equals(BOX)
    assert (repair.repaired, repair.trimmed, repair.flattened) == ((), (), False)


def test_a_line_that_crosses_itself_is_mended_and_named():
    repair = _repair(BOX, BOWTIE)
    assert repair.repaired == (1,)
    assert shapely.is_valid(repair.geometry).all()
    assert shapely.get_type_id(repair.geometry[1]) in {3, 6}


def test_points_and_lines_beside_a_polygon_are_trimmed():
    mixed = shapely.GeometryCollection([BOX, shapely.Point(0, 0), shapely.LineString([(0, 0), (1, 1)])])
    repair = _repair(mixed)
    assert repair.trimmed == (0,)
    assert repair.geometry[0].equals(BOX)


def test_heights_are_dropped_and_said():
    repair = _repair(shapely.force_3d(BOX, 700))
    assert repair.flattened
    assert not shapely.has_z(repair.geometry[0])


def test_what_has_no_area_becomes_empty():
    assert polygons_only(np.array([shapely.Point(1, 1), BOX], dtype=object))[0].is_empty


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), min_size=3, max_size=9))
@settings(max_examples=100)
def test_any_ring_becomes_valid_polygons(points):
    repair = _repair(shapely.Polygon(points))
    assert shapely.is_valid(repair.geometry[0])
    assert shapely.get_type_id(repair.geometry[0]) in {3, 6}


def test_areas_are_those_of_the_ellipsoid():
    units = geopandas.GeoSeries([BOX], crs="EPSG:4326")
    assert area_km2(units)[0] == pytest.approx(11_400, rel=0.01)
    assert area_km2(units.to_crs("EPSG:9210"))[0] == pytest.approx(area_km2(units)[0], rel=0.001)


def test_specks_go_and_the_largest_part_always_stays():
    square, speck = shapely.box(0, 0, 100, 100), shapely.box(200, 0, 200.5, 0.5)
    pierced = square.difference(shapely.box(10, 10, 10.5, 10.5)).difference(shapely.box(50, 50, 60, 60))
    given = np.array([shapely.union(pierced, speck), speck, square], dtype=object)
    done, dropped = drop_specks(given, least_m2=1.0)
    assert dropped == 2
    assert shapely.equals(done, np.array([square.difference(shapely.box(50, 50, 60, 60)), speck, square])).all()
    assert shapely.get_num_interior_rings(done[0]) == 1


@given(st.floats(0.01, 100), st.floats(100, 5000))
@settings(max_examples=50)
def test_the_width_of_a_group_is_that_of_its_widest_part(width, length):
    strip = shapely.box(0, 0, length, width)
    parts = np.array([strip, shapely.box(0, 0, length * 2, width / 2), shapely.Polygon([(0, 0), (40, 0), (0, 30)])])
    found = widest_m(parts, np.array([0, 0, 1]))
    assert found == pytest.approx([width, 20], rel=0.04)


def test_no_parts_have_no_width():
    assert len(widest_m(np.array([], dtype=object), np.array([], dtype=int))) == 0
