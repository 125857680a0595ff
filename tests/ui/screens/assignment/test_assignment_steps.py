"""Saving and deciding is one step where the planner wants it; the next decision begins with signer and place."""

from ntm_geo.partners.assignment_plans import list_plans


def _decide(at, number):
    at.text_input(key="assign_number").set_value(number)
    at.text_input(key="assign_signer").set_value(at.text_input(key="assign_signer").value or "Chủ tịch")
    at.text_input(key="assign_place").set_value(at.text_input(key="assign_place").value or "Cao Bằng")
    at.button(key="assign_decide").click().run()


def test_a_proposal_is_saved_and_decided_at_once_and_the_next_one_knows_who_signs(app, fresh):
    at = app("assignment", period="2022")
    at.button(key="assign_decide").click().run()
    assert at.error
    assert list_plans(fresh) == (), "nothing is saved by a decision that is not whole"
    _decide(at, "12/QĐ-UBND")
    assert not at.error
    (kept,) = list_plans(fresh)
    assert (kept.state, kept.decision, kept.name) == ("decided", "12/QĐ-UBND", "Phân công năm 2023")
    assert kept.question["figures"]["communes"] == 40
    again = app("assignment", period="2022")
    again.button(key="assign_new").click().run()
    assert again.text_input(key="assign_name").value == "Phân công năm 2023 (2)"
    assert (again.text_input(key="assign_signer").value, again.text_input(key="assign_place").value) == (
        "Chủ tịch", "Cao Bằng",
    )  # fmt: skip
