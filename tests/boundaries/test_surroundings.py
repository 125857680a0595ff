"""Neighbours are named as they were on the day; a province that names none has none."""

from datetime import date

import pytest

from ntm_geo.boundaries.surroundings import NEIGHBOURS, neighbours_on, read_country
from ntm_geo.errors import ProvinceError


def test_neighbours_change_with_the_law(shipped):
    before = {one.name.vi for one in neighbours_on(shipped.province, date(2022, 12, 31))}
    after = {one.name.vi for one in neighbours_on(shipped.province, date(2025, 12, 31))}
    assert before - after == {"TỈNH HÀ GIANG", "TỈNH BẮC KẠN"}
    assert after - before == {"TỈNH TUYÊN QUANG", "TỈNH THÁI NGUYÊN"}


def test_a_province_without_a_list_has_no_neighbours(shipped, tmp_path):
    assert neighbours_on(shipped.province.model_copy(update={"folder": tmp_path}), date(2022, 1, 1)) == ()


def test_a_line_that_cannot_be_read_is_named(shipped, tmp_path):
    (tmp_path / NEIGHBOURS).write_text("vi,en,lon,lat,from,until\nA,B,x,22,,\n", encoding="utf-8")
    with pytest.raises(ProvinceError) as raised:
        neighbours_on(shipped.province.model_copy(update={"folder": tmp_path}), date(2022, 1, 1))
    assert raised.value.where == "neighbours.csv:2"


def test_the_country_has_its_land_and_both_archipelagos(shipped, tmp_path):
    country = read_country(shipped.province.folder.parent)
    assert country.crs == "EPSG:4326"
    assert country["kind"].tolist() == ["land", "islands", "islands"]
    assert {"QĐ. Hoàng Sa", "QĐ. Trường Sa"} <= set(country["vi"])
    assert read_country(tmp_path) is None
