"""Several rows a unit, told apart by a word: one of them is chosen, never the first by chance."""

import pytest

from tests.intake.read_rows import values_of

HEADS = ["TT", "Tên xã", "Nội dung", "TC1", "TC2"]


def _rows(first, second):
    return [
        ["KẾT QUẢ THỰC HIỆN"], HEADS, [1, "Cốc Pàng", first, "x", "x"], [None, None, second, 0, "x"],
        [2, "Cô Ba", first, "x", "x"], [None, None, second, "x", 0],
    ]  # fmt: skip


def test_rows_of_plan_and_result_are_asked_about(reader):
    rows = _rows("Kế hoạch", "Thực hiện")
    assert reader.rows(*rows, period=2022).open_questions[0].key == "rows"
    found = reader.rows(*rows, period=2022, answers=(("rows", "2"),))
    assert list(values_of(found).values()) == [False, True, True, False]
    assert [(row.place, row.role) for row in found.understood.reading.rows][-2:] == [
        ("3", "other-rows"),
        ("5", "other-rows"),
    ]


@pytest.mark.parametrize(("first", "second"), [(2021, 2022), ("Năm 2021", "Năm 2022")])
def test_rows_of_two_years_are_asked_about_and_the_choice_gives_the_year(reader, first, second):
    rows = _rows(first, second)
    assert reader.rows(*rows).open_questions[0].key == "rows"
    found = reader.rows(*rows, answers=(("rows", "2"),))
    assert (found.understood.period, len(found.table), found.open_questions) == (2022, 4, ())
    chosen = reader.rows(*rows, period=2021)
    assert list(values_of(chosen).values()) == [True] * 4


def test_a_column_of_remarks_is_no_such_word(reader):
    found = reader.rows(["NĂM 2022"], HEADS, [1, "Cốc Pàng", "ok", "x", 0], [2, "Cô Ba", "2021", "x", 0])
    assert (found.questions, len(found.table)) == ((), 4)
