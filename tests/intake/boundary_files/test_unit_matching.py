"""Codes are matched with the name as a witness."""

import pandas as pd

from ntm_geo.intake.boundary_files.unit_matching import match_units

GAZETTEER = pd.DataFrame(
    {
        "code": ["01267", "01273", "01288"],
        "name": ["Ngọc Đào", "Thục Phán", "Đàm Thuỷ"],
        "kind": ["commune", "ward", "commune"],
        "parent_code": ["045", None, "047"],
        "parent_name": ["Huyện Hà Quảng", None, "Huyện Trùng Khánh"],
    }
)


def _match(*rows):
    return match_units(pd.DataFrame(rows, columns=["code", "name", "kind"]), GAZETTEER)


def test_code_and_name_agree_whatever_the_tone_marks():
    found = _match(("01288", "ĐÀM THỦY", "commune"), ("01267", "Ngọc Đào", "commune"))
    assert found.matched == 2
    assert list(found.frame["name"]) == ["Đàm Thuỷ", "Ngọc Đào"]
    assert list(found.frame["title"]) == ["Xã Đàm Thuỷ", "Xã Ngọc Đào"]
    assert found.not_drawn == ("Phường Thục Phán",)


def test_a_code_of_another_unit_is_never_joined():
    found = _match(("01273", "Hợp Giang", "ward"))
    assert found.matched == 0
    assert found.contradictions == ("01273: Hợp Giang / Thục Phán",)
    assert list(found.frame["title"]) == ["Phường Hợp Giang"]


def test_a_code_that_is_not_known():
    found = _match(("99999", "Lạ", "commune"))
    assert found.not_in_gazetteer == ("99999: Lạ",)
    assert found.frame["kind"].isna().all()
    assert len(found.not_drawn) == 3


def test_the_kind_is_no_witness():
    assert _match(("01273", "Thục Phán", "commune")).matched == 1
