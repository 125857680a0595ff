"""The plan in force stands first, then what was decided for the year looked at, then what was saved last."""

from datetime import date

import pytest

from ntm_geo.partners import assignment_plans as plans
from ntm_geo.partners.plan_choice import free_name, plans_to_open
from ntm_geo.tables.provenance import Provenance


@pytest.fixture
def begin(fresh, pair_table):
    def start(name, years=(2023, 2023)):
        return plans.start_plan(
            fresh, name, pair_table(("health", "01291")), vintage="2020", years=years, question={},
            provenance=Provenance(source="x"), by="An",
        )  # fmt: skip

    return start


def _decided(fresh, edition, on):
    made = plans.Decision(number="1/QĐ", on=on, signer="CT")
    return plans.move_on(fresh, edition, "decided", by="An", decision=made)


def _names(fresh, day):
    found = plans_to_open(fresh, vintage="2020", year=2022, today=day)
    return [(one.name, one.edition) for one in found]


def test_without_a_plan_nothing_can_be_opened(fresh):
    assert plans_to_open(fresh, vintage="2020", year=2022) == ()


def test_the_plan_in_force_comes_before_newer_drafts(fresh, begin):
    _decided(fresh, begin("Cũ", (2023, 2025)), date(2023, 2, 1))
    begin("Mới")
    assert _names(fresh, date(2024, 5, 1)) == [("Cũ", 1), ("Mới", 1)]


def test_years_later_the_plan_decided_for_the_year_looked_at_still_comes_first(fresh, begin):
    _decided(fresh, begin("Quyết định"), date(2023, 2, 1))
    begin("Dự thảo")
    assert _names(fresh, date(2026, 11, 29))[0] == ("Quyết định", 1)


def test_without_a_decided_plan_the_one_saved_last_comes_first(fresh, begin):
    begin("Một")
    begin("Hai")
    assert [name for name, _edition in _names(fresh, date(2023, 5, 1))] == ["Hai", "Một"]


def test_a_draft_of_a_decided_plan_stands_below_it_until_it_is_decided(fresh, begin):
    first = _decided(fresh, begin("Kế hoạch", (2023, 2025)), date(2023, 2, 1))
    draft = plans.new_edition(fresh, first, reason="đổi", by="An")
    assert _names(fresh, date(2024, 5, 1)) == [("Kế hoạch", 1), ("Kế hoạch", 2)]
    _decided(fresh, draft, date(2024, 3, 1))
    assert _names(fresh, date(2024, 5, 1)) == [("Kế hoạch", 2)]


def test_a_name_that_is_taken_gets_a_number():
    assert free_name("Phân công", set()) == "Phân công"
    assert free_name("Phân công", {"Phân công", "Phân công (2)"}) == "Phân công (3)"
