"""What can be taken along from a map: paper and names are chosen, files are made when they are asked for."""

import pandas as pd
import pytest

from ntm_geo.briefing.running_orders import Item
from ntm_geo.tables.saved.running_order_table import SHOWS
from ntm_geo.themes.count_themes import hamlet_theme
from ntm_geo.themes.map_themes import Theme, criterion_theme, indicator_theme, tier_theme
from ntm_geo.ui.kit.state import View
from ntm_geo.ui.kit.take_view import slide_of


def _open(app, page, **address):
    at = app(page, **address)
    assert "Ảnh (PNG)" not in {one.proto.label for one in at.get("download_button")}
    at.session_state[f"take_{page.removesuffix('s')}_map"] = True
    at.run()
    assert not at.exception
    return at


def _labels(at):
    return {one.proto.label for one in at.get("download_button")}


@pytest.mark.parametrize("page", ["criteria", "hamlets", "departments"])
def test_every_map_offers_picture_table_boundaries_and_link_when_asked(app, page):
    at = _open(app, page)
    assert {"Ảnh (PNG)", "Bản in (PDF)", "Bảng số liệu (Excel)"} <= _labels(at)
    assert any("GeoPackage" in one for one in _labels(at))
    assert "period=2022" in at.code[0].value


def test_names_that_find_no_room_are_told(app):
    at = _open(app, "hamlets")
    at.toggle(key="labels_hamlet_map").set_value(True).run()
    assert not at.exception
    assert any("tên xã không đủ chỗ" in one.value for one in at.caption)


def test_a_picture_for_a_chat_group_needs_no_print(app):
    at = _open(app, "criteria")
    at.segmented_control(key="paper_criteria_map").set_value("chat").run()
    assert not at.exception
    assert "Bản in (PDF)" not in _labels(at)


@pytest.mark.parametrize(
    ("slide", "chosen", "item"),
    [
        (("tiers", ""), {}, Item(show="tiers")),
        (("tiers", ""), {"district": "042"}, Item(show="tiers", subject="042")),
        (("tiers", ""), {"district": "042", "commune": "01291"}, Item(show="commune", subject="01291")),
        (("criterion", "10.1"), {"commune": "01291"}, Item(show="criterion", subject="10.1")),
        (("hamlets", ""), {"district": "042"}, Item(show="hamlets")),
        (("", ""), {"commune": "01291"}, None),
    ],
)
def test_a_theme_says_which_slide_it_would_be(slide, chosen, item):
    theme = Theme(title="", painted=(), text_label="", table=pd.DataFrame(), slide=slide)
    assert slide_of(View(**chosen), theme) == item


def test_every_slide_a_theme_names_can_be_shown(shipped):
    from ntm_geo.ui.kit import cache

    standing = cache.assessment(2022, "2020")
    themes = [tier_theme(standing), criterion_theme(standing, "6"), indicator_theme(standing, "10.1")]
    themes.append(hamlet_theme(standing, 0.3))
    assert {theme.slide[0] for theme in themes} <= set(SHOWS)
    assert [theme.slide[1] for theme in themes] == ["", "6", "10.1", ""]


def test_a_view_is_put_into_the_presentation(app):
    at = _open(app, "criteria", theme="10.1")
    at.button(key="slide_of_criteria_map").click().run()
    assert not at.exception
    assert "trang 12" in at.toast[0].value
    at.switch_page("pages/present.py").run()
    assert any("Thu nhập" in one.value for one in at.markdown)
