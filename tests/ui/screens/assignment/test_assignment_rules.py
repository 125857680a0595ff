"""The question on the page: weights start from what is proposed, and only the sent form changes them."""

from ntm_geo.assignment.case import DEFAULT_WEIGHTS


def test_weights_start_as_proposed_and_a_moved_slider_waits_for_the_form(app):
    at = app("assignment", period="2022")
    for key, value in DEFAULT_WEIGHTS.items():
        assert at.slider(key=f"assign_weight_{key}").value == value
    before = at.session_state["assignment_bench"].draft
    at.slider(key="assign_weight_closeness").set_value(100)
    at.button(key="assign_with_rules").click().run()
    after = at.session_state["assignment_bench"].draft
    assert after.case.question.weights["closeness"] == 100
    assert after.pairs["km"].mean() < before.pairs["km"].mean()


def test_the_boxes_begin_with_the_rules_of_the_plan_that_is_open(app, fresh):
    at = app("assignment", period="2022")
    at.number_input(key="assign_most").set_value(1)
    at.button(key="assign_with_rules").click().run()
    at.button(key="assign_start").click().run()
    at.button(key="assign_new").click().run()
    at.number_input(key="assign_most").set_value(2).run()
    at.selectbox(key="assign_plan_2020").set_value("1.1").run()
    assert at.number_input(key="assign_most_1_1").value == 1
    assert at.session_state["assignment_bench"].draft.case.question.at_most == 1
