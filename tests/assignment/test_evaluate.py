"""Figures of an assignment are counted from the pairs, and what cannot be known is not made up."""

import pandas as pd
import pytest

from ntm_geo.assignment import Agency, Place, at_least, capacity, problem, sector_fit, solve
from ntm_geo.assignment.evaluate import coverage, importance


@pytest.fixture
def asked():
    rows = [("A", "1", 0.9, 12.0), ("A", "2", 0.1, 30.0), ("B", "1", 0.2, 5.0), ("B", "2", 0.8, None)]
    pairs = pd.DataFrame(rows, columns=["agency", "code", "sector", "km"])
    asked = problem([Agency(key="A"), Agency(key="B", most=2)], [Place(code=one) for one in "123"], pairs)
    return asked.maximise(sector_fit()).subject_to(capacity())


def test_what_is_reached(asked):
    missing = pd.DataFrame({"code": ["1", "1", "2", "9"], "criterion": ["2", "5", "2", "2"]})
    found = coverage(
        asked,
        {("A", "1"), ("B", "2")},
        missing=missing,
        strong={"A": frozenset({"2"}), "B": frozenset({"7"})},
        earlier=frozenset({("A", "1"), ("A", "2"), ("Z", "1")}),
    )
    assert (found.communes, found.served, found.agencies, found.pairs) == (3, 2, 2, 2)
    assert (found.missing, found.covered) == (3, 1)
    assert (found.mean_km, found.kept) == (12.0, 0.5)


def test_what_cannot_be_known_is_none(asked):
    found = coverage(asked, {("B", "2")})
    assert (found.mean_km, found.kept, found.missing) == (None, None, 0)


def test_the_worth_of_a_pair_is_what_the_whole_loses_without_it(asked):
    served = asked.subject_to(at_least(1))
    assert not solve(served).found  # nobody can come to 3
    table = importance(solve(asked)).set_index(["agency", "code"])["cost"]
    # Without A–1, A takes 2 beside B: 0.1 + 0.2 + 0.8 against 0.9 + 0.2 + 0.8.
    assert table["A", "1"] == pytest.approx(0.8, abs=1e-6)
