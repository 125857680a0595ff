"""What can be taken along from a map: paper and names are chosen, files are made when they are asked for."""

import pytest

from ntm_geo.ui.state import View
from ntm_geo.ui.take_view import slide_of
from ntm_geo.workflows.running_orders import Item


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
    ("key", "chosen", "item"),
    [
        ("tier_map", {}, Item(show="tiers")), ("tier_map", {"district": "042"}, Item(show="tiers", subject="042")),
        ("tier_map", {"commune": "01291"}, Item(show="commune", subject="01291")),
        ("criteria_map", {"theme": "10.1"}, Item(show="criterion", subject="10.1")), ("criteria_map", {}, None),
        ("hamlet_map", {"district": "042"}, Item(show="hamlets")), ("path_map", {}, None),
    ],
)  # fmt: skip
def test_a_map_knows_the_slide_it_would_be(key, chosen, item):
    assert slide_of(View(**chosen), key) == item


def test_a_view_is_put_into_the_presentation(app):
    at = _open(app, "criteria", theme="10.1")
    at.button(key="slide_of_criteria_map").click().run()
    assert not at.exception
    assert "trang 12" in at.toast[0].value
    at.switch_page("pages/present.py").run()
    assert any("Thu nhập" in one.value for one in at.markdown)
