"""A printed map is the map of the screen: the same classes, counts and notes, with its surroundings."""

import pytest

from ntm_geo.maps.sheet import DrawnSheet, SheetForm
from ntm_geo.themes import map_layers
from ntm_geo.themes.map_layers import MapView
from ntm_geo.themes.map_themes import theme_map, tier_theme
from ntm_geo.themes.printed_maps import grey_notes, land_of, map_sheet, sheet_notes, sheet_of
from tests.paper_pictures import fonts_of, ink_at_the_edge, pages_of, pictures_of

pytestmark = pytest.mark.usefixtures("as_printed")


@pytest.fixture(scope="module")
def drawn(shipped):
    return map_layers.layer(shipped, vintage="2020", boundary_set="schematic")


@pytest.fixture
def content(shipped, standing, drawn):
    view = MapView(layer_address="")
    return theme_map(standing(2022), drawn, tier_theme(standing(2022)), view)


def test_the_sheet_says_what_the_screen_says(shipped, standing, drawn, content):
    sheet = sheet_of(shipped, standing(2022), drawn, content)
    assert (sheet.legend, sheet.classes, sheet.title, sheet.stamp) == (
        content.legend, content.classes, content.title, content.stamp
    )  # fmt: skip
    assert sheet.source.startswith("Số liệu: Số liệu minh họa")
    assert "đến ngày 31/12/2022" in sheet.source
    assert sheet.subtitle == "Tỉnh Cao Bằng"
    assert "TỈNH HÀ GIANG" in [one[0] for one in sheet.neighbours]
    assert len(sheet.names) == 161


def test_units_of_2025_have_the_neighbours_of_2025(shipped, standing):
    newer = map_layers.layer(shipped, vintage="2025", boundary_set="schematic")
    found = standing(2022, "2025")
    view = MapView(layer_address="")
    sheet = sheet_of(shipped, found, newer, theme_map(found, newer, tier_theme(found), view))
    assert "TỈNH TUYÊN QUANG" in [one[0] for one in sheet.neighbours]


def test_a_district_is_named_and_the_rest_stands_back(shipped, standing, drawn):
    view = MapView(layer_address="", district="042")
    sheet = sheet_of(shipped, standing(2022), drawn, theme_map(standing(2022), drawn, tier_theme(standing(2022)), view))
    assert sheet.subtitle == "Huyện Bảo Lâm, Tỉnh Cao Bằng"
    assert sheet.focus.sum() == 13


def test_land_is_made_ready_once(shipped, drawn):
    assert land_of(shipped, drawn) is land_of(shipped, drawn)


def test_at_a3_nearly_every_name_finds_room(shipped, standing, drawn, content):
    made = map_sheet(shipped, standing(2022), drawn, content, SheetForm(paper="A3", labels=True))
    assert made.dropped < 161 * 0.1
    assert made.alike == ()


def test_what_a_person_has_to_know_is_said():
    assert sheet_notes(DrawnSheet(content=b"", dropped=0, alike=())) == ()
    said = sheet_notes(DrawnSheet(content=b"", dropped=3, alike=(("a", "b"),)))
    assert said[0].startswith("3 tên")
    assert said[1:] == grey_notes([("a", "b")])
    assert "a – b" in said[1]


def test_a_printed_map_has_its_letters_inside(shipped, standing, drawn, content, tmp_path):
    path = tmp_path / "ban-do.pdf"
    form = SheetForm(paper="A3", labels=True, graticule=True, form="pdf")
    path.write_bytes(map_sheet(shipped, standing(2022), drawn, content, form).content)
    fonts = fonts_of(path)
    assert fonts
    assert all(fonts.values())
    (page,) = pages_of(path)
    words = " ".join(page.split())
    assert all(one in words for one in ("Đức Hạnh", "Trùng Khánh", "QĐ. Hoàng Sa", "TỈNH LẠNG SƠN", "106°Đ"))
    (picture,) = pictures_of(path, tmp_path)
    assert not ink_at_the_edge(picture)
