"""After a change as little as possible moves: proved against trying everything."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ntm_geo.assignment.engine import at_most, differences, lock_out, replan, solve
from tests.assignment.engine.instances import every_choice, problems, sized


@settings(max_examples=100, suppress_health_check=list(HealthCheck))
@given(problems(), st.data())
def test_nothing_changes_less_and_of_those_nothing_fits_better(asked, data):
    pairs = list(zip(asked.pairs["agency"], asked.pairs["code"], strict=True))
    agreed = frozenset(data.draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else [])
    choices = list(every_choice(asked))
    found = replan(asked, agreed)
    assert found.assignment.found == bool(choices)
    if choices:
        fewest = min(len(agreed ^ chosen) for chosen, _value in choices)
        best = max(value for chosen, value in choices if len(agreed ^ chosen) == fewest)
        assert (found.changes, found.proven) == (fewest, True)
        assert found.assignment.value == pytest.approx(best, abs=1e-6)


def test_an_agency_of_sixty_that_leaves_moves_only_the_pairs_it_must():
    asked = sized(60, 70, most=2, seed=5).subject_to(at_most(1))
    before = solve(asked)
    gone = max(before.pairs["agency"].value_counts().items(), key=lambda one: (one[1], one[0]))[0]
    own = {pair for pair in before.chosen if pair[0] == gone}
    spare = sum(one.most for one in asked.agencies if one.key != gone) - (len(before.chosen) - len(own))
    left = replace(
        asked,
        agencies=tuple(agency for agency in asked.agencies if agency.key != gone),
        pairs=asked.pairs[asked.pairs["agency"].ne(gone)].reset_index(drop=True),
    )
    after = replan(left, before.chosen)
    assert spare >= len(own), "the case wants room for those left alone"
    changed = differences(before.chosen, after.assignment.chosen)
    assert set(changed.loc[changed["change"].eq("removed"), "agency"]) == {gone}
    assert after.changes == 2 * len(own)
    assert len(changed[changed["change"].eq("kept")]) == len(before.chosen) - len(own)


def test_a_late_overrule_is_kept_and_little_else_moves():
    asked = sized(20, 30, seed=6)
    before = solve(asked)
    pair = min(before.chosen)
    after = replan(asked.locked(lock_out(*pair)), before.chosen)
    assert pair not in after.assignment.chosen
    assert after.changes <= 4


def test_differences_are_named_and_ordered():
    table = differences(frozenset({("A", "1"), ("B", "2")}), frozenset({("A", "1"), ("C", "3")}))
    assert table.to_numpy().tolist() == [["C", "3", "added"], ["B", "2", "removed"], ["A", "1", "kept"]]
