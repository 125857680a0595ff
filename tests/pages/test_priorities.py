"""The planner picks a purpose, sees who is chosen and why, and saves it."""

import re

import pytest

from tests.widgets import keyed


def _ranking(at):
    return next(one.value for one in at.dataframe if one.value.shape[0] == 122 and one.value.shape[1] == 5)


def _sentence(at):
    return next(one.value for one in at.markdown if re.search(r"^\*\*(Chọn|\d+ of)", one.value))


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_purpose_chooses_ten(app, lang):
    at = app("priorities", lang=lang, period="2022")
    assert "10" in _sentence(at)
    frame = _ranking(at)
    assert frame.iloc[:, 3].isin(["Được chọn", "Chosen"]).sum() == 10
    assert len(frame) == 122


def test_another_purpose_another_list(app):
    at = app("priorities", period="2022")
    first = _ranking(at).iloc[:10, 1].to_list()
    next(one for one in at.selectbox if one.key == "priority_purpose").set_value("border").run()
    assert _ranking(at).iloc[:10, 1].to_list() != first
    assert not at.exception


def test_a_weight_moves_the_list_and_a_scenario_keeps_it(fresh, app):
    at = app("priorities", period="2022")
    before = _ranking(at).iloc[:10, 1].to_list()
    keyed(at.text_input, "scenario_name_").set_value("Lần một")
    at.button(key="scenario_save").click().run()
    assert any("Lần một" in str(one.options) for one in at.selectbox)
    next(one for one in at.slider if one.key == "weight_finish_missing").set_value(0).run()
    next(one for one in at.slider if one.key == "weight_finish_poverty").set_value(100).run()
    after = _ranking(at).iloc[:10, 1].to_list()
    assert after != before
    told = next(one.value for one in at.markdown if "xã vào" in one.value)
    assert re.search(rf"\b{len(set(after) - set(before))} xã vào", told)


def test_no_weight_at_all_is_said(app):
    at = app("priorities", period="2022")
    next(one for one in at.selectbox if one.key == "priority_purpose").set_value("own").run()
    next(one for one in at.slider if one.key == "weight_own_missing").set_value(0).run()
    assert any("trọng số" in one.value for one in at.error)


@pytest.mark.parametrize(("what", "words"), [("methods", "TOPSIS"), ("patterns", "ngẫu nhiên")])
def test_methods_and_patterns_are_shown_when_wanted(app, what, words):
    at = app("priorities", period="2022")
    at.session_state["priority_more"] = what
    at.run()
    assert not at.exception
    assert any(words in one.value for one in (*at.markdown, *at.caption))
