import math
from pathlib import Path

import pandas as pd
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from ntm_geo.assessment.engine.targets import count_hamlets, progress
from ntm_geo.criteria.model import Target
from ntm_geo.i18n import Localized
from ntm_geo.tables.base import validate
from ntm_geo.tables.standing_table import HamletCounts

CASES = yaml.safe_load((Path(__file__).parent / "cases/targets.yaml").read_text(encoding="utf-8"))


def _target(measure, value, sense="at_least", limit=None, tier=""):
    name = Localized(vi=measure, en=measure)
    about = {"measure": measure, "value": value, "sense": sense, "limit": limit, "tier": tier}
    return Target(key=measure, name=name, year=2025, **about)


STANDINGS = pd.DataFrame(
    {
        "recognition": ["model", "advanced", "standard", None, None, None],
        "met": [19, 19, 12, 16, 14, 3],
        "unknown": [0, 0, 0, 0, 1, 0],
    },
)


def _hamlets(*rows):
    frame = pd.DataFrame(rows, columns=["code", "certified_on", "revoked_on"])
    return frame.astype({"certified_on": "datetime64[ns]", "revoked_on": "datetime64[ns]"})


def _counts(certified, total):
    return pd.DataFrame({"certified": [certified], "total": [total]})


@pytest.mark.parametrize(
    ("target", "actual", "possible", "remaining", "met"),
    [
        (_target("recognised", 50), 3, 3, 47, False),
        (_target("recognised", 3), 3, 3, 0, True),
        (_target("advanced", 10), 2, 2, 8, False),  # a model commune is an advanced one too
        (_target("model", 1), 1, 1, 0, True),
        (_target("below_criteria", 0, "at_most", limit=15), 1, 2, 2, False),  # 14 met and 1 unknown: perhaps
        (_target("below_criteria", 1, "at_most", limit=15), 1, 2, 1, False),
        (_target("below_criteria", 2, "at_most", limit=15), 1, 2, 0, True),
        (_target("below_criteria", 0, "at_most", limit=3), 0, 0, 0, True),
    ],
)
def test_communes_are_counted_against_the_target(target, actual, possible, remaining, met):
    (found,) = progress([target], standings=STANDINGS, hamlet_counts=_counts(0, 0))
    assert (found.key, found.value, found.unit) == (target.measure, target.value, "communes")
    assert (found.actual, found.possible, found.remaining, found.met) == (actual, possible, remaining, met)


@pytest.mark.parametrize(
    ("certified", "total", "share", "remaining", "met"),
    [
        (16, 1300, 16 / 1300, 374, False),
        (390, 1300, 0.3, 0, True),
        (3, 10, 0.3, 0, True),
        (3, 11, 3 / 11, 1, False),
        (0, 0, 0, 0, False),
    ],
)
def test_what_remains_of_a_share_is_a_whole_number_of_hamlets(certified, total, share, remaining, met):
    (found,) = progress([_target("hamlet_share", 0.3)], standings=STANDINGS, hamlet_counts=_counts(certified, total))
    assert found.actual == pytest.approx(share)
    assert (found.remaining, found.met, found.unit) == (remaining, met, "share")


def test_hamlets_count_from_the_day_of_their_certificate_until_it_is_revoked():
    hamlets = _hamlets(
        ("00001", "2022-12-31", None),
        ("00001", "2023-01-01", None),
        ("00001", None, None),
        ("00001", "2020-01-01", "2022-12-31"),
        ("00009", "2020-01-01", None),
    )
    counts = count_hamlets(hamlets, codes=["00002", "00001"], period=2022)
    assert counts[["code", "total", "certified"]].to_numpy().tolist() == [["00002", 0, 0], ["00001", 4, 1]]
    assert validate(counts, HamletCounts).equals(counts)


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_the_cases_of_the_planner(case):
    now = pd.DataFrame(case["now"], columns=["met", "unknown", "recognition"])
    before = pd.DataFrame(case["before"], columns=["met", "unknown", "tier"]) if "before" in case else None
    now, before = (None if rows is None else rows.assign(code=rows.index.astype("str")) for rows in (now, before))
    target = _target(**case["target"])
    (found,) = progress([target], standings=now, hamlet_counts=_counts(0, 0), before=before)
    assert found.known is case.get("known", True)
    if not found.known:
        assert not found.met
        return
    wanted = case["expect"]
    assert (found.actual, found.possible) == pytest.approx((wanted["actual"], wanted["possible"]), abs=1e-4)
    assert (found.remaining, found.met, found.unit) == (wanted["remaining"], wanted["met"], wanted["unit"])


COMMUNES = st.lists(
    st.tuples(st.integers(0, 15), st.integers(0, 4), st.sampled_from([None, "standard", "model"])),
    min_size=1,
    max_size=30,
)


@given(communes=COMMUNES, tenths=st.integers(0, 10_000))
def test_what_remains_of_a_share_of_communes_is_the_least_number_that_reaches_it(communes, tenths):
    share = tenths / 10_000
    table = pd.DataFrame(communes, columns=["met", "unknown", "recognition"])
    (found,) = progress([_target("recognised_share", share)], standings=table, hamlet_counts=_counts(0, 0))
    recognised = sum(level is not None for _met, _unknown, level in communes)
    least = next(more for more in range(32) if (recognised + more) * 10_000 >= tenths * len(communes))
    assert (found.remaining, found.met) == (least, least == 0)


@given(communes=COMMUNES, tenths=st.integers(0, 190))
def test_a_mean_counts_only_what_is_met(communes, tenths):
    table = pd.DataFrame(communes, columns=["met", "unknown", "recognition"])
    (found,) = progress([_target("mean_criteria", tenths / 10)], standings=table, hamlet_counts=_counts(0, 0))
    met = sum(number for number, _unknown, _level in communes)
    assert found.remaining == max(0, math.ceil((tenths * len(communes) - met * 10) / 10))
    assert found.met is (met * 10 >= tenths * len(communes))
    assert found.actual <= found.possible
