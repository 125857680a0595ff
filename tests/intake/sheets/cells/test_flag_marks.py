"""Marks are understood together: one sign means what the signs beside it leave it to mean."""

import pytest

from ntm_geo.intake.sheets.cells.flag_marks import (
    BLANK,
    CROSS,
    DASH,
    is_mark,
    plain_marks,
    read_legend,
    says_met,
    says_not_met,
    sign_of,
)


def _legend(*values, notes=(), answers=None, template=False):
    return read_legend(values, notes, answers or {}, template=template)


@pytest.mark.parametrize(
    ("pair", "meanings"),
    [
        (("x", "0"), {"x": True, "0": False}), (("Đ", "K"), {"d": True, "k": False}), (("+", "−"), {"+": True, "-": False}),
        (("✔️", "✖️"), {"✔": True, "✖": False}), (("✅", "❌"), {"✅": True, "❌": False}), (("Х", "0"), {"x": True}),
        (("Có", "Không"), {"co": True, "khong": False}), (("Đ", "C"), {"d": True, "c": False}), (("þ", "0"), {"þ": True}),
        (("C", "K"), {"c": True, "k": False}), ((True, False), {"1": True, "0": False}), ((1.0, 0.0), {"1": True, "0": False}),
    ],
)  # fmt: skip
def test_pairs_of_marks(pair, meanings):
    legend = _legend(*pair)
    assert {sign: legend.meanings[sign] for sign in meanings} == meanings
    assert not [question for question in legend.questions if question.open]


def test_a_dash_beside_a_cross_is_asked_and_the_answer_holds():
    legend = _legend("x", "-", "–", "x")
    assert [question.key for question in legend.questions] == [DASH]
    assert legend.questions[0].open
    assert legend.meanings["-"] is None
    assert _legend("x", "-", answers={DASH: "not-met"}).meanings["-"] is False
    assert _legend("x", "-", answers={DASH: "nonsense"}).questions[0].open


def test_a_dash_beside_marks_for_not_met_is_no_figure():
    legend = _legend("x", "0", "-")
    assert (legend.questions, legend.meanings["-"]) == ((), None)


def test_a_cross_beside_a_tick_is_asked():
    legend = _legend("✓", "x")
    assert [question.key for question in legend.questions] == [CROSS]
    assert "x" not in legend.meanings
    assert _legend("✓", "x", answers={CROSS: "not-met"}).meanings["x"] is False


def test_a_sign_nobody_knows_is_asked_once_where_it_stands_often():
    legend = _legend(*["●", "○"] * 5)
    assert [question.key for question in legend.questions] == ["mark-○", "mark-●"]
    assert _legend("x", "0", "●").questions == ()


def test_empty_cells_are_asked_where_the_sheet_never_says_not_met():
    [question] = _legend("x", None).questions
    assert (question.key, question.open, question.assumed) == (BLANK, False, "unknown")
    assert _legend("x", None, answers={BLANK: "not-met"}).blank_is_not_met
    assert _legend("x", "0", None).questions == ()
    assert _legend("x", None, template=True).questions == ()


def test_a_legend_in_the_sheet_decides():
    legend = _legend("x", "-", notes=["Ghi chú: x: đạt; -: chưa đạt"])
    assert (legend.questions, legend.meanings["-"], set(legend.written)) == ((), False, {"x", "-"})
    assert _legend("Đ", "O", notes=["(Đ: đạt; O: chưa có số liệu)"]).meanings["o"] is None


@pytest.mark.parametrize(
    ("value", "sign"), [("–", "-"), (" ✔️", "✔"), ("…", ""), (None, ""), ("Đ", "d"), (1.0, "1"), ("*", "*"), ("●", "●")]
)
def test_what_a_cell_is_as_a_sign(value, sign):
    assert sign_of(value) == sign


def test_marks_are_told_from_figures_and_words():
    assert all(map(is_mark, ["x", "Đ", "✓", 0, 1, "-", "chưa đạt"]))
    assert not any(map(is_mark, [2, 12.5, "Hòa An", "đang làm", 31.0]))
    assert plain_marks()["x"] is True


@pytest.mark.parametrize("heading", ["Tiêu chí chưa đạt", "TC1 › Không đạt", "chưa hoàn thành"])
def test_words_for_not_met(heading):
    assert says_not_met(heading)
    assert not says_met(heading)


@pytest.mark.parametrize("heading", ["Đạt/chưa đạt", "Kết quả (đạt, chưa đạt)", "Đạt", "Tiêu chí đạt"])
def test_words_that_name_both_or_only_what_is_met(heading):
    assert not says_not_met(heading)


@pytest.mark.parametrize(
    ("mark", "sign"),
    [("Đạt (2021)", "dat 2021"), ("đạt 100%", "dat"), ("Đã đạt chuẩn", "dat"), ("Chưa đạt (thiếu 17.3)", "chua dat"),
     ("Ko đạt", "chua dat"), ("Không đạt chuẩn", "chua dat"), ("Đạt 3/4", "dat 3 4"), ("Cơ bản đạt", "co ban dat"),
     ("\u00fc", "\u00fc"), ("\u00fb", "\u00fb"), ("?", "?")],
)  # fmt: skip
def test_marks_with_words_beside_them(mark, sign):
    assert sign_of(mark) == sign


def test_what_is_met_in_a_later_year_is_only_planned():
    meanings = read_legend(["Đạt (2021)", "Đạt (2025)", "Chưa"], [], {}, template=False, year=2022).meanings
    assert (meanings["dat 2021"], "dat 2025" in meanings) == (True, False)
