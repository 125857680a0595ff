"""The tier map with its sources."""

from ntm_geo.ui.kit.state import View
from ntm_geo.ui.screens.programme.tier_view import pick_clicked


def _source(at):
    return next(one.proto.body for one in at.get("html") if 'class="ntm-source"' in one.proto.body)


def test_what_is_illustrative_and_schematic_says_so(app):
    source = _source(app("tier_map"))
    assert "Số liệu minh họa" in source
    assert "sơ đồ, không phải ranh giới chính thức" in source


def test_carried_figures_name_their_rule(app):
    assert "Xã hợp nhất" in _source(app("tier_map", vintage="2025"))
    assert "Xã hợp nhất" not in _source(app("tier_map", vintage="2020"))


def test_a_click_chooses_the_commune(app):
    at = app("tier_map")
    at.session_state["tier_map"] = {"last_active_drawing": {"properties": {"code": "01438", "click": 1}}}
    at.run()
    assert at.session_state["ntm_view"].commune == "01438"


def test_without_a_click_the_view_stays(monkeypatch):
    monkeypatch.setattr("ntm_geo.ui.kit.map_view.clicked_commune", lambda _key: "")
    assert pick_clicked(View(commune="01438"), "map").commune == "01438"
