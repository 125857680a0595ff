"""Neighbours share a piece of border, not only a corner."""

import geopandas as gpd
import shapely

from ntm_geo.boundaries.neighbors import neighbors
from ntm_geo.themes import map_layers


def test_a_corner_is_no_border():
    boxes = [shapely.box(x, y, x + 1, y + 1) for y in range(2) for x in range(2)]
    units = gpd.GeoDataFrame({"code": list("abcd")}, geometry=[*boxes], crs="EPSG:9210")
    assert neighbors(units) == {"a": ("b", "c"), "b": ("a", "d"), "c": ("a", "d"), "d": ("b", "c")}


def test_an_island_has_none():
    units = gpd.GeoDataFrame({"code": ["a", "b"]}, geometry=[shapely.box(0, 0, 1, 1), shapely.box(3, 3, 4, 4)])
    assert neighbors(units) == {"a": (), "b": ()}


def test_the_province_hangs_together(shipped):
    drawn = map_layers.layer(shipped, vintage="2020", boundary_set="schematic")
    found = neighbors(drawn.units)
    assert len(found) == 161
    assert all(code in found[other] for code, others in found.items() for other in others)
    seen, todo = set(), [next(iter(found))]
    while todo:
        code = todo.pop()
        if code not in seen:
            seen.add(code)
            todo += found[code]
    assert len(seen) == 161
