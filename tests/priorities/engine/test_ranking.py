"""Rankings worked by hand, and what holds for every one."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from ntm_geo.priorities.engine import Weight, rank
from tests.priorities.engine.conftest import any_values, any_weights

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "rankings.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[one["name"] for one in CASES])
def test_worked_by_hand(case):
    values = pd.DataFrame.from_dict(case["communes"], orient="index", dtype=float)
    weights = {key: Weight(value=value, first=first) for key, (value, first) in case["weights"].items()}
    found = rank(values, weights)
    assert list(found.table["code"]) == list(case["scores"])
    assert found.table["score"].to_list() == pytest.approx(list(case["scores"].values()))
    assert found.table["rank"].to_list() == list(range(1, len(values) + 1))


@given(any_values, any_weights)
def test_contributions_add_up_to_the_score(values, weights):
    found = rank(values, weights)
    total = found.contributions.sum(axis=1).loc[found.table["code"]]
    assert total.to_numpy() == pytest.approx(found.table["score"].to_numpy())
    assert found.table["score"].between(0, 100).all()


@given(any_values, any_weights, st.randoms(use_true_random=False), st.sampled_from(["sum", "topsis"]))
def test_the_order_of_the_rows_never_matters(values, weights, chance, method):
    codes = list(values.index)
    chance.shuffle(codes)
    first, second = (rank(one, weights, method=method).table for one in (values, values.loc[codes]))
    pd.testing.assert_frame_equal(first, second)


@given(any_values, any_weights, st.sampled_from(["sum", "topsis"]))
def test_who_is_better_in_everything_is_never_behind(values, weights, method):
    found = rank(values, weights, method=method)
    places = found.table.set_index("code")["score"]
    marks = found.marks.to_numpy()
    for one, code in enumerate(found.marks.index):
        better = (marks >= marks[one]).all(axis=1)
        assert (places.loc[found.marks.index[better]] >= places[code] - 1e-6).all()


def test_who_is_tied_is_said(communes, weights):
    values = communes(6)
    values.iloc[1] = values.iloc[0]
    found = rank(values, weights)
    assert found.tied == frozenset(values.index[:2])


def test_nobody_to_rank_is_an_error(communes, weights):
    with pytest.raises(ValueError, match="no commune"):
        rank(communes().iloc[:0], weights)


def test_a_factor_that_is_not_there_is_an_error(communes):
    with pytest.raises(KeyError):
        rank(communes(), {"population": Weight(value=1, first="high")})
    assert np.isfinite(rank(communes(), {"missing": Weight(value=1, first="high")}).table["score"]).all()
