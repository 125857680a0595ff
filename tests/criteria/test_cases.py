"""Cases a lawyer can read, run through `assess` and the law as it is shipped.

A case gives one commune's indicator values, criteria (those named under ``met`` and ``unknown``; if any are named
met or unknown, all others are not met unless values are given too), whether it has a craft village (left out: not
known) and its recognitions. What the output names is compared; the rest may be anything.
"""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest
import yaml

from ntm_geo.assessment.engine import assess
from ntm_geo.criteria.in_force import thresholds_in_force
from ntm_geo.criteria.load import load_criteria_set

ROOT = Path(__file__).resolve().parents[2]
CODE = "00001"
CASES = {
    f"{path.stem}: {case['name']}": case
    for path in sorted((Path(__file__).parent / "cases").glob("*.yaml"))
    for case in yaml.safe_load(path.read_text(encoding="utf-8"))
}
INPUTS = {"values", "criteria", "craft_village", "recognised"}
OUTPUTS = {"indicators", "criteria", "shortfall", "met", "not_met", "unknown", "tier", "recognition"}


@pytest.fixture(scope="module")
def law():
    return load_criteria_set(ROOT / "data" / "criteria", "commune-2021")


def _results(law, criteria, period, *, rest):
    """Say of each criterion whether it is met; those nobody names are ``rest``."""
    said = dict.fromkeys(criteria.get("met", []), True) | dict.fromkeys(criteria.get("unknown", []), pd.NA)
    codes = [criterion.code for criterion in law.criteria]
    met = pd.array([said.get(code, rest) for code in codes], dtype="boolean")
    return pd.DataFrame({"code": CODE, "criterion": codes, "period": period, "met": met})


def _recognitions(rows):
    frame = pd.DataFrame(rows, columns=["level", "on", "revoked"]).rename(
        columns={"on": "recognised_on", "revoked": "revoked_on"},
    )
    return frame.astype({"recognised_on": "datetime64[ns]", "revoked_on": "datetime64[ns]"}).assign(
        code=CODE, decision=None
    )


def _assess(law, case):
    given, period = case["input"], case["period"]
    tables = {}
    if "values" in given:
        values = pd.DataFrame({"indicator": list(given["values"]), "value": list(given["values"].values())})
        tables["scores"] = values.astype({"indicator": "str", "value": float}).assign(code=CODE, period=period)
        tables["thresholds"] = thresholds_in_force(law, on=date(period, 12, 31), region=case["region"])
    if "craft_village" in given:
        tables["attributes"] = pd.DataFrame({"code": [CODE], "has_craft_village": [given["craft_village"]]})
    if "criteria" in given:
        rest = pd.NA if "values" in given else False
        tables["criterion_results"] = _results(law, given["criteria"], period, rest=rest)
    return assess(
        criteria_set=law,
        units=pd.DataFrame({"code": [CODE], "kind": ["commune"]}),
        period=period,
        recognitions=_recognitions(given.get("recognised", [])),
        **tables,
    )


def _said(found, output):
    """Return what the assessment says of everything the output names."""
    standing = found.standings.iloc[0]
    said = {key: standing[key] for key in output.keys() & {"met", "not_met", "unknown", "tier"}}
    if "recognition" in output:
        said["recognition"] = "none" if pd.isna(standing["recognition"]) else standing["recognition"]
    if "criteria" in output:
        met = found.results.set_index("criterion")["met"]
        words = {True: "met", False: "not_met"}
        said["criteria"] = {code: words.get(met.get(code, pd.NA), "unknown") for code in output["criteria"]}
    for key, column in (("indicators", "status"), ("shortfall", "shortfall")):
        if key in output:
            verdicts = found.verdicts.set_index("indicator")[column]
            said[key] = {code: verdicts[code] for code in output[key]}
    return said


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_the_law_says(law, case):
    assert case.keys() == {"name", "period", "region", "input", "output"}
    assert case["input"].keys() <= INPUTS
    assert case["output"].keys() <= OUTPUTS
    assert _said(_assess(law, case), case["output"]) == case["output"]


def test_there_are_cases_enough_and_each_has_a_name_of_its_own():
    names = [case["name"] for case in CASES.values()]
    assert len(names) == len(set(names)) >= 15
