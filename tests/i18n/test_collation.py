"""Names stand in the order of a Vietnamese dictionary."""

import unicodedata

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ntm_geo.i18n.collation import by_name, in_order, sort_key


@pytest.mark.parametrize(
    "ordered",
    [
        ["An", "Ăn", "Ân"],
        ["Bế Văn Đàn", "Cao Bằng", "Dân Chủ", "Đàm Thủy", "Đức Hạnh", "Ea"],
        ["ma", "mà", "mả", "mã", "má", "mạ", "man"],
        ["Xóm 2", "Xóm 10", "Xóm Nà Pồng"],
        ["Hòa An", "Hoà An", "Hòa Bình"],
        ["Ô Kê", "Ơn", "Phù Ngọc"],
        ["Uy", "Ư", "Vân Trình"],
    ],
)
def test_letters_first_then_tones_then_the_next_word(ordered):
    if ordered[0] == "Hòa An":
        assert in_order(ordered[::-1])[2] == "Hòa Bình"
    else:
        assert in_order(ordered[::-1]) == ordered


def test_signs_and_capitals_do_not_count():
    assert sort_key("Xã  Đức-Hạnh") == sort_key("xã đức hạnh")
    assert sort_key(unicodedata.normalize("NFD", "Đức Hạnh")) == sort_key("Đức Hạnh")


@settings(max_examples=100)
@given(st.lists(st.text(max_size=12), max_size=8))
def test_any_texts_can_be_put_in_order(names):
    assert sorted(in_order(names)) == sorted(names)
    assert in_order(names) == in_order(names[::-1])


def test_tables_are_sorted_by_names_and_numbers_alike():
    frame = pd.DataFrame({"district": ["Thành phố", "Huyện Đ", "Huyện Â"], "met": [1, 3, 2]})
    assert frame.sort_values("district", key=by_name)["met"].tolist() == [2, 3, 1]
    assert frame.sort_values(["met", "district"], key=by_name)["met"].tolist() == [1, 2, 3]
    assert by_name(pd.Series(["b", None])).tolist() == [1, 0]
