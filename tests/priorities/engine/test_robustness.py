"""How firm a place is: the draws are always the same, and the smallest change is really the smallest."""

import functools

import numpy as np
import pytest
from hypothesis import given, settings

from ntm_geo.priorities.engine import Weight, rank
from ntm_geo.priorities.engine.robustness import rank_ranges, smallest_changes
from tests.priorities.engine.conftest import any_values, any_weights


def test_ranges_hold_the_rank_itself_and_never_change(communes, weights):
    found = rank(communes(), weights)
    first = rank_ranges(found, first=10)
    assert first.equals(rank_ranges(found, first=10))
    ranks = found.table["rank"].to_numpy()
    assert (first["best"].to_numpy() <= ranks).all()
    assert (ranks <= first["worst"].to_numpy()).all()
    assert first["share"].sum() == pytest.approx(10)
    assert (first["share"].to_numpy()[:3] > 0.9).all()


def test_weights_that_do_not_move_move_nobody(communes, weights):
    found = rank(communes(), weights)
    still = rank_ranges(found, first=10, draws=20, spread=0.0)
    assert (still["best"] == found.table["rank"].to_numpy()).all()
    assert (still["worst"] == found.table["rank"].to_numpy()).all()


def _droppers(values, weights, first):
    """Tell whether a commune is off the list with one weight multiplied, as a function; ties go to the others."""

    @functools.cache
    def scores(key, factor):
        moved = weights | {key: Weight(value=weights[key].value * factor, first=weights[key].first)}
        if sum(one.value for one in moved.values()) <= 0:
            return {}
        return rank(values, moved).table.set_index("code")["score"].to_dict()

    def dropped(key, factor, code):
        found = scores(key, factor)
        return bool(found) and sum(score > found[code] + 1e-7 for score in found.values()) >= first

    return dropped


@settings(max_examples=12)
@given(any_values, any_weights)
def test_just_beyond_the_change_the_commune_drops_and_before_it_does_not(values, weights):
    first = max(1, len(values) // 2)
    dropped = _droppers(values, weights, first)
    for row in smallest_changes(rank(values, weights), first=first).itertuples():
        changes = np.concatenate([-np.linspace(0, 1, 11), np.linspace(0, 3, 13)])
        for key in weights:
            for change in changes:
                if abs(change) < (np.inf if np.isnan(row.change) else abs(row.change)) - 1e-4 and weights[key].value:
                    assert not dropped(key, 1 + change, row.code)
        if not np.isnan(row.change) and -0.999 < row.change < 8.9:
            beyond = 1 + row.change + np.sign(row.change or 1) * 1e-3
            both = [dropped(row.factor, beyond, row.code)]
            if row.change == 0:
                both.append(dropped(row.factor, 1 - 1e-3, row.code))
            assert any(both)


def test_only_the_weighted_sum_has_straight_lines(communes, weights):
    with pytest.raises(ValueError, match="weighted sum"):
        smallest_changes(rank(communes(), weights, method="topsis"), first=5)
