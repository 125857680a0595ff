"""The arrays say what the rules say, without a solver."""

import numpy as np
import pandas as pd
import pytest

from ntm_geo.assignment.engine import (
    Agency,
    Place,
    at_least,
    at_most,
    capacity,
    districts,
    fair,
    keep_share,
    kinds_forbidden,
    kinds_required,
    lock_in,
    lock_out,
    problem,
    sector_fit,
    spread,
)
from ntm_geo.assignment.engine.assignment_model import compile_problem


@pytest.fixture
def asked():
    helpers = [Agency(key="A", kind="bank", least=1, most=2, not_districts=frozenset({"S"})), Agency(key="B")]
    helped = [Place(code="1", district="N", groups=frozenset({"border"})), Place(code="2", district="S", wanted=2)]
    rows = [("A", "1", 0.2), ("A", "2", 0.4), ("B", "1", 0.6), ("B", "2", 0.8)]
    return problem(helpers, helped, pd.DataFrame(rows, columns=["agency", "code", "sector"])).maximise(sector_fit())


def _rows(model, group):
    return [
        (model.columns[row].tolist(), model.low[row], model.high[row])
        for row, one in enumerate(model.groups)
        if one == group
    ]


def test_every_rule_has_its_rows(asked):
    far = float("inf")
    cases = [
        (capacity(), [([0, 1], 1, 2), ([2, 3], 0, 1)]),
        (at_least(1), [([0, 2], 1, far), ([1, 3], 2, far)]),
        (at_most(1), [([0, 2], -far, 1), ([1, 3], -far, 1)]),
        (kinds_required("border", "bank"), [([0], 1, far)]),
        (keep_share(0.5, frozenset({("A", "1"), ("B", "2"), ("Z", "9")})), [([0, 3], 1, far)]),
    ]
    for rule, rows in cases:
        assert _rows(compile_problem(asked.subject_to(rule)), rule) == rows


def test_pairs_are_fixed_for_districts_kinds_and_locks(asked):
    ruled = asked.subject_to(districts(), kinds_forbidden("border", "bank")).locked(
        lock_in("B", "1"), lock_out("B", "2")
    )
    fixed = [(one.columns.tolist(), one.value) for one in compile_problem(ruled).fixed]
    assert fixed == [([1], 0.0), ([0], 0.0), ([2], 1.0), ([3], 0.0)]


def test_districts_visited_are_counted_with_columns_of_their_own(asked):
    model = compile_problem(asked.subject_to(spread(1)))
    assert len(model.gain) == 4 + 2 * 2
    assert [row[0] for row in _rows(model, spread(1))] == [[4, 5], [6, 7]]
    assert not model.gain[4:].any()


def test_fairness_is_not_compiled_and_a_lock_of_what_cannot_be_is_a_row_nothing_keeps(asked):
    assert not compile_problem(asked.subject_to(fair())).groups
    model = compile_problem(asked.locked(lock_in("A", "9")))
    assert _rows(model, lock_in("A", "9")) == [([], 1.0, 1.0)]


def test_equal_fits_are_told_apart_by_less_than_any_difference_that_counts(asked):
    gain = compile_problem(asked.maximise(sector_fit())).gain
    nudge = gain - asked.fit
    assert (np.diff(nudge) < 0).all()
    assert nudge.sum() < 1e-6
