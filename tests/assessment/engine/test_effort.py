"""The least effort for a target: by hand, by brute force, and between bounds."""

import itertools
from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ntm_geo.assessment.engine.effort import least_criteria, least_criteria_from_tiers, trajectory
from ntm_geo.criteria.model import Target
from ntm_geo.i18n.localized import Localized

TOTAL = 5


def _target(measure, value, sense="at_least", limit=None, year=2025):
    name = Localized(vi="x", en="x")
    return Target(key="t", name=name, measure=measure, value=value, sense=sense, year=year, limit=limit)


def _standings(rows):
    frame = pd.DataFrame(rows, columns=["met", "unknown", "recognition"])
    return frame.assign(code=[f"{place:05d}" for place in range(len(frame))])


ROWS = st.lists(
    st.tuples(st.integers(0, TOTAL), st.sampled_from([None, None, "standard"])).map(lambda one: (one[0], 0, one[1])),
    min_size=1,
    max_size=4,
)


def _brute(rows, holds):
    """Try every way to add criteria to every commune; return the least number added."""
    choices = [range(TOTAL - met + 1) for met, _unknown, _level in rows]
    return min(sum(added) for added in itertools.product(*choices) if holds(rows, added))


@given(rows=ROWS, limit=st.integers(0, TOTAL))
@settings(max_examples=80)
def test_lifting_all_above_a_limit_is_the_least_there_is(rows, limit):
    found = least_criteria(_target("below_criteria", 0, "at_most", limit), _standings(rows), total=TOTAL)

    def holds(rows, added):
        return all(level or met + more >= limit for (met, _, level), more in zip(rows, added, strict=True))

    assert found.exact
    assert found.low == _brute(rows, holds)


@given(rows=ROWS, wanted=st.integers(0, 4))
@settings(max_examples=80)
def test_the_nearest_communes_are_the_cheapest(rows, wanted):
    wanted = min(wanted, len(rows))
    found = least_criteria(_target("recognised", wanted), _standings(rows), total=TOTAL)

    def holds(rows, added):
        done = sum(bool(level) or met + more == TOTAL for (met, _, level), more in zip(rows, added, strict=True))
        return done >= wanted

    # A commune that has every criterion and is not recognised costs nothing more, as in the brute force.
    assert found.low == _brute(rows, holds)


def test_what_is_unknown_makes_the_bounds():
    rows = _standings([(2, 3, None), (4, 0, None)])
    found = least_criteria(_target("below_criteria", 0, "at_most", 4), rows, total=TOTAL)
    assert (found.low, found.high) == (0, 2)


def test_other_targets_are_not_decided_by_criteria():
    assert least_criteria(_target("hamlet_share", 0.3), _standings([(1, 0, None)]), total=TOTAL) is None


def test_the_published_figures_give_469_to_945(shipped):
    published = {"recognised": 17, "c15_18": 3, "c10_14": 50, "c5_9": 68, "c0_4": 1}
    found = least_criteria_from_tiers(published, shipped.criteria_sets["commune-2021"].tiers, limit=15)
    assert (found.low, found.high) == (469, 945)


@pytest.mark.parametrize(
    ("target", "reached", "per_year", "ahead"),
    [
        (_target("recognised", 50), {2020: 12, 2022: 17}, 11, 17 - (12 + 38 * 2 / 5)),
        (_target("below_criteria", 0, "at_most", 15), {2020: 125, 2022: 119}, 119 / 3, -(119 - 75)),
        (_target("recognised", 10), {2022: 12}, 0, 0),
        (_target("recognised", 50, year=2022), {2020: 12, 2022: 17}, 0, 17 - 50),
    ],
)
def test_the_way_is_a_straight_line_to_the_target(target, reached, per_year, ahead):
    way = trajectory(target, reached)
    assert way.per_year == pytest.approx(per_year)
    assert way.ahead == pytest.approx(ahead)
    assert way.line[0] == way.actual[0]
    assert way.line[-1] == pytest.approx(target.value)
    assert date(way.line_years[-1], 1, 1) >= date(target.year, 1, 1)
