import time

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ntm_geo.assessment.engine import assess
from ntm_geo.criteria.model import Target
from ntm_geo.errors import TableError, UnknownUnitError
from ntm_geo.i18n import Localized
from ntm_geo.tables.base import validate
from ntm_geo.tables.score_tables import CriterionResults
from ntm_geo.tables.standing_table import TIERS

ALL_MET = {"1.1": 80, "1.2": 13, "1.3": 1, "2.1": 1, "2.2": 1} | {f"{code}.1": 1 for code in range(4, 20)}
MODEST = settings(max_examples=40)


@pytest.fixture(scope="session")
def ask(law, units, thresholds, recognitions):
    """Assess 2022 with nobody recognised unless said."""

    def call(**given_tables):
        if "scores" in given_tables:
            given_tables.setdefault("thresholds", thresholds)
        given_tables.setdefault("recognitions", recognitions())
        return assess(criteria_set=law, units=units, period=2022, **given_tables)

    return call


def test_values_of_all_communes_become_criteria_counts_and_tiers_at_once(ask, scores):
    some_fail = ALL_MET | {"1.2": 20, "4.1": 0} | {f"{code}.1": 0 for code in range(10, 17)}
    found = ask(scores=pd.concat([scores("00001", ALL_MET), scores("00002", some_fail), scores("00003", {})]))
    table = found.standings.set_index("code")
    assert table.loc["00001", ["met", "not_met", "unknown", "tier"]].tolist() == [18, 0, 1, "c15_18"]
    assert table.loc["00002", ["met", "not_met", "unknown", "tier"]].tolist() == [9, 9, 1, "unknown"]
    assert table.loc["00003", ["met", "not_met", "unknown", "tier"]].tolist() == [0, 0, 19, "unknown"]
    assert found.tier_counts == {"recognised": 0, "c15_18": 1, "c10_14": 0, "c5_9": 0, "c0_4": 0, "unknown": 3}


def test_criterion_results_alone_are_enough(ask, results, recognitions):
    found = ask(
        criterion_results=pd.concat([results("00001", 12), results("00002", 7), results("00004", 3)]),
        recognitions=recognitions(("00001", "standard", "2020-01-01", None)),
    )
    assert found.verdicts is None
    assert list(found.tier_counts.items()) == [
        ("recognised", 1),
        ("c15_18", 0),
        ("c10_14", 0),
        ("c5_9", 1),
        ("c0_4", 1),
        ("unknown", 1),
    ]


def test_results_stand_and_values_fill_in_what_they_leave_unknown(ask, results, scores):
    reported = results("00001", met=3, unknown=2)  # 1-3 met, 4 and 5 unknown, 6-19 not met
    found = ask(criterion_results=reported, scores=scores("00001", {"1.1": 10, "4.1": 1, "5.1": 0, "6.1": 0}))
    said = found.results[found.results["code"] == "00001"].set_index("criterion")["met"]
    assert said[["1", "3", "4", "5", "6"]].tolist() == [True, True, True, False, False]
    (finding,) = found.findings
    assert (finding.kind, finding.place) == ("result-against-values", "00001 1")
    assert validate(found.results, CriterionResults).equals(found.results)


def test_a_threshold_nobody_has_set_leaves_the_result_to_the_report(ask, results, scores):
    found = ask(criterion_results=results("00001", 3), scores=scores("00001", {"3.1": 5}))
    assert not found.findings
    assert found.standings.loc[0, "met"] == 3


def test_strangers_and_doubles_are_refused_and_towns_left_out(ask, results, scores, recognitions):
    with pytest.raises(UnknownUnitError, match=r"criterion results .*00009"):
        ask(criterion_results=results("00009", 3))
    with pytest.raises(UnknownUnitError, match=r"recognitions .*00009"):
        ask(recognitions=recognitions(("00009", "standard", "2020-01-01", None)))
    with pytest.raises(TableError, match=r"criterion results .*more than once"):
        ask(criterion_results=pd.concat([results("00001", 3), results("00001", 3)]))
    with pytest.raises(TableError, match=r"indicator values .*more than once"):
        ask(scores=pd.concat([scores("00001", {"1.1": 1}), scores("00001", {"1.1": 2})]))
    found = ask(scores=scores("00005", ALL_MET))
    assert [finding.kind for finding in found.findings] == ["outside-programme"]
    assert "00005" not in set(found.standings["code"])


def test_what_cannot_be_judged_is_a_finding(ask, scores):
    found = ask(scores=scores("00001", {"4.1": 3, "99.1": 1}))
    assert [finding.kind for finding in found.findings] == ["unknown-indicator", "neither-pass-nor-fail"]


def test_rows_of_other_years_are_passed_over(ask, results):
    found = ask(criterion_results=pd.concat([results("00001", 3), results("00001", 16, period=2021)]))
    assert found.standings.loc[0, "met"] == 3


def test_values_without_thresholds_are_a_mistake_of_the_caller(ask, scores):
    with pytest.raises(ValueError, match="thresholds"):
        ask(scores=scores("00001", ALL_MET), thresholds=None)


def test_targets_and_hamlets_come_along(ask, results):
    hamlets = pd.DataFrame({"code": ["00001"] * 4, "certified_on": pd.to_datetime(["2021-01-01", None, None, None])})
    target = Target(
        key="hamlets",
        name=Localized(vi="", en=""),
        measure="hamlet_share",
        value=0.3,
        sense="at_least",
        year=2025,
    )
    found = ask(criterion_results=results("00001", 3), hamlets=hamlets.assign(revoked_on=pd.NaT), targets=[target])
    assert found.hamlet_counts["total"].tolist() == [4, 0, 0, 0]
    assert (found.progress[0].actual, found.progress[0].remaining) == (0.25, 1)


@MODEST
@given(st.data())
def test_raising_a_value_never_lowers_a_tier(ask, scores, data):
    values = {code: data.draw(st.sampled_from([0, 1]) if code != "1.1" else st.floats(0, 100)) for code in ALL_MET}
    key = data.draw(st.sampled_from([code for code in ALL_MET if code != "1.2"]))
    before = ask(scores=scores("00001", values | {"3.1": 1}), criterion_results=_third_met())
    after = ask(scores=scores("00001", values | {key: max(values[key], ALL_MET[key])}), criterion_results=_third_met())
    tiers = [TIERS.index(found.standings.loc[0, "tier"]) for found in (before, after)]
    assert tiers[1] <= tiers[0]


def _third_met():
    return pd.DataFrame(
        {"code": ["00001"], "criterion": ["3"], "period": [2022], "met": pd.array([True], dtype="boolean")}
    )


@MODEST
@given(seed=st.integers(0, 10_000))
def test_the_order_of_rows_changes_nothing(ask, results, scores, seed):
    rng = np.random.default_rng(seed)
    reported = pd.concat([results(f"0000{n}", int(rng.integers(0, 17)), int(rng.integers(0, 3))) for n in range(1, 5)])
    values = pd.concat(
        [scores(f"0000{n}", dict(zip(ALL_MET, rng.integers(0, 2, 21), strict=True))) for n in range(1, 5)]
    )
    straight = ask(criterion_results=reported, scores=values)
    mixed = ask(
        criterion_results=reported.sample(frac=1, random_state=seed), scores=values.sample(frac=1, random_state=seed)
    )
    assert mixed.standings.equals(straight.standings)
    assert mixed.tier_counts == straight.tier_counts
    assert sum(straight.tier_counts.values()) == 4


def test_every_commune_of_a_country_is_assessed_in_about_a_second(law, thresholds, recognitions):
    codes = pd.Series([f"{number:05d}" for number in range(11_000)], dtype="str")
    units = pd.DataFrame({"code": codes, "kind": "commune"})
    value = np.random.default_rng(1).integers(0, 2, len(codes) * 57).astype(float)
    law57 = pd.concat([thresholds] * 3, ignore_index=True).head(57)
    law57["indicator"] = [f"{criterion}.{number}" for number, criterion in enumerate(law57["criterion"])]
    scores = pd.DataFrame(
        {
            "code": codes.take(np.repeat(np.arange(len(codes)), 57)).array,
            "indicator": law57["indicator"].take(np.tile(np.arange(57), len(codes))).array,
            "period": 2022,
            "value": value,
        },
    )
    start = time.process_time()
    found = assess(
        criteria_set=law,
        units=units,
        period=2022,
        recognitions=recognitions(),
        scores=scores,
        thresholds=law57,
    )
    assert time.process_time() - start < 3  # 0.5 s on two idle cores
    assert sum(found.tier_counts.values()) == 11_000
