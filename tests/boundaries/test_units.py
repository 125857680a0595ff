"""The gazetteer of a vintage."""

import pytest

from ntm_geo.boundaries.units import full_name, read_units
from ntm_geo.boundaries.vintages import load_province
from ntm_geo.errors import NotInForceError, ProvinceError, TableError


def test_codes_stay_texts_and_the_order_is_theirs(tiny_province):
    units = read_units(load_province(tiny_province), "2020")
    assert list(units["code"]) == sorted(units["code"])
    assert units["code"].map(type).eq(str).all()
    assert len(units) == 9


def test_the_province_shipped_has_the_units_of_the_official_lists(shipped):
    old, new = (read_units(shipped.province, key) for key in ("2020", "2025"))
    assert (len(old), len(new)) == (161, 56)
    assert old["kind"].value_counts().to_dict() == {"commune": 139, "township": 14, "ward": 8}
    assert new["kind"].value_counts().to_dict() == {"commune": 53, "ward": 3}
    assert old["parent_code"].nunique() == 10
    assert set(new["code"]) <= set(old["code"])


def test_a_missing_or_broken_list_is_one_error(tiny_province):
    province = load_province(tiny_province)
    file = tiny_province / "2020/units_2020.csv"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("90001,", "9001,"), encoding="utf-8")
    with pytest.raises(TableError, match="9001"):
        read_units(province, "2020")
    file.unlink()
    with pytest.raises(ProvinceError) as caught:
        read_units(province, "2020")
    assert "units_2020.csv" in caught.value.where
    with pytest.raises(NotInForceError):
        read_units(province, "1999")


def test_the_full_name_bears_the_kind():
    assert full_name("commune", "Ngọc Đào") == "Xã Ngọc Đào"
    assert full_name("ward", "Sông Bằng") == "Phường Sông Bằng"
    assert full_name(None, "Ngọc Đào") == "Ngọc Đào"
