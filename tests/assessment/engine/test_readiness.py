"""Readiness: the cases, as the text an office reads."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from ntm_geo.assessment.engine.readiness import STAGES, readiness
from ntm_geo.assessment.readiness_list import readiness_text
from ntm_geo.i18n import use_language

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "readiness.yaml").read_text(encoding="utf-8"))
CODE, PERIOD = "01267", 2022
ANSWERS = st.sampled_from([True, False, None])


def _ready(law, met, conditions, year=PERIOD):
    keys = [criterion.code for criterion in law.criteria]
    results = pd.DataFrame({"code": CODE, "criterion": keys, "period": PERIOD, "met": pd.array(met, dtype="boolean")})
    entered = pd.DataFrame({"code": CODE, "period": year, "condition": list(conditions)})
    entered = entered.assign(met=pd.array(list(conditions.values()), dtype="boolean"))
    table = readiness(results, entered, pd.DataFrame({"code": [CODE], "period": [PERIOD]}), law)
    return next(table.itertuples(index=False))


@pytest.mark.parametrize("case", CASES, ids=[one["name"] for one in CASES])
def test_the_cases_as_an_office_reads_them(shipped, case):
    use_language("vi")
    law = shipped.criteria_sets["commune-2021"]
    if not case.get("conditions_known", True):
        law = replace(law, recognition=None)
    unmet, unknown = (set(map(str, case.get(name, ()))) for name in ("unmet", "unknown"))
    met = [None if item.code in unknown else item.code not in unmet for item in law.criteria]
    row = _ready(law, met, case.get("conditions", {}), case.get("conditions_of", PERIOD))
    assert (row.stage, readiness_text(law, row)) == (case["stage"], case["text"])


@given(st.lists(ANSWERS, min_size=19, max_size=19), st.lists(ANSWERS, min_size=3, max_size=3))
def test_ready_is_who_has_everything_and_nothing_is_lost(shipped, met, answers):
    law = shipped.criteria_sets["commune-2021"]
    keys = [condition.key for condition in law.recognition.conditions_of()]
    row = _ready(law, met, dict(zip(keys, answers, strict=True)))
    assert row.stage in STAGES
    assert (row.stage == "ready") == (all(met) and all(answers))
    assert (row.stage == "criteria") == (not all(met))
    assert row.met + len(row.missing) + len(row.unknown) == row.total == 19
    assert (len(row.conditions_missing), len(row.conditions_unknown)) == (answers.count(False), answers.count(None))
