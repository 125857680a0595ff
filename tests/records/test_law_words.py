"""Differences between editions, as an officer reads them."""

import pandas as pd
import pytest

from ntm_geo.i18n import use_language
from ntm_geo.records.law_words import law_changes, level_words
from ntm_geo.store.changes import compare
from tests.made_up_law import KEY, made_up_lines


@pytest.fixture
def new(shipped):
    use_language("vi")
    return shipped.shipped_law.sets[KEY]


@pytest.mark.parametrize(
    ("levels", "words"),
    [
        ("98.5", "98,5"),
        ("=1:90;=2:80;=3:70", "Nhóm 1: 90; Nhóm 2: 80; Nhóm 3: 70"),
        ("southeast:100", "Đông Nam Bộ: 100"),
        ("province", "UBND tỉnh quy định"),
    ],
)
def test_levels_are_written_as_people_write_them(new, levels, words):
    assert level_words(new, levels) == words


def test_a_change_names_the_line_its_day_and_both_levels(new):
    before = made_up_lines(new)
    after = before.assign(levels=before["levels"].mask(before["code"].eq("6.1"), "=1:2;=2:5;=3:15"))
    after.loc[after["code"].eq("1.1"), ["sense", "checked_on"]] = "at_most", pd.Timestamp("2026-11-02")
    rows = law_changes(new, compare("law", before, after)).set_index("column")
    level = rows.loc["Mức"]
    assert level["row"] == "6.1 Chỉ tiêu 6.1 (bịa để thử), từ 01/01/2026"
    assert (level["before"], level["after"]) == (
        "Nhóm 1: 2; Nhóm 2: 5; Nhóm 3: 12", "Nhóm 1: 2; Nhóm 2: 5; Nhóm 3: 15",
    )  # fmt: skip
    assert rows.loc["Cách so sánh", ["before", "after"]].tolist() == ["từ mức trở lên", "không quá mức"]
    assert rows.loc["Ngày đối chiếu", "after"] == "02/11/2026"


def test_a_line_for_a_case_names_it(new):
    before = made_up_lines(new)
    after = before[before["situation"].ne("5.1c > 3")]
    [row] = law_changes(new, compare("law", before, after))["row"]
    assert row.endswith("01/01/2026, 5.1c > 3")
