"""Cells are read as people mean them, and what cannot be meant is named."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_geo.i18n import Localized
from ntm_geo.intake.sheets.cells.cells import Rules, parse, shown
from ntm_geo.intake.sheets.cells.layouts import Column

RULES = Rules(today=date(2023, 6, 1), lists={"list": frozenset({"1", "9"})})
CHOICES = (("standard", Localized(vi="Đạt chuẩn", en="Standard")), ("model", Localized(vi="Kiểu mẫu", en="Model")))


def _column(kind, **more):
    return Column(key=kind, heading=kind, type=kind, **more)


@pytest.mark.parametrize("empty", [None, "-", "…", " – ", "...", "chưa có số liệu", "N/A", "Không rõ"])
@pytest.mark.parametrize("kind", ["flag", "number", "date", "text"])
def test_what_stands_for_nothing_is_unknown_and_no_problem(empty, kind):
    assert parse(_column(kind), empty, RULES).value is None
    assert parse(_column(kind), empty, RULES).kind == ""


@pytest.mark.parametrize(
    ("kind", "value", "slug"),
    [
        ("flag", "có lẽ", "flag-unknown"), ("flag", 2, "flag-unknown"), ("flag", "12", "flag-unknown"),
        ("number", "mười", "number-invalid"), ("number", "1,2,3", "number-invalid"), ("number", "12 5", "number-invalid"),
        ("number", True, "number-invalid"), ("number", datetime(2022, 1, 1, tzinfo=UTC), "number-invalid"),
        ("count", "12,5", "count-invalid"), ("count", "-", ""),
        ("date", "31/02/2022", "date-invalid"), ("date", "2022", "date-invalid"), ("date", "12/2022", "date-invalid"),
        ("date", "1/7/2023", "date-future"), ("date", "1/1/1999", "date-early"), ("date", 12, "date-invalid"),
        ("list", "1; 99", "list-unknown"), ("list", "1; 9", ""), ("text", "x" * 501, "text-too-long"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_named(kind, value, slug):
    assert parse(_column(kind), value, RULES).kind == slug


@pytest.mark.parametrize(
    ("value", "slug"), [(101, "out-of-range"), (-1, "out-of-range"), ("100,01", "out-of-range"), (100, "")]
)
def test_a_value_out_of_range_is_named(value, slug):
    assert parse(_column("percent", low=0, high=100), value, RULES).kind == slug


def test_a_number_that_can_be_read_in_two_ways_is_a_doubt():
    found = parse(_column("number", low=0), "1.234", RULES)
    assert (found.value, found.kind, found.doubt) == (1234, "number-ambiguous", True)


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("1.234.567", 1234567),
        ("1.234,5", 1234.5),
        ("1 234 567", 1234567),
        ("1,234,567.5", 1234567.5),
        ("-3,5", -3.5),
        ("7.", 7),
    ],
)
def test_numbers_with_signs_between_thousands(value, number):
    assert parse(_column("number"), value, RULES).value == number


@pytest.mark.parametrize(
    ("value", "choice"), [("đạt chuẩn", "standard"), ("Xã kiểu mẫu", "model"), ("Standard", "standard"), (2, "model")]
)
def test_choices_by_any_of_their_names(value, choice):
    assert parse(_column("choice", choices=CHOICES), value, RULES).value == choice


def test_a_choice_that_is_none_names_the_choices():
    found = parse(_column("choice", choices=CHOICES), "gì đó", RULES)
    assert found.kind == "choice-unknown"
    assert "Kiểu mẫu" in str(found.expected)


@given(st.integers(0, 10**9))
def test_vietnamese_thousands_of_counts_are_read_back(number):
    written = f"{number:,}".replace(",", ".")
    assert parse(_column("count", low=0), written, RULES).value == number


@given(st.dates(date(2010, 6, 1), date(2023, 5, 31)))
def test_every_date_is_read_back_in_the_usual_forms(day):
    for form in (f"{day:%d/%m/%Y}", f"{day:%Y-%m-%d}", f"{day:%d.%m.%Y}", f"{day.day}/{day.month}/{day.year}"):
        assert parse(_column("date"), form, RULES).value == day


@given(st.one_of(st.text(max_size=30), st.floats(), st.integers(), st.booleans(), st.datetimes()))
def test_whatever_a_cell_holds_is_a_value_or_a_problem(value):
    for kind in ("flag", "number", "count", "date", "text", "list", "percent"):
        found = parse(_column(kind), value, RULES)
        assert found.value is None or not found.kind or found.doubt


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, ""), (12.0, "12"), (1.5, "1.5"), (datetime(2022, 12, 31, tzinfo=UTC), "31/12/2022"), ("a", "a")],
)
def test_values_are_shown_as_a_spreadsheet_shows_them(value, text):
    assert shown(value) == text


@pytest.mark.parametrize(
    ("written", "value"),
    [("31,5 tr.đ", 31.5), ("31,5 triệu đồng/người/năm", 31.5), ("52.000.000 đồng", 52.0), ("39.500 nghìn đồng", 39.5),
     ("'31,5", 31.5), ("31,5*", 31.5), ("31,5 (*)", 31.5), ("31,5 triệu/tháng", None), ("31 hộ", None), (">31", None)],
)  # fmt: skip
def test_a_figure_with_its_unit_behind_it(written, value):
    column = _column("number", unit="triệu đồng/người/năm", low=0)
    assert parse(column, written, RULES).value == value
