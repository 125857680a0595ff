"""The report shows its reading: headings, meanings, figures, and every row that was not taken."""

from tests.intake.read_rows import workbook


def test_each_column_says_what_it_was_taken_for(reader):
    rows = [["NĂM 2022"], ["STT", "Tên xã", "12.1 Lao động qua đào tạo", "12.2 Lao động có chứng chỉ", "Ghi chú"],
            [1, "Cốc Pàng", 83.3, 18.5, None], [2, "Cô Ba", 44.2, 14.2, "xong"]]  # fmt: skip
    reading = reader(workbook(("A", rows))).understood.reading
    column = next(column for column in reading.columns if column.letter == "D")
    assert (column.heading, column.key, column.unit, column.count) == ("12.2 Lao động có chứng chỉ", "12.2", "%", 2)
    assert (column.low, column.high, column.example, column.sure) == (14.2, 18.5, "18.5", True)
    assert [(left.letter, left.reason) for left in reading.left] == [("E", "note")]


def test_marks_are_counted(reader):
    rows = [["NĂM 2022"], ["STT", "Tên xã", "TC1", "TC2"], [1, "Cốc Pàng", "x", 0], [2, "Cô Ba", "x", "x"]]
    reading = reader(workbook(("A", rows))).understood.reading
    assert {column.key: (column.met, column.count) for column in reading.columns if column.met is not None} == {
        "1": (2, 2),
        "2": (1, 2),
    }


def test_the_first_rows_stand_as_they_are_with_their_roles(reader):
    rows = [["NĂM 2022"], ["STT", "Tên xã", "TC1", "TC2"], [1, "Cốc Pàng", "x", 0], [None, "Tổng cộng", 1, 0]]
    reading = reader(workbook(("A", rows))).understood.reading
    assert [(row.place, row.role) for row in reading.first_rows] == [
        ("1", "title"),
        ("2", "heading"),
        ("3", "data"),
        ("4", "total"),
    ]
    assert [(row.place, row.text) for row in reading.rows if row.role == "total"] == [("4", "Tổng cộng 1 0")]
