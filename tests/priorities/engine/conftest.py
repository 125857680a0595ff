"""Made-up communes to rank."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import strategies as st

from ntm_geo.priorities.engine import Weight

KEYS = ("missing", "poverty", "border", "stuck")


@pytest.fixture
def communes():
    """Return values of communes, always the same ones."""

    def made(count=30, seed=7):
        chance = np.random.default_rng(seed)
        return pd.DataFrame(
            {
                "missing": chance.integers(0, 15, count),
                "poverty": chance.uniform(5, 60, count).round(1),
                "border": chance.integers(0, 2, count),
                "stuck": chance.integers(0, 4, count),
            },
            index=pd.Index([f"{place:05d}" for place in range(1, count + 1)], name="code"),
        ).astype(float)

    return made


@pytest.fixture
def weights():
    return {
        "missing": Weight(value=40, first="low"),
        "poverty": Weight(value=30, first="high"),
        "border": Weight(value=20, first="high"),
        "stuck": Weight(value=10, first="high"),
    }


any_values = st.lists(
    st.tuples(*(st.one_of(st.none(), st.integers(0, 20)) for _key in KEYS)), min_size=1, max_size=12
).map(
    lambda rows: pd.DataFrame(
        rows, columns=KEYS, index=pd.Index([f"{place:05d}" for place in range(len(rows))], name="code"), dtype=float
    )
)
any_weights = (
    st.lists(st.tuples(st.integers(0, 9), st.sampled_from(["high", "low"])), min_size=len(KEYS), max_size=len(KEYS))
    .filter(lambda pairs: sum(value for value, _first in pairs) > 0)
    .map(lambda pairs: {key: Weight(value=value, first=first) for key, (value, first) in zip(KEYS, pairs, strict=True)})
)
