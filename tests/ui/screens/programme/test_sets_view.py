"""The list of the two sets follows the commune that is chosen."""


def test_the_tier_map_can_be_judged_by_the_other_set(app):
    at = app("tier_map", period="2022", against="commune-2026")
    box = next(one for one in at.selectbox if one.key == "choose_set")
    assert (box.value, box.options) == ("commune-2026", ["2021–2025", "2026–2030"])
    assert at.session_state["ntm_view"].against == "commune-2026"


def test_a_set_nobody_knows_falls_back(app):
    assert app("tier_map", period="2022", against="commune-1999").session_state["ntm_view"].against == ""


def test_the_criteria_of_the_other_set_can_be_chosen(app):
    at = app("criteria", period="2022", against="commune-2026", theme="7")
    box = next(one for one in at.selectbox if one.value == "7")
    assert len(box.options) == 10
