"""A plan is begun, circulated, decided, changed only by a new edition, and never loses what somebody saved."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from ntm_geo.errors import StoreError, TableError
from ntm_geo.partners import assignment_plans as plans
from ntm_geo.partners.plan_editions import read_editions
from ntm_geo.partners.plan_merge import PlanConflictError
from ntm_geo.records.dataset_versions import restore

DECISION = plans.Decision(number="12/QĐ-UBND", on=date(2023, 2, 1), signer="Chủ tịch", place="Tỉnh lỵ")


@pytest.fixture
def decided(fresh, begun):
    circulated = plans.move_on(fresh, begun, "circulated", by="An")
    return plans.move_on(fresh, circulated, "decided", by="An", decision=DECISION)


def test_a_draft_becomes_a_decision(fresh, decided):
    assert (decided.state, decided.decision, decided.decided_on) == ("decided", "12/QĐ-UBND", date(2023, 2, 1))
    assert plans.state_name(decided, date(2023, 1, 31)) == "Đã quyết định"
    assert plans.state_name(decided, date(2024, 5, 1)) not in {"Đã quyết định", "Đã kết thúc"}
    assert plans.state_name(decided, date(2026, 1, 1)) == "Đã quyết định, đã hết năm thực hiện"
    assert [one.plan for one in plans.list_plans(fresh, vintage="2020")] == [1]


def test_what_is_decided_does_not_change(fresh, decided, pair_table):
    with pytest.raises(TableError, match="stays as it is"):
        plans.save_pairs(fresh, decided, pair_table(("health", "01297")), by="Bình")
    with pytest.raises(TableError, match="cannot go to"):
        plans.move_on(fresh, decided, "draft", by="Bình")
    # Not even when the caller pretends it is a draft.
    with pytest.raises(TableError, match="stays as it is"):
        plans.save_pairs(fresh, replace(decided, state="draft"), pair_table(("health", "01297")), by="Bình")
    assert read_editions(fresh, 1, "2020")[0].pairs.equals(decided.pairs)


def test_a_change_is_a_new_edition_with_a_reason_and_replaces_the_old_one_when_decided(fresh, decided, pair_table):
    with pytest.raises(TableError, match="reason"):
        plans.new_edition(fresh, decided, reason=" ", by="An")
    second = plans.new_edition(fresh, decided, reason="Sở Y tế nhận thêm xã", by="An")
    assert (second.edition, second.state, second.decision) == (2, "draft", "")
    changed = plans.save_pairs(fresh, second, pair_table(("health", "01297")), by="An")
    assert [one.state for one in read_editions(fresh, 1, "2020")] == ["decided", "draft"]
    later = plans.Decision(number="99/QĐ-UBND", on=date(2024, 3, 1), signer="Chủ tịch")
    plans.move_on(fresh, changed, "decided", by="An", decision=later)
    first, newest = read_editions(fresh, 1, "2020")
    assert (first.state, first.decision, newest.state) == ("replaced", "12/QĐ-UBND", "decided")
    assert first.pairs["code"].tolist() == ["01291", "01294"]
    assert sorted(plans.difference(first, newest)["change"]) == ["added", "removed", "removed"]
    with pytest.raises(TableError, match=r"not the newest|cannot go"):
        plans.move_on(fresh, replace(first, state="decided", version=newest.version), "ended", by="An", reason="x")


def test_the_second_of_two_savers_is_told_and_both_changes_can_be_kept(fresh, begun, pair_table, pair_row):
    theirs = pd.concat([begun.pairs, pair_table(("justice", "01297"))])
    plans.save_pairs(fresh, begun, theirs, by="Bình")
    mine = pair_table(pair_row("health", "01291", lock="in", lock_why="đã hứa"), ("trade", "01294"))
    with pytest.raises(PlanConflictError, match="Bình") as caught:
        plans.save_pairs(fresh, begun, mine, by="An")
    conflict = caught.value
    assert conflict.merge.fits
    assert conflict.merge.theirs["agency"].tolist() == ["justice"]
    kept = plans.save_pairs(fresh, conflict.theirs, conflict.merge.pairs, by="An")
    assert kept.pairs["agency"].tolist() == ["health", "justice", "trade"]
    assert kept.pairs.set_index("agency").loc["health", ["lock", "lock_by"]].tolist() == ["in", "An"]


def test_a_save_over_what_was_decided_meanwhile_offers_no_merge(fresh, begun, pair_table):
    plans.move_on(fresh, begun, "decided", by="Bình", decision=DECISION)
    with pytest.raises(PlanConflictError) as caught:
        plans.save_pairs(fresh, begun, pair_table(("health", "01297")), by="An")
    assert caught.value.merge is None
    assert caught.value.theirs.state == "decided"


def test_two_who_decide_at_once_decide_once(fresh, begun):
    plans.move_on(fresh, begun, "circulated", by="Bình")
    with pytest.raises(PlanConflictError):
        plans.move_on(fresh, begun, "decided", by="An", decision=DECISION)
    with pytest.raises(PlanConflictError):
        plans.move_on(fresh, begun, "decided", by="An", decision=DECISION)
    assert plans.open_plan(fresh, 1, vintage="2020").state == "circulated"


def test_an_end_needs_a_reason(fresh, decided):
    with pytest.raises(TableError, match="reason"):
        plans.move_on(fresh, decided, "ended", by="An")
    ended = plans.move_on(fresh, decided, "ended", by="An", reason="Hết giai đoạn", today=date(2025, 7, 1))
    assert (ended.state, ended.reason) == ("ended", "Hết giai đoạn")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": " "}, "no name"),
        ({"name": "Phân công 2023"}, "already"),
        ({"years": (2025, 2023)}, "ends before"),
    ],
)
def test_a_plan_that_cannot_begin_is_refused_and_nothing_is_kept(fresh, begun, pair_table, changes, said):
    asked = {"name": "Khác", "years": (2023, 2025)} | changes
    with pytest.raises(TableError, match=said):
        plans.start_plan(
            fresh, asked["name"], pair_table(("health", "01291")), vintage="2020", years=asked["years"], question={},
            provenance=begun.provenance, by="An",
        )  # fmt: skip
    assert len(plans.list_plans(fresh)) == 1


@pytest.mark.parametrize("decision", [None, replace(DECISION, number=" "), replace(DECISION, signer="")])
def test_a_decision_is_whole_or_none(fresh, begun, decision):
    with pytest.raises(TableError, match="number, day and signer"):
        plans.move_on(fresh, begun, "decided", by="An", decision=decision)


def test_nothing_assigned_cannot_be_decided(fresh, begun, pair_table, pair_row):
    empty = plans.save_pairs(fresh, begun, pair_table(pair_row(assigned=False, lock="out", lock_why="bận")), by="An")
    with pytest.raises(TableError, match="Nothing is assigned"):
        plans.move_on(fresh, empty, "decided", by="An", decision=DECISION)


def test_a_decision_cannot_be_undone_by_restoring_older_data(fresh, begun, decided):
    with pytest.raises(StoreError, match="cannot be set back"):
        restore(fresh, begun.version, by="Bình")
    assert plans.open_plan(fresh, 1, vintage="2020").state == "decided"


def test_two_plans_begun_at_one_moment_both_get_a_number(fresh, begun, pair_table, monkeypatch):
    numbers = iter([1, 2])
    monkeypatch.setattr(plans, "next_number", lambda _space, _vintage: next(numbers))
    second = plans.start_plan(
        fresh, "Kế hoạch khác", pair_table(("health", "01291")), vintage="2020", years=(2024, 2024), question={},
        provenance=begun.provenance, by="Bình",
    )  # fmt: skip
    assert (begun.plan, second.plan) == (1, 2)
    assert plans.open_plan(fresh, 1, vintage="2020").name == "Phân công 2023"
