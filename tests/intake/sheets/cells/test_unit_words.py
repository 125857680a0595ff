"""What a cell says about the units of a list."""

import pytest

from ntm_geo.boundaries.units import read_units
from ntm_geo.intake.sheets.cells.unit_words import UnitWords


@pytest.fixture(scope="module")
def words(shipped):
    return UnitWords(read_units(shipped.province, "2020"))


@pytest.mark.parametrize(
    "text", ["Xã Vĩnh Quang", "TỔNG CỌT", "CốcPàng", "3. UBND xã Hưng Đạo (huyện Bảo Lạc)", "Hoà An"]
)
def test_names_of_units(words, text):
    assert words.unit(text) is (text != "Hoà An")


def test_codes_with_and_without_their_zeros(words):
    assert all(map(words.code, ["01324", 1324, 1324.0, "1324.0"]))
    assert not any(map(words.code, [None, True, "12345678", 12.5, "x"]))


@pytest.mark.parametrize(
    ("text", "district"),
    [
        ("II. HUYỆN BẢO LÂM", "Huyện Bảo Lâm"),
        ("BẢO LÂM", "Huyện Bảo Lâm"),
        ("TP Cao Bằng", "Thành phố Cao Bằng"),
        ("Quan Sơn", ""),
    ],
)
def test_names_of_districts(words, text, district):
    assert words.district(text) == district


def test_quan_is_a_district_only_with_its_mark(words):
    assert words.calls_itself_district("Quận 1")
    assert not words.calls_itself_district("Quan Sơn")
    assert words.calls_itself_district("Huyện Lạ")


def test_districts_in_a_title(words):
    assert words.districts_in("UBND HUYỆN NGUYÊN BÌNH - KẾT QUẢ NĂM 2022") == ["Huyện Nguyên Bình"]
    assert words.districts_in("huyện Bảo Lạc và thành phố Cao Bằng") == ["Huyện Bảo Lạc", "Thành phố Cao Bằng"]
    assert words.districts_in("Kết quả toàn tỉnh") == []


@pytest.mark.parametrize(
    "written",
    [
        "Huyện Hà Quảng (19 xã)",
        "I. HUYỆN HÀ QUẢNG (19 xã)",
        "Hà Quảng: 19/21 xã",
        "Huyện Hà Quảng:",
        "2. Hà Quảng - 19 xã",
    ],
)
def test_a_district_with_the_number_of_its_communes(written, units_2020):
    assert UnitWords(units_2020).district(written) == "Huyện Hà Quảng"
