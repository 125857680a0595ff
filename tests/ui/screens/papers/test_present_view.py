"""The stage gets everything at once, and what the leaders assume comes back to it, never to the data."""

import json

from ntm_geo.briefing.running_orders import Item, RunningOrder, ready_order
from ntm_geo.ui.screens.papers import present_view
from ntm_geo.ui.screens.papers.present_view import SHOWING


def _stage(at):
    (found,) = [one for one in at.get("component_instance") if "stage" in one.proto.component_name]
    return json.loads(found.proto.json_args)


def test_the_stage_opens_with_all_slides(app):
    at = app("present")
    at.button(key="start").click().run()
    assert not at.exception
    args = _stage(at)
    assert len(args["slides"]) == 11
    assert (args["start"], args["met"], args["language"]) == (0, [], "vi")
    assert len(args["missing"]["01291"]) == 13
    assert args["names"]["10"] == "Thu nhập"


def test_what_is_assumed_changes_the_slides_and_is_taken_back(app):
    at = app("present")
    at.session_state[SHOWING] = RunningOrder(name="Thử", items=(Item(show="tiers"),))
    before = _stage(at.run())
    met = [["01291", one] for one in ("2", "3", "5", "6")]
    at.session_state["stage_met"] = (tuple(map(tuple, met)), 0)
    after = _stage(at.run())
    assert after["met"] == met
    assert "51 xã" in after["slides"][0]["lines"][2]
    assert after["id"] != before["id"]
    at.session_state["stage_met"] = ((), 0)
    assert _stage(at.run())["id"] == before["id"]


def test_a_slide_that_cannot_be_made_is_told_in_words(app):
    at = app("present")
    at.session_state[SHOWING] = RunningOrder(name="Thử", items=(Item(show="criterion", subject="77"),))
    at.run()
    assert any("Không có bản đồ 77" in one.value for one in at.error)


def test_an_english_meeting_gets_english_words(app):
    at = app("present", lang="en")
    at.button(key="start").click().run()
    args = _stage(at)
    assert args["words"]["after"] == "Next slide"
    assert args["slides"][0]["title"] == "Results of building new rural areas in 2022"
    assert present_view.SHOWING in at.session_state


def test_a_page_loaded_anew_shows_the_running_order_of_its_address(app):
    at = app("present", showing=ready_order().name)
    assert at.session_state[SHOWING].name == ready_order().name
    assert SHOWING not in app("present", showing="Không có").session_state
