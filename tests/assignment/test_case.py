"""From standing, choice and agencies to a problem that can be solved, and back to pairs a plan can keep."""

import json

import pandas as pd
import pytest

from ntm_geo.assignment.case import (
    GROUPS,
    AssignQuestion,
    Chosen,
    KindRule,
    case_findings,
    chosen_by,
    fit_of,
    make_case,
    plan_pairs,
)
from ntm_geo.assignment.engine import KeepShare, Lock, lock_in, lock_out, solve
from ntm_geo.errors import TableError
from ntm_geo.partners.assignment_plans import check_pairs
from ntm_geo.records import agency_list as work


@pytest.fixture(scope="module")
def case(assign_case):
    return assign_case()


@pytest.fixture(scope="module")
def found(case):
    return solve(case.problem)


def test_the_shipped_data_gives_every_commune_a_partner_at_once(case, found):
    assert found.status == "optimal"
    assert set(found.pairs["code"]) == set(case.chosen.codes)
    assert found.pairs["code"].value_counts().max() <= 2
    assert not [one for one in case_findings(case) if one.severity == "error"]
    assert case.provenance.illustrative


def test_pairs_come_out_as_a_plan_keeps_them(shipped, case, found):
    pairs = plan_pairs(case, found.pairs)
    assert set(zip(pairs["agency"], pairs["code"], strict=True)) == set(found.chosen)
    assert pairs["value"].sum() == pytest.approx(found.value)
    parts = pairs["pieces"].map(json.loads)
    assert [sum(one.values()) for one in parts] == pytest.approx(pairs["value"].tolist(), abs=1e-5)
    pd.testing.assert_frame_equal(check_pairs(shipped, pairs, vintage="2020", by="An"), pairs)


def test_the_fit_of_some_pairs_is_what_it_is_among_all(assign_case):
    case = assign_case()
    every = fit_of(case)
    some = list(every)[::7]
    assert len(every) == len(case.problem.pairs)
    assert fit_of(case, {*some, ("nobody", "00000")}) == {key: every[key] for key in some}


def test_locks_hold_and_stay_with_their_pairs(assign_case, found):
    agency, code = next(iter(sorted(found.chosen)))
    free = next(one for one in fit_of(assign_case()) if one not in found.chosen and one[1] == code and one[0] == "tax")
    asked = assign_case(
        locks=(lock_out(agency, code, by="An", why="bận"), lock_in(*free, by="An", why="ý kiến lãnh đạo"))
    )
    pairs = plan_pairs(asked, solve(asked.problem).pairs).set_index(["agency", "code"])
    assert pairs.loc[(agency, code), ["assigned", "lock", "lock_why"]].tolist() == [False, "out", "bận"]
    assert pairs.loc[free, ["assigned", "lock", "lock_by"]].tolist() == [True, "in", "An"]


def test_what_a_person_wrote_beside_a_pair_stays(case, found):
    before = plan_pairs(case, found.pairs)
    by_hand = before.assign(origin="hand", why="theo đề nghị", note="xã trọng điểm")
    after = plan_pairs(case, found.pairs, by_hand)
    assert after["origin"].eq("hand").all()
    assert after["why"].eq("theo đề nghị").all()
    assert after["note"].eq("xã trọng điểm").all()


def test_rules_are_made_of_what_is_asked(assign_case):
    asked = assign_case(
        at_least=2, at_most=3, spread=1, keep=0.5, fair=True, kinds=(KindRule(group="border", kinds=("armed_forces",)),)
    )
    kinds = [type(one).__name__ for one in asked.problem.rules]
    assert kinds == ["Capacity", "Districts", "AtLeast", "AtMost", "KindsRequired", "Spread", "KeepShare", "Fair"]
    keep = next(one for one in asked.problem.rules if isinstance(one, KeepShare))
    assert keep.agreed == asked.pieces.earlier
    answer = solve(asked.problem)
    kind = asked.pieces.agencies.set_index("agency")["kind"]
    border = asked.pieces.communes.query("border")["code"]
    armed = answer.pairs[answer.pairs["agency"].map(kind).eq("armed_forces")]["code"]
    assert set(border) <= set(armed)


def test_groups_of_communes_are_told_apart(case):
    missing = case.pieces.communes.set_index("code")
    for place in case.problem.places:
        row = missing.loc[place.code]
        assert place.groups <= set(GROUPS)
        assert ("border" in place.groups) == row["border"] == ("inland" not in place.groups)
        assert ("far" in place.groups) == (len(row["missing"]) >= 10)


def test_a_question_that_cannot_be_answered_is_told_before(assign_case):
    kinds = lambda case: {one.kind for one in case_findings(case) if one.severity == "error"}  # noqa: E731
    assert "capacity-short" in kinds(assign_case(at_least=20, at_most=None))
    assert kinds(assign_case(locks=(Lock(agency="nobody", code="01291", inside=True),)))
    assert kinds(assign_case(weights={"sector": 0.0}))
    both = (lock_in("health", "01291"), lock_out("health", "01291"))
    assert kinds(assign_case(locks=both))


def test_without_agencies_there_is_no_problem(fresh, standing, assign_case):
    table = work.load_agencies(fresh).table
    work.save_agencies(fresh, table.assign(active=False), by="An", expected=None)
    chosen = Chosen(codes=("01291",), scores={}, source="Thử")
    with pytest.raises(TableError, match="no agencies"):
        make_case(fresh, standing(), chosen, AssignQuestion(first_year=2023))


def test_nobody_chosen_is_told():
    answer = type("Empty", (), {"selected": (), "choice": None})()
    with pytest.raises(TableError, match="No commune"):
        chosen_by(answer, "Thử")
