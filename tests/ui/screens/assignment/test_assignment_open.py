"""The plan that holds is on the page at once; its words in the list follow its state; a proposal is made on demand."""


def _bench(at):
    return at.session_state["assignment_bench"]


def test_the_list_says_the_state_each_plan_has_now(app, fresh):
    at = app("assignment", period="2022")
    at.button(key="assign_start").click().run()
    box = at.selectbox(key="assign_plan_2020")
    assert any("Dự thảo" in one for one in box.options)
    at.text_input(key="assign_number").set_value("12/QĐ-UBND")
    at.text_input(key="assign_signer").set_value("Chủ tịch")
    at.button(key="assign_decide").click().run()
    box = at.selectbox(key="assign_plan_2020")
    assert (box.value, _bench(at).opened.state) == ("1.1", "decided")
    assert not any("Dự thảo" in one for one in box.options)
    at.button(key="assign_new").click().run()
    assert at.selectbox(key="assign_plan_2020").value == "new"
    assert _bench(at).opened is None
    at.selectbox(key="assign_plan_2020").set_value("1.1").run()
    assert _bench(at).opened.state == "decided"


def test_a_plan_stands_on_the_year_it_was_made_from(app, fresh):
    at = app("assignment", period="2022")
    at.button(key="assign_start").click().run()
    again = app("assignment", period="2021")
    assert _bench(again).draft.case.period == 2022
    assert not _bench(again).dirty
