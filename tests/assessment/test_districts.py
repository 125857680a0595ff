"""The league of districts adds up to the province."""

import pytest

from ntm_geo.assessment.districts import below_limit, league


def test_districts_add_up_to_the_province(standing):
    table = league(standing(2022))
    assert len(table) == 10
    assert table["communes"].sum() == 139
    assert table["recognised"].sum() == 17
    assert table["below"].sum() == 119
    assert table["certified"].sum() == 16
    assert table["contribution"].sum() == pytest.approx(1)
    assert table["recognised_change"].isna().all()


def test_best_come_first(standing):
    shares = list(league(standing(2022))["recognised_share"])
    assert shares == sorted(shares, reverse=True)


def test_changes_are_the_difference_of_two_years(standing):
    table = league(standing(2022), before=standing(2020)).set_index("key")
    earlier = league(standing(2020)).set_index("key")
    assert (table["recognised_change"] == table["recognised"] - earlier["recognised"].loc[table.index]).all()
    assert table["recognised_change"].sum() == 17 - 12


def test_without_districts_the_communes_themselves_are_compared(standing):
    table = league(standing(2022, "2025"))
    assert len(table) == 53
    assert (table["communes"] == 1).all()
    assert table["name"].str.startswith("Xã ").all()


def test_the_limit_below_which_communes_are_counted_is_that_of_the_set(shipped, standing):
    assert [below_limit(law) for law in shipped.criteria_sets.values()] == [15, 5]
    shown = standing(2026)
    table, standings = league(shown), shown.assessment.standings
    below = standings["met"].add(standings["unknown"]).lt(5) & standings["tier"].ne("recognised")
    assert table["below"].sum() == below.sum()
