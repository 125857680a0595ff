"""Only years judged by the same set, on the same units, stand beside each other."""

from ntm_geo.assessment.period import assess_period
from ntm_geo.assessment.years import earlier_alike, years_alike


def test_years_of_one_set_stand_together_oldest_first(shipped, figures):
    assert years_alike(shipped, figures, 2022) == (2020, 2021, 2022)
    assert years_alike(shipped, figures, 2020) == (2020, 2021, 2022), "later years as well: it is the set that counts"


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
