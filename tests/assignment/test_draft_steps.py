"""At the desk every step gives a new desk: what a person decided holds, little else moves, and the step before is whole."""

import gc
import tracemalloc
from dataclasses import replace

import pytest

from ntm_geo.assignment import case as case_module
from ntm_geo.assignment import draft_steps
from ntm_geo.assignment.case import KindRule
from ntm_geo.assignment.engine import lock_in, lock_out, relaxations, smallest_clash, solve
from ntm_geo.errors import InfeasibleAssignmentError, TableError


@pytest.fixture(scope="module")
def case(assign_case):
    return assign_case(at_most=1)


@pytest.fixture
def draft(case):
    return draft_steps.propose(case)


@pytest.fixture(scope="module")
def here(shipped, standing):
    return shipped, standing()


def test_the_proposal_is_what_the_solver_finds(case, draft):
    assert (draft.chosen, draft.proven) == (solve(case.problem).chosen, True)
    assert draft_steps.broken(draft) == []
    assert draft.assignment.value == pytest.approx(solve(case.problem).value)


def test_a_lock_holds_and_moves_little(draft):
    pair = min(draft.chosen)
    after = draft_steps.lock(draft, pair, lock_out(*pair, by="An", why="bận"))
    assert pair not in after.chosen
    assert len(draft.chosen ^ after.chosen) <= 4
    row = after.pairs.set_index(["agency", "code"]).loc[pair]
    assert (row["assigned"], row["lock"], row["lock_why"]) == (False, "out", "bận")
    back = draft_steps.unlock(after, pair)
    assert pair not in set(zip(back.pairs["agency"], back.pairs["code"], strict=True))
    assert pair in draft.chosen, "the desk before is as it was"


@pytest.mark.parametrize("asked", [{"at_most": 1}, {"at_most": 2, "keep": 0.3}, {"at_most": 2, "fair": True}])
def test_a_pair_in_the_plan_is_fixed_without_solving_and_nothing_better_is_missed(assign_case, asked, monkeypatch):
    draft = draft_steps.propose(assign_case(**asked))
    with monkeypatch.context() as patch:
        for name in ("solve", "plan_again", "make_case"):
            patch.setattr(draft_steps, name, lambda *_a, **_k: pytest.fail("nothing has to be solved"))
        fixed = [draft_steps.lock(draft, pair, lock_in(*pair)) for pair in sorted(draft.chosen)]
    for number, (pair, after) in enumerate(zip(sorted(draft.chosen), fixed, strict=True)):
        assert after.chosen == draft.chosen
        assert after.proven
        assert after.pairs.set_index(["agency", "code"]).loc[pair, "lock"] == "in"
        if number % 4:  # two solutions a pair: every fourth tells as much
            continue
        again = solve(after.case.problem)
        assert again.value == pytest.approx(after.assignment.value)
        assert draft_steps.replan(draft, after.case).chosen == draft.chosen, "the solver would move nothing either"


def test_a_pair_that_is_not_in_the_plan_is_refused_without_solving(draft, monkeypatch):
    table = draft.case.problem.pairs
    pair = next(one for one in zip(table["agency"], table["code"], strict=True) if one not in draft.chosen)
    monkeypatch.setattr(draft_steps, "plan_again", lambda *_a, **_k: pytest.fail("nothing has to be solved"))
    after = draft_steps.lock(draft, pair, lock_out(*pair, why="bận"))
    assert after.chosen == draft.chosen
    row = after.pairs.set_index(["agency", "code"]).loc[pair]
    assert (row["assigned"], row["lock"], row["lock_why"]) == (False, "out", "bận")
    assert draft_steps.unlock(after, pair).pairs[["agency", "code"]].equals(draft.pairs[["agency", "code"]])


def test_figures_kept_beside_a_pair_stay_when_it_is_fixed(draft):
    pair = min(draft.chosen)
    old = replace(draft, pairs=draft.pairs.assign(value=0.123))
    assert draft_steps.lock(old, pair, lock_in(*pair)).pairs["value"].eq(0.123).all()


def test_reasons_may_follow_one_by_one_or_for_all(draft):
    first, second, *_rest = sorted(draft.chosen)
    both = draft_steps.lock(draft_steps.lock(draft, first, lock_in(*first)), second, lock_in(*second))
    assert draft_steps.without_reason(both) == (first, second)
    one = draft_steps.give_reason(both, "đã hứa", first)
    assert draft_steps.without_reason(one) == (second,)
    every = draft_steps.give_reason(one, "theo đề nghị")
    assert draft_steps.without_reason(every) == ()
    kept = every.pairs.set_index(["agency", "code"])["lock_why"]
    assert (kept[first], kept[second]) == ("đã hứa", "theo đề nghị")
    with pytest.raises(TableError, match="reason"):
        draft_steps.give_reason(both, " ")


def test_a_decision_by_hand_needs_its_reason(draft):
    pair = min(draft.chosen)
    for deed in (
        lambda: draft_steps.add(draft, pair, " "),
        lambda: draft_steps.swap(draft, pair[1], pair[0], "tax", ""),
    ):
        with pytest.raises(TableError, match="reason"):
            deed()


def test_an_alternative_can_be_taken_and_says_what_it_costs(draft):
    agency, code = min(draft.chosen, key=lambda pair: pair[1])
    ranked = [one for one in draft_steps.others(draft, code, instead_of=agency, most=3) if one.consequence]
    after = draft_steps.swap(draft, code, agency, ranked[0].agency, "theo đề nghị của xã")
    assert (ranked[0].agency, code) in after.chosen
    assert (agency, code) not in after.chosen
    row = after.pairs.set_index(["agency", "code"]).loc[ranked[0].agency, code]
    assert (row["origin"], row["why"]) == ("hand", "theo đề nghị của xã")
    assert draft.assignment.value - after.assignment.value >= ranked[0].consequence.cost - 1e-6


def test_removing_and_adding_say_which_rule_breaks(draft):
    agency, code = pair = min(draft.chosen)
    less = draft_steps.remove(draft, pair)
    assert any(code in line for line in draft_steps.broken(less))
    assert not less.proven
    again = draft_steps.add(less, pair, "giữ nguyên")
    assert draft_steps.broken(again) == []
    with pytest.raises(TableError, match="cannot go"):
        draft_steps.add(draft, (agency, "99999"), "thử")
    assert [one["change"] for one in draft_steps.moved(draft, less).to_dict("records")] == ["removed"]


def test_planning_again_mends_what_was_broken_with_the_fewest_changes(case, draft):
    less = draft_steps.remove(draft, min(draft.chosen))
    mended = draft_steps.replan(less, case)
    assert draft_steps.broken(mended) == []
    assert len(less.chosen ^ mended.chosen) == 1


def test_an_annex_that_came_back_is_taken_with_its_reason(draft):
    removed = frozenset([min(draft.chosen)])
    agency, code = max(draft.chosen)
    other = next(
        one.agency for one in draft_steps.others(draft, code, instead_of=agency, most=3)
        if (one.agency, code) not in draft.chosen
    )  # fmt: skip
    after = draft_steps.with_pairs(draft, frozenset([(other, code)]), removed, "sửa trên giấy")
    assert after.chosen == (draft.chosen | {(other, code)}) - removed


@pytest.mark.parametrize(
    "asked",
    [
        {"kinds": (KindRule(group="", kinds=("school",)), KindRule(group="", kinds=("school",), required=False))},
        {"at_least": 3, "at_most": 2},
        {"locks": (lock_in("health", "01291"), lock_out("health", "01291"))},
        {"keep": 1.0, "locks": ()},
    ],
)
def test_every_way_out_of_a_clash_can_be_asked_for(here, assign_case, asked):
    case = assign_case(**asked)
    try:
        draft_steps.propose(case)
    except InfeasibleAssignmentError:
        ways = relaxations(case.problem, smallest_clash(case.problem))
        assert ways
        for way in ways:
            again = draft_steps.asked_anew(*here, case, draft_steps.relaxed(case.question, case, way))
            assert draft_steps.propose(again).chosen
    else:
        assert "keep" in asked


def test_too_little_room_is_relaxed_by_letting_agencies_take_more(here, assign_case):
    few = {one.key: (0, 0) for one in assign_case().problem.agencies[8:]}
    case = assign_case(capacities=few, at_least=2)
    with pytest.raises(InfeasibleAssignmentError):
        draft_steps.propose(case)
    ways = relaxations(case.problem, smallest_clash(case.problem))
    wider = next(one for one in ways if one.part.key == "capacity")
    question = draft_steps.relaxed(case.question, case, wider)
    assert question.capacities != few
    assert draft_steps.propose(draft_steps.asked_anew(*here, case, question)).chosen


def test_fifty_steps_back_take_a_few_megabytes(draft, here):
    """A draft put away is its question and its pairs: the problem behind is shared with the draft after it."""
    steps, pairs = [draft], sorted(draft.chosen)
    gc.collect()
    tracemalloc.start()
    try:
        for number in range(50):
            last = steps[-1]
            question = replace(last.case.question, weights={**last.case.question.weights, "need": 10.0 + number % 7})
            case = draft_steps.asked_anew(*here, last.case, question)
            agency, code = pairs[number % len(pairs)]
            moved = replace(last, case=case)
            steps.append(draft_steps.lock(moved, (agency, code), lock_in(agency, code, why=f"lần {number}")))
            last.put_away()
        steps[-1].put_away()
        gc.collect()
        size, _peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert size < 5_000_000
    assert steps[0].chosen == draft.chosen
    assert steps[0].assignment.value > 0, "what was put away is worked out again"


def test_another_question_on_the_same_figures_reads_nothing_again(draft, here, monkeypatch):
    monkeypatch.setattr(case_module, "make_pieces", lambda *_a, **_k: pytest.fail("the figures are known"))
    question = replace(
        draft.case.question, weights={"sector": 1.0}, capacities={draft.case.problem.agencies[0].key: (0, 1)}
    )
    again = draft_steps.asked_anew(*here, draft.case, question)
    assert again.problem.agencies[0].most == 1
    assert [objective.piece for objective in again.problem.objectives] == ["sector"]
    assert again.problem.pairs is draft.case.problem.pairs
