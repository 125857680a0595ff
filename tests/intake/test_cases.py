"""Real inputs that were read wrong once: what is right stands in cases.yaml, in words a planner can read."""

from pathlib import Path

import pytest
import yaml

from ntm_geo.errors import InputFileError
from ntm_geo.intake.sheets.workbook import SheetQuestion, read_workbook
from tests.conftest import REFERENCE

CASES = REFERENCE.parent / "cases"
LISTED = yaml.safe_load(Path(__file__).with_name("cases.yaml").read_text(encoding="utf-8"))
pytestmark = [
    pytest.mark.reference,
    pytest.mark.skipif(
        not CASES.is_dir(), reason="the cases (a folder shared/cases beside the checkout) are not on this machine"
    ),
]


def _code(units, named):
    name, _open, district = named.rstrip(")").partition(" (")
    found = units[units["name"].eq(name) & units["kind"].eq("commune")]
    found = found[found["parent_name"].str.endswith(district)] if district else found
    assert len(found) == 1, named
    return found["code"].iloc[0]


def _values(found, units):
    names = ["code", "criterion", "met"] if "criterion" in found.table else ["code", "indicator", "value"]
    return {(code, key): value for code, key, value in found.table[names].to_numpy()}


@pytest.mark.parametrize("case", LISTED, ids=[f"{case['file']}-{number}" for number, case in enumerate(LISTED)])
def test_a_case_is_read_as_it_is_meant(case, shipped, units_2020):
    def read():
        question = SheetQuestion(answers=tuple(case.get("answers", {}).items()))
        return read_workbook(
            CASES / case["file"],
            gazetteer=units_2020,
            criteria_set=shipped.criteria_sets["commune-2021"],
            question=question,
        )

    if "refused" in case:
        with pytest.raises(InputFileError, match=case["refused"]):
            read()
        return
    found = read()
    understood, reading = found.understood, found.understood.reading
    assert [question.key for question in found.open_questions] == case.get("ask", [])
    assert understood.kind == case.get("kind", understood.kind)
    assert understood.period == case.get("year", understood.period)
    assert found.taken == case.get("taken", found.taken)
    assert list(understood.header_rows) == case.get("header", list(understood.header_rows))
    columns = {column.letter: column.key for column in reading.columns}
    assert {letter: columns.get(letter) for letter in case.get("columns", {})} == case.get("columns", {})
    problems = {problem.cell: problem.kind for problem in found.errors}
    if "faulty_rows" in case:
        assert {int("".join(filter(str.isdigit, cell))) for cell in problems} == set(case["faulty_rows"])
    else:
        assert problems == case.get("problems", {})
    values = _values(found, units_2020) if understood.kind in {"results", "scores"} else {}
    for named, key, value in case.get("values", []):
        assert values[_code(units_2020, named), key] == pytest.approx(value)
    if "count" in case:
        assert len(values) == case["count"]
    for named, met in case.get("met", {}).items():
        code = _code(units_2020, named)
        assert [int(key) for (unit, key), value in values.items() if unit == code and value] == sorted(met, key=str)
