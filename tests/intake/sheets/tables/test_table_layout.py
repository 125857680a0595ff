"""Sheets turned, merged and hidden: each is read as the eye reads it."""

from tests.intake.read_rows import values_of, workbook

NAMES = ("Cốc Pàng", "Thượng Hà", "Cô Ba")


def test_criteria_down_and_communes_across(reader):
    found = reader.rows(
        ["KẾT QUẢ NĂM 2022"], [], ["TT", "Tiêu chí", *NAMES], [1, "Quy hoạch", "Đ", "K", "Đ"], [2, "Giao thông", "K", "K", "Đ"],
        [3, "Thủy lợi", "Đ", "Đ", "gì"], [None, "Tổng số tiêu chí đạt", 2, 1, 2], ["Ghi chú: số liệu các huyện"],
    )  # fmt: skip
    assert [(problem.cell, problem.kind) for problem in found.problems] == [("E6", "flag-unknown")]
    assert (found.rows, found.taken, found.understood.period) == (3, 2, 2022)
    assert [value for (_code, key), value in values_of(found).items() if key == "2"] == [False, False]


def test_a_mark_merged_over_communes_holds_for_all(reader):
    book = workbook(
        (
            "A",
            [
                ["NĂM 2022"],
                ["TT", "Tên xã", "TC1", "TC2"],
                *[[n, name, "x" if n == 1 else None, 0] for n, name in enumerate(NAMES, 1)],
            ],
        )
    )
    book["A"].merge_cells("C3:C5")
    assert [value for (_code, key), value in values_of(reader(book)).items() if key == "1"] == [True] * 3


def test_a_district_merged_over_its_communes_is_that_of_each(reader):
    rows = [
        ["NĂM 2022"],
        ["TT", "Huyện", "Tên xã", "TC1", "TC2"],
        [1, "Huyện Nguyên Bình", "Hưng Đạo", "x", 0],
        [2, None, "Phan Thanh", "x", 0],
    ]
    book = workbook(("A", rows))
    book["A"].merge_cells("B3:B4")
    found = reader(book)
    assert (found.taken, set(found.lines["parent_name"])) == (2, {"Huyện Nguyên Bình"})


def test_hidden_rows_are_asked_about(reader):
    book = workbook(
        ("A", [["NĂM 2022"], ["TT", "Tên xã", "TC1", "TC2"], *[[n, name, "x", 0] for n, name in enumerate(NAMES, 1)]])
    )
    book["A"].row_dimensions[4].hidden = True
    assert [question.key for question in reader(book).open_questions] == ["hidden-rows"]
    assert reader(book, answers=(("hidden-rows", "leave"),)).taken == 2
    assert reader(book, answers=(("hidden-rows", "take"),)).taken == 3


def test_a_person_says_where_the_heading_stands(reader):
    found = reader.rows(["NĂM 2022"], ["a", "Tên xã", "TC1", "TC2"], [1, NAMES[0], "x", 0], header=(2, 2))
    assert found.understood.header_rows == (2,)
