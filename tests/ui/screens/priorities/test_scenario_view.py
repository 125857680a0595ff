"""A saved ranking is opened again with all it was asked, copied, decided, and found again first."""

import pytest

from ntm_geo.priorities.scenarios import list_scenarios
from tests.widgets import keyed


def _ranking(at):
    return next(one.value for one in at.dataframe if one.value.shape[1] == 5 and len(one.value) > 50)


def _chosen(at):
    frame = _ranking(at)
    return set(frame.loc[frame.iloc[:, 3].eq("Được chọn")].iloc[:, 1])


def _save(at, name):
    keyed(at.text_input, "scenario_name_").set_value(name)
    at.button(key="scenario_save").click().run()
    assert not at.exception
    assert not at.error


@pytest.fixture
def saved(app, fresh):
    """A scenario with a purpose, weights, number, conditions and a commune left out, none of them as proposed."""
    at = app("priorities", period="2021", commune="01291")
    at.selectbox(key="priority_purpose").set_value("border").run()
    at.number_input(key="priority_count").set_value(7)
    at.number_input(key="priority_most").set_value(2)
    at.slider(key="weight_border_missing").set_value(77).run()
    at.text_input(key="overrule_why_01291").set_value("đang sắp xếp")
    keyed(at.button, "overrule_").click().run()
    _save(at, "Lần một")
    assert any("Đã lưu" in one.value for one in at.success)
    return _chosen(at)


def test_a_scenario_is_opened_again_with_everything_it_was_asked(app, fresh, saved):
    at = app("priorities", period="2022")
    assert _chosen(at) != saved
    at.button(key="scenario_open").click().run()
    assert not at.exception
    assert _chosen(at) == saved
    assert at.session_state["ntm_view"].period == "2021"
    assert at.selectbox(key="priority_purpose_1").value == "border"
    assert at.slider(key="weight_border_1_missing").value == 77
    assert (at.number_input(key="priority_count_1").value, at.number_input(key="priority_most_1").value) == (7, 2)
    assert any("đúng như khi lưu" in one.value for one in at.caption)
    at.slider(key="weight_border_1_missing").set_value(0).run()
    if _chosen(at) != saved:
        assert any("xã vào" in one.value and "xã ra" in one.value for one in at.caption)
    _save(at, "")
    (kept,) = list_scenarios(fresh)
    assert kept.name == "Lần một", "a draft that is open is saved under its own name"
    (overruled,) = kept.question.rules.overrules.items()
    assert (overruled[0], overruled[1].reason) == ("01291", "đang sắp xếp")


def test_a_scenario_is_copied_and_decided(app, fresh, saved):
    at = app("priorities", period="2021")
    at.button(key="scenario_decide").click().run()
    assert [one.state for one in list_scenarios(fresh)] == ["decided"]
    assert "scenario_decide" not in {one.key for one in at.button}
    at.button(key="scenario_copy").click().run()
    assert not at.exception
    copied, first = list_scenarios(fresh)
    assert (copied.name, copied.state, first.name) == ("Lần một (2)", "draft", "Lần một")
    assert copied.question == first.question
    assert _chosen(at) == saved


def test_weights_no_slider_has_come_back_as_figures(app, fresh):
    at = app("priorities", period="2022")
    at.session_state["priority_way"] = "pairs"
    at.run()
    before = _ranking(at).iloc[:, 1].to_list()
    _save(at, "Từng cặp")
    again = app("priorities", period="2022")
    again.button(key="scenario_open").click().run()
    assert again.session_state["priority_way_1"] == "write"
    assert _ranking(again).iloc[:, 1].to_list() == before
