"""Recognised is not "keeps": whole, short and unclear part the recognised; what is unknown is never a fall."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ntm_geo.assessment.engine.keeping import fallen, keeping
from ntm_geo.assessment.engine.tiers import tier_of

MODEST = settings(max_examples=80)
COUNTS = st.integers(0, 19).flatmap(lambda met: st.tuples(st.just(met), st.integers(0, 19 - met), st.booleans()))


def _table(law, rows):
    """Standings of communes with so many criteria met and unknown, recognised or not."""
    frame = pd.DataFrame(rows, columns=["met", "unknown", "recognised"])
    low, high = (tier_of(count.to_numpy(), law) for count in (frame["met"], frame["met"] + frame["unknown"]))
    tier = [
        "recognised" if held else first if first == last else "unknown"
        for held, first, last in zip(frame["recognised"], low, high, strict=True)
    ]
    return frame.assign(
        code=[f"{number:05d}" for number in range(len(frame))], tier=tier, not_met=19 - frame["met"] - frame["unknown"]
    )


@MODEST
@given(rows=st.lists(COUNTS, min_size=1, max_size=12))
def test_three_groups_part_the_recognised(law, rows):
    table = _table(law, rows)
    found = keeping(table, law)
    together = [*found.whole, *found.short, *found.unclear]
    assert sorted(together) == table.loc[table["recognised"], "code"].tolist()
    assert len(set(together)) == found.recognised
    by_code = table.set_index("code")
    assert all(by_code.loc[code, "met"] == 19 for code in found.whole)
    assert all(by_code.loc[code, "not_met"] > 0 for code in found.short)
    assert all(by_code.loc[code, "unknown"] > 0 for code in found.unclear)


@pytest.mark.parametrize(
    ("before", "after", "fell"),
    [
        ((19, 0, True), (18, 0, True), True),
        ((18, 0, True), (18, 0, True), False),
        ((19, 0, True), (17, 2, True), False),
        ((19, 0, True), (16, 2, True), True),
        ((16, 0, False), (14, 0, False), True),
        ((17, 0, False), (15, 0, False), False),
        ((16, 0, False), (14, 1, False), False),
        ((19, 0, True), (19, 0, False), True),
        ((12, 0, False), (19, 0, True), False),
    ],
)
def test_a_fall_is_a_worse_tier_or_a_recognised_commune_that_lost_a_criterion(law, before, after, fell):
    found = fallen(_table(law, [before]), _table(law, [after]), law)
    assert (found == ("00000",)) is fell


@MODEST
@given(rows=st.lists(st.tuples(COUNTS, COUNTS), min_size=1, max_size=8))
def test_what_is_unknown_is_never_a_fall(law, rows):
    before = _table(law, [(met, unknown, False) for (met, unknown, _held), _after in rows])
    after = _table(law, [(met, 19 - met, False) for _before, (met, _unknown, _held) in rows])
    assert fallen(before, after, law) == tuple(
        code for code, was, now in zip(before["code"], before["tier"], after["tier"], strict=True)
        if now == "c0_4" and was not in {"unknown", "c0_4"}
    )  # fmt: skip
