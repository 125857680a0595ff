"""Marks lie between 0 and 1; weights are shares of 1."""

import pytest
from hypothesis import given

from ntm_geo.priorities.engine import Weight
from ntm_geo.priorities.engine.matrix import UNKNOWN_MARK, marks, shares
from tests.priorities.engine.conftest import any_values, any_weights


@given(any_values, any_weights)
def test_marks_run_from_last_to_first(values, weights):
    found = marks(values, weights)
    for key, weight in weights.items():
        known = values[key].dropna()
        if known.nunique() > 1:
            first, last = (
                (known.idxmax(), known.idxmin()) if weight.first == "high" else (known.idxmin(), known.idxmax())
            )
            assert (found.loc[first, key], found.loc[last, key]) == (1, 0)
        else:
            assert (found[key] == UNKNOWN_MARK).all()
        assert (found.loc[values[key].isna(), key] == UNKNOWN_MARK).all()


@pytest.mark.parametrize("numbers", [(0, 0), (1, -1), (float("nan"), 1)])
def test_weights_that_cannot_be_are_refused(numbers):
    with pytest.raises(ValueError, match="weights"):
        shares({str(place): Weight(value=value, first="high") for place, value in enumerate(numbers)})
