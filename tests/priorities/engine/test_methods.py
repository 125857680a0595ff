"""Methods against a published example and against another library."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from skcriteria import mkdm
from skcriteria.agg.simple import WeightedSumModel
from skcriteria.agg.topsis import TOPSIS

from ntm_geo.priorities.engine.methods import METHODS, agreement, score, scores

some_marks = st.integers(2, 8).flatmap(
    lambda columns: st.lists(
        st.lists(st.integers(0, 100).map(lambda one: one / 100), min_size=columns, max_size=columns),
        min_size=2,
        max_size=10,
        unique_by=tuple,
    )
)


@pytest.mark.parametrize(("method", "other"), [("sum", WeightedSumModel()), ("topsis", TOPSIS())])
@given(marks=some_marks)
def test_another_library_finds_the_same(method, other, marks):
    matrix = np.array(marks)
    share = np.arange(1.0, matrix.shape[1] + 1)
    share /= share.sum()
    found = score(matrix, share, method)
    told = other.evaluate(mkdm(matrix, [max] * matrix.shape[1], weights=share)).e_
    theirs = told.score if method == "sum" else told.similarity
    assert found == pytest.approx(100 * np.asarray(theirs), abs=1e-6)


def test_topsis_of_two_opposites_and_a_middle():
    # Distances to (1, 1) and (0, 0) by Euclid: the best has closeness 1, the worst 0, the middle a half.
    marks = np.array([[1.0, 1.0], [0.0, 0.0], [0.5, 0.5]])
    assert score(marks, np.array([0.5, 0.5]), "topsis") == pytest.approx([100, 0, 50])


def test_where_all_are_alike_nobody_is_ahead():
    assert score(np.full((3, 2), 0.4), np.array([0.5, 0.5]), "topsis") == pytest.approx([50, 50, 50])
    assert score(np.array([[0.2, 0.9]]), np.array([0.5, 0.5]), "topsis") == pytest.approx([50])


@given(st.permutations(range(1, 8)))
def test_agreement_counts_pairs_in_the_same_order(ranks):
    first = np.arange(1, 8)
    pairs = [(i, j) for i in range(7) for j in range(i)]
    same = sum((ranks[i] - ranks[j]) * (first[i] - first[j]) > 0 for i, j in pairs)
    assert agreement(first, np.array(ranks)) == pytest.approx(2 * same / len(pairs) - 1)


@pytest.mark.parametrize("method", METHODS)
def test_many_sets_of_weights_at_once_score_as_one_by_one(method):
    chance = np.random.default_rng(7)
    marks, weights = chance.random((40, 6)), chance.dirichlet(np.ones(6), 25)
    one_by_one = np.array([score(marks, row, method) for row in weights])
    assert np.allclose(scores(marks, weights, method), one_by_one, rtol=0, atol=2e-9)
