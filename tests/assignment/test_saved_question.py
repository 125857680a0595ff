"""What a plan was asked comes back from what it keeps."""

import json

import pytest

from ntm_geo.assignment.case import KindRule, plan_pairs
from ntm_geo.assignment.engine import lock_in, lock_out, solve
from ntm_geo.assignment.saved_question import locks_of, question_in, question_out
from ntm_geo.errors import TableError


def test_a_question_comes_back_whole_through_json(assign_case):
    locks = (lock_in("health", "01291", by="An", why="giữ"), lock_out("trade", "01294", by="An", why="bận"))
    case = assign_case(
        locks=locks, kinds=(KindRule(group="border", kinds=("armed_forces", "bank"), required=False),), keep=0.3,
        at_most=None,
    )  # fmt: skip
    pairs = plan_pairs(case, solve(case.problem).pairs)
    chosen, question = question_in(json.loads(json.dumps(question_out(case))), pairs)
    assert question == case.question
    assert (chosen.codes, dict(chosen.scores), chosen.source) == (
        case.chosen.codes, dict(case.chosen.scores), case.chosen.source,
    )  # fmt: skip
    assert locks_of(pairs) == locks


@pytest.mark.parametrize("lost", ["codes", "weights", "first_year"])
def test_a_question_with_a_part_lost_is_refused_in_words(assign_case, lost, pair_table):
    kept = question_out(assign_case())
    del kept[lost]
    with pytest.raises(TableError, match="not kept whole"):
        question_in(kept, pair_table())
