"""Risk of withdrawal: the cases of the rule, and the fewest criteria that lift a commune out, against trying all."""

from itertools import chain, combinations
from pathlib import Path

import pandas as pd
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from ntm_geo.assessment.engine.tiers import standings
from ntm_geo.assessment.engine.withdrawal import RISKS, WayOut, at_risk, way_out, withdrawal_risks
from ntm_geo.criteria.model import Reference, Withdrawal

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "withdrawal.yaml").read_text(encoding="utf-8"))
CODE, PERIOD = "01267", 2022


def _rule(named, named_from=0.3, always_from=0.5):
    return Withdrawal(
        named_from=named_from,
        always_from=always_from,
        named=tuple(named),
        reference=Reference(decision="1"),
        verified=True,
    )


def _risks(law, case):
    keys = [criterion.code for criterion in law.criteria]
    unmet, unknown = (set(map(str, case.get(name, ()))) for name in ("unmet", "unknown"))
    met = [None if key in unknown else key not in unmet for key in keys]
    results = pd.DataFrame({"code": CODE, "criterion": keys, "period": PERIOD, "met": pd.array(met, dtype="boolean")})
    days = pd.to_datetime(["2021-12-31"] if case.get("recognised", True) else [])
    recognitions = pd.DataFrame({"code": CODE, "level": "standard", "recognised_on": days, "revoked_on": pd.NaT})
    recognitions = recognitions.astype({"revoked_on": "datetime64[ns]"})
    table = standings(results, recognitions, codes=[CODE], period=PERIOD, criteria_set=law)
    return withdrawal_risks(results, table, law)


@pytest.mark.parametrize("case", CASES, ids=[one["name"] for one in CASES])
def test_the_cases_of_the_rule(shipped, case):
    if not case.get("rule_known", True):
        assert _risks(shipped.criteria_sets["commune-2026"], case) is None
        return
    [row] = _risks(shipped.criteria_sets["commune-2021"], case).to_dict("records")
    assert row["risk"] == case["risk"]
    lifted = case.get("lifted_by", {"others": 0})
    assert (row["named"], row["others"]) == (tuple(map(str, lifted.get("named", ()))), lifted["others"])


@st.composite
def _questions(draw):
    total = draw(st.integers(2, 9))
    codes = [str(number) for number in range(1, total + 1)]
    low = draw(st.floats(0.05, 1))
    rule = _rule(draw(st.lists(st.sampled_from(codes), unique=True)), low, draw(st.floats(low, 1)))
    return draw(st.lists(st.sampled_from(codes), unique=True)), total, rule


@given(_questions())
def test_a_way_out_is_one_and_none_is_shorter(question):
    open_ones, total, rule = question
    way = way_out(open_ones, total=total, rule=rule)
    out = [
        set(met)
        for size in range(len(open_ones) + 1)
        for met in combinations(open_ones, size)
        if not at_risk(set(open_ones) - set(met), total=total, rule=rule)
    ]
    if way is None:
        assert out[0] == set()
        return
    assert way.count == len(out[0])
    rest = [code for code in open_ones if code not in way.named]
    assert all(set(way.named) | set(more) in out for more in combinations(rest, way.others))


@given(_questions(), st.integers(0, 9))
def test_what_is_unknown_decides_just_where_it_is_said_to(question, known):
    """A risk is certain when every way the unknown could turn out has it, possible when one has, else none."""
    open_ones, total, rule = question
    unmet, unknown = open_ones[:known], open_ones[known:]
    subsets = chain.from_iterable(combinations(unknown, size) for size in range(len(unknown) + 1))
    turns = [at_risk({*unmet, *more}, total=total, rule=rule) for more in subsets]
    certain, possible = at_risk(unmet, total=total, rule=rule), way_out(open_ones, total=total, rule=rule) is not None
    assert (certain, possible) == (all(turns), any(turns))


@given(_questions(), st.data())
def test_one_more_criterion_met_never_brings_a_commune_into_it(question, data):
    open_ones, total, rule = question
    if open_ones and not at_risk(open_ones, total=total, rule=rule):
        left = [code for code in open_ones if code != data.draw(st.sampled_from(open_ones))]
        assert not at_risk(left, total=total, rule=rule)


def test_shares_are_those_of_the_text_and_not_of_binary_fractions():
    rule = _rule(["10"])
    assert [(rule.fewest_named(total), rule.fewest_always(total)) for total in (10, 19, 20)] == [
        (3, 5),
        (6, 10),
        (6, 10),
    ]


def test_a_way_out_counts_what_it_names():
    assert WayOut(named=("10", "17"), others=3).count == 5


def test_every_commune_has_a_class(standing):
    shown = standing(2022)
    table = withdrawal_risks(shown.assessment.results, shown.assessment.standings, shown.criteria_set)
    assert table["code"].tolist() == shown.assessment.standings["code"].tolist()
    assert set(table["risk"]) <= set(RISKS)
    assert table["risk"].ne("not_recognised").sum() == 17
