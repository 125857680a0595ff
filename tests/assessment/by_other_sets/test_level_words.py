"""Levels above the standard in words: counts, lists, what a commune lacks, what ended."""

import pandas as pd
import pytest

from ntm_geo.assessment.by_other_sets.level_words import (
    ended_levels,
    entered_text,
    level_list,
    level_of_commune,
    level_sentence,
    rising_table,
    state_names,
)
from ntm_geo.assessment.by_other_sets.upper_level import STATES, upper_level
from ntm_geo.i18n import use_language
from ntm_geo.monitoring import work_registers
from ntm_geo.themes.recognition_themes import level_theme
from tests.assessment.by_other_sets.test_upper_level import PROVINCE


@pytest.fixture(autouse=True)
def vietnamese():
    use_language("vi")


@pytest.fixture
def near(office):
    """The commune at 60 of 75 indicators."""
    office.set_levels(PROVINCE)
    office.enter({f"{number}.1": 10 for number in range(12, 20)} | {f"17.{number}": 0 for number in range(2, 9)})
    return office.year_with(level="standard")


def test_a_commune_reads_what_it_lacks(office, near):
    text = level_of_commune(office.space, near, office.code)
    assert text.startswith("nâng cao: 60/75 chỉ tiêu; còn thiếu: 12.1, 13.1")
    assert level_of_commune(office.space, office.year_with(level="none"), office.code) == ""


def test_list_sentence_and_map_say_the_same(office, near):
    upper = upper_level(office.space, near)
    rows = level_list(office.space, near, upper)
    assert rows["code"].tolist() == [office.code]
    assert "chưa rõ: các điều kiện ngoài tiêu chí" in rows["text"][0]
    theme = level_theme(near, upper)
    shown = theme.table.set_index("code")
    assert (shown["status"] == upper.table.set_index("code")["state"].reindex(shown.index)).all()
    assert shown.loc[office.code, "text"] == "60/75"
    assert [item.key for item in theme.painted] == list(STATES) == list(state_names())
    assert "52 xã chưa đạt chuẩn" in level_sentence(upper, near)
    assert "chưa có xã nào được công nhận" in level_sentence(upper, near)
    assert any("đối chiếu" in note for note in theme.notes), "levels nobody checked are marked"


def test_ready_only_with_the_conditions_beside_the_criteria(office):
    office.set_levels(PROVINCE)
    office.enter({})
    standing = office.year_with(level="standard")
    upper = upper_level(office.space, standing)
    assert level_list(office.space, standing, upper)["stage"].tolist() == ["conditions"]
    keys = ("construction_debt", "satisfaction", "security")
    rows = pd.DataFrame([{"code": office.code, "period": 2025, "condition": key, "met": True} for key in keys])
    table = rows.assign(met=rows["met"].astype("boolean"), note=None)
    version = work_registers.save(office.space, "conditions", table, vintage="2025", by="An", expected=None)[0]
    done = level_list(office.space, standing, upper)
    assert done["stage"].tolist() == ["ready"]
    assert done["text"][0].endswith("đủ điều kiện đề nghị công nhận")
    work_registers.save(office.space, "conditions", table.iloc[:0], vintage="2025", by="An", expected=version.id)


def test_what_an_advanced_commune_lacks_for_model(office):
    office.set_levels(PROVINCE)
    office.enter({"10.1": 54})
    rising = rising_table(office.space, office.year_with(level="advanced")).set_index("code").loc[office.code]
    assert rising["next_level"] == "model"
    assert "nâng thu nhập thêm từ 10 %" in rising["text"]
    assert "Có ít nhất một mô hình thôn thông minh" in rising["text"]


def test_a_set_that_waits_says_how_much_is_entered(shipped, standing):
    upper = upper_level(shipped, standing(2022))
    assert "0 trên 75" in entered_text(upper)
    assert "chưa được nhập" in level_sentence(upper, standing(2022))
    assert "0 trên 75" in rising_table(shipped, standing(2022))["text"].iloc[0]


ENDED = [
    # level, year it was given for, year looked at, whether it is told to have ended
    ("advanced", 2023, 2025, False),
    ("advanced", 2023, 2026, True),
    ("model", 2025, 2030, True),
    ("standard", 2023, 2026, False),
    ("advanced", 2019, 2026, False),
    ("modern", 2026, 2030, False),
]


@pytest.mark.parametrize(("level", "given", "year", "ended"), ENDED)
def test_what_ended_with_its_set_is_told_with_its_last_day(shipped, level, given, year, ended):
    row = {"code": "01267", "level": level, "for_year": given, "recognised_on": pd.Timestamp(given, 12, 1)}
    table = pd.DataFrame([row | {"revoked_on": pd.NaT, "decision": None}]).astype({"for_year": "Int64"})
    found = ended_levels(shipped, year, table.astype({"revoked_on": "datetime64[ns]"}))
    assert found["ended"].tolist() == (["31/12/2025"] if ended else [])
    assert not found["checked"].any()
