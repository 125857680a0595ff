"""What a line says is understood before anything is looked up."""

import pandas as pd
import pytest

from ntm_geo.boundaries.name_index import NameIndex, understand


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"name": "Xã Ngọc Đào"}, ("commune", "ngọc đào", "ngoc dao", "")),
        ({"name": "TT NƯỚC HAI, huyện Hòa An"}, ("township", "nước hai", "nuoc hai", "hoa an")),
        ({"name": "thi tran Nuoc Hai"}, ("township", "nuoc hai", "nuoc hai", "")),
        ({"name": "Ngọc Đào", "kind": "commune", "parent_name": "H. Hà Quảng"}, ("commune", "ngọc đào", "ngoc dao", "ha quang")),
        ({"name": None}, ("", "", "", "")),
    ],
)  # fmt: skip
def test_kind_name_and_district_are_told_apart(row, said):
    asked = understand(row)
    assert (asked.kind, asked.name, asked.key, asked.parent) == said


def test_codes_get_their_zeros_back():
    assert understand({"code": "1267", "name": "x y"}).code == "01267"
    assert understand({"code": "A1", "name": "x y"}).code == "A1"


def test_what_is_taken_is_less_likely_meant_but_still_offered():
    units = pd.DataFrame(
        {
            "code": ["00001", "00002"],
            "name": ["Tam Kim", "Tam Kin"],
            "kind": "commune",
            "parent_code": None,
            "parent_name": None,
        }
    )
    index, line = NameIndex(units), understand({"name": "Tam Kip"})
    [free] = index.alike([line], [""], set())
    [used] = index.alike([line], [""], {0})
    assert [place for place, _score in free] == [0, 1]
    assert [place for place, _score in used] == [1, 0]
    assert 0.6 < free[0][1] < 1


def test_spelling_decides_before_the_name_without_marks():
    units = pd.DataFrame(
        {
            "code": ["00001", "00002"],
            "name": ["Minh Tâm", "Minh Tám"],
            "kind": "commune",
            "parent_code": None,
            "parent_name": None,
        }
    )
    index = NameIndex(units)
    assert index.named(understand({"name": "Minh Tám"})) == [1]
    assert index.named(understand({"name": "Minh Tam"})) == [0, 1]
