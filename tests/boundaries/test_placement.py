"""Outlines lie on their centres: nothing is doubted that is right, everything that is aside, far off or exchanged."""

import geopandas
import numpy as np
import pytest
import shapely

from ntm_geo.boundaries.placement import fit_systems, place
from ntm_geo.boundaries.schematic import read_schematic
from ntm_geo.boundaries.units import read_units
from ntm_geo.intake.boundary_files.clean_units import read_boundaries

LOCAL = "EPSG:9210"


@pytest.fixture(scope="module")
def drawn(shipped):
    """Schematic outlines and the list of a vintage; the outlines can be drawn anew as a function of their metres."""
    units = read_schematic(shipped.province, "2020").to_crs(LOCAL)
    centres = read_units(shipped.province, "2020")

    def made(change=lambda shapes: shapes, *, rows=slice(None)):
        part = units.iloc[rows]
        shapes = change(part.geometry.to_numpy().copy())
        return geopandas.GeoDataFrame(part[["code"]], geometry=shapes, crs=LOCAL).to_crs(4326), centres

    return made


def _moved(x, y):
    return lambda shapes: shapely.transform(shapes, lambda xy: xy + np.array([x, y]))


@pytest.mark.parametrize("rows", [slice(None), slice(0, 21), slice(60, 80), slice(0, 1), slice(100, 104)])
def test_what_lies_right_is_not_doubted_however_little_of_it(drawn, rows):
    found = place(*drawn(rows=rows))
    assert not found.displaced
    assert (found.exchanged, found.far) == ((), ())


@pytest.mark.reference
@pytest.mark.parametrize(
    ("name", "vintage"),
    [
        ("cao_bang_2025/communes_2025.shp", "2025"),
        ("cao_bang_2025_geojson.zip", "2025"),
        ("vietnam_communes_2025_30m.gpkg", "2025"),
        ("cao_bang_2020_approx/communes_2020_approx.shp", "2020"),
    ],
)
def test_the_boundaries_at_hand_are_not_doubted(shipped, reference_dir, name, vintage):
    units = read_boundaries(reference_dir / name, province="04" if name.startswith("vietnam") else "").units
    centres = read_units(shipped.province, vintage)
    for part in (units, units.iloc[:20], units.iloc[30:41], units.iloc[-3:]):
        found = place(part, centres)
        assert not found.displaced
        assert (found.exchanged, found.far) == ((), ())


@pytest.mark.parametrize(("x", "y"), [(77_000, 0), (-25_600, 0), (0, 750), (900, -300), (0, 400_000)])
def test_all_of_them_aside_is_seen(drawn, x, y):
    found = place(*drawn(_moved(x, y)))
    assert found.displaced
    assert found.shift_m == pytest.approx(np.hypot(x, y), rel=0.1, abs=120)
    assert (found.exchanged, found.far) == ((), ())


def test_one_district_aside_is_seen(drawn):
    assert place(*drawn(_moved(77_000, 0), rows=slice(20, 41))).displaced


def _exchange(*places):
    def change(shapes):
        shapes[list(places)] = shapes[[*places[1:], places[0]]]
        return shapes

    return change


@pytest.mark.parametrize("places", [(0, 1), (3, 90), (10, 70, 140), (0, 160)])
def test_exchanged_outlines_are_named_also_of_neighbours_and_rounds_of_three(drawn, places):
    units, centres = drawn(_exchange(*places))
    found = place(units, centres)
    assert not found.displaced
    assert [set(one) for one in found.exchanged] == [{units["code"].iloc[number] for number in places}]
    assert found.far == ()


def test_rounded_centres_of_small_neighbours_are_no_exchange(drawn):
    """Two wards of a kilometre whose centres, rounded to 0.01 degree, fell on each other's outlines."""
    wards = geopandas.GeoDataFrame(
        {"code": ["00001", "00002"]},
        geometry=[shapely.box(106.200, 22.60, 106.206, 22.61), shapely.box(106.206, 22.60, 106.212, 22.61)], crs=4326,
    )  # fmt: skip
    centres = drawn()[1].iloc[:2].assign(code=["00001", "00002"], lon=[106.21, 106.20], lat=[22.605, 22.605])
    found = place(wards, centres)
    assert (found.exchanged, found.far) == ((), ())


def test_a_single_outline_far_off_is_named(drawn):
    def change(shapes):
        shapes[7] = shapely.transform(shapes[7], lambda xy: xy + np.array([30_000, 0]))
        return shapes

    units, centres = drawn(change)
    found = place(units, centres)
    assert [code for code, _metres in found.far] == [units["code"].iloc[7]]
    assert 15_000 < found.far[0][1] < 30_000
    assert found.exchanged == ()


def test_a_centre_placed_by_hand_is_given_more_room(drawn):
    def change(shapes):
        shapes[7] = shapely.transform(shapes[7], lambda xy: xy + np.array([5_500, 0]))
        return shapes

    units, centres = drawn(change)
    code = units["code"].iloc[7]
    positions = centres["position"].mask(centres["code"].eq(code), "placed")
    assert place(units, centres.assign(position=positions)).far == ()


def test_without_centres_nothing_is_doubted(drawn):
    units, centres = drawn(_moved(77_000, 0))
    assert not place(units, centres.assign(lon=float("nan"))).displaced
    assert place(units.iloc[:0], centres).units == 0


def test_the_system_that_fits_is_found_and_the_order_decides_between_equals(drawn):
    units, centres = drawn()
    points = units.to_crs(LOCAL).geometry.centroid.get_coordinates().to_numpy()
    known = centres.set_index("code").loc[units["code"], ["lon", "lat"]].to_numpy()
    meridians = [(f"EPSG:{code}", f"EPSG:{code}", swapped) for code in range(9205, 9219) for swapped in (False, True)]
    fits = fit_systems(points, known, meridians)
    assert fits[0].crs == LOCAL
    assert fits[0].shift_m < 400
    assert fits[1].shift_m > 10_000
    turned = fit_systems(points[:, ::-1], known, [("north first", LOCAL, True), ("as it is", LOCAL, False)])
    assert turned[0].crs == "north first"
    equals = fit_systems(points, known, [("b", LOCAL, False), ("a", LOCAL, False), ("?", "EPSG:0", False)])
    assert [one.crs for one in equals] == ["b", "a"]
