"""Who has reached a level above the standard, by cases a lawyer could read; never without the standard."""

from pathlib import Path

import pandas as pd
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from ntm_geo.assessment.by_other_sets.level_words import judged_conditions
from ntm_geo.assessment.by_other_sets.upper_level import STATES, level_sets, levels_known, scores_slot, upper_level
from ntm_geo.assessment.period import assess_period
from ntm_geo.assessment.rules.law_desk import preview_edition
from ntm_geo.criteria.law_lines import law_lines
from ntm_geo.records.figures import load_figures
from ntm_geo.records.law_editions import keep_edition, law_table
from ntm_geo.records.registers import write_register
from ntm_geo.settings import Settings
from ntm_geo.workspace.workspace import open_workspace
from tests.made_up_law import ADVANCED, made_up_advanced

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "advanced.yaml").read_text(encoding="utf-8"))
PROVINCE = ("2.1", "2.2")


@pytest.mark.parametrize("case", CASES, ids=[one["case"] for one in CASES])
def test_the_advanced_level(office, case):
    office.set_levels(PROVINCE if case.get("province", True) else ())
    office.enter(case["values"])
    income = case.get("standard_income", 40.0)
    standing = office.year_with(**case["commune"], income=income)
    if "gives" in case:
        row = upper_level(office.space, standing).table.set_index("code").loc[office.code]
        wanted = {"unknown": []} | case["gives"]
        if case["values"] == "none":
            assert len(row["unknown"]) == row["total"] == 75
            wanted.pop("unknown")
        found = {key: list(row[key]) if isinstance(row[key], tuple) else row[key] for key in wanted}
        assert found == wanted
    if "model" in case:
        judged = judged_conditions(office.space, standing)
        assert {key: met for (code, key), met in judged.items() if code == office.code} == case["model"]


YEARS = yaml.safe_load((Path(__file__).parent / "cases" / "levels-of-years.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", YEARS, ids=[one["case"] for one in YEARS])
def test_the_levels_the_law_of_a_year_knows(shipped, case):
    assert list(levels_known(shipped, case["year"])) == case["levels"]
    sets = {level: law.key for level, law in level_sets(shipped, min(case["year"], 2030)).items()}
    assert sets == case["sets"]


@given(
    level=st.sampled_from(["none", "standard"]),
    values=st.fixed_dictionaries({}, optional={"17.1": st.integers(0, 100), "10.1": st.integers(40, 60)}),
    missing=st.lists(st.sampled_from(["1", "10", "17"]), unique=True, max_size=2),
)
@settings(max_examples=10)
def test_nobody_is_advanced_without_the_standard(office, level, values, missing):
    office.set_levels(PROVINCE)
    office.enter(values)
    upper = upper_level(office.space, office.year_with(level=level, missing=tuple(missing)))
    row = upper.table.set_index("code").loc[office.code]
    if level == "none":
        assert row["state"] == "no_standard"
    if missing:
        assert row["state"] != "reached"
    assert (row["state"] == "reached") == (level == "standard" and not missing and not row["missing"])
    others = upper.table[upper.table["code"].ne(office.code)]
    assert set(others["state"]) == {"no_standard"}
    assert set(upper.table["state"]) <= set(STATES)


def test_a_set_entered_in_part_is_reached_by_nobody(office, empty_folder):
    space = open_workspace(Settings(data_dir=empty_folder))
    lines = made_up_advanced(space.shipped_law.others[ADVANCED])
    keep_edition(space, ADVANCED, lines[~lines["code"].str.startswith("19.")], by="An", expected=None)
    upper = upper_level(space, assess_period(space, load_figures(space), period=2025))
    assert (upper.entered, upper.expected, upper.complete) == (71, 75, False)
    assert not upper.table["state"].eq("reached").any()


def test_nothing_is_judged_while_the_set_waits_or_on_other_units(shipped, office, figures, standing):
    waiting = upper_level(shipped, standing(2022))
    assert waiting.assessment is None
    assert not waiting.complete
    assert not set(waiting.table["state"]) & {"reached", "near"}
    carried = upper_level(office.space, standing(2022, "2025"))
    assert carried.assessment is None
    assert upper_level(shipped, assess_period(shipped, figures, period=2026)) is None


def test_a_frame_of_modern_communes_is_judged_by_group_once_it_is_entered(empty_folder):
    space = open_workspace(Settings(data_dir=empty_folder))
    law = space.shipped_law.others["modern-2026"]
    lines = law_lines(law, ())
    head = dict.fromkeys(lines.columns) | {"effective": pd.Timestamp("2026-01-01"), "situation": ""}
    rows = [
        head | {"code": "1", "name": "Tiêu chí bịa", "criterion_group": "I"},
        head
        | {"code": "1.1", "name": "Chỉ tiêu bịa", "unit": "percent", "sense": "at_least", "levels": "=1:95;=2:90;=3:80",
           "decision": "51/2025/QĐ-TTg"},
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=lines.columns).astype(lines.dtypes)
    keep_edition(space, law.key, frame, by="An", expected=None)
    standing = assess_period(space, load_figures(space), period=2026)
    recognised = standing.assessment.standings.loc[standing.assessment.standings["recognition"].notna(), "code"]
    slot = scores_slot("modern", vintage="2025", period=2026)
    scores = pd.DataFrame({"code": list(recognised), "indicator": "1.1", "period": 2026, "value": 85.0})
    write_register(space, slot, scores, by="An", expected=None)
    upper = upper_level(space, standing, "modern")
    assert (upper.entered, upper.expected, upper.complete) == (1, 0, True)
    rows = upper.table.set_index("code").loc[recognised]
    assert set(rows["met"]) == {1}, "all communes are in group 3"
    assert (
        not upper.table[upper.table["state"].eq("reached")]["code"]
        .isin(set(upper.table["code"]) - set(recognised))
        .any()
    )


def test_before_an_edition_is_accepted_it_shows_who_would_be_judged_differently(office):
    office.enter({"10.1": 60.0})
    lines = law_table(office.space, ADVANCED).lines
    chosen = lines["code"].eq("10.1")
    assert chosen.any()
    stricter = lines.assign(levels=lines["levels"].mask(chosen, "1000000"))
    preview = preview_edition(office.space, load_figures(office.space), ADVANCED, stricter)
    assert not preview.findings
    assert preview.period == office.standing.period
    changed = {(row.code, row.line): (row.before, row.after) for row in preview.verdicts.itertuples()}
    assert changed[office.code, "10.1"] == ("met", "not_met")
    assert {code for code, _line in changed} == {office.code}
    assert law_table(office.space, ADVANCED).lines.equals(lines), "nothing is in use before it is accepted"
    same = preview_edition(office.space, load_figures(office.space), ADVANCED, lines)
    assert same.verdicts.empty
