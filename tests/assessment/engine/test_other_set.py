"""The same communes under two criteria sets."""

from pathlib import Path

import pandas as pd
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from ntm_geo.assessment.engine.other_set import OUTCOMES, compare_sets, succeed
from ntm_geo.assessment.engine.tiers import standings
from ntm_geo.criteria.set_succession import StandIn, Succession
from ntm_geo.tables.base import validate
from ntm_geo.tables.score_tables import CriterionResults

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "succession.yaml").read_text(encoding="utf-8"))
SMALL = Succession(
    source="old",
    target="new",
    verified=False,
    lines=(StandIn(target="1", sources=("1", "2")), StandIn(target="2", sources=("3",))),
)


def _results(met, code="01267", period=2022):
    rows = [{"code": code, "criterion": key, "period": period, "met": value} for key, value in met.items()]
    return pd.DataFrame(rows).astype({"met": "boolean"})


@pytest.mark.parametrize("case", CASES, ids=[one["name"] for one in CASES])
def test_what_stands_in_for_a_criterion(shipped, case):
    found = succeed(_results(case["old"]), shipped.succession("commune-2021", "commune-2026"))
    by_criterion = found.set_index("criterion")["met"]
    for code, met in case["new"].items():
        assert (None if pd.isna(by_criterion[code]) else bool(by_criterion[code])) == met
    assert len(validate(found, CriterionResults)) == 10


@given(st.lists(st.sampled_from([True, False, None]), min_size=3, max_size=3))
def test_counts_as_a_careful_clerk_would(values):
    found = succeed(_results(dict(zip("123", values, strict=True))), SMALL).set_index("criterion")["met"]
    for key, standing in SMALL.stands_for:
        own = [values[int(one) - 1] for one in standing]
        wanted = False if False in own else (None if None in own else True)
        assert (None if pd.isna(found[key]) else bool(found[key])) == wanted


def test_years_and_communes_are_kept_apart():
    results = pd.concat([_results({"3": True}), _results({"3": False}, period=2021), _results({"3": False}, "01270")])
    found = succeed(results, SMALL)
    second = found[found["criterion"].eq("2")].set_index(["code", "period"])["met"]
    assert second.to_dict() == {("01267", 2021): False, ("01267", 2022): True, ("01270", 2022): False}


def test_nothing_known_stays_nothing():
    assert succeed(_results({"1": True}).iloc[:0], SMALL).empty


def test_only_the_recognised_can_fall(shipped):
    old_set, new_set = shipped.criteria_sets["commune-2021"], shipped.criteria_sets["commune-2026"]
    codes = ["01267", "01270", "01273", "01276"]
    recognitions = pd.DataFrame(
        {"code": codes[:3], "level": "standard", "recognised_on": pd.Timestamp(2019, 5, 1), "revoked_on": pd.NaT}
    )
    met = {one.code: True for one in old_set.criteria}
    results = pd.concat(
        [_results(met, codes[0]), _results(met | {"17": False}, codes[1]), _results({"1": True}, codes[2])]
    )
    succession = shipped.succession(old_set.key, new_set.key)
    new = succeed(results, succession)
    both = [
        standings(table, recognitions, codes=codes, period=2022, criteria_set=law)
        for table, law in ((results, old_set), (new, new_set))
    ]
    found = compare_sets(*both).set_index("code")
    assert found["outcome"].to_dict() == dict(zip(codes, ["keeps", "falls", "unknown", "not_yet"], strict=True))
    assert set(found["outcome"]) == set(OUTCOMES)
    assert found["recognised"].to_list() == [True, True, True, False]
    # The recognition of 2019 was given under an older set and does not count for the new one.
    assert found.loc[codes[0], "new_tier"] == "all_of_10"
    assert found.loc[codes[1], ["met", "missing"]].to_list() == [9, 1]
