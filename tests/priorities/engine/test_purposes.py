"""Purposes use factors that exist, and their weights add up to 100."""

import pytest

from ntm_geo.priorities.engine import FACTORS, PURPOSES


@pytest.mark.parametrize("purpose", PURPOSES.values(), ids=list(PURPOSES))
def test_a_purpose_is_whole(purpose):
    assert set(purpose.weights) <= set(FACTORS)
    assert sum(one.value for one in purpose.weights.values()) == 100
    assert purpose.name.vi
    assert purpose.hint.en
