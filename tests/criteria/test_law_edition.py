"""An edition of a set is judged like a file of ours: cases an officer could read stand in the YAML beside."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as some

from ntm_geo.criteria.in_force import in_charge, thresholds_in_force
from ntm_geo.criteria.law_columns import from_columns, to_columns
from ntm_geo.criteria.law_edition import departments_of, read_edition
from ntm_geo.criteria.law_lines import law_lines
from ntm_geo.i18n import text
from tests.made_up_law import COUNTS, made_up_lines

CASES = yaml.safe_load((Path(__file__).parent / "law_desk_cases.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def new(shipped):
    return shipped.shipped_law.sets["commune-2026"]


def _filled(law, rows):
    """Lines of a set as shipped, with rows an officer adds."""
    columns = to_columns(law, law_lines(law, ()))
    table = pd.concat([columns, pd.DataFrame(rows)], ignore_index=True).astype("object")
    table = table.where(table.notna(), None)

    def place_of(number, column):
        return f"{table['code'].iloc[number]} {column}"

    lines, findings = from_columns(law, table, place_of)
    numbers = list(lines.index)
    return read_edition(
        law, lines.reset_index(drop=True), place_of=lambda row, column: place_of(numbers[row], column),
        noted=tuple(findings),
    )  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_what_an_officer_enters(new, case):
    edition = _filled(new, case["rows"])
    if "refused" in case:
        assert edition.law is None
        assert [finding.place for finding in edition.findings] == [case["refused"]["at"]]
        assert case["refused"]["says"] in text(edition.findings[0].what)
        return
    assert [text(finding.what) for finding in edition.findings] == []
    for code, expected in case["asks"].items():
        on = expected.get("day", date(2026, 12, 31))
        table = thresholds_in_force(edition.law, on=on, region="northern_midlands_and_mountains").set_index("indicator")
        row = table.loc[code]
        level = row["cases"] if isinstance(row["cases"], str) else row["threshold"]
        assert ("the province" if pd.isna(level) else level) == expected["level"]
        if "checked" in expected:
            assert bool(row["verified"]) is expected["checked"]


def test_two_people_may_be_asked_for(new):
    row = {"code": "1.1", "name": "A", "unit": "%", "sense": "từ mức trở lên", "level": "90", "checked_by": "An",
           "checked_on": date(2026, 11, 1)}  # fmt: skip
    columns = pd.concat([to_columns(new, law_lines(new, ())), pd.DataFrame([row])], ignore_index=True)
    lines = from_columns(new, columns, lambda number, column: column)[0].reset_index(drop=True)
    verified = [
        [value.verified for value in read_edition(new, lines, checks=checks).law.indicator("1.1").values]  # noqa: PD011
        for checks in (1, 2)
    ]
    assert verified == [[True], [False]]


def test_a_complete_set_is_whole(new):
    edition = read_edition(new, made_up_lines(new))
    assert edition.findings == ()
    assert [len(criterion.indicators) for criterion in edition.law.criteria] == list(COUNTS.values())
    assert sum(COUNTS.values()) == new.expects[1] == 47


@given(some.sampled_from(["=1", "=2", "=3"]), some.integers(0, 100))
@settings(max_examples=25)
def test_a_level_of_a_group_never_changes_another(shipped, group, level):
    law = shipped.shipped_law.sets["commune-2026"]
    lines = made_up_lines(law)
    lines = lines[~lines["code"].str.contains(".", regex=False) | lines["code"].eq("1.1")].reset_index(drop=True)
    before = dict(read_edition(law, lines).law.indicator("1.1").values[0].by_group)  # noqa: PD011
    levels = {f"={key}": value for key, value in before.items()} | {group: float(level)}
    changed = lines.assign(
        levels=lines["levels"].mask(
            lines["code"].eq("1.1"), ";".join(f"{key}:{value:g}" for key, value in levels.items())
        )
    )
    after = dict(read_edition(law, changed).law.indicator("1.1").values[0].by_group)  # noqa: PD011
    assert after == before | {group[1:]: float(level)}


def test_who_is_in_charge_is_taken_from_the_lines(shipped, new):
    known = shipped.shipped_law.departments
    lines = law_lines(new, known)
    lines.loc[lines["code"].eq("5"), "in_charge"] = "Sở Y tế; Sở Giáo dục và Đào tạo"
    lines.loc[lines["code"].eq("10"), "in_charge"] = "Sở Mới"
    result = departments_of(new, lines, known)
    names = {
        code: [str(item.name) for item in in_charge(result, code, on=date(2027, 1, 1), criteria_set=new.key)]
        for code in ("5", "5.2", "10", "1")
    }
    assert names == {
        "5": ["Sở Y tế", "Sở Giáo dục và Đào tạo"], "5.2": ["Sở Y tế", "Sở Giáo dục và Đào tạo"], "10": ["Sở Mới"], "1": ["Sở Xây dựng"],
    }  # fmt: skip
    assert {item.key for item in result if item.criteria_set == new.key} >= {"health", "education"}


def test_departments_stay_as_they_are_where_the_lines_say_the_same(shipped):
    law, known = shipped.shipped_law.sets["commune-2021"], shipped.shipped_law.departments
    assert departments_of(law, law_lines(law, known), known) == known
