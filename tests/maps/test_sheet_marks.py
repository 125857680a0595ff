"""What stands beside the land: texts keep to their width, inks to their ground, degrees to their form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_geo.maps.labels import extent
from ntm_geo.maps.legend import LegendEntry
from ntm_geo.maps.palette import HAMLET_COLOURS, TIER_COLOURS, lightness
from ntm_geo.maps.sheet_marks import INK, alike_in_grey, fitted, ink_on, wrapped

pytestmark = pytest.mark.usefixtures("as_printed")

MM = 25.4 / 72


@given(st.lists(st.sampled_from(["ngoài", "chương", "trình", "phường", "thị", "trấn"]), min_size=1, max_size=20))
def test_lines_are_no_wider_than_their_room(words):
    lines = wrapped(" ".join(words), 8, 40)
    assert " ".join(lines) == " ".join(words)
    assert all(extent(line)[0] * 8 * MM <= 40 for line in lines)


def test_a_title_gets_smaller_until_it_fits():
    assert fitted("Ngắn", 17, 200) == 17
    long = "Một tiêu đề rất dài của một bản đồ " * 4
    assert extent(long)[0] * fitted(long, 17, 200) * MM == pytest.approx(200)


@pytest.mark.parametrize("colour", [*TIER_COLOURS.values(), *HAMLET_COLOURS])
def test_letters_stand_out_from_their_ground(colour):
    assert abs(lightness(ink_on(colour)) - lightness(colour)) > 35


def test_letters_on_white_are_ink():
    assert (ink_on("#ffffff"), ink_on("#0b3c5d")) == (INK, "#ffffff")


def _legend(*colours):
    return [LegendEntry(key=one, label=one, colour=one, pattern="", count=1) for one in colours]


def test_tiers_are_told_apart_in_grey_print():
    assert alike_in_grey(_legend(*TIER_COLOURS.values())) == ()


def test_alike_neighbours_are_named_and_patterns_are_not():
    assert alike_in_grey(_legend("#808080", "#7f8080", "#000000")) == (("#808080", "#7f8080"),)
    pattern = LegendEntry(key="no_data", label="x", colour="#808080", pattern="no_data", count=1)
    assert alike_in_grey([*_legend("#808080"), pattern]) == ()
