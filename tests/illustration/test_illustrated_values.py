from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from ntm_geo.assessment.engine.indicators import judge
from ntm_geo.assessment.engine.rollup import rollup
from ntm_geo.criteria.model import CriteriaSet, Criterion, Reference
from ntm_geo.i18n import Localized
from ntm_geo.illustration.illustrated_values import Course, draw_scores
from ntm_geo.records.recipe import load_recipe
from ntm_geo.tables.base import validate
from ntm_geo.tables.score_tables import Scores

SHIPPED = Path(__file__).resolve().parents[2] / "data" / "criteria" / "illustrative" / "cao-bang"
NAME = Localized(vi="", en="")
CODES = pd.Index([f"{n:05d}" for n in range(60)], dtype="str")
LAW = pd.DataFrame(
    [
        ("1", "1.1", "at_least", 70.0, "percent", None),
        ("1", "1.2", "at_most", 26.0, "percent", None),
        ("1", "1.3", "pass", 1.0, "pass_fail", None),
        ("2", "2.1", "at_least", 100.0, "percent", None),
        ("3", "3.1", "at_least", 39.0, "million", None),
        ("4", "4.1", "pass", 1.0, "pass_fail", None),
        ("4", "4.2", "pass", 1.0, "pass_fail", "has_craft_village"),
        ("5", "5.1", "at_least", np.nan, "percent", None),
        ("5", "5.2", "at_least", np.nan, "million", None),
    ],
    columns=["criterion", "indicator", "sense", "threshold", "unit", "applies_when"],
).assign(clause="", verified=False, part_of=None, met_when=None, cases=None)


@pytest.fixture(scope="module")
def course():
    criteria = tuple(Criterion(code=str(n), name=NAME, group="I", indicators=()) for n in range(1, 6))
    day = pd.Timestamp("2021-01-01").date()
    law = CriteriaSet(
        key="toy",
        name=NAME,
        reference=Reference(decision=""),
        effective=day,
        expires=day,
        regions=(),
        groups=(),
        criteria=criteria,
        tiers=(),
    )
    village = pd.array([n % 3 == 0 for n in range(60)], dtype="boolean")
    return Course(
        recipe=load_recipe(SHIPPED).model_copy(update={"tiers": {2021: {}, 2022: {}}}),
        codes=CODES,
        hardship=np.linspace(0, 1, 60),
        attributes=pd.DataFrame({"code": CODES, "has_craft_village": village}),
        criteria_set=law,
    )


@pytest.fixture(scope="module")
def met():
    one = np.random.default_rng(3).choice([0.0, 1.0, np.nan], size=(60, 5), p=[0.5, 0.4, 0.1])
    return np.stack([one, one])


@pytest.fixture(scope="module")
def scores(course, met):
    return draw_scores(course, met, {2021: LAW, 2022: LAW})


def test_values_say_what_the_results_say(course, met, scores):
    verdicts = judge(scores, LAW, codes=CODES, period=2022, attributes=course.attributes)
    said = rollup(verdicts)["met"].to_numpy("float64", na_value=np.nan).reshape(60, 5)
    np.testing.assert_array_equal(said[:, :4], met[1][:, :4])
    assert np.isnan(said[:, 4]).all()  # no threshold is set


def test_values_are_plausible_and_fit_their_schema(scores):
    assert validate(scores, Scores).equals(scores)
    by_code = scores.groupby("indicator")["value"]
    assert by_code.min().min() >= 0
    assert by_code.max()[["1.1", "1.2", "2.1", "5.1"]].max() <= 100
    assert set(scores.loc[scores["indicator"].isin(["1.3", "4.1"]), "value"]) == {0, 1}
    np.testing.assert_allclose(scores["value"], scores["value"].round(1))


def test_where_a_condition_does_not_hold_there_is_no_value(course, scores):
    with_value = set(scores.loc[scores["indicator"] == "4.2", "code"])
    assert with_value <= set(course.attributes.loc[course.attributes["has_craft_village"], "code"])


def test_without_a_threshold_only_percentages_can_be_made_up(scores):
    assert (scores["indicator"] == "5.1").any()
    assert not (scores["indicator"] == "5.2").any()


def test_shortfalls_ease_from_year_to_year(scores):
    failing = scores[(scores["indicator"] == "3.1") & (scores["value"] < 39)].pivot_table(
        index="code",
        columns="period",
        values="value",
    )
    assert (failing[2022] >= failing[2021]).all()
    assert failing[2022].mean() > failing[2021].mean()


def test_no_year_with_a_law_gives_no_values(course, met):
    assert draw_scores(course, met, {}).empty
