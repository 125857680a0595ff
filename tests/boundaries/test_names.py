"""Names as people write them."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ntm_geo.boundaries.names import kind_of, normal_name, search_key, split_kind, split_parent


@pytest.mark.parametrize(
    ("written", "kind", "name"),
    [
        ("Xã Ngọc Đào", "commune", "Ngọc Đào"),
        ("xã  Ngọc Đào ", "commune", "Ngọc Đào"),
        ("X.Ngọc Đào", "commune", "Ngọc Đào"),
        ("Phường Sông Bằng", "ward", "Sông Bằng"),
        ("P. Sông Bằng", "ward", "Sông Bằng"),
        ("TT. Nước Hai", "township", "Nước Hai"),
        ("TT Nước Hai", "township", "Nước Hai"),
        ("THỊ TRẤN Nước Hai", "township", "Nước Hai"),
        ("Đặc khu Phú Quốc", "special_zone", "Phú Quốc"),
        ("Xãm Lũng", "", "Xãm Lũng"),
        ("Phương Nam", "", "Phương Nam"),
        ("Xã", "", "Xã"),
    ],
)
def test_the_kind_in_front_is_split_off(written, kind, name):
    assert split_kind(written) == (kind, name)


def test_decomposed_letters_are_composed():
    decomposed = unicodedata.normalize("NFD", "Xã Đàm Thuỷ")
    assert split_kind(decomposed) == ("commune", "Đàm Thuỷ")
    assert normal_name(decomposed) == "Xã Đàm Thuỷ"


@pytest.mark.parametrize("pair", [("Hoà An", "Hòa An"), ("ĐÀM THUỶ", "Đàm Thủy"), ("Quý  Quân", "quy quan")])
def test_the_search_key_forgets_marks_and_case(pair):
    assert search_key(pair[0]) == search_key(pair[1])


@given(st.text(max_size=40))
@settings(max_examples=80)
def test_normal_form_is_stable(text):
    once = normal_name(text)
    assert normal_name(once) == once
    assert search_key(search_key(text)) == search_key(text)


def test_the_word_of_a_kind():
    assert [kind_of(word) for word in ("Xã", "PHƯỜNG", "Thị trấn", "TT", "làng")] == [
        "commune",
        "ward",
        "township",
        "township",
        "",
    ]


@pytest.mark.parametrize(
    "written",
    [
        "1.1 Ngọc Đào (Hà Quảng)",
        "a) Ngọc Đào, Hà Quảng",
        "- Ngọc Đào; Hà Quảng",
        "+ Ngọc Đào [Hà Quảng]",
        "1.2.3. Ngọc Đào, Hà Quảng",
    ],
)
def test_numbers_and_signs_in_front_and_the_district_behind(written):
    assert split_parent(written) == ("Ngọc Đào", "Hà Quảng")


@pytest.mark.parametrize("written", ["xã Ngọc Đào thuộc huyện Hà Quảng", "xã Ngọc Đào huyện Hà Quảng"])
def test_the_district_behind_without_a_sign(written):
    assert split_parent(written) == ("xã Ngọc Đào", "huyện Hà Quảng")
