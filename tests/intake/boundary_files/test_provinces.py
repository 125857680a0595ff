"""A file of several provinces gives the units of the one that is wanted, however it is called."""

import geopandas
import pandas as pd
import pytest
import shapely

from ntm_geo.errors import ProvinceChoiceError
from ntm_geo.intake.boundary_files.features.columns import find_columns
from ntm_geo.intake.boundary_files.provinces import EVERY, choose_province, is_province, list_provinces


def _table(**columns):
    count = len(next(iter(columns.values())))
    base = {"MA_XA": [f"{i:05d}" for i in range(count)], "TEN_XA": [f"Xã Số {'abc'[i % 3]}" for i in range(count)]}
    return geopandas.GeoDataFrame(
        base | columns, geometry=[shapely.box(i, 0, i + 1, 1) for i in range(count)], crs=4326
    )


def _choose(table, province=""):
    return choose_province(table, find_columns(table.drop(columns="geometry")), province=province, text="xa.gpkg")


NAMES = ["Tỉnh Lâm Đồng", "Lâm Đồng", "Tỉnh Gia Lai"]


@pytest.mark.parametrize(
    "columns",
    [
        {"ten_tinh": NAMES, "ma_tinh": ["68", "68", "52"]},
        {"provinceName": NAMES, "provinceCode": [68, 68, 52]},
        {"province": ["lam_dong", "lam_dong", "gia_lai"], "province_code": ["68", "68", "52"]},
        {"TEN_TINH": ["Lâm Đồng", "Lâm Đồng", "Gia Lai"]},
        {"MA_TINH": [68.0, 68.0, 52.0]},
    ],
)
def test_it_is_asked_which_and_the_answer_is_taken(columns):
    table = _table(**columns)
    with pytest.raises(ProvinceChoiceError) as caught:
        _choose(table)
    assert [count for _code, _name, count in caught.value.provinces] in ([1, 2], [2, 1])
    coded, named = (any(one[place] for one in caught.value.provinces) for place in (0, 1))
    for answer in (["68"] if coded else []) + (["Lâm Đồng", "tinh lam dong", "LAM-DONG"] if named else []):
        assert len(_choose(table, answer)) == 2
    with pytest.raises(ProvinceChoiceError, match="no units of the province 99"):
        _choose(table, "99")


def test_one_province_is_not_asked_for_but_another_one_is_not_in_it():
    table = _table(ten_tinh=["Lâm Đồng"] * 3)
    assert len(_choose(table)) == len(_choose(table, "Tỉnh Lâm Đồng")) == 3
    with pytest.raises(ProvinceChoiceError):
        _choose(table, "Gia Lai")


def test_a_file_without_provinces_is_taken_as_it_is():
    table = _table(dan_so=[1, 2, 3])
    assert len(_choose(table, "68")) == 3
    assert list_provinces(table, {}) == ()


def test_features_that_name_no_province_do_not_count():
    table = _table(ten_tinh=["Lâm Đồng", None, "Gia Lai"])
    assert len(_choose(table, "Gia Lai")) == 1
    assert [name for _code, name, _count in list_provinces(table, {"province_name": "ten_tinh"})] == [
        "Gia Lai",
        "Lâm Đồng",
    ]


@pytest.mark.parametrize(
    ("wanted", "same"), [("4", True), ("04", True), (" 04 ", True), ("40", False), ("Cao Bằng", True), ("Cao", False)]
)
def test_codes_and_names(wanted, same):
    assert is_province(wanted, code="04", name="Tỉnh Cao Bằng") is same


def test_all_of_them_can_be_taken():
    columns = {"province_code": "ma", "province_name": "tinh"}
    table = pd.DataFrame({"ma": ["04", "04", "20"], "tinh": ["Cao Bằng", "Cao Bằng", "Lạng Sơn"]})
    assert len(choose_province(table, columns, province=EVERY, text="x")) == 3
