"""Values of an older set judged by the levels of a newer one, and what each verdict rests on."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from ntm_geo.assessment.engine.indicators import judge
from ntm_geo.assessment.engine.other_set import succeed
from ntm_geo.assessment.engine.rollup import rollup
from ntm_geo.assessment.engine.stand_ins import RESTS, judge_by_stand_ins
from ntm_geo.criteria.in_force import thresholds_in_force
from ntm_geo.criteria.law_edition import read_edition
from ntm_geo.criteria.set_succession import Correspondence, read_correspondences
from ntm_geo.errors import LawError
from ntm_geo.tables.base import validate
from ntm_geo.tables.score_tables import CriterionResults
from ntm_geo.tables.verdict_tables import Verdicts
from tests.made_up_law import made_up_lines

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "carried-values.yaml").read_text(encoding="utf-8"))
CODE, YEAR = "01267", 2022
CODES = pd.Index([CODE])


@pytest.fixture(scope="module")
def laws(shipped):
    """Both sets with their levels, and the succession that is shipped."""
    old, head = shipped.shipped_law.sets.values()
    new = read_edition(head, made_up_lines(head)).law
    region = shipped.province.region
    return {
        "old": old,
        "new": new,
        "old_levels": thresholds_in_force(old, on=date(YEAR, 12, 31), region=region),
        "new_levels": thresholds_in_force(new, on=date(2026, 12, 31), region=region),
        "shipped": shipped.succession(old.key, new.key),
    }


def _succession(laws, lines):
    """What is shipped for criteria without a line of their own, and the lines of a case."""
    rows = [
        Correspondence(
            target=line["target"],
            sources=line["sources"],
            carries_value=line.get("carries", False),
            factor=line.get("factor"),
            confirmed=line.get("confirmed", False),
        )
        for line in lines
    ]
    targets = {row.target for row in rows}
    rows += [
        Correspondence(target=line.target, sources="; ".join(line.sources))
        for line in laws["shipped"].lines
        if line.target not in targets
    ]
    return read_correspondences(laws["shipped"], rows, laws["old"], laws["new"])


def _scores(values):
    rows = [(CODE, code, YEAR, float(value)) for code, value in values.items()]
    return pd.DataFrame(rows, columns=["code", "indicator", "period", "value"]).astype({"period": "int64"})


def _judge(laws, succession, *, values, reported=None, entered=None, group=None):
    scores = _scores(values)
    verdicts = judge(scores, laws["old_levels"], codes=CODES, period=YEAR)
    results = rollup(verdicts).set_index("criterion")
    for code, met in (reported or {}).items():
        results.loc[code, "met"] = met
    return judge_by_stand_ins(
        succession,
        law=laws["new"],
        codes=CODES,
        period=YEAR,
        results=results.reset_index()[["code", "criterion", "period", "met"]],
        verdicts=verdicts,
        scores=scores,
        entered=_scores(entered or {}),
        thresholds=laws["new_levels"],
        groups=pd.Series({CODE: group}, dtype="object") if group else None,
    )


@pytest.mark.parametrize("case", CASES, ids=[one["case"] for one in CASES])
def test_a_value_is_judged_by_the_newer_level(laws, case):
    if "refused" in case:
        with pytest.raises(LawError) as caught:
            _succession(laws, case["lines"])
        assert caught.value.where == case["lines"][0]["target"]
        assert case["refused"] in caught.value.what.template
        return
    found = _judge(
        laws,
        _succession(laws, case["lines"]),
        values=case["values"],
        reported=case.get("reported"),
        entered=case.get("entered"),
        group=case.get("group"),
    )
    rests = found.rests.set_index("line")
    told = {code: rests.loc[code, ["status", "rests_on", "confirmed"]].tolist() for code in case["gives"]}
    assert told == case["gives"]
    validate(found.results, CriterionResults)
    validate(found.verdicts, Verdicts)


@given(
    level=st.integers(0, 100),
    value=st.integers(0, 100),
    confirmed=st.booleans(),
    sense=st.sampled_from(["least", "most"]),
)
@settings(max_examples=25)
def test_an_identical_level_gives_the_identical_verdict(laws, level, value, confirmed, sense):
    old, new = ("15.1", "5.3") if sense == "least" else ("11.1", "6.1")
    old_levels = laws["old_levels"].copy()
    new_levels = laws["new_levels"].copy()
    for table, code in ((old_levels, old), (new_levels, new)):
        table.loc[table["indicator"].eq(code), ["threshold", "cases"]] = [float(level), None]
    changed = laws | {"old_levels": old_levels, "new_levels": new_levels}
    succession = _succession(laws, [{"target": new, "sources": old, "carries": True, "confirmed": confirmed}])
    found = _judge(changed, succession, values={old: value}, group="3")
    before = judge(_scores({old: value}), old_levels, codes=CODES, period=YEAR).set_index("indicator")["status"]
    assert found.rests.set_index("line").loc[new, "status"] == before[old]


LINES = [("5.3", "15.1", True), ("5.2", "15.2", True), ("8.1", "17.8", True), ("5", "14; 15; 16", False),
         ("8", "17", False), ("9", "18", False), ("5.5", "14.2", False)]  # fmt: skip
VALUES = {
    "15.1": st.integers(60, 100),
    "15.2": st.integers(0, 1),
    "17.8": st.integers(50, 100),
    "14.2": st.integers(50, 90),
}


@given(
    confirmed=st.lists(st.booleans(), min_size=len(LINES), max_size=len(LINES)),
    values=st.fixed_dictionaries({}, optional=VALUES),
    reported=st.fixed_dictionaries({}, optional=dict.fromkeys(("14", "15", "16", "17", "18"), st.booleans())),
)
@settings(max_examples=12)
def test_an_unconfirmed_line_never_counts_as_confirmed(laws, confirmed, values, reported):
    def rests(flags):
        lines = [
            {"target": target, "sources": sources, "carries": carries, "confirmed": flag}
            for (target, sources, carries), flag in zip(LINES, flags, strict=True)
        ]
        return _judge(laws, _succession(laws, lines), values=values, reported=reported, group="3").rests

    found, none, all_of = rests(confirmed), rests([False] * len(LINES)), rests([True] * len(LINES))
    assert not none.loc[none["rests_on"].isin(["value", "verdict"]), "confirmed"].any()
    for one, other in ((none, found), (found, all_of)):
        assert (one["confirmed"] <= other["confirmed"]).all(), "confirming a line takes nothing back"
        assert (one["status"] == other["status"]).all(), "who confirmed what decides no verdict"
    flags = {target: flag for (target, *_more), flag in zip(LINES, confirmed, strict=True)}
    alone = found[found["line"].isin([target for target, *_more in LINES if "." in target])]
    for row in alone[alone["rests_on"].ne("none")].itertuples():
        assert row.confirmed == flags[row.line]
    assert set(found["rests_on"]) <= set(RESTS)
    assert (found["rests_on"].eq("none") == found["status"].eq("unknown")).all()


@given(
    st.dictionaries(st.sampled_from([str(number) for number in range(1, 20)]), st.booleans(), min_size=1, max_size=19)
)
@settings(max_examples=12)
def test_without_values_it_is_what_the_criteria_alone_give(laws, met):
    rows = [(CODE, code, YEAR, flag) for code, flag in met.items()]
    results = pd.DataFrame(rows, columns=["code", "criterion", "period", "met"]).astype({"met": "boolean"})
    found = judge_by_stand_ins(
        laws["shipped"], law=laws["new"], codes=CODES, period=YEAR, results=results, thresholds=laws["new_levels"]
    )
    plain = succeed(results, laws["shipped"]).sort_values("criterion", ignore_index=True)
    pd.testing.assert_frame_equal(found.results.sort_values("criterion", ignore_index=True), plain, check_dtype=False)


def test_a_commune_nothing_is_known_of_has_no_row(laws):
    empty = pd.DataFrame({"code": [], "criterion": [], "period": [], "met": pd.array([], dtype="boolean")})
    found = judge_by_stand_ins(
        laws["shipped"], law=laws["new"], codes=CODES, period=YEAR, results=empty, thresholds=laws["new_levels"]
    )
    assert found.results.empty
    assert set(found.rests["rests_on"]) == {"none"}
