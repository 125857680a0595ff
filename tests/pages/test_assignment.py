"""The page of the assignment: a plan at once, decisions with reasons, states, two planners, and what clashes."""

from datetime import date

import pytest

from ntm_geo.assignment import draft_steps
from ntm_geo.partners.assignment_plans import list_plans, open_plan, save_pairs
from ntm_geo.ui.kit import cache


def _bench(at):
    return at.session_state["assignment_bench"]


def _said(at):
    return " ".join([one.value for kind in (at.markdown, at.caption, at.info, at.warning) for one in kind])


@pytest.fixture
def page(app):
    return app("assignment", period="2022")


def test_a_plan_is_there_at_once_and_its_figures_are_the_map_s(page):
    draft = _bench(page).draft
    assert draft.proven
    served = draft.pairs.loc[draft.pairs["assigned"], "code"].nunique()
    assert f"{served}/40 xã" in _said(page)
    assert "chưa lưu" in _said(page)


def test_another_number_of_communes_is_another_plan(page):
    page.number_input(key="assign_count").set_value(12).run()
    assert len(_bench(page).draft.case.chosen.codes) == 12
    assert not page.exception


def test_rules_are_asked_for_and_undone(page):
    before = _bench(page).draft
    page.number_input(key="assign_most").set_value(1)
    page.button(key="assign_with_rules").click().run()
    after = _bench(page).draft
    assert after.case.question.at_most == 1
    assert after.pairs["code"].value_counts().max() == 1
    page.button(key="assign_undo").click().run()
    assert _bench(page).draft is before
    page.button(key="assign_redo").click().run()
    assert _bench(page).draft is after


def test_what_clashes_is_told_and_a_way_out_is_one_click(page):
    page.number_input(key="assign_least").set_value(3)
    page.number_input(key="assign_most").set_value(2)
    page.button(key="assign_with_rules").click().run()
    assert any("mâu thuẫn" in one.value or "cùng lúc" in one.value for one in page.error), [
        one.value for one in page.error
    ]
    ways = [one for one in page.button if one.key and one.key.startswith("relax_")]
    assert ways
    ways[0].click().run()
    assert not page.error
    assert _bench(page).draft.proven


def test_a_partner_is_added_by_hand_with_a_reason(app):
    at = app("assignment", period="2022", commune="01327")
    code = next(iter(_bench(at).draft.case.chosen.codes))
    at = app("assignment", period="2022", commune=code)
    before = _bench(at).draft.chosen
    at.text_input(key=f"add_why_{code}").set_value("theo đề nghị của huyện").run()
    at.button(key=f"add_do_{code}").click().run()
    (added,) = _bench(at).draft.chosen - before
    assert added[1] == code
    assert any("quy tắc" in one.value for one in at.warning), "at most two partners: a third one is told"


@pytest.mark.parametrize("shown", ["commune", "matrix", "papers", "support", "history", "agency"])
def test_everything_below_can_be_shown_in_both_languages(app, shown):
    for lang in ("vi", "en"):
        at = app("assignment", period="2022", lang=lang)
        at.segmented_control(key="assign_more").set_value(shown).run()
        assert not at.exception
        assert not at.error


def _save(at, name):
    at.text_input(key="assign_by").set_value("Nông Thị B")
    at.text_input(key="assign_name").set_value(name)
    at.button(key="assign_start").click().run()
    assert not at.error
    return _bench(at).opened


def test_a_plan_goes_from_draft_to_decided_and_then_changes_only_in_a_new_edition(app, fresh):
    at = app("assignment", period="2022")
    opened = _save(at, "Phân công 2023")
    assert opened.state == "draft"
    at.button(key="assign_circulate").click().run()
    assert _bench(at).opened.state == "circulated"
    at.button(key="assign_decide").click().run()
    assert at.error, "a decision needs its number and signer"
    at.text_input(key="assign_number").set_value("12/QĐ-UBND")
    at.text_input(key="assign_signer").set_value("Chủ tịch")
    at.button(key="assign_decide").click().run()
    assert (_bench(at).opened.state, _bench(at).opened.decision) == ("decided", "12/QĐ-UBND")
    assert "12/QĐ-UBND" in _said(at)
    at.text_input(key="assign_reason").set_value("đổi đơn vị giúp")
    at.button(key="assign_edition").click().run()
    assert (_bench(at).opened.edition, _bench(at).opened.state) == (2, "draft")
    assert list_plans(fresh)[0].edition == 2


def test_the_second_of_two_planners_is_told_and_nothing_is_lost(app, fresh):
    at = app("assignment", period="2022")
    opened = _save(at, "Phân công 2023")
    code = next(iter(_bench(at).draft.case.chosen.codes))
    at.session_state["ntm_view"] = at.session_state["ntm_view"].change(commune=code)
    at.run()
    at.text_input(key=f"add_why_{code}").set_value("thêm").run()
    at.button(key=f"add_do_{code}").click().run()
    mine = _bench(at).draft.chosen
    theirs = opened.pairs.assign(note=opened.pairs["note"].astype("object").where(opened.pairs.index != 0, "ghi chú"))
    save_pairs(fresh, opened, theirs, by="An")
    at.button(key="assign_save").click().run()
    assert any("An" in one.value for one in at.error)
    at.button(key="assign_merge").click().run()
    assert _bench(at).draft.chosen == mine
    at.button(key="assign_save").click().run()
    kept = open_plan(fresh, opened.plan, vintage="2020")
    assert kept.pairs["note"].eq("ghi chú").sum() == 1
    assert set(zip(kept.assigned["agency"], kept.assigned["code"], strict=True)) == mine


def _decide(at, day=None):
    at.text_input(key="assign_number").set_value("12/QĐ-UBND")
    at.text_input(key="assign_signer").set_value("Chủ tịch")
    if day is not None:
        at.date_input(key="assign_day_2023_2023").set_value(day).run()
    at.button(key="assign_decide").click().run()


def test_what_was_decided_is_there_the_next_day_without_solving_and_cannot_be_changed(app, fresh, monkeypatch):
    at = app("assignment", period="2022")
    _decide(at)
    assert not at.error
    decided = _bench(at).opened
    assert (decided.state, decided.decided_on) == ("decided", date(2023, 1, 1)), "saved and decided in one go"
    monkeypatch.setattr(draft_steps, "solve", lambda *_a, **_k: pytest.fail("nothing has to be solved"))
    again = app("assignment", period="2022")
    assert _bench(again).opened.plan == decided.plan
    assert _bench(again).draft.chosen == _bench(at).draft.chosen
    assert "12/QĐ-UBND" in _said(again)
    gone = {"assign_anew", "assign_again", "assign_with_rules", "assign_undo", "assign_save", "assign_decide"}
    assert not gone & {one.key for one in again.button}
    assert {"assign_edition", "assign_end", "assign_new"} <= {one.key for one in again.button}


def test_its_figures_are_those_decided_and_others_stand_beside_them(app, fresh):
    at = app("assignment", period="2022")
    _decide(at)
    told = next(one.value for one in at.markdown if "40/40 xã" in one.value)
    assert not any("số liệu đang xem" in one.value for one in at.info)
    for year in ("2022", "2021"):
        again = app("assignment", period=year)
        assert _bench(again).opened is not None
        assert told in [one.value for one in again.markdown]
        beside = [one.value for one in again.info if "số liệu đang xem" in one.value]
        assert bool(beside) == (year == "2021")
    table = next(one.value for one in again.dataframe if "km" in one.value.columns)
    assert table["Điểm nay"].ne("").any()


def test_a_decision_outside_the_years_of_the_plan_is_asked_about(app, fresh):
    at = app("assignment", period="2022")
    _decide(at, date(2026, 11, 29))
    assert any("sau năm cuối 2023" in one.value for one in at.warning)
    assert at.error
    assert list_plans(fresh) == (), "nothing is half saved"
    at.checkbox(key="assign_meant_2026-11-29").check().run()
    at.button(key="assign_decide").click().run()
    assert not at.error
    assert list_plans(fresh)[0].decided_on == date(2026, 11, 29)


def test_to_change_an_issued_plan_a_draft_is_made_from_it_and_both_can_be_opened(app, fresh):
    at = app("assignment", period="2022")
    _decide(at)
    at.text_input(key="assign_reason").set_value("đổi đơn vị giúp")
    at.button(key="assign_edition").click().run()
    assert _bench(at).opened.edition == 2
    again = app("assignment", period="2022")
    assert _bench(again).opened.edition == 1, "what is decided is shown first"
    again.button(key="assign_newer").click().run()
    assert _bench(again).opened.state == "draft"
    assert "assign_anew" in {one.key for one in again.button}


def test_a_new_proposal_is_made_when_it_is_asked_for(app, fresh):
    at = app("assignment", period="2022")
    _decide(at)
    at.button(key="assign_new").click().run()
    assert _bench(at).opened is None
    assert _bench(at).draft.proven


def test_readers_do_not_share_what_they_try(app):
    first, second = app("assignment", period="2022"), app("assignment", period="2022")
    first.number_input(key="assign_most").set_value(1)
    first.button(key="assign_with_rules").click().run()
    second.run()
    assert _bench(second).draft.case.question.at_most == 2
    assert cache.workspace() is not None
