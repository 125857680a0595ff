"""Names on paper: never one over another, inside their unit; what finds no room is counted."""

import geopandas as gpd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextPath

from ntm_geo.maps.labels import FONT, extent, place_labels, two_lines
from ntm_geo.maps.land import prepare

MM = 25.4 / 72


def _land(*boxes):
    return prepare(gpd.GeoDataFrame(geometry=[shapely.box(*one) for one in boxes], crs="EPSG:9210"))


def _box(label, metres):
    width, height = (one * label.size * MM * metres for one in extent(label.text))
    return shapely.box(label.x - width / 2, label.y - height / 2, label.x + width / 2, label.y + height / 2)


def test_a_name_stands_in_one_line_where_it_fits_and_in_two_where_not():
    land = _land((0, 0, 100, 40), (100, 0, 113, 40))
    placed, dropped = place_labels(
        land, [("Đức Hạnh",), ("Đức Hạnh",)], size=10, metres_per_mm=1, frame=(0, 0, 113, 40)
    )  # fmt: skip
    assert {one.unit: one.text for one in placed} == {0: "Đức Hạnh", 1: "Đức\nHạnh"}
    assert dropped == 0


def test_without_room_the_shorter_wording_is_taken_and_counted():
    land = _land((0, 0, 12, 12))
    placed, dropped = place_labels(
        land, [("Một cái tên rất dài không thể nào vừa được", "7")], size=8, metres_per_mm=1, frame=(0, 0, 12, 12)
    )
    assert ([one.text for one in placed], dropped) == (["7"], 1)


def test_what_finds_no_room_at_all_is_left_away():
    assert place_labels(_land((0, 0, 2, 2)), [("Tên",)], size=8, metres_per_mm=1, frame=(0, 0, 2, 2)) == ((), 1)


def test_units_outside_the_frame_or_without_a_name_are_not_counted():
    land = _land((0, 0, 50, 50), (200, 200, 250, 250))
    placed, dropped = place_labels(land, [(), ("Xa",)], size=8, metres_per_mm=1, frame=(0, 0, 100, 100))
    assert (placed, dropped) == ((), 0)


@pytest.mark.parametrize(("outside", "size"), [(0.14, 12.0), (0.0, 12.0 * 0.86)])
def test_white_names_may_be_kept_wholly_inside(outside, size):
    width = extent("Hà")[0] * 12 * MM
    land = _land((0, 0, width * 0.95, 30))
    (one,), _none = place_labels(land, [("Hà",)], size=12, metres_per_mm=1, frame=(-50, -50, 50, 50), outside=[outside])
    assert one.size == pytest.approx(size)


@pytest.mark.parametrize("line", ["Xã Đức Hạnh", "Ệ (1) ở", "O", "-", "=[x]($a$) #@ {&}"])
def test_a_line_is_as_wide_as_its_outlines(line):
    outlines = TextPath((0, 0), line, size=100, prop=FontProperties(family=FONT)).get_extents()
    assert extent(line)[0] == pytest.approx(outlines.x1 / 100, rel=1e-9)


def test_wider_letters_take_more_room():
    assert extent("MM")[0] > extent("ii")[0] > extent("")[0] == 0
    assert extent("a\nb")[1] == pytest.approx(2 * extent("a")[1])


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.sampled_from(["Hoà An", "Vĩnh Quang", "A"])),
                min_size=1, max_size=12, unique_by=lambda one: one[:2]))  # fmt: skip
def test_labels_never_lie_over_one_another(units):
    land = _land(*((x * 20, y * 12, x * 20 + 20, y * 12 + 12) for x, y, _name in units))
    placed, dropped = place_labels(
        land, [(name,) for _x, _y, name in units], size=9, metres_per_mm=1, frame=(-1, -1, 220, 140)
    )
    boxes = [_box(one, 1) for one in placed]
    assert not any(one.intersects(other) for place, one in enumerate(boxes) for other in boxes[place + 1 :])
    assert len(placed) + dropped == len(units)


@pytest.mark.parametrize(
    ("text", "broken"),
    [("Hà", "Hà"), ("ỦY BAN NHÂN DÂN TỈNH A", "ỦY BAN NHÂN\nDÂN TỈNH A"), ("Cao Chương", "Cao\nChương")],
)
def test_a_text_is_broken_where_its_halves_are_most_alike(text, broken):
    assert two_lines(text) == broken
