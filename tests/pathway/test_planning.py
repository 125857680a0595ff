"""The path of the province: sentence, tables, map and checker tell the same; what cannot be is explained."""

import io
import re
from dataclasses import replace

import openpyxl
import pytest

from ntm_geo.criteria.efforts import load_efforts
from ntm_geo.errors import TableError
from ntm_geo.i18n import use_language
from ntm_geo.pathway.engine import Goal, Plan
from ntm_geo.pathway.engine.check import check
from ntm_geo.pathway.path_sentences import clash_lines, path_sentence
from ntm_geo.pathway.planning import (
    Wishes,
    find_path,
    goals_of,
    make_problem,
    path_report,
    prices,
    read_goals,
    standing_after,
    tier_course,
    work_book,
    work_table,
)

YEARS = (2023, 2024, 2025)


@pytest.fixture(scope="module")
def efforts(shipped):
    return load_efforts(shipped.criteria_dir, shipped.criteria_sets["commune-2021"])


@pytest.fixture(scope="module")
def found(shipped, standing, efforts):
    wishes = Wishes(goals=goals_of(shipped, standing(2022)), years=YEARS, budget=400_000.0)
    return find_path(make_problem(shipped, standing(2022), efforts, wishes))


def test_the_targets_of_the_province_are_the_goals(shipped, standing):
    assert {goal.key: goal.value for goal in goals_of(shipped, standing(2022))} == {
        "standard": 50, "advanced": 10, "model": 5, "floor": 15, "hamlets": 0.3,
    }  # fmt: skip


def test_the_plan_is_proven_and_checked(found):
    assert found.plan.status == "optimal"
    assert check(found.problem, found.plan) == []
    assert found.reached["standard"] >= 50
    assert found.reached["floor"] >= 15


def test_the_least_number_of_criteria_is_never_undercut(found, standing):
    table = standing(2022).assessment.standings
    lacking = (15 - table.loc[table["recognition"].isna(), "met"]).clip(lower=0).sum()
    assert len(found.plan.work) >= lacking


def test_table_sentence_and_report_say_the_same(found, standing):
    table = work_table(standing(2022), found)
    assert table["cost"].sum() == pytest.approx(found.plan.cost)
    assert table["what"].eq("criterion").sum() == len(found.plan.work)
    use_language("en")
    said = path_sentence(found)
    use_language("vi")
    numbers = set(re.findall(r"[\d,.]*\d", said))
    communes = len(set(table.loc[table["what"].eq("criterion"), "code"]))
    assert f"{len(found.plan.work)} criteria in {communes} communes" in said
    assert {str(len(found.plan.work)), "2023", "2025", "50"} <= numbers
    assert f"for {found.plan.cost / 1000:,.1f} billion VND" in said
    report = path_report(standing(2022), found)
    assert len(report["work"]) == len(table)
    sheet = openpyxl.load_workbook(io.BytesIO(work_book(standing(2022), found))).worksheets[0]
    assert sheet.max_row - 4 == len(table)


def test_no_year_costs_more_than_there_is(found, standing):
    table = work_table(standing(2022), found)
    assert (table.groupby("year")["cost"].sum() <= 400_000 + 1e-6).all()


def test_tiers_add_up_in_every_year_and_end_where_the_plan_says(found, standing):
    course = tier_course(standing(2022), found)
    assert set(course.groupby("period")["communes"].sum()) == {139}
    last = course[course["period"].eq(2025)].set_index("tier")["communes"]
    assert last["recognised"] == found.reached["standard"]
    assert last[["c10_14", "c5_9", "c0_4"]].sum() == 0


def test_the_map_of_a_year_stands_between_now_and_the_end(found, standing):
    now, middle, end = (
        one.assessment.standings["met"]
        for one in (standing(2022), *(standing_after(standing(2022), found, year) for year in (2023, 2025)))
    )
    assert (now <= middle).all()
    assert (middle <= end).all()
    assert end.sum() - now.sum() == len(found.plan.work)
    assert standing(2022).period == 2022


def test_a_market_never_comes_before_its_road(found):
    when = {(code, key): year for code, key, year, _cost in found.plan.work}
    missing = {one.code: one.missing for one in found.problem.communes}
    for (code, key), year in when.items():
        if key == "7" and "2" in missing[code]:
            assert when[code, "2"] <= year


def test_too_little_money_is_explained(shipped, standing, efforts):
    goals = (Goal(key="standard", value=50),)
    problem = make_problem(shipped, standing(2022), efforts, Wishes(goals=goals, years=YEARS, budget=30_000.0))
    found = find_path(problem)
    assert not found.plan.found
    assert found.clash == ("budget", "standard")
    most = int(found.nearest["standard"])
    assert 17 < most < 50
    assert str(most) in clash_lines(found)[1]
    fits = replace(problem, goals=(Goal(key="standard", value=most),))
    assert find_path(fits).plan.found
    assert not find_path(replace(problem, goals=(Goal(key="standard", value=most + 1),)), explain=False).plan.found


def test_one_more_commune_has_a_price(shipped, standing, efforts):
    goals = (Goal(key="standard", value=20),)
    found = find_path(make_problem(shipped, standing(2022), efforts, Wishes(goals=goals, years=YEARS)))
    (row,) = prices(found).to_dict("records")
    assert row["price"] > 0
    more = make_problem(shipped, standing(2022), efforts, Wishes(goals=(Goal(key="standard", value=21),), years=YEARS))
    assert find_path(more).plan.cost - found.plan.cost == pytest.approx(row["price"])


def test_a_plan_nobody_found_in_time_is_not_called_impossible(monkeypatch, found):
    monkeypatch.setattr("ntm_geo.pathway.engine.path_search.solve", lambda _problem: Plan(status="unknown"))
    with pytest.raises(TableError, match="in time"):
        find_path(found.problem)


def test_what_is_further_from_its_threshold_costs_more(found, standing, efforts):
    verdicts = standing(2022).assessment.verdicts
    income = verdicts[verdicts["indicator"].eq("10.1") & verdicts["status"].eq("not_met")].set_index("code")[
        "shortfall"
    ]
    costs = {one.code: one.missing["10"] for one in found.problem.communes if "10" in one.missing}
    near, far = (costs[code] for code in (income.idxmin(), income.idxmax()))
    assert near < far <= sum(efforts.costs["10"])


def test_what_is_lost_has_to_be_done_again(shipped, standing, efforts, found):
    table = standing(2022).assessment.standings
    code = table.loc[table["recognition"].isna()].sort_values(["met", "code"])["code"].iloc[-1]
    met = next(one for one in found.problem.communes if one.code == code)
    lost = next(key for key in map(str, range(1, 20)) if key not in met.missing)
    wishes = Wishes(
        goals=goals_of(shipped, standing(2022)), years=YEARS, budget=400_000.0, lost=frozenset({(code, lost)})
    )
    problem = make_problem(shipped, standing(2022), efforts, wishes)
    work = next(one for one in problem.communes if one.code == code)
    assert work.met == met.met - 1
    assert set(work.missing) == {*met.missing, lost}
    assert find_path(problem).plan.cost >= found.plan.cost


def test_promises_are_kept_and_impossible_ones_refused(shipped, standing, efforts, found):
    code, key, _year, _cost = found.plan.work[0]
    wishes = Wishes(goals=goals_of(shipped, standing(2022)), years=YEARS, must=((code, key, 2025),))
    plan = find_path(make_problem(shipped, standing(2022), efforts, wishes)).plan
    assert (code, key, 2025) in {line[:3] for line in plan.work}
    with pytest.raises(TableError):
        make_problem(shipped, standing(2022), efforts, replace(wishes, must=((code, key, 2030),)))
    refused = Wishes(goals=goals_of(shipped, standing(2022)), years=YEARS, must_not=((code, key),))
    plan = find_path(make_problem(shipped, standing(2022), efforts, refused)).plan
    assert (code, key) not in {line[:2] for line in plan.work}


def test_targets_are_read_as_they_are_typed():
    assert read_goals("") == ()
    told = read_goals("standard=50, advanced = 10; floor=15,hamlets=30%")
    assert {goal.key: goal.value for goal in told} == {"standard": 50, "advanced": 10, "floor": 15, "hamlets": 0.3}


@pytest.mark.parametrize(
    "told", ["standard", "wealth=3", "standard=-1", "hamlets=0.3", "hamlets=130%", "floor=2,floor=3"]
)
def test_what_is_no_target_is_named(told):
    with pytest.raises(TableError) as caught:
        read_goals(told)
    assert caught.value.what.values["part"] in told
