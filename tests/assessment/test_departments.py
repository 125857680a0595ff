"""A department sees its own criteria on the day, and nothing of another's."""

from datetime import date

import pytest

from ntm_geo.assessment.departments import criteria_of, departments_on, standing_of_criteria, work_list


def _department(shipped, key, day):
    return next(one for one in departments_on(shipped, day) if one.key == key)


@pytest.mark.parametrize(
    ("key", "day", "criteria"),
    [
        ("construction", date(2022, 12, 31), ("1", "9")),
        ("construction", date(2025, 12, 31), ("1", "2", "9")),
        ("agriculture", date(2022, 12, 31), ("3", "13")),
        ("agriculture_environment", date(2025, 12, 31), ("3", "11", "13", "17")),
        ("justice", date(2022, 12, 31), ("18",)),
    ],
)
def test_who_is_in_charge_follows_the_date(shipped, key, day, criteria):
    assert criteria_of(shipped, _department(shipped, key, day), day) == criteria


def test_departments_of_another_time_are_not_listed(shipped):
    keys = {one.key for one in departments_on(shipped, date(2022, 12, 31))}
    assert {"transport", "agriculture"} <= keys
    assert "agriculture_environment" not in keys
    assert "transport" not in {one.key for one in departments_on(shipped, date(2025, 12, 31))}


def test_counts_are_those_of_the_map(shipped, standing):
    shown = standing(2022)
    table = standing_of_criteria(shipped, shown, _department(shipped, "statistics", date(2022, 12, 31)))
    results = shown.assessment.results
    own = results[results["criterion"].eq("10")]["met"]
    assert table["met"].tolist() == [int(own.sum())]
    assert table[["met", "not_met", "unknown"]].sum(axis=1).tolist() == [139]


def test_the_list_holds_every_indicator_that_is_missed_and_no_other(shipped, standing):
    shown = standing(2022)
    table = work_list(shipped, shown, _department(shipped, "statistics", date(2022, 12, 31)))
    verdicts = shown.assessment.verdicts
    missed = verdicts[verdicts["indicator"].eq("10.1") & verdicts["status"].eq("not_met")]
    assert set(table["code"]) == set(missed["code"])
    assert (table["shortfall"] > 0).all()
    assert list(table["met_count"]) == sorted(table["met_count"], reverse=True)


def test_a_department_in_charge_of_one_indicator_sees_that_one_alone(shipped, standing):
    table = work_list(shipped, standing(2022), _department(shipped, "justice", date(2022, 12, 31)))
    assert set(table["indicator"]) <= {"18.4"}


def test_carried_figures_give_a_list_of_criteria(shipped, standing):
    table = work_list(shipped, standing(2022, "2025"), _department(shipped, "statistics", date(2022, 12, 31)))
    assert set(table["indicator"]) == {""}
    assert set(table["criterion"]) == {"10"}
