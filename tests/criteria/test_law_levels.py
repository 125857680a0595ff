"""Levels as a text and as columns: whatever a person may write into a cell."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from ntm_geo.criteria.law_levels import FOR_ALL, area_columns, join_levels, parse_level, read_levels

NUMBERS = some.floats(0, 1000, allow_nan=False).map(lambda number: round(number, 4))


@pytest.mark.parametrize(
    ("written", "level"),
    [
        ("98,5", 98.5), ("98.5", 98.5), ("98,5 %", 98.5), (98.5, 98.5), (100, 100.0), ("Đạt", 1.0), ("x", 1.0),
        ("UBND tỉnh quy định", None), ("UBND cấp tỉnh quy định cụ thể", None), ("province", None),
    ],
)  # fmt: skip
def test_what_a_person_writes_is_a_level(written, level):
    assert parse_level(written) == level


@pytest.mark.parametrize("written", ["nhiều", "1.234,5", "90-95", "≥ 90", "", "trên 90"])
def test_what_is_no_level_is_refused_and_never_guessed(written):
    with pytest.raises(ValueError):  # noqa: PT011 - whatever it says
        parse_level(written)


@given(some.dictionaries(some.sampled_from(["=1", "=2", "=3", "southeast", "mekong_delta"]), NUMBERS, min_size=1))
def test_levels_come_back_as_they_were(levels):
    assert read_levels(join_levels(levels)) == levels


@given(NUMBERS)
def test_a_level_for_all_comes_back(level):
    assert read_levels(join_levels({FOR_ALL: level})) == {FOR_ALL: level}


def test_the_level_of_the_province_comes_back():
    assert read_levels(join_levels({FOR_ALL: None})) == {FOR_ALL: None}


def test_a_text_that_is_no_level_is_refused():
    with pytest.raises(ValueError, match="x"):
        read_levels("=1:90;x")


def test_regions_are_columns_where_a_set_has_no_groups_or_a_level_names_one(shipped):
    old, new = (shipped.shipped_law.sets[key] for key in ("commune-2021", "commune-2026"))
    assert list(area_columns(new)) == [FOR_ALL, "=1", "=2", "=3"]
    assert "southeast" in area_columns(old)
    assert "southeast" in area_columns(new, ["southeast:100"])
