"""Pairs are checked whole before any of them is kept."""

import pytest

from ntm_geo.errors import TableError
from ntm_geo.partners.pair_checks import check_pairs


def test_pairs_come_out_sorted_and_a_lock_gets_its_owner(shipped, pair_table, pair_row):
    table = pair_table(("trade", "01294"), pair_row("health", "01291", lock="in", lock_why="đã hứa"))
    found = check_pairs(shipped, table, vintage="2020", by="An")
    assert found["agency"].tolist() == ["health", "trade"]
    assert found["lock_by"].fillna("").tolist() == ["An", ""]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([{}, {}], "stands twice"),
        ([{"agency": "nobody"}], "does not have: nobody"),
        ([{"code": "99999"}], "do not have: 99999"),
        ([{"lock": "in"}], "locked without a reason"),
        ([{"assigned": False, "lock": "in"}], "locked in, but not"),
        ([{"lock": "out"}], "locked out, but assigned"),
        ([{"assigned": False}], "neither assigned"),
        ([{"origin": "hand"}], "without a reason"),
    ],
)
def test_a_pair_that_cannot_be_is_refused_in_plain_words(shipped, pair_table, pair_row, rows, said):
    table = pair_table(*[pair_row(**row) for row in rows])
    with pytest.raises(TableError, match=said) as caught:
        check_pairs(shipped, table, vintage="2020", by="An")
    assert caught.value.fix
