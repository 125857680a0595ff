"""Weights from comparisons, against Saaty's published example."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_geo.priorities.engine.weights import compare_pairwise

# T. L. Saaty, How to make a decision: the analytic hierarchy process, EJOR 48 (1990): choosing a house; the eight
# factors' comparisons with λmax = 9.669 and a consistency ratio of 0.169.
HOUSE = [
    [1, 5, 3, 7, 6, 6, 1 / 3, 1 / 4],
    [1 / 5, 1, 1 / 3, 5, 3, 3, 1 / 5, 1 / 7],
    [1 / 3, 3, 1, 6, 3, 4, 6, 1 / 5],
    [1 / 7, 1 / 5, 1 / 6, 1, 1 / 3, 1 / 4, 1 / 7, 1 / 8],
    [1 / 6, 1 / 3, 1 / 3, 3, 1, 1 / 2, 1 / 5, 1 / 6],
    [1 / 6, 1 / 3, 1 / 4, 4, 2, 1, 1 / 5, 1 / 6],
    [3, 5, 1 / 6, 7, 5, 5, 1, 1 / 2],
    [4, 7, 5, 8, 6, 6, 2, 1],
]
WEIGHTS = [0.173, 0.054, 0.188, 0.018, 0.031, 0.036, 0.167, 0.333]


def _pairs(matrix):
    names = [f"f{place}" for place in range(len(matrix))]
    said = {(names[i], names[j]): matrix[i][j] for i in range(len(matrix)) for j in range(i + 1, len(matrix))}
    return names, said


def test_the_published_example():
    found = compare_pairwise(*_pairs(HOUSE))
    assert list(found.weights.values()) == pytest.approx(WEIGHTS, abs=0.003)
    assert found.ratio == pytest.approx(0.169, abs=0.003)
    assert not found.consistent
    # The third factor was said to be 6 times the seventh, though the weights are about the same.
    assert found.worst[:2] == ("f2", "f6")
    assert found.worst[2] == 6
    assert found.worst[3] == pytest.approx(0.188 / 0.167, abs=0.05)


@given(st.lists(st.integers(1, 9), min_size=2, max_size=7))
def test_comparisons_that_fit_give_back_their_weights(numbers):
    names, said = _pairs([[one / other for other in numbers] for one in numbers])
    found = compare_pairwise(names, said)
    assert list(found.weights.values()) == pytest.approx([one / sum(numbers) for one in numbers])
    assert found.ratio == pytest.approx(0, abs=1e-9)
    assert found.consistent
    assert found.worst is None


def test_what_was_not_said_counts_as_equal():
    assert list(compare_pairwise(["a", "b", "c"], {}).weights.values()) == pytest.approx([1 / 3] * 3)


@pytest.mark.parametrize("value", [0, -2, np.nan])
def test_a_comparison_is_a_positive_number(value):
    with pytest.raises(ValueError, match="positive"):
        compare_pairwise(["a", "b"], {("a", "b"): value})


def test_too_many_factors_are_refused():
    with pytest.raises(ValueError, match="at most"):
        compare_pairwise([str(place) for place in range(13)], {})
