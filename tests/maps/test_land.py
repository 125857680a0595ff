"""Units ready for paper: holes stay holes, labels get the middle of the widest part, districts their own line."""

import geopandas as gpd
import numpy as np
import pytest
import shapely

from ntm_geo.maps.land import path_of, prepare


def _units(shapes, parents=None):
    frame = {"parent_code": parents} if parents else {}
    return gpd.GeoDataFrame(frame, geometry=shapes, crs="EPSG:9210")


def test_the_anchor_is_the_middle_of_the_widest_part():
    bottle = shapely.union(shapely.box(0, 0, 100, 100), shapely.box(100, 45, 400, 55))
    land = prepare(_units([bottle]))
    assert land.anchors[0] == pytest.approx([50, 50], abs=4)
    assert land.radii[0] == pytest.approx(50, rel=0.06)


def test_districts_have_an_outline_of_their_own():
    boxes = [shapely.box(x, 0, x + 1, 1) for x in range(4)]
    assert len(prepare(_units(boxes, ["1", "1", "2", None])).districts) == 2
    assert prepare(_units(boxes)).districts == ()
    assert prepare(_units(boxes, [None] * 4)).districts == ()


def test_a_hole_stays_a_hole():
    ring = shapely.difference(shapely.box(0, 0, 10, 10), shapely.box(4, 4, 6, 6))
    path = path_of(ring)
    assert len(path.vertices) == 10
    assert list(path.codes).count(path.MOVETO) == 2


def test_what_is_no_area_has_no_path():
    assert len(path_of(shapely.Point(0, 0)).vertices) == 0


def test_bounds_and_what_lies_in_a_frame():
    land = prepare(_units([shapely.box(x, 0, x + 1, 1) for x in range(4)]))
    assert land.bounds == (0, 0, 4, 1)
    assert land.bounds_of(np.array([False, True, True, False])) == (1, 0, 3, 1)
    assert land.within((2.5, 0, 2.6, 1)).tolist() == [False, False, True, False]
