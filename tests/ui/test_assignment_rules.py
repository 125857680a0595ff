"""The question on the page: weights start from what is proposed, and only the sent form changes them."""

from ntm_geo.workflows.assign import DEFAULT_WEIGHTS


def test_weights_start_as_proposed_and_a_moved_slider_waits_for_the_form(app):
    at = app("assignment", period="2022")
    for key, value in DEFAULT_WEIGHTS.items():
        assert at.slider(key=f"assign_weight_{key}").value == value
    before = at.session_state["assignment_bench"].desk
    at.slider(key="assign_weight_closeness").set_value(100)
    next(one for one in at.button if one.label == "Lập lại phương án").click().run()
    after = at.session_state["assignment_bench"].desk
    assert after.case.question.weights["closeness"] == 100
    assert after.pairs["km"].mean() < before.pairs["km"].mean()
