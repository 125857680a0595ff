"""A doubt about a whole column is one question, and its answer turns every cell."""

from datetime import date

import pandas as pd

from ntm_geo.intake.sheets.cells.layouts import Column
from ntm_geo.intake.sheets.column_doubts import RawColumn, far_from_before, judge_column

SHARE = Column(key="11.1", heading="Tỷ lệ", type="percent", unit="%", low=0, high=100)
INCOME = Column(key="10.1", heading="Thu nhập", type="number", unit="triệu đồng/người/năm", low=0)
DAY = Column(key="recognised_on", heading="Ngày", type="date")


def _raw(*cells, heading="h", percent=None, codes=(), below=""):
    shown = percent or [False] * len(cells)
    return RawColumn(letter="E", heading=heading, units_below=below, cells=cells, percent=shown, codes=codes)


def test_shares_that_are_all_at_most_one_are_asked():
    rule = judge_column(SHARE, _raw(0.205, "0,3", 1), {})
    assert [question.key for question in rule.questions] == ["fractions-E"]
    assert judge_column(SHARE, _raw(0.205, 0.3), {"fractions-E": "times-100"}).factor == 100
    assert judge_column(SHARE, _raw(0.205, 0.3), {"fractions-E": "as-written"}).factor == 1


def test_shares_shown_as_percent_or_written_with_their_sign_are_not_asked():
    assert judge_column(SHARE, _raw(0.205, 0.3, percent=[True, True]), {}).questions == ()
    assert judge_column(SHARE, _raw("0,5%", "0,3%"), {}).questions == ()
    assert judge_column(SHARE, _raw(0.5, 20), {}).questions == ()
    assert judge_column(SHARE, _raw(0, 0), {}).questions == ()


def test_another_unit_is_converted_when_that_is_certain_and_asked_when_not():
    thousand = judge_column(INCOME, _raw(39_000, heading="Thu nhập (nghìn đồng)"), {})
    assert (thousand.factor, len(thousand.notes), thousand.questions) == (0.001, 1, ())
    assert judge_column(INCOME, _raw(39, heading="Thu nhập (triệu đồng)"), {}).factor == 1
    assert judge_column(INCOME, _raw(39_000, below="(nghìn đồng)"), {}).factor == 0.001
    month = judge_column(INCOME, _raw(3.2, heading="Thu nhập (triệu đồng/tháng)"), {})
    assert (month.left_out, [question.key for question in month.questions]) == (True, ["unit-E"])
    assert judge_column(SHARE, _raw(12, heading="Hộ nghèo (hộ)"), {}).left_out


def test_days_and_months_that_a_program_exchanged_are_asked():
    cells = [date(2022, 3, 5), date(2022, 11, 2), "25/12/2022", "31/01/2022"]
    [question] = judge_column(DAY, _raw(*cells), {}).questions
    assert question.key == "dates-E"
    assert judge_column(DAY, _raw(*cells), {"dates-E": "exchanged"}).exchanged
    assert judge_column(DAY, _raw(date(2022, 3, 25), *cells), {}).questions == ()
    assert judge_column(DAY, _raw(*cells[:2]), {}).questions == ()


def test_a_column_a_thousand_times_the_year_before_is_asked():
    codes = [f"0000{number}" for number in range(6)]
    before = pd.Series([30.0] * 6, index=codes)
    rule = judge_column(INCOME, _raw(*[31_000] * 6, codes=codes), {}, before)
    assert [question.key for question in rule.questions] == ["scale-E"]
    assert judge_column(INCOME, _raw(*[31_000] * 6, codes=codes), {"scale-E": "divided"}, before).factor == 0.001
    assert judge_column(INCOME, _raw(*[33] * 6, codes=codes), {}, before).questions == ()


def test_single_figures_far_from_the_year_before():
    assert far_from_before(310.0, 31.0)
    assert far_from_before(3.1, 31.0)
    assert not far_from_before(40.0, 31.0)
    assert not far_from_before(None, 31.0)


def test_incomes_no_one_has_are_asked_about():
    asked = judge_column(INCOME, _raw(39_500, 41_000, 38_000), {})
    assert ([question.key for question in asked.questions], asked.factor) == (["scale-E"], 1)
    assert judge_column(INCOME, _raw(39_500_000, 41_000_000), {"scale-E": "divided"}).factor == 1e-6
    assert judge_column(INCOME, _raw(39.5, 410), {}).questions == ()


def test_a_number_of_households_is_no_share_without_asking():
    asked = judge_column(SHARE, _raw(35, 27, heading="Hộ nghèo"), {})
    assert (asked.left_out, [question.key for question in asked.questions]) == (True, ["unit-E"])
    assert judge_column(SHARE, _raw(35, 27, heading="Hộ nghèo (%)"), {}).questions == ()
    assert judge_column(SHARE, _raw("35%", heading="Số hộ nghèo"), {}).questions == ()
    assert judge_column(SHARE, _raw(35, heading="Tỷ lệ hộ nghèo"), {}).questions == ()


def test_texts_with_the_month_in_front_are_asked_about():
    asked = judge_column(DAY, _raw("12/31/2022", "03/04/2022"), {})
    assert [question.key for question in asked.questions] == ["dates-E"]
    assert judge_column(DAY, _raw("12/31/2022", "03/04/2022"), {"dates-E": "exchanged"}).month_first
    assert judge_column(DAY, _raw("31/12/2022", "03/04/2022"), {}).questions == ()
