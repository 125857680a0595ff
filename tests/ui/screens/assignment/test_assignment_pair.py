"""A pair of the plan is fixed with one click and nothing is solved; refusing it says what followed and can be undone."""

import pytest

from ntm_geo.assignment import draft_steps
from ntm_geo.ui.screens.assignment import assignment_view


@pytest.fixture
def chosen(monkeypatch):
    """Let the table give a pair, as a click on its row does."""
    picked = {}
    real = assignment_view._table

    def table(standing, edits, draft, view):
        real(standing, edits, draft, view)
        pair = picked.setdefault("pair", min(draft.chosen))
        there = set(zip(draft.pairs["agency"], draft.pairs["code"], strict=True))
        return pair if pair in there else None

    monkeypatch.setattr(assignment_view, "_table", table)
    return picked


def _desk(at):
    return at.session_state["assignment_bench"].draft


def _key(pair, what):
    return f"{what}_{pair[0]}_{pair[1]}"


def test_a_pair_is_fixed_without_solving_its_reason_may_follow_and_is_needed_to_save(app, fresh, chosen, monkeypatch):
    at = app("assignment", period="2022")
    pair, before = chosen["pair"], _desk(at).chosen
    with monkeypatch.context() as patch:
        for name in ("solve", "plan_again"):
            patch.setattr(draft_steps, name, lambda *_a, **_k: pytest.fail("nothing has to be solved"))
        at.button(key=_key(pair, "do_in")).click().run()
    assert _desk(at).chosen == before
    assert [one.inside for one in _desk(at).case.question.locks] == [True]
    at.button(key="assign_start").click().run()
    assert any("lý do" in one.value for one in at.error), "a plan is kept with the reasons of its locks only"
    at.text_input(key=_key(pair, "why")).set_value("đã hứa").run()
    assert draft_steps.without_reason(_desk(at)) == ()
    at.button(key="assign_start").click().run()
    assert not at.error
    assert at.session_state["assignment_bench"].opened.pairs["lock_why"].dropna().tolist() == ["đã hứa"]


def test_what_a_refusal_changed_is_told_and_undone(app, chosen):
    at = app("assignment", period="2022")
    pair, before = chosen["pair"], _desk(at).chosen
    at.text_input(key=_key(pair, "why")).set_value("bận").run()
    at.button(key=_key(pair, "do_out")).click().run()
    assert pair not in _desk(at).chosen
    assert [one.why for one in _desk(at).case.question.locks] == ["bận"]
    assert any("cặp thay đổi" in one.value for one in at.caption)
    at.button(key="assign_undo").click().run()
    assert _desk(at).chosen == before


def test_one_reason_is_given_for_all_when_it_is_saved(app, fresh, chosen):
    at = app("assignment", period="2022")
    at.button(key=_key(chosen["pair"], "do_in")).click().run()
    at.text_input(key="assign_lock_why_save").set_value("theo đề nghị")
    at.button(key="assign_start").click().run()
    assert not at.error
    assert at.session_state["assignment_bench"].opened.pairs["lock_why"].dropna().tolist() == ["theo đề nghị"]


def test_another_agency_is_taken_with_a_reason_and_the_choice_is_solved_once(app, chosen, monkeypatch):
    at = app("assignment", period="2022")
    pair, solved = chosen["pair"], []
    others = draft_steps.others
    monkeypatch.setattr(draft_steps, "others", lambda *args, **more: solved.append(args[1]) or others(*args, **more))
    at.toggle(key=_key(pair, "swap")).set_value(True).run()
    other = at.radio(key=_key(pair, "other")).value
    assert at.button(key=_key(pair, "do_swap")).disabled
    at.text_input(key=_key(pair, "why")).set_value("gần hơn").run()
    assert solved == [pair[1]]
    at.button(key=_key(pair, "do_swap")).click().run()
    assert not at.error
    assert (other, pair[1]) in _desk(at).chosen
