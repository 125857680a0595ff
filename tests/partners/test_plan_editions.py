"""A plan and its pairs are kept together, version by version, and read back as they were."""

from datetime import date

import pytest

from ntm_geo.errors import StoreError, VersionConflictError
from ntm_geo.partners.assignment_plans import save_pairs
from ntm_geo.partners.plan_editions import next_number, plan_rows, plans_kept, read_editions, write
from ntm_geo.store.datasets import list_versions


def test_a_plan_comes_back_as_it_was(fresh, begun):
    [found] = read_editions(fresh, begun.plan, "2020")
    assert (found.name, found.state, found.question) == ("Phân công 2023", "draft", {"asked": "so"})
    assert (found.first_year, found.last_year, found.changed_on) == (2023, 2025, date(2023, 1, 10))
    assert found.pairs["agency"].tolist() == ["health", "trade"]
    assert found.provenance.illustrative
    assert next_number(fresh, "2020") == 2
    assert next_number(fresh, "2025") == 1


def test_an_older_state_stays_readable(fresh, begun, pair_table):
    saved = save_pairs(fresh, begun, pair_table(("health", "01297")), by="An")
    [before] = read_editions(fresh, begun.plan, "2020", version=begun.version)
    assert before.pairs["code"].tolist() == ["01291", "01294"]
    assert saved.pairs["code"].tolist() == ["01297"]
    assert len(plans_kept(fresh)) == 1
    assert len(list_versions(fresh.store, kind="assignments")) == 2


def test_a_plan_nobody_began_is_told(fresh):
    with pytest.raises(StoreError, match="no plan 7"):
        read_editions(fresh, 7, "2020")


def test_when_the_plan_moved_on_its_pairs_are_not_kept_either(fresh, begun, pair_table):
    versions = len(list_versions(fresh.store))
    with pytest.raises(VersionConflictError):
        write(
            fresh, plan_rows((begun,)), pair_table(("health", "01297")), plan=begun.plan, vintage="2020", expected=None,
            by="An", note="", provenance=begun.provenance,
        )  # fmt: skip
    assert len(list_versions(fresh.store)) == versions


def test_the_state_on_a_day_follows_the_years(begun):
    from dataclasses import replace

    decided = replace(begun, state="decided", decided_on=date(2023, 2, 1))
    days = [date(2022, 12, 1), date(2023, 1, 15), date(2023, 2, 1), date(2025, 12, 31), date(2026, 1, 1)]
    assert [decided.state_on(day) for day in days] == ["decided", "decided", "in_force", "in_force", "ended"]
    assert begun.state_on(date(2024, 1, 1)) == "draft"
