"""What is marked as not met is never read as met."""

import pytest

from tests.intake.read_rows import values_of, workbook

HEADS = ["TT", "Tên xã", "TC1", "TC2"]


def test_a_column_for_met_and_one_for_not_met_are_read_together(reader):
    book = workbook(("A", [
        ["KẾT QUẢ NĂM 2022"], ["TT", "Tên xã", "TC1", None, "TC2", None], [None, None, "Đạt", "Chưa đạt", "Đạt", "Chưa đạt"],
        [1, "Cốc Pàng", "x", None, None, "x"], [2, "Cô Ba", None, "x", "x", "x"],
    ]))  # fmt: skip
    for place in ("A2:A3", "B2:B3", "C2:D2", "E2:F2"):
        book["A"].merge_cells(place)
    found = reader(book)
    assert list(values_of(found).values()) == [True, False]
    assert [(problem.cell, problem.value) for problem in found.problems] == [("E5", "x | x")]
    assert {left.reason for left in found.understood.reading.left} == {"paired"}


@pytest.mark.parametrize(
    "rows",
    [
        [["KẾT QUẢ NĂM 2022"], ["TT", "Tên xã", "TC1 chưa đạt", "TC2 chưa đạt"]],
        [["TỔNG HỢP TIÊU CHÍ CHƯA ĐẠT NĂM 2022"], HEADS],
        [["KẾT QUẢ NĂM 2022"], ["Ghi chú: dấu x là tiêu chí chưa đạt"], HEADS],
    ],
)
def test_marks_under_words_for_not_met_are_asked_about(reader, rows):
    rows = [*rows, [1, "Cốc Pàng", "x", None], [2, "Cô Ba", None, "x"]]
    assert [question.key for question in reader.rows(*rows).open_questions] == ["not-met-columns"]
    found = reader.rows(*rows, answers=(("not-met-columns", "rest-met"),))
    assert list(values_of(found).values()) == [False, True, True, False]
    found = reader.rows(*rows, answers=(("not-met-columns", "not-met"),))
    assert list(values_of(found).values()) == [False, False]


@pytest.mark.parametrize(
    "title", ["KẾT QUẢ CỦA CÁC XÃ CHƯA ĐẠT CHUẨN NĂM 2022", "NĂM 2022 (x: đạt; ô trống là tiêu chí chưa đạt)"]
)
def test_titles_that_speak_of_communes_or_of_both_are_not_asked_about(reader, title):
    found = reader.rows([title], HEADS, [1, "Cốc Pàng", "x", 0])
    assert (found.questions, list(values_of(found).values())) == ((), [True, False])
