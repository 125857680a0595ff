"""All sheets of a file: read together, or told."""

from tests.intake.read_rows import values_of, workbook

HEADER = ["STT", "Tên xã", "TC1", "TC2"]


def _district(name, *units, mark="x"):
    return (name, [["KẾT QUẢ NĂM 2022"], HEADER, *[[number, unit, mark, 0] for number, unit in enumerate(units, 1)]])


def test_a_sheet_a_district_is_one_table_with_the_district_known(reader):
    found = reader(
        workbook(_district("Bảo Lạc", "Hưng Đạo", "Phan Thanh"), _district("Nguyên Bình", "Hưng Đạo", "Phan Thanh"))
    )
    assert (found.taken, found.table["code"].nunique(), found.errors) == (4, 4, ())
    assert found.understood.districts == {"Bảo Lạc": "Huyện Bảo Lạc", "Nguyên Bình": "Huyện Nguyên Bình"}


def test_the_title_of_a_sheet_names_the_district(reader):
    found = reader.rows(["HUYỆN NGUYÊN BÌNH - KẾT QUẢ NĂM 2022"], HEADER, [1, "Hưng Đạo", "x", 0])
    assert found.lines["parent_name"].tolist() == ["Huyện Nguyên Bình"]
    assert found.taken == 1


def test_a_sheet_with_rows_wins_over_an_empty_form(reader):
    form = ("Mẫu", [["NĂM 2022"], [*HEADER, "TC3", "TC4"]])
    found = reader(workbook(form, _district("Số liệu", "Cốc Pàng")))
    assert found.taken == 1
    assert [(table.sheet, table.reason) for table in found.understood.reading.tables] == [
        ("Số liệu", ""),
        ("Mẫu", "no-rows"),
    ]


def test_what_was_not_read_is_told_and_can_be_chosen(reader):
    agencies = ("Cơ quan", [["STT", "Tên cơ quan", "Loại"], [1, "Sở Y tế", "Sở, ngành"]])
    book = workbook(_district("Số liệu", "Cốc Pàng", "Cô Ba"), agencies, ("Khác", [["a", "b"]]))
    book.create_sheet("Ẩn").sheet_state = "hidden"
    reasons = {table.sheet: table.reason for table in reader(book).understood.reading.tables}
    assert reasons == {"Số liệu": "", "Cơ quan": "other-kind", "Khác": "no-header", "Ẩn": "hidden"}
    assert reader(book, sheets=("Cơ quan",)).understood.kind == "agencies"


def test_a_summary_that_repeats_the_districts_is_read_once(reader):
    summary = (
        "Tổng hợp",
        [["KẾT QUẢ NĂM 2022"], [*HEADER[:2], "Huyện", *HEADER[2:]], [1, "Cốc Pàng", "Huyện Bảo Lạc", "x", 0]],
    )
    found = reader(workbook(_district("Bảo Lạc", "Cốc Pàng"), summary))
    assert (found.taken, found.errors, len(values_of(found))) == (1, (), 2)


def test_two_sheets_that_say_different_things_of_one_unit_are_an_error(reader):
    found = reader(workbook(_district("Bảo Lạc", "Cốc Pàng"), _district("Bản 2", "Cốc Pàng", mark=0)))
    assert [problem.kind for problem in found.errors] == ["unit-doubled", "unit-doubled"]
    assert found.taken == 0
