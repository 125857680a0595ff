"""Change between years: nothing is lost that is only unknown, and every year adds up."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ntm_geo.assessment.engine.change import criteria_changes, tier_flows, tier_history

TIERS = ["recognised", "c15_18", "c10_14", "c5_9", "c0_4", "unknown"]


@pytest.fixture(scope="module")
def shipped_tiers(shipped):
    return shipped.criteria_sets["commune-2021"]


def _standings(tiers):
    return pd.DataFrame({"code": [f"{place:05d}" for place in range(len(tiers))], "tier": tiers})


def _results(rows):
    frame = pd.DataFrame(rows, columns=["code", "criterion", "met"])
    return frame.assign(met=frame["met"].astype("boolean"))


@given(st.lists(st.tuples(st.sampled_from(TIERS), st.sampled_from(TIERS)), min_size=1, max_size=30))
@settings(max_examples=60)
def test_flows_add_up_to_both_years(shipped_tiers, pairs):
    before, after = _standings([one for one, _ in pairs]), _standings([other for _, other in pairs])
    flows = tier_flows(before, after)
    assert flows["communes"].sum() == len(pairs)
    assert flows.groupby("from_tier")["communes"].sum().to_dict() == before["tier"].value_counts().to_dict()
    assert flows.groupby("to_tier")["communes"].sum().to_dict() == after["tier"].value_counts().to_dict()
    table = tier_history({2021: before, 2022: after}, shipped_tiers)
    assert table.groupby("period")["communes"].sum().tolist() == [len(pairs)] * 2


def test_gained_lost_and_newly_known_are_told_apart():
    before = _results([("1", "2", True), ("1", "10", False), ("1", "3", None), ("1", "4", True), ("2", "1", True)])
    after = _results([("1", "2", False), ("1", "10", True), ("1", "3", True), ("1", "4", None), ("2", "1", True)])
    table = criteria_changes(before, after).set_index("code")
    assert table.loc["1", "gained"] == ("10",)
    assert table.loc["1", "lost"] == ("2",)
    assert table.loc["1", "newly_known"] == ("3",)
    assert table.loc["2"].tolist() == [(), (), ()]


def test_criteria_stand_in_the_order_of_their_numbers():
    codes = ["10", "9", "1", "19"]
    before, after = (_results([("1", code, met) for code in codes]) for met in (False, True))
    assert criteria_changes(before, after).loc[0, "gained"] == ("1", "9", "10", "19")
