"""Taking a plan up: a kept one opens as it was saved, a scenario brings its own communes."""


def test_a_kept_plan_opens_as_it_was_saved(app, fresh):
    at = app("assignment", period="2022")
    at.number_input(key="assign_count").set_value(8).run()
    before = at.session_state["assignment_bench"].draft.chosen
    at.button(key="assign_start").click().run()
    plan = at.session_state["assignment_bench"].opened.plan
    again = app("assignment", period="2022")
    again.selectbox(key="assign_plan_2020").set_value(f"{plan}.1").run()
    assert again.session_state["assignment_bench"].draft.chosen == before
    assert not again.session_state["assignment_bench"].dirty


def test_the_units_of_2025_have_a_plan_as_well(app):
    at = app("assignment", period="2022", vintage="2025")
    assert not at.exception
    assert at.session_state["assignment_bench"].draft.chosen
