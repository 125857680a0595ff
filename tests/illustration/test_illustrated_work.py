"""Illustrative registers fit the figures of their year, the law and the land."""

import pandas as pd
import pytest

from ntm_geo.boundaries.units import read_units
from ntm_geo.illustration.illustrated_work import work_of
from ntm_geo.monitoring.difficulties import on_day
from ntm_geo.monitoring.registered_criteria import plan_progress
from ntm_geo.records.made_up.made_up_work import FILES, load_made_up_work
from ntm_geo.records.recipe import recipe_folders
from ntm_geo.records.shipped import illustrative_dir


@pytest.fixture(scope="module")
def tables(shipped):
    return {
        kind: load_made_up_work(shipped.criteria_dir, shipped.province.key, kind, vintage="2025").table
        for kind in FILES
    }


@pytest.fixture(scope="module")
def year(standing):
    return standing(2026)


def test_one_folder_has_a_recipe_of_registers(shipped):
    folders = recipe_folders(illustrative_dir(shipped.criteria_dir, shipped.province.key))
    assert [work.year for work in map(work_of, folders) if work] == [2026]


def test_rows_name_communes_criteria_and_departments_of_the_year(shipped, tables, year):
    communes, criteria = set(year.assessment.standings["code"]), {item.code for item in year.criteria_set.criteria}
    for table in tables.values():
        assert set(table["code"]) <= communes
        if "criterion" in table:
            assert set(table["criterion"].dropna()) <= criteria
    known = {item.key for item in shipped.departments if item.criteria_set == year.criteria_set.key}
    assert set(tables["difficulties"]["in_charge"]) <= known


def test_what_was_registered_is_partly_met(tables, year):
    status = plan_progress(tables["registrations"], year.assessment.results, year=2026)["status"].value_counts()
    assert status["met"] > 5
    assert status["not_met"] > 10


def test_difficulties_stand_in_the_way_of_criteria_that_are_missing(tables, year):
    results = year.assessment.results.set_index(["code", "criterion"])["met"]
    keys = pd.MultiIndex.from_frame(tables["difficulties"][["code", "criterion"]])
    assert not results.reindex(keys).fillna(value=True).any()
    states = on_day(tables["difficulties"], pd.Timestamp(2026, 11, 30).date())["state"].value_counts()
    assert states.min() >= 3
    assert set(states.index) == {"open", "late", "solved"}


def test_recognised_communes_went_through_the_procedure_to_their_day(tables, year):
    recognised = year.recognitions[year.recognitions["recognised_on"].dt.year.eq(2026)]
    ends = tables["steps"][tables["steps"]["step"].eq("recognised")]
    assert dict(zip(ends["code"], ends["on"], strict=True)) == dict(
        zip(recognised["code"], recognised["recognised_on"], strict=True)
    )
    assert tables["steps"]["on"].max() <= pd.Timestamp(2026, 11, 30)


def test_border_posts_help_communes_of_their_old_district(shipped, tables):
    units = read_units(shipped.province, "2025").set_index("code")
    posts = tables["partners"][tables["partners"]["agency"].str.startswith("border-post")]
    assert units.loc[posts["code"], "border"].all()
    support = tables["support"]
    pairs = set(zip(tables["partners"]["agency"], tables["partners"]["code"], strict=True))
    assert set(zip(support["agency"], support["code"], strict=True)) <= pairs
    assert support["done_on"].dropna().le(pd.Timestamp(2026, 11, 30)).all()
