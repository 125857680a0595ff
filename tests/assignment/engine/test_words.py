"""Sentences say the figures of the assignment and name what is not known or was fixed by hand."""

import pandas as pd
import pytest

from ntm_geo.assignment.engine import (
    Agency,
    Place,
    at_least,
    at_most,
    capacity,
    closeness,
    districts,
    fair,
    keep_share,
    kinds_forbidden,
    kinds_required,
    lock_in,
    lock_out,
    problem,
    relaxations,
    sector_fit,
    smallest_clash,
    solve,
    spread,
)
from ntm_geo.assignment.engine.words import pair_sentence, relaxation_sentence, rule_sentence

NAMES = {"border": "xã biên giới"}


@pytest.fixture
def asked():
    pairs = pd.DataFrame(
        [("A", "00001", 0.8, None), ("B", "00001", 0.4, 0.9)], columns=["agency", "code", "sector", "closeness"]
    )
    helpers = [Agency(key="A", name="Sở Y tế"), Agency(key="B", name="Ngân hàng X")]
    asked = problem(helpers, [Place(code="00001", name="Xã Một")], pairs)
    return asked.maximise(sector_fit(3), closeness(1)).subject_to(capacity(), at_least(1), at_most(1))


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (capacity(), "không nhận quá hoặc ít hơn"),
        (districts(), "huyện"),
        (at_least(2), "ít nhất 2"),
        (at_most(3), "không quá 3"),
        (kinds_required("border", "armed_forces"), "xã biên giới: ít nhất 1 đơn vị thuộc loại lực lượng vũ trang"),
        (kinds_forbidden("", "bank"), "tất cả các xã: không phân công đơn vị thuộc loại ngân hàng"),
        (spread(2), "tối đa 2 huyện"),
        (keep_share(0.7, frozenset()), "70%"),
        (fair(), "ít được hỗ trợ nhất"),
    ],
)
def test_every_rule_is_a_sentence(rule, said):
    assert said in rule_sentence(rule, None, NAMES)


def test_a_lock_names_both(asked):
    assert rule_sentence(lock_in("A", "00001"), asked) == "Sở Y tế phải giúp Xã Một"
    assert rule_sentence(lock_out("A", "00001"), asked) == "Sở Y tế không giúp Xã Một"
    assert "Z" in rule_sentence(lock_in("Z", "9"))


def test_a_pair_says_its_points_what_is_unknown_and_who_fixed_it(asked):
    said = pair_sentence(solve(asked), "A", "00001")
    # 3/4 · 0.8 + 1/4 · 0.5 = 0.725
    assert "Sở Y tế giúp Xã Một: 72 trên 100 điểm" in said or "73 trên 100" in said
    assert "đúng thế mạnh 60" in said
    assert "Chưa rõ, tính một nửa: gần trụ sở" in said
    fixed = solve(asked.locked(lock_in("B", "00001", by="Chủ tịch", why="đã hứa")))
    assert "Chủ tịch" in pair_sentence(fixed, "B", "00001")


def test_ways_out_are_said(asked):
    short = asked.without(at_most(1)).without(at_least(1)).subject_to(at_least(3))
    ways = relaxations(short, smallest_clash(short))
    assert any("ít nhất 2" in relaxation_sentence(one, short) for one in ways)
