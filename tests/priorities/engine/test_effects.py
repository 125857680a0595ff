"""What the weights really do is told: how far each factor sets the communes apart, and which says nothing."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given

from ntm_geo.priorities.engine import Weight, rank
from ntm_geo.priorities.engine.effects import effects
from tests.priorities.engine.conftest import any_values, any_weights


def _found(**columns):
    values = pd.DataFrame(columns, index=pd.Index([f"{n:05d}" for n in range(4)], name="code"), dtype=float)
    return effects(rank(values, {key: Weight(value=1, first="high") for key in columns})).set_index("factor")


def test_equal_weights_do_not_do_the_same():
    # Marks 0 0 1 1 against 0 0 0 1: standard deviations 1/2 and sqrt(3)/4, worked by hand.
    found = _found(missing=[0, 0, 9, 9], hamlets=[0, 0, 0, 5])
    assert found["weight"].tolist() == [0.5, 0.5]
    assert found["effect"].tolist() == pytest.approx([0.5359, 0.4641], abs=1e-4)
    assert found.loc["missing", ["low", "high"]].tolist() == [0, 9]


def test_what_is_the_same_for_all_or_not_known_does_nothing_and_says_so():
    found = _found(missing=[1, 2, 3, 4], border=[1, 1, 1, 1], support=[np.nan] * 4, poverty=[np.nan, 5, 5, 5])
    assert found["state"].tolist() == ["counts", "same", "unknown", "same"]
    assert found["unknown"].tolist() == [0, 0, 4, 1]
    assert found["effect"].tolist() == [1, 0, 0, 0]


@given(any_values, any_weights)
def test_shares_add_up(values, weights):
    found = effects(rank(values, weights))
    assert found["weight"].sum() == pytest.approx(1)
    assert found["effect"].sum() == pytest.approx(1) or (found["effect"] == 0).all()
    assert (found["effect"] >= 0).all()
