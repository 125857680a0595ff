"""A decision has a number, a signer and a day in the years of its plan, or one that is meant."""

from dataclasses import replace
from datetime import date

import pytest

from ntm_geo.errors import TableError
from ntm_geo.partners.plan_decision import Decision, check_decision, day_doubt, proposed_day


@pytest.mark.parametrize("years", [(2023, 2023), (2023, 2027), (2026, 2026), (2027, 2030)])
@pytest.mark.parametrize("today", [date(2022, 1, 1), date(2023, 1, 1), date(2026, 11, 29), date(2031, 12, 31)])
def test_the_day_proposed_lies_in_the_plan_and_is_no_doubt(years, today):
    day = proposed_day(years, today)
    assert years[0] <= day.year <= years[1]
    assert day_doubt(years, day) == ""
    if years[0] <= today.year <= years[1]:
        assert day == today


def test_a_day_outside_the_years_is_told_and_refused_unless_it_is_meant(pair_table):
    assert "2023" in day_doubt((2023, 2023), date(2026, 11, 29))
    assert "2023" in day_doubt((2023, 2023), date(2022, 12, 1))
    asked = {"name": "Phân công", "years": (2023, 2023), "pairs": pair_table(("health", "01291"))}
    late = Decision(number="1/QĐ", on=date(2026, 11, 29), signer="CT")
    with pytest.raises(TableError, match="outside the time"):
        check_decision(late, **asked)
    assert check_decision(replace(late, outside=True), **asked).on == late.on


def test_a_decision_is_whole(pair_table):
    asked = {"name": "Phân công", "years": (2023, 2023)}
    pairs = pair_table(("health", "01291"))
    for lacking in (None, Decision(number=" ", on=date(2023, 1, 1), signer="CT")):
        with pytest.raises(TableError, match="number, day and signer"):
            check_decision(lacking, **asked, pairs=pairs)
    whole = Decision(number="1/QĐ", on=date(2023, 1, 1), signer="CT")
    with pytest.raises(TableError, match="Nothing is assigned"):
        check_decision(whole, **asked, pairs=pairs.assign(assigned=False))
