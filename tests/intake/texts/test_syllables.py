"""Vietnamese syllables are told from letters in a wrong order."""

import pytest

from ntm_geo.boundaries.units import read_units
from ntm_geo.intake.texts.syllables import is_syllable, rightness


@pytest.mark.parametrize(
    "word", ["Xã", "Phường", "THỊ", "nguyễn", "Nghĩa", "Quýt", "Khuỷu", "Đắk", "Thuỷ", "Thủy", "Ý"]
)
def test_words_of_the_language(word):
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["Xaõ", "X·", "Phöôøng", "Quồc", "tÊn", "Ngôc", "Café", "Zürich", "ạạ", "Tiế́n"])
def test_words_of_no_language(word):
    assert not is_syllable(word)


def test_the_units_shipped_are_right_nearly_all(shipped):
    names = read_units(shipped.province, "2020")["name"]
    share, words = rightness(names)
    assert words > len(names)
    assert share > 0.98


def test_plain_text_says_nothing():
    assert rightness(["Na Sam", "01267"]) == (1.0, 0)
