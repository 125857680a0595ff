"""The map on a page: no address but this server's, and a click handled once."""

import pytest
import streamlit as st

from ntm_geo.ui.kit import map_view


def _click(code, moment):
    return {"last_active_drawing": {"properties": {"code": code, "click": moment}}}


def test_a_click_is_handed_on_once(monkeypatch):
    monkeypatch.setattr(st, "session_state", {"map": _click("01438", 1)})
    assert map_view.clicked_commune("map") == "01438"
    assert map_view.clicked_commune("map") == ""
    st.session_state["map"] = _click("01438", 2)
    assert map_view.clicked_commune("map") == "01438"


@pytest.mark.parametrize("value", [None, {}, {"last_active_drawing": None}, {"last_active_drawing": {}}])
def test_no_click_is_no_commune(monkeypatch, value):
    monkeypatch.setattr(st, "session_state", {"map": value})
    assert map_view.clicked_commune("map") == ""


def test_a_layer_folder_is_made_before_it_is_served(tmp_path):
    map_view.serve_layers(tmp_path / "a" / "layers")
    assert (tmp_path / "a" / "layers").is_dir()


@pytest.mark.parametrize("page", ["", "tier_map"])
def test_the_map_asks_no_other_host(app, page):
    (component,) = app(page).get("component_instance")
    arguments = component.proto.json_args
    assert "http://" not in arguments.replace("http://www.w3.org", "")
    assert "https://" not in arguments
    assert len(arguments) < 10_000
