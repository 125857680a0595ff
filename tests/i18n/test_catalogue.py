"""Figures and dates in Vietnamese form, messages in the reader's language."""

from datetime import date

import pytest
from babel.messages.pofile import read_po

from ntm_geo.errors import msg
from ntm_geo.i18n import catalogue as catalogue_module
from ntm_geo.i18n import (
    format_date,
    format_money,
    format_number,
    format_percent,
    format_years,
    hamlet_word,
    said_here,
    text,
    use_hamlet_word,
    use_language,
)
from ntm_geo.i18n.catalogue import catalogue_path, gettext


@pytest.fixture(autouse=True)
def _vietnamese_again():
    yield
    use_language("vi")


def test_vietnamese_is_the_default():
    assert gettext("Overview") == "Tổng quan"


def test_english_needs_no_catalogue():
    use_language("en")
    assert gettext("Overview") == "Overview"
    assert not catalogue_path("en").exists()


@pytest.mark.parametrize(
    ("value", "digits", "vi", "en"),
    [(1234.5, 1, "1.234,5", "1,234.5"), (17, 0, "17", "17"), (0.25, 2, "0,25", "0.25"), (12.0, 1, "12", "12")],
)
def test_numbers(value, digits, vi, en):
    assert format_number(value, digits=digits) == vi
    use_language("en")
    assert format_number(value, digits=digits) == en


def test_percent_has_a_space_that_does_not_break():
    assert format_percent(0.345) == "34,5%"


def test_dates_are_written_as_offices_do():
    assert format_date(date(2022, 12, 31)) == "31/12/2022"


def test_a_message_is_translated_with_its_values():
    use_language("en")
    inner = msg("{count} units have no name", count=3)
    assert text(msg("{inner}!", inner=inner)) == "3 units have no name!"


@pytest.mark.parametrize(
    ("value", "digits", "said"),
    [(7.25, 1, "7,3"), (7.35, 1, "7,4"), (0.145, 2, "0,15"), (2.5, 0, "3"), (-2.5, 0, "-3"), (1749.2, 1, "1.749,2"),
     (0.05, 1, "0,1"), (1e15, 0, "1.000.000.000.000.000"), (36.0, 1, "36")],
)  # fmt: skip
def test_numbers_are_rounded_half_up_as_browsers_and_people_do(value, digits, said):
    assert format_number(value, digits=digits) == said


def test_what_is_no_number_is_written_as_it_is():
    assert format_number(float("inf")) == "∞"
    assert format_number(float("nan")) == "NaN"


@pytest.mark.parametrize(
    ("million", "said"),
    [(300, "300 triệu đồng"), (9999.4, "9.999 triệu đồng"), (10_000, "10 tỷ đồng"), (1_234_567, "1.234,6 tỷ đồng"),
     (0, "0 triệu đồng"), (-12_500, "-12,5 tỷ đồng")],
)  # fmt: skip
def test_long_amounts_are_told_in_billions(million, said):
    assert format_money(million) == said


def test_one_year_is_never_told_as_a_span():
    assert format_years(2023, 2023) == "năm 2023"
    assert format_years(2023, 2025) == "giai đoạn 2023–2025"
    use_language("en")
    assert format_years(2023, 2023) == "the year 2023"


SEVERAL_SENSES = (
    "Contents", "Communes", "Decision", "In charge", "Locked", "No.", "Pairs", "Partners", "Place", "Which", "Who",
    "About", "most",
)  # fmt: skip
"""Words that once stood for a number and a list, a lock and a refusal, a place and an office: each sense has its own."""


@pytest.fixture(scope="module")
def catalogue():
    with catalogue_path("vi").open("rb") as file:
        return read_po(file, locale="vi")


@pytest.mark.parametrize("word", SEVERAL_SENSES)
def test_a_word_of_several_senses_is_said_at_one_place_at_most(catalogue, word):
    found = catalogue.get(word)
    assert found is None or len(found.locations) == 1, found.locations


def test_only_the_span_itself_and_a_wrong_one_are_written_from_year_to_year(catalogue):
    assert {one.id for one in catalogue if one.id and "{first}–{last}" in one.string} == {
        "the years {first}–{last}", "The plan ends before it begins: {first}–{last}.",
    }  # fmt: skip


@pytest.mark.parametrize("word", ["rớt chuẩn", "bằng tay", "sổ tính", "cách hiểu của chúng tôi"])
def test_words_no_office_writes_are_gone(catalogue, word):
    assert not [one.string for one in catalogue if one.id and word in one.string.lower()]


def test_hamlets_are_called_as_the_province_does():
    assert (hamlet_word(), said_here("Mã xóm")) == ("xóm", "Mã xóm")
    use_hamlet_word("thôn")
    try:
        assert (
            gettext("{total} hamlets on the register: {parts}.", total=2, parts="Xóm") == "2 thôn trong danh sách: Xóm."
        )
        assert (gettext("Certified hamlets"), said_here("Mã xóm")) == ("Thôn đạt chuẩn", "Mã thôn")
        use_language("en")
        assert hamlet_word() == "hamlet"
    finally:
        use_hamlet_word("")


@pytest.mark.parametrize(
    ("today", "language", "sentence", "title"),
    [
        (date(2026, 11, 30), "vi", "Đến nay (năm 2026), không còn xã dưới 5 tiêu chí, hoàn thành mục tiêu.",
         "Mức độ đạt chuẩn của các xã, năm 2026 (đến nay)"),
        (date(2026, 12, 31), "vi", "Đến hết năm 2026, không còn xã dưới 5 tiêu chí, hoàn thành mục tiêu.",
         "Mức độ đạt chuẩn của các xã, cuối năm 2026"),
        (date(2027, 1, 1), "vi", "Đến hết năm 2026, không còn xã dưới 5 tiêu chí, hoàn thành mục tiêu.",
         "Mức độ đạt chuẩn của các xã, cuối năm 2026"),
        (date(2026, 11, 30), "en", "So far in 2026, no commune is below 5 criteria: the target is met.",
         "Tiers of communes, 2026 to date"),
    ],
)  # fmt: skip
def test_a_year_that_runs_is_said_as_far_as_it_has_come(today, language, sentence, title, monkeypatch):
    monkeypatch.setattr(catalogue_module, "_clock", [lambda: today])
    use_language(language)
    below = gettext(
        "By the end of {year}, no commune is below {limit} criteria: the target is met.", year=2026, limit=5
    )
    assert below == sentence
    assert gettext("Tiers of communes, end of {year}", year="2026") == title
    assert gettext("The units of {vintage} were not in force at the end of {year}.", vintage="2020", year=2026) != title
    assert "2025" in gettext("By the end of {year}", year=2025)
    use_language("vi")
