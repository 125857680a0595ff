"""The year of the figures is read, or asked; a plan and a part of a year are asked about."""

import pytest

from tests.intake.read_rows import workbook

HEADER = ["TT", "Tên xã", "TC1", "TC2"]
ROWS = [[1, "Cốc Pàng", "x", 0], [2, "Thượng Hà", 0, "x"]]


def _ask(reader, *titles, sheet="A", name="bieu.xlsx", **more):
    found = reader.rows(*[[title] for title in titles], HEADER, *ROWS, sheet=sheet, name=name, **more)
    return found.understood.period, [question.key for question in found.open_questions]


@pytest.mark.parametrize(
    ("titles", "sheet", "name", "year", "asked"),
    [
        (["KẾT QUẢ NĂM 2022"], "A", "bieu.xlsx", 2022, []),
        (["GIAI ĐOẠN 2021-2025", "KẾT QUẢ ĐẾN 31/12/2022"], "A", "bieu.xlsx", 2022, []),
        (["(Kèm theo Báo cáo số 15/BC-UBND ngày 10/01/2023)", "NĂM 2022"], "A", "bieu.xlsx", 2022, []),
        (["KẾT QUẢ"], "2022", "bieu.xlsx", 2022, []),
        (["KẾT QUẢ"], "A", "kq nam 2022.xlsx", 2022, []),
        (["KẾT QUẢ"], "A", "bieu.xlsx", None, ["year"]),
        (["KẾT QUẢ NĂM 2021, NĂM 2022"], "A", "bieu.xlsx", None, ["year"]),
        (["KẾT QUẢ NĂM 2022"], "Năm 2021", "bieu.xlsx", None, ["year"]),
        (["KẾT QUẢ NĂM 2022"], "A", "kq 2023.xlsx", None, ["year"]),
        (["KẾT QUẢ 6 THÁNG ĐẦU NĂM 2024"], "A", "bieu.xlsx", 2024, ["part-of-year"]),
        (["KẾ HOẠCH NĂM 2024"], "A", "bieu.xlsx", 2024, ["plan"]),
        (["DỰ KIẾN KẾT QUẢ NĂM 2024"], "A", "bieu.xlsx", 2024, ["plan"]),
    ],
)
def test_the_year_and_what_is_asked(reader, titles, sheet, name, year, asked):
    assert _ask(reader, *titles, sheet=sheet, name=name) == (year, asked)


def test_answers_close_the_questions(reader):
    assert _ask(reader, "KẾT QUẢ NĂM 2021, NĂM 2022", answers=(("year", "2021"),)) == (2021, [])
    assert _ask(reader, "KẾT QUẢ 6 THÁNG NĂM 2024", answers=(("part-of-year", "year-end"),)) == (2024, [])
    assert _ask(reader, "KẾ HOẠCH NĂM 2024", answers=(("plan", "results"),)) == (2024, [])
    assert _ask(reader, "KẾT QUẢ", period=2020) == (2020, [])


def test_six_months_that_are_not_to_be_kept_are_refused(reader):
    found = reader.rows(["6 THÁNG 2024"], HEADER, *ROWS, answers=(("part-of-year", "leave"),))
    assert found.refused


def test_a_plan_is_told_and_may_be_of_a_year_to_come(reader):
    found = reader.rows(["KẾ HOẠCH NĂM 2029"], HEADER, *ROWS, answers=(("plan", "plan"),))
    assert (found.understood.plan, found.understood.period) == (True, 2029)


def test_sheets_of_several_years_are_asked_and_only_the_chosen_one_is_read(reader):
    book = workbook(
        ("2021", [["NĂM 2021"], HEADER, [1, "Cốc Pàng", 0, 0]]),
        ("2022", [["NĂM 2022"], HEADER, [1, "Cốc Pàng", "x", "x"]]),
    )
    assert [question.key for question in reader(book).open_questions] == ["year"]
    chosen = reader(book, answers=(("year", "2022"),))
    assert (chosen.taken, chosen.table["met"].all(), chosen.errors) == (1, True, ())
    assert [(table.sheet, table.reason) for table in chosen.understood.reading.tables] == [
        ("2022", ""),
        ("2021", "other-year"),
    ]
