"""Columns of all tables of a file are judged together."""

import pandas as pd

from ntm_geo.intake.sheets.known import Known
from tests.intake.read_rows import values_of

NAMES = ("Cốc Pàng", "Thượng Hà", "Cô Ba", "Bảo Toàn", "Khánh Xuân", "Xuân Trường")


def test_income_in_thousands_is_turned_into_millions_and_said(reader):
    found = reader.rows(
        ["NĂM 2022"], ["TT", "Tên xã", "10.1 Thu nhập (nghìn đồng/người/năm)", "11.1 Nghèo"],
        *[[number, name, 31_500, 20.5] for number, name in enumerate(NAMES, 1)],
    )  # fmt: skip
    assert {value for (_code, key), value in values_of(found).items() if key == "10.1"} == {31.5}
    assert len(found.understood.notes) == 1


def test_a_row_of_units_below_the_header_counts(reader):
    found = reader.rows(
        ["NĂM 2022"], ["TT", "Tên xã", "10.1 Thu nhập", "11.1 Nghèo"], [None, None, "(nghìn đồng)", "(%)"],
        *[[number, name, 31_500, 20.5] for number, name in enumerate(NAMES, 1)],
    )  # fmt: skip
    assert {value for (_code, key), value in values_of(found).items() if key == "10.1"} == {31.5}


def test_a_single_figure_far_from_the_year_before_is_a_warning(reader, communes_2020):
    codes = communes_2020.set_index("name")["code"]
    known = Known(before=pd.DataFrame({"code": [codes[name] for name in NAMES], "10.1": [30.0] * 6}))
    figures = [31, 32, 330, 33, 34, 35]
    found = reader.rows(
        ["NĂM 2022"], ["TT", "Tên xã", "10.1 Thu nhập", "11.1 Nghèo"],
        *[[number, name, figures[number - 1], 20.5] for number, name in enumerate(NAMES, 1)], known=known,
    )  # fmt: skip
    assert [(problem.cell, problem.kind, problem.severity) for problem in found.problems] == [
        ("C5", "far-from-before", "warning")
    ]


def test_empty_cells_become_not_met_only_when_that_is_answered(reader):
    rows = [["NĂM 2022"], ["TT", "Tên xã", "TC1", "TC2"], [1, NAMES[0], "x", None], [2, NAMES[1], None, None]]
    assert values_of(reader.rows(*rows)) == {(key, "1"): True for key, _c in values_of(reader.rows(*rows))}
    answered = reader.rows(*rows, answers=(("blank", "not-met"),))
    assert sorted(values_of(answered).values()) == [False, False, False, True]
    assert answered.taken == 2


def test_a_legend_below_the_table_is_followed_and_said(reader):
    found = reader.rows(
        ["NĂM 2022"], ["TT", "Tên xã", "TC1", "TC2"], [1, NAMES[0], "x", "-"], [2, NAMES[1], "-", "x"],
        [None, "Ghi chú: x: đạt; -: chưa đạt"],
    )  # fmt: skip
    assert (sorted(values_of(found).values()), found.open_questions) == ([False, False, True, True], ())
    assert len(found.understood.notes) == 1
