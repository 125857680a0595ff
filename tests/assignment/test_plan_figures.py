"""A plan keeps its figures: they come back as they were, and what differs today is told beside them."""

from dataclasses import replace

import pytest

from ntm_geo.assignment import draft
from ntm_geo.assignment.outcome import coverage, coverage_sentences
from ntm_geo.assignment.plan_figures import figures_of, kept_question, lines_now, points_now
from ntm_geo.assignment.saved_question import question_in


class _Edition:
    def __init__(self, question):
        self.question = question


@pytest.fixture(scope="module")
def case(assign_case):
    return assign_case(at_most=1)


@pytest.fixture(scope="module")
def desk(case):
    return draft.propose(case)


def test_figures_come_back_as_they_were_kept_and_the_question_with_them(case, desk):
    question = kept_question(case, desk.pairs)
    assert figures_of(_Edition(question)) == coverage(case, desk.pairs)
    assert question_in(question, desk.pairs)[1].at_most == 1


@pytest.mark.parametrize("question", [{}, {"figures": {"communes": 3}}, {"figures": None}])
def test_a_plan_that_kept_none_says_so(question):
    assert figures_of(_Edition(question)) is None


def test_only_what_differs_is_told(case, desk):
    now = coverage(case, desk.pairs)
    assert lines_now(now, now) == ()
    before = replace(now, covered=now.covered - 1)
    (line,) = lines_now(before, now)
    assert line in coverage_sentences(now)
    assert str(now.covered) in line


def test_points_are_missing_where_they_are_as_kept(case, desk):
    assert points_now(case, desk.pairs).isna().all()
    changed = desk.pairs.assign(value=desk.pairs["value"].where(desk.pairs.index != 0, 0.0))
    now = points_now(case, changed)
    assert now.notna().tolist() == [True] + [False] * (len(changed) - 1)
    assert now[0] == pytest.approx(desk.pairs["value"][0])
