"""A province is data: its file is read strictly, and a day finds its vintage."""

from datetime import date

import pytest

from ntm_geo.boundaries.vintages import load_province
from ntm_geo.errors import NotInForceError, ProvinceError


def test_a_province_is_read_whole(tiny_province):
    province = load_province(tiny_province)
    assert province.key == "tiny"
    assert (province.name.vi, province.local_crs, province.area_km2) == ("Tỉnh Tí Hon", "EPSG:32649", 1600.0)
    assert [one.key for one in province.vintages] == ["2020", "2025"]
    assert province.crosswalk("2020", "2025").file == "crosswalks/crosswalk_2020_2025.csv"


@pytest.mark.parametrize(
    ("day", "vintage"),
    [
        (date(2020, 3, 1), "2020"),
        (date(2025, 6, 30), "2020"),
        (date(2025, 7, 1), "2025"),
        (date(2040, 1, 1), "2025"),
    ],
)
def test_the_day_tells_the_vintage(tiny_province, day, vintage):
    assert load_province(tiny_province).vintage_on(day).key == vintage


def test_what_was_never_in_force_is_refused_with_the_choices(tiny_province):
    province = load_province(tiny_province)
    with pytest.raises(NotInForceError) as caught:
        province.vintage_on(date(2019, 12, 31))
    assert "2020, 2025" in str(caught.value.fix)
    with pytest.raises(NotInForceError):
        province.vintage("1999")
    with pytest.raises(NotInForceError, match="2025"):
        province.crosswalk("2025", "2020")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('local_crs = "EPSG:32649"\n', "", "local_crs"),
        ('local_crs = "EPSG:32649"', "local_crs = 32649", "local_crs"),
        ('region = "central_highlands"', 'region = "central_highlands"\ncolour = "red"', "colour"),
        ("from = 2020-03-01", 'from = "March"', "The value of from should be a date"),
        ("hull_ratio = 0.5", "hull_ratio = true_", "province"),
        ("from = 2020-03-01", "from = 2020-03-01\ncolour = 1", "› vintages 1"),
        ('vi = "Tỉnh Tí Hon"', 'vi = "Tỉnh Tí Hon", fr = "x"', "The key fr is not known"),
        ("[schematic]", "[skematic]", "schematic"),
        ("area_km2 = 1600.0", 'area_km2 = 1600.0\nhamlet = "Xóm <b>"', "hamlet"),
    ],
)
def test_a_slip_in_the_file_is_named(tiny_province, old, new, said):
    file = tiny_province / "province.toml"
    file.write_text(file.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ProvinceError) as caught:
        load_province(tiny_province)
    assert said in f"{caught.value.what} {caught.value.where}"
    assert "province.toml" in caught.value.where
    assert caught.value.fix is not None


def test_a_folder_without_a_province_is_refused(tmp_path):
    with pytest.raises(ProvinceError):
        load_province(tmp_path / "nowhere")
