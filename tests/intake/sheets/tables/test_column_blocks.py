"""The same columns under different words: plan and result, two years, figure and verdict."""

from tests.intake.read_rows import values_of, workbook

NAMES = ("Cốc Pàng", "Thượng Hà", "Cô Ba")
PLAN, RESULT = "Kế hoạch năm 2023", "Thực hiện năm 2022"


def _beside(first=PLAN, second=RESULT, marks=(("x", "x"), ("x", 0))):
    top = ["STT", "Tên xã", first, None, second, None]
    below = [None, None, "TC1", "TC2", "TC1", "TC2"]
    rows = [[number, name, *marks[0], *marks[1]] for number, name in enumerate(NAMES, 1)]
    book = workbook(("A", [["BIỂU TỔNG HỢP"], top, below, *rows]))
    for cells in ("C2:D2", "E2:F2", "A2:A3", "B2:B3"):
        book["A"].merge_cells(cells)
    return book


def test_a_plan_beside_a_result_is_named_and_the_person_chooses(reader):
    found = reader(_beside())
    [question] = found.open_questions
    assert question.key == "block"
    assert [str(option.label) for option in question.options] == [
        f"{PLAN} (columns C to D)", f"{RESULT} (columns E to F)",
    ]  # fmt: skip
    chosen = reader(_beside(), answers=(("block", "2"),))
    assert (chosen.open_questions, chosen.understood.period) == ((), 2022)
    assert sum(values_of(chosen).values()) == 3
    plan = reader(_beside(), answers=(("block", "1"),))
    assert [question.key for question in plan.open_questions] == ["plan"]


def test_of_two_years_the_one_that_was_chosen_is_taken(reader):
    book = _beside("Năm 2021", "Năm 2022")
    assert [question.key for question in reader(book).open_questions] == ["block"]
    assert reader(book, period=2022).open_questions == ()
    assert sum(values_of(reader(book, period=2022)).values()) == 3


def test_a_figure_beside_its_verdict_is_told_by_what_stands_in_it(reader):
    found = reader.rows(
        ["KẾT QUẢ NĂM 2022"],
        ["STT", "Tên xã", "TC10", "TC10", "TC11", "TC11"],
        [None, None, "Kết quả", "Đánh giá", "Kết quả", "Đánh giá"],
        *[[number, name, 31.5, "Đạt", 20.5, "Chưa đạt"] for number, name in enumerate(NAMES, 1)],
    )
    assert found.open_questions == ()
    assert found.understood.kind == "results"
    assert set(values_of(found).values()) == {True, False}
    assert {left.letter for left in found.understood.reading.left} == {"C", "E"}
