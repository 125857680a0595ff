"""By which rules was a year judged? Cases a lawyer could read, and one rule for all years."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest
import yaml

from ntm_geo.assessment.rules.legal_calendar import legal_calendar, rules_of
from ntm_geo.criteria.in_force import thresholds_in_force
from ntm_geo.i18n import text, use_language
from ntm_geo.records.law_editions import keep_edition
from ntm_geo.records.provincial_thresholds import save
from ntm_geo.settings import Settings
from ntm_geo.workspace.workspace import open_workspace
from tests.made_up_law import KEY, made_up_lines

CASES = [
    (2022, "set_begins", "318/QĐ-TTg", True),
    (2025, "set_begins", "318/QĐ-TTg", True),
    (2026, "set_begins", "318/QĐ-TTg", False),
    (2026, "set_begins", "51/2025/QĐ-TTg", True),
    (2030, "set_begins", "51/2025/QĐ-TTg", True),
    (2021, "set_begins", "51/2025/QĐ-TTg", False),
]


@pytest.mark.parametrize(("year", "kind", "decision", "holds"), CASES)
def test_a_year_is_judged_by_the_set_of_its_last_day(shipped, year, kind, decision, holds):
    rules = [(event.kind, event.decision) for event in rules_of(shipped, year)]
    assert ((kind, decision) in rules) is holds


LEVELS = yaml.safe_load((Path(__file__).parent / "cases" / "levels-calendar.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", LEVELS, ids=[one["case"] for one in LEVELS])
def test_levels_above_the_standard_begin_and_end(shipped, case):
    use_language("vi")
    events = [event for event in legal_calendar(shipped) if event.kind == case["kind"] and event.touches(case["year"])]
    assert any(case["name"] in text(event.what) for event in events) is case["touches"]
    ends = [event for event in legal_calendar(shipped) if event.kind == "recognition_ends"]
    assert {(event.day, event.decision, event.verified) for event in ends} == {
        (date(2025, 12, 31), "51/2025/QĐ-TTg", False)
    }


def test_a_change_of_departments_touches_the_years_whose_last_day_it_holds_on(shipped):
    changes = [event for event in legal_calendar(shipped) if event.kind == "in_charge"]
    assert {event.day for event in changes} == {date(2025, 7, 1)}
    assert {event.years for event in changes} == {(2025, 2025)}


def test_days_of_decisions_touch_no_figures_by_themselves(shipped):
    use_language("vi")
    signed = [event for event in legal_calendar(shipped) if event.kind in {"signed", "in_force"}]
    assert ("51/2025/QĐ-TTg", date(2026, 2, 15)) in {(event.decision, event.day) for event in signed}
    assert not any(event.touches(year) for event in signed for year in range(2015, 2035))
    assert all(text(event.what).endswith(".") for event in signed)


@pytest.mark.parametrize("year", [2021, 2022, 2023, 2024, 2025])
def test_every_level_in_force_is_in_the_calendar_of_its_year(shipped, year):
    law = shipped.set_on(date(year, 12, 31))
    asked = thresholds_in_force(law, on=date(year, 12, 31), region=shipped.province.region)
    counted = sum(dict(event.what.values)["count"] for event in rules_of(shipped, year) if event.kind == "level")
    assert counted == int(asked["sense"].ne("count").sum())


def test_what_an_office_enters_is_in_the_calendar_too(empty_folder):
    space = open_workspace(Settings(data_dir=empty_folder))
    keep_edition(space, KEY, made_up_lines(space.shipped_law.sets[KEY]), by="An", expected=None)
    row = {"indicator": "2.1", "effective": pd.Timestamp("2023-05-01"), "value": 80.0, "decision": "07/QĐ-UBND",
           "clause": None}  # fmt: skip
    save(space, pd.DataFrame([row]).assign(verified=pd.array([True], dtype="boolean")), by="An", expected=None)
    levels = [event for event in rules_of(space, 2028) if event.kind == "level"]
    assert sum(dict(event.what.values)["count"] for event in levels) == 51
    assert not any(event.verified for event in levels)
    [own] = [event for event in legal_calendar(space) if event.kind == "province_level"]
    assert (own.day, own.years, own.decision) == (date(2023, 5, 1), (2023, 2025), "07/QĐ-UBND")
