"""Standings, recognitions and hamlets."""

import re

import pandas as pd
import pytest

from ntm_geo.errors import TableError
from ntm_geo.tables.base import heading_of, validate
from ntm_geo.tables.standing_table import TIERS, UNKNOWN_TIER, HamletCounts, Hamlets, Recognitions, Standings


def _standing(**changes):
    row = {"code": ["01267"], "period": [2022], "met": [9], "not_met": [8], "unknown": [2], "recognition": [None],
           "pending": [False]}  # fmt: skip
    return pd.DataFrame(row | {"tier": ["c5_9"]} | changes)


@pytest.mark.parametrize("tier", [*TIERS, UNKNOWN_TIER, "of_10_5_9"])
def test_tiers_of_any_set_and_the_unknown(tier):
    assert validate(_standing(tier=[tier]), Standings)["tier"].tolist() == [tier]


@pytest.mark.parametrize("change", [{"tier": ["The Best"]}, {"met": [-1]}, {"recognition": ["gold"]}])
def test_what_cannot_be_is_refused(change):
    with pytest.raises(TableError):
        validate(_standing(**change), Standings)


def _hamlet(number, **changes):
    row = {"hamlet": [number], "code": ["01267"], "name": ["Xóm Một"], "certified_on": [pd.NaT], "revoked_on": [pd.NaT]}
    return pd.DataFrame(row | {"decision": [None]} | changes)


def test_a_hamlet_bears_the_code_of_its_unit_and_a_number():
    assert len(validate(_hamlet("01267-03"), Hamlets)) == 1
    for wrong in ("01267", "1267-03", "01267-3"):
        with pytest.raises(TableError):
            validate(_hamlet(wrong), Hamlets)


def test_a_hamlet_stands_once():
    with pytest.raises(TableError):
        validate(pd.concat([_hamlet("01267-03")] * 2, ignore_index=True), Hamlets)


def test_levels_and_counts():
    row = {"code": ["01267"], "level": ["standard"], "recognised_on": ["2019-12-31"], "revoked_on": [None]}
    checked = validate(pd.DataFrame(row | {"decision": [None]}), Recognitions)
    assert checked["recognised_on"].tolist() == [pd.Timestamp(2019, 12, 31)]
    with pytest.raises(TableError):
        validate(pd.DataFrame({"code": ["01267"], "period": [2022], "total": [-1], "certified": [0]}), HamletCounts)


def test_the_tiers_are_those_of_the_law(shipped):
    assert tuple(tier.key for tier in shipped.criteria_sets["commune-2021"].tiers) == TIERS


@pytest.mark.parametrize("hamlet", ["01267-03\n", "01267-٠٣"])
def test_what_only_looks_like_a_hamlet_is_refused(hamlet):
    with pytest.raises(TableError, match=re.escape(heading_of(Hamlets, "hamlet"))):
        validate(_hamlet(hamlet), Hamlets)
