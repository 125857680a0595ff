"""Lines as columns people fill in: what they write is understood or named with its cell."""

import datetime as dt

import pandas as pd
import pytest

from ntm_geo.criteria.law_columns import column_headings, from_columns, to_columns
from ntm_geo.criteria.law_edition import read_edition
from ntm_geo.criteria.law_lines import law_lines
from ntm_geo.i18n import text
from tests.made_up_law import made_up_lines


def cell(number, column):
    return f"{column}{number}"


@pytest.fixture
def new(shipped):
    return shipped.shipped_law.sets["commune-2026"]


@pytest.mark.parametrize("key", ["commune-2021", "commune-2026"])
def test_columns_come_back_as_the_lines_they_were_made_of(shipped, key):
    law = shipped.shipped_law.sets[key]
    lines = law_lines(law, shipped.shipped_law.departments)
    back, findings = from_columns(law, to_columns(law, lines), cell)
    assert findings == []
    pd.testing.assert_frame_equal(back.reset_index(drop=True), lines)


def test_a_complete_set_comes_back_too(new):
    lines = made_up_lines(new)
    back, findings = from_columns(new, to_columns(new, lines), cell)
    assert findings == []
    assert read_edition(new, back.reset_index(drop=True)).law == read_edition(new, lines).law


@pytest.mark.parametrize("lang_words", [("từ mức trở lên", "%"), ("at least", "percent"), ("AT_LEAST", "Percent")])
def test_words_of_both_languages_and_keys_are_understood(new, lang_words):
    sense, unit = lang_words
    row = {"code": "1.1", "name": "Một", "unit": unit, "sense": sense, "level": "90"}
    back, findings = from_columns(new, pd.DataFrame([row]), cell)
    assert findings == []
    assert back.iloc[0][["unit", "sense", "levels"]].tolist() == ["percent", "at_least", "90"]


def test_a_spreadsheet_turns_codes_into_numbers_and_days_into_texts(new):
    rows = [
        {"code": 5.0, "name": "Năm", "effective": "01/07/2027"},
        {"code": 5.1, "name": "Năm một", "unit": "%", "sense": "từ mức trở lên", "level": 90,
         "effective": dt.datetime(2027, 7, 1, 0, 0)  # noqa: DTZ001 - as openpyxl gives it
        },
    ]  # fmt: skip
    back, findings = from_columns(new, pd.DataFrame(rows), cell)
    assert findings == []
    assert list(back["code"]) == ["5", "5.1"]
    assert set(back["effective"]) == {pd.Timestamp("2027-07-01")}


def test_a_second_row_of_a_code_takes_what_it_leaves_empty_from_the_first(new):
    rows = [
        {"code": "1.1", "name": "Một", "unit": "%", "sense": "từ mức trở lên", "level": "90"},
        {"code": "1.1", "level": "95", "effective": "2028-01-01"},
    ]
    back, findings = from_columns(new, pd.DataFrame(rows), cell)
    assert findings == []
    assert back["name"].tolist() == ["Một", "Một"]
    assert back["sense"].tolist() == ["at_least", "at_least"]


@pytest.mark.parametrize(
    ("row", "place", "words"),
    [
        ({"code": "một"}, "code0", "không phải là mã"),
        ({"code": "1.1", "name": "A", "unit": "quả", "sense": "đạt / chưa đạt"}, "unit0", "danh mục"),
        ({"code": "1.1", "name": "A", "unit": "%", "sense": "bằng"}, "sense0", "danh mục"),
        ({"code": "1.1", "name": "A", "unit": "%", "sense": "từ mức trở lên", "level": "≥ 90"}, "level0", "mức"),
        ({"code": "1.1", "name": "A", "unit": "%", "sense": "từ mức trở lên", "level": 9, "=1": 9}, "level0", "mức chung"),
        ({"code": "1.1", "name": "A", "unit": "%", "sense": "từ mức trở lên", "effective": "31/02/2026"}, "effective0",
         "ngày"),
        ({"code": "1.1", "unit": "%", "sense": "từ mức trở lên"}, "name0", "tên gọi"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_named_with_its_cell(new, row, place, words):
    _lines, findings = from_columns(new, pd.DataFrame([row]), cell)
    assert findings[0].place == place
    assert words in text(findings[0].what).lower() or words in text(findings[0].what)


def test_an_empty_row_is_no_row(new):
    back, findings = from_columns(new, pd.DataFrame([{"code": None, "name": " "}]), cell)
    assert (len(back), findings) == (0, [])


def test_headings_are_those_people_read(new):
    headings = column_headings(new, law_lines(new, ()))
    assert headings["=3"] == "Nhóm 3"
    assert headings["code"] == "Mã"
