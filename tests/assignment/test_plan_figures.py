"""A plan keeps its figures: they come back as they were, and what differs today is told beside them."""

from dataclasses import replace

import pytest

from ntm_geo.assignment import draft_steps
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
def draft(case):
    return draft_steps.propose(case)


def test_figures_come_back_as_they_were_kept_and_the_question_with_them(case, draft):
    question = kept_question(case, draft.pairs)
    assert figures_of(_Edition(question)) == coverage(case, draft.pairs)
    assert question_in(question, draft.pairs)[1].at_most == 1


@pytest.mark.parametrize("question", [{}, {"figures": {"communes": 3}}, {"figures": None}])
def test_a_plan_that_kept_none_says_so(question):
    assert figures_of(_Edition(question)) is None


def test_only_what_differs_is_told(case, draft):
    now = coverage(case, draft.pairs)
    assert lines_now(now, now) == ()
    before = replace(now, covered=now.covered - 1)
    (line,) = lines_now(before, now)
    assert line in coverage_sentences(now)
    assert str(now.covered) in line


def test_points_are_missing_where_they_are_as_kept(case, draft):
    assert points_now(case, draft.pairs).isna().all()
    changed = draft.pairs.assign(value=draft.pairs["value"].where(draft.pairs.index != 0, 0.0))
    now = points_now(case, changed)
    assert now.notna().tolist() == [True] + [False] * (len(changed) - 1)
    assert now[0] == pytest.approx(draft.pairs["value"][0])
