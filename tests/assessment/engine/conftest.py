"""A small made-up law of 19 criteria and a province of four communes and a town.

criterion 1: 1.1 at least 80, 1.2 at most 13, 1.3 pass     criterion 2: 2.1 pass, 2.2 pass where there is a craft village
criterion 3: 3.1 at least a value the province has not set       criteria 4-19: one pass/fail indicator each
"""

from datetime import date

import pandas as pd
import pytest

from ntm_geo.criteria.model import CriteriaSet, Criterion, Indicator, Reference, TierRule
from ntm_geo.i18n import Localized

TIERS = (("recognised", None), ("c15_18", 15), ("c10_14", 10), ("c5_9", 5), ("c0_4", 0))
RULES = {
    "1": [("1.1", "at_least", 80.0, ""), ("1.2", "at_most", 13.0, ""), ("1.3", "pass", 1.0, "")],
    "2": [("2.1", "pass", 1.0, ""), ("2.2", "pass", 1.0, "has_craft_village")],
    "3": [("3.1", "at_least", None, "")],
    **{str(code): [(f"{code}.1", "pass", 1.0, "")] for code in range(4, 20)},
}
REFERENCE = Reference(decision="made up")


def _name(text):
    return Localized(vi=text, en=text)


def _criterion(code):
    indicators = tuple(
        Indicator(code=indicator, name=_name(indicator), unit="percent", sense=sense, values=(), applies_when=condition)
        for indicator, sense, _threshold, condition in RULES[code]
    )
    return Criterion(code=code, name=_name(code), group="I", indicators=indicators)


@pytest.fixture(scope="session")
def law():
    return CriteriaSet(
        key="toy",
        name=_name("toy"),
        reference=REFERENCE,
        effective=date(2021, 1, 1),
        expires=date(2025, 12, 31),
        regions=(),
        groups=(),
        criteria=tuple(_criterion(code) for code in RULES),
        tiers=tuple(TierRule(key=key, name=_name(key), at_least=least) for key, least in TIERS),
    )


@pytest.fixture(scope="session")
def thresholds():
    rows = [(code, *rule) for code, rules in RULES.items() for rule in rules]
    frame = pd.DataFrame(rows, columns=["criterion", "indicator", "sense", "threshold", "applies_when"])
    none = dict.fromkeys(("part_of", "met_when", "cases"), pd.array([None] * len(frame), dtype="str"))
    numbers = frame["threshold"].astype(float)
    return frame.assign(threshold=numbers, unit="percent", clause="made up", verified=False, **none)


@pytest.fixture(scope="session")
def units():
    kinds = ["commune"] * 4 + ["township"]
    return pd.DataFrame({"code": [f"0000{n}" for n in range(1, 6)], "kind": kinds})


@pytest.fixture(scope="session")
def recognitions():
    """Make ``tables.Recognitions`` from (code, level, recognised on, revoked on)."""

    def make(*rows):
        frame = pd.DataFrame(rows, columns=["code", "level", "recognised_on", "revoked_on"]).astype(
            {"code": "str", "level": "str", "recognised_on": "datetime64[ns]", "revoked_on": "datetime64[ns]"},
        )
        return frame.assign(decision=None)

    return make


@pytest.fixture(scope="session")
def results():
    """Make ``tables.CriterionResults`` of a commune: the first criteria met, the next ones unknown, the rest not."""

    def make(code, met, unknown=0, period=2022):
        said = [True] * met + [pd.NA] * unknown + [False] * (19 - met - unknown)
        frame = pd.DataFrame({"code": code, "criterion": [str(n) for n in range(1, 20)], "period": period})
        return frame.assign(met=pd.array(said, dtype="boolean"))

    return make


@pytest.fixture(scope="session")
def scores():
    """Make ``tables.Scores`` of a commune from {indicator: value}."""

    def make(code, values, period=2022):
        frame = pd.DataFrame({"indicator": list(values), "value": list(values.values())})
        return frame.astype({"indicator": "str", "value": float}).assign(code=code, period=period)

    return make
