"""Who helped whom, year by year: earlier years from the register, later ones from what was decided."""

from datetime import date

import pandas as pd
import pytest

from ntm_geo.partners import assignment_plans as plans
from ntm_geo.partners import partner_history as history
from ntm_geo.records.agency_list import save_partners

NOW = date(2026, 6, 1)


@pytest.fixture
def register(fresh):
    rows = [("health", "01291", 2021), ("trade", "01291", 2022), ("health", "01297", 2023)]
    table = pd.DataFrame(rows, columns=["agency", "code", "year"]).assign(decision=None)
    save_partners(fresh, table, vintage="2020", by="An", expected=None)


@pytest.fixture
def decided(fresh, begun):
    first = plans.Decision(number="1/QĐ", on=date(2023, 2, 1), signer="CT")
    return plans.move_on(fresh, begun, "decided", by="An", decision=first)


def _years(table):
    return {(row.year, row.agency, row.code) for row in table.itertuples()}


def test_drafts_are_no_history(fresh, register, begun):
    assert _years(history.history(fresh, vintage="2020", today=NOW)) == {
        (2021, "health", "01291"), (2022, "trade", "01291"), (2023, "health", "01297"),
    }  # fmt: skip


def test_a_decision_counts_in_its_years_up_to_now(fresh, register, decided):
    found = history.history(fresh, vintage="2020", today=date(2024, 6, 1))
    plan = found[found["plan"].ne("")]
    assert sorted(plan["year"].unique()) == [2023, 2024]
    assert plan["decision"].eq("1/QĐ").all()
    assert found["year"].is_monotonic_decreasing


def test_a_new_edition_counts_from_the_year_it_was_decided_in(fresh, decided, pair_table):
    draft = plans.new_edition(fresh, decided, reason="đổi", by="An")
    draft = plans.save_pairs(fresh, draft, pair_table(("justice", "01297")), by="An")
    second = plans.Decision(number="2/QĐ", on=date(2025, 3, 1), signer="CT")
    plans.move_on(fresh, draft, "decided", by="An", decision=second)
    found = history.history(fresh, vintage="2020", today=NOW)
    by_year = found[found["plan"].ne("")].groupby("year")["agency"].agg(lambda one: sorted(set(one))).to_dict()
    assert by_year == {2023: ["health", "trade"], 2024: ["health", "trade"], 2025: ["justice"]}


def test_what_ended_counts_until_the_year_it_ended_in(fresh, decided):
    plans.move_on(fresh, decided, "ended", by="An", reason="hết việc", today=date(2024, 5, 1))
    found = history.history(fresh, vintage="2020", today=NOW)
    assert sorted(found.loc[found["plan"].ne(""), "year"].unique()) == [2023, 2024]


def test_communes_and_agencies_read_their_own_lines(fresh, register):
    of_commune = history.partners_of(fresh, "01291", vintage="2020", today=NOW)
    assert [(year, names) for year, names, _made_up in history.year_lines(of_commune)] == [
        (2022, "Sở Công Thương"), (2021, "Sở Y tế"),
    ]  # fmt: skip
    of_agency = history.communes_helped(fresh, "health", vintage="2020", today=NOW)
    assert [year for year, _names, _made_up in history.year_lines(of_agency, "name")] == [2023, 2021]


def test_partners_of_former_units_are_carried_to_the_new_ones(shipped):
    old = history.history(shipped, vintage="2020", today=NOW)
    new = history.history(shipped, vintage="2025", today=NOW)
    assert set(new["year"]) == {2021, 2022, 2026}
    new = new[new["year"].isin(old["year"])]
    assert old["illustrative"].all()
    assert new["illustrative"].all()
    assert 0 < len(new) <= len(old)
    assert new["name"].notna().all()
