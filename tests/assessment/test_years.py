"""Only years judged by the same set, on the same units, stand beside each other."""

from dataclasses import replace
from datetime import date

import pytest

from ntm_geo.assessment.period import assess_period
from ntm_geo.assessment.years import as_of, earlier_alike, opening, running, units_for, years_alike, years_to


def test_years_of_one_set_stand_together_oldest_first(shipped, figures):
    of_the_old_set = tuple(range(2020, 2026))
    assert years_alike(shipped, figures, 2022) == of_the_old_set
    assert years_alike(shipped, figures, 2020) == of_the_old_set, "later years as well: it is the set that counts"
    assert years_alike(shipped, figures, 2026) == (2026,)


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2022, 12, 31), (2022, "2020")),
        (date(2025, 3, 1), (2025, "2025")),  # the year's figures are by the units of its end
        (date(2025, 12, 1), (2025, "2025")),
        (date(2026, 11, 30), (2026, "2025")),
        (date(2028, 1, 1), (2026, "2025")),  # the newest year of the period
        (date(2031, 1, 1), (2026, "2025")),  # no set holds: the newest with figures
        (date(2019, 1, 1), (2025, "2025")),  # nothing was known yet: the period of the first set
    ],
)
def test_a_door_opens_on_the_newest_year_of_the_period_of_today(shipped, figures, today, expected):
    assert opening(shipped, figures, today) == expected


def test_old_figures_in_a_new_period_are_shown_on_the_units_of_today(shipped, figures):
    old = replace(figures, results=figures.results[figures.results["period"].le(2024)])
    assert opening(shipped, replace(old, scores=old.scores.iloc[:0]), date(2026, 11, 30)) == (2024, "2025")


def test_years_come_only_to_their_own_and_newer_units(shipped, figures):
    assert [units_for(shipped, year) for year in (2024, 2025)] == [("2020", "2025"), ("2025",)]
    assert years_to(shipped, figures, 2026, "2020") == (2024, 2023, 2022, 2021, 2020)
    assert years_to(shipped, figures, 2022, "2025") == (2022, 2021, 2020)
    assert years_to(shipped, figures, 2026, "2025") == tuple(range(2026, 2019, -1))


def test_earlier_years_are_on_the_units_of_the_year(shipped, figures):
    for vintage in ("2020", "2025"):
        standing = assess_period(shipped, figures, period=2022, vintage=vintage)
        earlier = earlier_alike(shipped, figures, standing)
        assert [year.period for year in earlier] == [2020, 2021]
        assert {year.vintage for year in earlier} == {vintage}
        assert {year.criteria_set.key for year in earlier} == {standing.criteria_set.key}
    assert earlier_alike(shipped, figures, assess_period(shipped, figures, period=2020)) == ()


def test_a_year_seen_by_another_set_has_no_earlier_years_of_that_set(shipped, figures):
    other = assess_period(shipped, figures, period=2022, against="commune-2026")
    assert earlier_alike(shipped, figures, other) == ()


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 1, 1), True),
        (date(2026, 12, 30), True),
        (date(2026, 12, 31), False),
        (date(2027, 1, 1), False),
        (None, False),
    ],
)
def test_a_year_runs_until_its_last_day(shipped, today, expected):
    assert running(shipped, 2026, today) is expected, "without a day it is the one doors open on"


@pytest.mark.parametrize(
    ("day", "today", "expected"),
    [
        (date(2026, 12, 31), date(2026, 11, 30), date(2026, 11, 30)),
        (date(2026, 6, 30), date(2026, 11, 30), date(2026, 6, 30)),
        (date(2026, 12, 31), date(2027, 1, 5), date(2026, 12, 31)),
        (date(2026, 12, 31), date(2024, 1, 5), date(2026, 12, 31)),
    ],
)
def test_figures_of_a_year_that_runs_are_of_today(shipped, day, today, expected):
    assert as_of(shipped, day, today) == expected
