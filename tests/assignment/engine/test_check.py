"""The checker finds every rule that is broken, and nothing where all hold."""

import pandas as pd
import pytest

from ntm_geo.assignment.engine import (
    Agency,
    Place,
    at_least,
    at_most,
    capacity,
    districts,
    keep_share,
    kinds_forbidden,
    kinds_required,
    lock_in,
    lock_out,
    problem,
    sector_fit,
    spread,
)
from ntm_geo.assignment.engine.check import check

A, B = "A", "B"
ONE, TWO, THREE = "00001", "00002", "00003"


@pytest.fixture
def asked():
    helpers = [
        Agency(key=A, kind="bank", least=1, most=2, not_districts=frozenset({"S"})),
        Agency(key=B, kind="armed_forces", most=2, only_districts=frozenset({"N", "S"})),
    ]
    helped = [
        Place(code=ONE, district="N", groups=frozenset({"border"})),
        Place(code=TWO, district="S"),
        Place(code=THREE, district="W"),
    ]
    pairs = pd.DataFrame([(one, two, 0.5) for one in (A, B) for two in (ONE, TWO, THREE)])
    pairs.columns = ["agency", "code", "sector"]
    return problem(helpers, helped, pairs).maximise(sector_fit())


@pytest.mark.parametrize(
    ("rule", "good", "bad", "said"),
    [
        (capacity(), [(A, ONE)], [(B, ONE)], "A takes 0, not 1 to 2"),
        (capacity(), [(A, ONE)], [(A, ONE), (A, TWO), (A, THREE)], "A takes 3, not 1 to 2"),
        (districts(), [(A, ONE)], [(A, TWO)], "A may not go to S"),
        (districts(), [(B, TWO)], [(B, THREE)], "B may not go to W"),
        (at_least(1), [(A, ONE), (A, TWO), (A, THREE)], [(A, ONE), (A, TWO)], "00003 has 0 partners"),
        (at_most(1), [(A, ONE)], [(A, ONE), (B, ONE)], "00001 has 2 partners"),
        (kinds_required("border", "armed_forces"), [(B, ONE)], [(A, ONE)], "00001 has 0 partners of the kinds"),
        (kinds_forbidden("border", "bank"), [(A, TWO)], [(A, ONE)], "00001 has a partner of a kind"),
        (spread(1), [(A, ONE)], [(A, ONE), (A, TWO)], "A goes to 2 districts"),
        (keep_share(0.5, frozenset({(A, ONE), (A, TWO)})), [(A, ONE)], [(B, ONE)], "0 of 2 earlier pairs"),
    ],
)
def test_a_broken_rule_is_found(asked, rule, good, bad, said):
    ruled = asked.subject_to(rule)
    assert check(ruled, pd.DataFrame(good, columns=["agency", "code"])) == []
    (found,) = check(ruled, pd.DataFrame(bad, columns=["agency", "code"]))
    assert said in found


def test_locks_pairs_that_cannot_be_and_pairs_twice_are_found(asked):
    locked = asked.locked(lock_in(A, ONE), lock_out(B, TWO))
    assert check(locked, pd.DataFrame([(A, ONE)], columns=["agency", "code"])) == []
    assert len(check(locked, pd.DataFrame([(B, TWO)], columns=["agency", "code"]))) == 2
    strange = pd.DataFrame([(A, ONE), (A, ONE), (A, "99999")], columns=["agency", "code"])
    assert [one for one in check(asked, strange) if "not possible" in one or "2 times" in one]
