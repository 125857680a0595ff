"""The problem reads like sentences, keeps an order of its own, and refuses what cannot be."""

import doctest

import pandas as pd
import pytest

import ntm_geo.assignment.engine
from ntm_geo.assignment.engine import Agency, Place, capacity, lock_in, problem, sector_fit

A, ONE = Agency(key="A"), Place(code="00001")


def _pairs(*rows):
    return pd.DataFrame(rows, columns=["agency", "code", "sector"])


def test_the_example_of_the_package_runs():
    failed, tried = doctest.testmod(ntm_geo.assignment.engine)
    assert (failed, tried > 3) == (0, True)


@pytest.mark.parametrize(
    ("agencies", "places", "pairs", "said"),
    [
        ([A, A], [ONE], _pairs(("A", "00001", 1)), "an agency is given twice"),
        ([A], [ONE, ONE], _pairs(("A", "00001", 1)), "a commune is given twice"),
        ([A], [ONE], _pairs(("A", "00001", 1), ("A", "00001", 0)), "a pair is given twice"),
        ([A], [ONE], _pairs(("Z", "00001", 1)), "Z 00001 names somebody who is not there"),
        ([A], [ONE], _pairs(("A", "99999", 1)), "A 99999 names somebody who is not there"),
    ],
)
def test_what_cannot_be_is_refused(agencies, places, pairs, said):
    with pytest.raises(ValueError, match=said):
        problem(agencies, places, pairs)


def test_sentences_add_up_and_can_be_taken_back():
    asked = problem([A], [ONE], _pairs(("A", "00001", 0.5)))
    full = asked.maximise(sector_fit(1)).maximise(sector_fit(3)).subject_to(capacity()).locked(lock_in("A", "00001"))
    assert [one.weight for one in full.objectives] == [3]
    assert full.without(capacity()).rules == ()
    assert full.unlocked(lock_in("A", "00001")).locks == ()
    assert asked.rules == asked.locks == asked.objectives == ()
    assert full.fit.tolist() == [0.5]
