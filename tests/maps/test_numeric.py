"""Limits of classes: the threshold is always one, every value is in one class, and no method depends on the order."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ntm_geo.maps.numeric import METHODS, class_limits

VALUES = st.lists(st.floats(min_value=-1e6, max_value=1e6).map(lambda one: round(one, 1)), min_size=1, max_size=60)


@pytest.mark.parametrize("method", METHODS)
@given(values=VALUES, threshold=st.floats(min_value=-100, max_value=100))
@settings(max_examples=60)
def test_the_threshold_parts_the_classes(method, values, threshold):
    numbers = np.array(values)
    found = class_limits(numbers, method=method, threshold=threshold)
    assert list(found.limits) == sorted(set(found.limits))
    assert found.count <= 6
    places = found.place(numbers)
    assert ((places >= found.enough_from) == (numbers >= threshold)).all()


@given(values=VALUES)
@settings(max_examples=40)
def test_up_to_the_threshold_is_kept_where_less_is_better(values):
    numbers = np.array(values)
    found = class_limits(numbers, threshold=13.0, at_most=True)
    assert ((found.place(numbers) < found.enough_from) == (numbers <= 13.0)).all()


@pytest.mark.parametrize("method", METHODS)
def test_the_order_of_rows_changes_nothing(method):
    numbers = np.random.default_rng(7).normal(50, 20, 300)
    shuffled = np.random.default_rng(8).permutation(numbers)
    assert class_limits(numbers, method=method).limits == class_limits(shuffled, method=method).limits


def test_quantiles_share_out_equally_and_equal_intervals_are_equal():
    numbers = np.arange(1, 101, dtype=float)
    counts = np.bincount(class_limits(numbers, method="quantiles", count=4).place(numbers))
    assert counts.max() - counts.min() <= 2
    widths = np.diff(class_limits(numbers, method="equal", count=4).limits)
    assert np.ptp(widths) <= 1


def test_natural_breaks_find_the_groups():
    numbers = np.array([1, 2, 3, 50, 51, 52, 99, 100, 101], dtype=float)
    found = class_limits(numbers, method="natural", count=3)
    assert list(found.place(numbers)) == [0, 0, 0, 1, 1, 1, 2, 2, 2]


def test_missing_values_and_a_single_value_have_classes_too():
    assert list(class_limits(np.array([np.nan, 5.0, 5.0]), threshold=7).place(np.array([np.nan, 5.0, 8.0]))) == [
        -1,
        0,
        1,
    ]
    assert class_limits(np.array([np.nan])).limits == ()
