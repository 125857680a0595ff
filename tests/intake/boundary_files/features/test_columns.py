"""Attribute names are found by meaning, and checked by what they hold."""

import pandas as pd
import pytest

from ntm_geo.i18n import text
from ntm_geo.intake.boundary_files.features.columns import find_columns, find_doubtful_codes, meaning_of

CODES = ["01267", "01273", "01288"]
NAMES = ["Ngọc Đào", "Đàm Thuỷ", "Quảng Hưng"]


@pytest.mark.parametrize("code", ["MA_XA", "MAXA", "ma_dvhc", "code", "id", "Mã xã", "MaPhuongXa", "GID"])
@pytest.mark.parametrize("name", ["TEN_XA", "fullName", "TENXA", "Tên đơn vị hành chính", "name"])
def test_what_offices_call_codes_and_names(code, name):
    table = pd.DataFrame({"OBJECTID": [1, 2, 3], code: CODES, name: NAMES})
    found = find_columns(table)
    assert (found["code"], found["name"]) == (code, name)


def test_districts_and_kinds():
    table = pd.DataFrame(
        {"MA_XA": CODES, "TEN_XA": NAMES, "LOAI": ["Xã"] * 3, "MA_HUYEN": ["045"] * 3, "TEN_HUYEN": ["Hà Quảng"] * 3}
    )
    assert find_columns(table) == {
        "code": "MA_XA",
        "name": "TEN_XA",
        "kind": "LOAI",
        "parent_code": "MA_HUYEN",
        "parent_name": "TEN_HUYEN",
    }


def test_a_column_of_the_right_name_with_the_wrong_content_is_passed_over():
    table = pd.DataFrame({"code": ["XA-1", "XA-2", "XA-3"], "id": CODES, "name": ["1", "2", "3"], "ten": NAMES})
    found = find_columns(table)
    assert (found["code"], found["name"]) == ("id", "ten")


def test_the_most_telling_name_wins():
    assert find_columns(pd.DataFrame({"id": [1, 2, 3], "MA_XA": CODES, "ten": NAMES}))["code"] == "MA_XA"


def test_what_is_not_there_is_left_out():
    assert find_columns(pd.DataFrame({"x": ["a"], "y": ["b"]})) == {}


def test_provinces_have_short_codes_and_names():
    table = pd.DataFrame({"ma_xa": ["01267"], "ten_xa": ["Xã Một"], "MaTinh": ["04"], "TenTinh": ["Tỉnh Một"]})
    found = find_columns(table)
    assert (found["province_code"], found["province_name"]) == ("MaTinh", "TenTinh")
    assert "province_code" not in find_columns(table.assign(MaTinh="01267"))
    assert "province_name" not in find_columns(table.assign(TenTinh="04"))


def test_an_attribute_of_codes_that_holds_others_is_known_by_its_name():
    taxes = pd.DataFrame({"MA_XA": ["20305000", "20305001"], "ten": ["Một", "Hai"]})
    assert "code" not in find_columns(taxes)
    assert find_doubtful_codes(taxes) == "MA_XA"
    assert find_doubtful_codes(pd.DataFrame({"ma": [None, None], "ten": ["Một", "Hai"]})) == ""


def test_every_meaning_has_a_name():
    table = pd.DataFrame({"MA_XA": ["1"], "ten": ["Một"], "loai": ["Xã"], "matinh": ["4"], "tentinh": ["A"], "mahuyen": ["1"], "huyen": ["A"]})  # fmt: skip
    assert all(text(meaning_of(one)) for one in find_columns(table))
