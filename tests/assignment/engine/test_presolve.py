"""Bad questions are explained before anything is solved: a planner can read each case."""

from pathlib import Path

import pandas as pd
import pytest
import yaml

from ntm_geo.assignment.engine import (
    Agency,
    Place,
    at_least,
    at_most,
    capacity,
    districts,
    kinds_forbidden,
    kinds_required,
    lock_in,
    lock_out,
    look_before,
    problem,
    sector_fit,
)
from ntm_geo.i18n import text

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "bad-questions.yaml").read_text(encoding="utf-8"))


def _asked(case):
    helpers = [
        Agency(
            key=key, name=f"Cơ quan {key}", kind=one.get("kind", ""), least=one.get("least", 0), most=one.get("most", 1),
            only_districts=frozenset(one.get("only", [])),
        )
        for key, one in case["agencies"].items()
    ]  # fmt: skip
    helped = [Place(code=code, name=f"Xã {code}", district=where) for code, where in case["communes"].items()]
    rows = [(one.key, other.code, case.get("sector", {}).get(one.key, 0.5)) for one in helpers for other in helped]
    pairs = pd.DataFrame(rows, columns=["agency", "code", "sector"]).astype({"sector": float})
    if case.get("no_home"):
        pairs["km"] = [float("nan") if agency in case["no_home"] else 10.0 for agency in pairs["agency"]]
    asked = problem(helpers, helped, pairs).maximise(sector_fit(case.get("weight", 1)))
    made = {
        "capacity": capacity, "districts": districts, "at_least": at_least, "at_most": at_most,
        "required": lambda kind: kinds_required("", kind), "forbidden": lambda kind: kinds_forbidden("", kind),
    }  # fmt: skip
    for name, value in case.get("rules", {}).items():
        asked = asked.subject_to(made[name]() if value is True else made[name](value))
    locks = [lock_in(*pair.split()) for pair in case.get("locked_in", [])]
    return asked.locked(*locks, *(lock_out(*pair.split()) for pair in case.get("locked_out", [])))


@pytest.mark.parametrize("case", CASES, ids=[one["name"] for one in CASES])
def test_a_bad_question_is_explained(case):
    found = look_before(_asked(case))
    assert {one.kind for one in found} == set(case["says"])
    told = " ".join(f"{one.place} {text(one.what)} {text(one.hint)}" for one in found)
    for word in case.get("words", []):
        assert word in told


def test_a_sound_question_is_not_complained_of():
    case = {"agencies": {"A": {"most": 2}}, "communes": {"00001": "N"}, "rules": {"capacity": True, "at_least": 1}}
    assert look_before(_asked(case)) == []
