"""A workbook as an office made it: what is sound is read, everything else is named with its cell."""

import time
import zipfile
from contextlib import suppress

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from ntm_geo.boundaries.units import read_units
from ntm_geo.errors import InputFileError, NtmGeoError
from ntm_geo.intake.sheets.sheet_tables import Known
from ntm_geo.intake.sheets.workbook import SheetQuestion, read_workbook
from tests.intake.results_sheets import results_sheet


@pytest.fixture(scope="module")
def gazetteer(shipped):
    return read_units(shipped.province, "2020")


@pytest.fixture(scope="module")
def communes(gazetteer):
    return gazetteer[gazetteer["kind"].eq("commune")]


@pytest.fixture
def read(shipped, gazetteer, tmp_path):
    def _read(book, name="kq.xlsx", **options):
        path = tmp_path / name
        if isinstance(book, bytes):
            path.write_bytes(book)
        else:
            book.save(path)
        question = SheetQuestion(**{key: options.pop(key) for key in list(options) if key in SheetQuestion.__slots__})
        return read_workbook(
            path, gazetteer=gazetteer, criteria_set=shipped.criteria_sets["commune-2021"], question=question, **options
        )

    return _read


def _rows(header, *rows, title=""):
    book = Workbook()
    sheet = book.active
    if title:
        sheet.append([title])
    sheet.append(header)
    for row in rows:
        sheet.append(row)
    return book


def _kinds(found):
    return [(one.cell, one.kind) for one in found.problems]


def test_a_clean_sheet_under_a_three_row_merged_header_raises_no_alarm(read, shipped, communes):
    book, _sheet, rows = results_sheet(communes, shipped.criteria_sets["commune-2021"].criteria)
    found = read(book)
    assert _kinds(found) == []
    assert (found.understood.kind, found.understood.period) == ("results", 2022)
    assert found.understood.header_rows == (4, 5, 6) or found.understood.header_rows[-1] == 6
    assert [(left.letter, left.heading, left.reason) for left in found.understood.reading.left] == [
        ("X", "Ghi chú", "note")
    ]
    assert (found.taken, len(found.table)) == (139, 139 * 19)
    assert found.understood.reading.roles["section"] == 10
    first = communes["code"].iloc[0]
    mine = found.table[found.table["code"].eq(first)].set_index("criterion")["met"]
    assert mine["1"] == bool((1 + 0) % 3)
    assert rows[first] == 9


def test_sixty_planted_faults_are_all_found_in_one_pass_each_at_its_cell(read, shipped, communes):
    book, sheet, rows = results_sheet(communes, shipped.criteria_sets["commune-2021"].criteria)
    codes = communes["code"].tolist()
    planted = {}

    def plant(code, column, value, kind, *, at=None):
        sheet.cell(rows[code], column).value = value
        planted[f"{get_column_letter(at or column)}{rows[code]}"] = kind

    for number in range(20):
        plant(codes[number], 4 + number % 19, ["maybe", "đang làm", "2", 7, "xx"][number % 5], "flag-unknown")
    for number in range(20, 28):
        sheet.cell(rows[codes[number]], 5).data_type = "e"
        plant(codes[number], 5, "#REF!", "cell-error")
        sheet.cell(rows[codes[number]], 5).data_type = "e"
    for number in range(28, 36):
        plant(codes[number], 23, [25, -1, "nhiều", 3.5][number % 4], "count-range")
    for number in range(36, 42):
        plant(codes[number], 23, 0, "count-differs")
    for number in range(42, 48):
        plant(codes[number], 2, codes[number + 40], "unit-contradiction")
    for number in range(48, 54):
        sheet.cell(rows[codes[number]], 2).value = None
        plant(codes[number], 3, ["Abcxyz", "Qwerty", "Zzz"][number % 3], "unit-unknown")
    for number in range(54, 58):
        sheet.cell(rows[codes[number]], 2).value = None
        plant(codes[number], 3, None, "unit-missing")
    sheet.cell(rows[codes[60]], 2, codes[59])
    sheet.cell(rows[codes[60]], 3, sheet.cell(rows[codes[59]], 3).value)
    planted[f"C{rows[codes[59]]}"] = planted[f"C{rows[codes[60]]}"] = "unit-doubled"
    assert len(planted) == 60
    found = read(book)
    assert dict(_kinds(found)) == planted
    assert len(found.problems) == 60
    assert all(one.sheet == "Biểu 1" and str(one.what) and str(one.expected) for one in found.problems)
    bad = {int("".join(filter(str.isdigit, cell))) for cell in planted}
    assert found.taken == 139 - len(bad)
    assert found.table["code"].nunique() == 139 - len(bad)


@pytest.mark.parametrize(
    ("met", "not_met"),
    [("x", ""), ("Đ", "K"), ("đạt", "chưa đạt"), (1, 0), ("X", "Chưa"), ("\u2713", "0"), (True, False)],
)
def test_every_usual_mark_is_understood(read, communes, met, not_met):
    names = communes["name"].iloc[:2].tolist()
    book = _rows(["Tên xã", "TC1", "TC2"], [names[0], met, not_met], [names[1], met, met], title="Năm 2022")
    table = read(book).table.set_index(["code", "criterion"])["met"]
    first = communes["code"].iloc[0]
    assert table[first, "1"]
    assert (first, "2") not in table.index if not_met == "" else not table[first, "2"]


@pytest.mark.parametrize(
    ("written", "value"),
    [("12,5", 12.5), ("12.5", 12.5), ("12,5 %", 12.5), (12.5, 12.5), ("~12,5", 12.5), ("12,5%", 12.5), (12, 12)],
)
def test_numbers_as_people_write_them(read, communes, written, value):
    book = _rows(
        ["Tên xã", "11.1. Tỷ lệ nghèo đa chiều", "10.1"], [communes["name"].iloc[0], written, 40], title="2022"
    )
    found = read(book)
    assert found.understood.kind == "scores"
    assert found.table.set_index("indicator")["value"]["11.1"] == value


def test_a_point_between_thousands_is_read_by_the_column(read, communes):
    name = communes["name"].iloc[0]
    book = _rows(["Tên xã", "Dân số", "Số hộ", "Tỷ lệ nghèo"], [name, "1.234", "1 234", "12,345"], title="Năm 2023")
    row = read(book).table.iloc[0]
    assert (row["population"], row["households"], row["poverty_rate"]) == (1234, 1234, 12.345)


def test_a_percent_format_is_seen_as_the_reader_of_the_sheet_sees_it(read, communes):
    book = _rows(["Tên xã", "Tỷ lệ nghèo", "Dân số"], [communes["name"].iloc[0], 0.125, 10], title="Năm 2023")
    book.active["B3"].number_format = "0.0%"
    assert read(book).table["poverty_rate"].tolist() == [12.5]


@pytest.mark.parametrize(
    ("written", "day"),
    [("31/12/2022", "2022-12-31"), ("2022-12-31", "2022-12-31"), ("12/31/2022", "2022-12-31"), ("3.4.2022", "2022-04-03"),
     ("31-12-22", "2022-12-31"), (44926, "2022-12-31"), (pd.Timestamp("2022-12-31"), "2022-12-31"),
     ("ngày 5 tháng 6 năm 2022", "2022-06-05")],
)  # fmt: skip
def test_dates_in_both_orders(read, communes, written, day):
    header = ["Xã", "Danh hiệu", "Ngày công nhận", "Số quyết định"]
    book = _rows(header, [communes["name"].iloc[0], "Đạt chuẩn", written, "12/QĐ-UBND"])
    found = read(book)
    assert found.understood.kind == "recognitions"
    assert found.table["recognised_on"].dt.strftime("%Y-%m-%d").tolist() == [day]


def test_hamlets_under_merged_communes_get_their_codes(read, communes):
    a, b = communes.iloc[0], communes.iloc[1]
    book = _rows(
        ["STT", "Huyện", "Tên xã", "Tên xóm", "Ngày công nhận", "Số QĐ"],
        [1, a["parent_name"], a["name"], "Nà Rì", "31/12/2022", "5/QĐ"],
        [2, None, None, "Bản Lộng", None, None],
        [3, b["parent_name"], b["name"], "Nà Rì", None, None],
        [4, None, None, "nà rì", None, None],
    )
    book.active.merge_cells("C2:C3")
    kept = pd.DataFrame({"hamlet": [f"{a['code']}-07"], "code": [a["code"]], "name": ["Bản Lộng"]})
    found = read(book, known=Known(hamlets=kept))
    assert found.table["hamlet"].tolist() == [f"{a['code']}-01", f"{a['code']}-07", f"{b['code']}-01"]
    assert _kinds(found) == [("D5", "hamlet-doubled")]


def test_communes_as_section_rows_over_their_hamlets(read, communes):
    a, b = communes.iloc[0], communes.iloc[1]
    book = _rows(
        ["TT", "Tên xã", "Tên xóm", "Ngày công nhận"],
        ["I", f"Xã {a['name']}", None, None],
        [1, None, "Nà Rì", "31/12/2022"],
        ["II", f"Xã {b['name']}", None, None],
        [1, None, "Bản Lộng", None],
    )
    found = read(book)
    assert found.problems == ()
    assert found.table["code"].tolist() == [a["code"], b["code"]]


def test_agencies_get_keys_and_are_checked(read):
    header = ["Tên cơ quan", "Loại", "Số xã ít nhất", "Số xã nhiều nhất", "Tiêu chí thế mạnh"]
    book = _rows(
        header,
        ["Sở Y tế", "Sở, ngành", 1, 2, "15"],
        ["Ngân hàng A", "Ngân hàng", 3, 1, "99"],
        ["Sở  Y tế", "Sở, ngành", 0, 1, None],
        ["Trường X", "Trường học", 0, 1, None],
    )
    found = read(book)
    assert found.table["agency"].tolist() == ["so-y-te"]
    assert _kinds(found) == [
        ("D3", "capacity-order"), ("E3", "list-unknown"), ("A4", "agency-doubled"), ("B5", "choice-unknown"),
    ]  # fmt: skip


def test_what_columns_say_against_each_other_is_reported(read, communes):
    names = communes["name"].iloc[:3].tolist()
    header = ["Tên xã", "Danh hiệu", "Ngày công nhận", "Ngày thu hồi", "Tổng số xóm", "Số xóm đạt"]
    book = _rows(
        header,
        [names[0], "Nâng cao", "31/12/2022", None, 5, 6],
        [names[1], "Đạt chuẩn", "31/12/2022", "1/1/2020", 5, 5],
        [names[2], "Đạt chuẩn", "31/12/2022", None, 5, 4],
        [names[2], "Đạt chuẩn", "31/12/2022", None, 5, 4],
    )
    assert _kinds(read(book)) == [
        ("B2", "level-without-standard"), ("F2", "hamlets-exceed"), ("D3", "dates-order"), ("B5", "recognition-doubled"),
    ]  # fmt: skip


def test_the_year_of_a_recognition_is_read_beside_its_day_and_is_never_a_later_one(read, communes):
    names = communes["name"].iloc[:3].tolist()
    book = _rows(
        ["Tên xã", "Danh hiệu", "Công nhận cho năm", "Ngày công nhận", "Số quyết định"],
        [names[0], "Đạt chuẩn", 2018, "14/01/2019", "46/QĐ-UBND"],
        [names[1], "Đạt chuẩn", None, "20/01/2020", "46/QĐ-UBND"],
        [names[2], "Đạt chuẩn", 2023, "31/12/2022", "1/QĐ-UBND"],
    )
    found = read(book)
    assert _kinds(found) == [("C4", "year-after-decision")]
    table = found.table
    assert table["for_year"].tolist() == [2018, pd.NA]
    assert table["decision"].tolist() == ["46/QĐ-UBND"] * 2


def test_hidden_and_total_rows_are_told_and_not_read(read, communes):
    names = communes["name"].iloc[:3].tolist()
    book = _rows(
        ["Tên xã", "TC1", "TC2"],
        [names[0], "x", "x"], [names[1], "x", 0], [names[2], "x", "x"], ["Tổng cộng", 2, 2],
        [None, None, None], ["Ghi chú: x là đạt", None, None], [None, None, "Người lập biểu"],
        title="Kết quả đến hết năm 2021",
    )  # fmt: skip
    book.active.row_dimensions[5].hidden = True
    found = read(book)
    assert _kinds(found) == [("C6", "total-differs")]
    assert [question.key for question in found.open_questions] == ["hidden-rows"]
    assert (found.taken, found.understood.period) == (2, 2021)
    assert {row.place: row.role for row in found.understood.reading.rows} == {
        "1": "title", "2": "heading", "5": "hidden", "6": "total", "8": "note", "9": "note",
    }  # fmt: skip
    assert read(book, answers=(("hidden-rows", "take"),)).taken == 3


def test_a_row_about_a_town_is_left_out_with_a_word(read, gazetteer):
    town = gazetteer[gazetteer["kind"].eq("township")].iloc[0]
    book = _rows(["Mã xã", "Tên xã", "TC1", "TC2"], [town["code"], f"TT {town['name']}", "x", "x"], title="2022")
    found = read(book)
    assert _kinds(found) == [("B3", "outside-programme")]
    assert found.taken == 0


def test_codes_without_zeros_and_text_in_capitals_are_the_same_unit(read, communes):
    unit = communes.iloc[0]
    book = _rows(["Mã", "Đơn vị", "TC1", "TC2"], [int(unit["code"]), unit["name"].upper(), "x", "x"], title="2022")
    assert read(book).table["code"].unique().tolist() == [unit["code"]]


def test_numbers_as_headings_and_a_numbering_row_are_told_apart(read, communes, shipped):
    header = ["TT", "Tên xã", *[int(one.code) for one in shipped.criteria_sets["commune-2021"].criteria]]
    numbering = [f"({number})" for number in range(1, 22)]
    book = _rows(header, numbering, [1, communes["name"].iloc[0], *["x"] * 19], title="Năm 2022")
    found = read(book)
    assert len(found.table) == 19
    assert found.problems == ()


def test_the_second_17_1_is_17_10(read, communes):
    header = ["Tên xã", *[17 + number / 10 for number in range(1, 10)], 17.1]
    book = _rows(header, [communes["name"].iloc[0], *[50] * 10], title="Năm 2022")
    assert "17.10" in {column.key for column in read(book).understood.reading.columns}


def test_a_heading_with_a_slip_is_taken_but_named(read, communes):
    book = _rows(["Tên xã", "Tỷ lệ nghèo đa chiêù x", "Dân số"], [communes["name"].iloc[0], 5, 10], title="2022")
    found = read(book)
    assert [(column.letter, column.heading) for column in found.understood.reading.columns if not column.sure] == [
        ("B", "Tỷ lệ nghèo đa chiêù x")
    ]


def test_csv_in_the_usual_forms_is_read(read, communes):
    name = communes["name"].iloc[0]
    text = f"Năm 2022;;\nTên xã;Dân số;Tỷ lệ nghèo\n{name};1.234;12,5\n"
    for raw in (text.encode("utf-8-sig"), text.encode("utf-16"), text.replace(";", "\t").encode()):
        row = read(raw, name="so-lieu.csv").table.iloc[0]
        assert (row["population"], row["poverty_rate"]) == (1234, 12.5)


def test_a_formula_is_text_and_an_uncomputed_one_is_reported(read, communes):
    book = _rows(["Tên cơ quan", "Loại"], ["'=1+1", "Trường"], title="Cơ quan")
    assert read(book).table["name"].tolist() == ["'=1+1"]
    book = _rows(["Tên xã", "Dân số", "Số hộ"], [communes["name"].iloc[0], "=1+1", 3], title="2022")
    assert _kinds(read(book)) == [("B3", "formula-empty")]


@pytest.mark.parametrize(
    ("book", "fix"),
    [
        (lambda: _rows(["Tên xã", "Số tiêu chí đạt"], ["A", 12]), "count of criteria alone"),
        (lambda: _rows(["x", "y"], [1, 2]), "template"),
        (lambda: _rows(["TC1", "TC2"], ["x", "x"]), "Tên xã"),
        (lambda: b"%PDF-1.4", "Excel"),
        (lambda: b"", "Excel"),
        (lambda: b"PK\x03\x04 broken", "new workbook"),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "Excel"),
        (lambda: b"hello", "Excel"),
    ],
)
def test_what_is_no_such_sheet_is_refused_with_what_to_do(read, book, fix):
    with pytest.raises(InputFileError, match=fix):
        read(book())


def test_a_year_that_is_named_nowhere_is_asked(read):
    found = read(_rows(["Tên xã", "TC1", "TC2"], ["A", "x", "x"]))
    [question] = found.open_questions
    assert (question.key, found.understood.period) == ("year", None)


def _large_sheet(path, headings, units):
    """A sheet of 2022 with the value 1 in every column of each unit; its rows are written as text, which is quick."""
    book = Workbook()
    book.active.title = "2022"
    book.active.append(headings)
    book.save(path)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    named = [
        "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in (row.code, row.name, row.parent_name))
        for row in units.itertuples(index=False)
    ]
    values = "<c><v>1</v></c>" * (len(headings) - 3)
    rows = "".join(f"<row>{names}{values}</row>" for names in named)
    name = "xl/worksheets/sheet1.xml"
    parts[name] = parts[name].replace(b"</sheetData>", f"{rows}</sheetData>".encode())
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return path


def test_eleven_thousand_rows_are_checked_in_seconds(shipped, tmp_path):
    number = 11_000
    units = pd.DataFrame(
        {"code": [f"{i:05d}" for i in range(number)], "name": [f"Số {i}" for i in range(number)], "kind": "commune",
         "parent_code": [f"{i % 700:03d}" for i in range(number)], "parent_name": [f"Huyện {i % 700}" for i in range(number)]}
    )  # fmt: skip
    indicators = [
        one.code for criterion in shipped.criteria_sets["commune-2021"].criteria for one in criterion.indicators
    ]
    path = _large_sheet(
        tmp_path / "large.xlsx", ["Mã xã", "Tên xã", "Huyện", *[f"CT{one}" for one in indicators]], units
    )
    start = time.perf_counter()
    found = read_workbook(path, gazetteer=units, criteria_set=shipped.criteria_sets["commune-2021"])
    assert time.perf_counter() - start < 40
    assert found.taken == number
    assert len(found.table) == number * 57


@pytest.fixture(scope="module")
def sound(shipped, communes, tmp_path_factory):
    book, _sheet, _rows_of = results_sheet(communes.head(3), shipped.criteria_sets["commune-2021"].criteria)
    path = tmp_path_factory.mktemp("sound") / "sound.xlsx"
    book.save(path)
    return path


@pytest.fixture(scope="module")
def take(sound, shipped, gazetteer):
    def _take(raw, ending):
        path = sound.with_name(f"given.{ending}")
        path.write_bytes(raw)
        return read_workbook(path, gazetteer=gazetteer, criteria_set=shipped.criteria_sets["commune-2021"])

    return _take


@given(
    change=st.sampled_from(["flip", "cut", "text", "random"]),
    places=st.lists(st.floats(0, 1, exclude_max=True), min_size=1, max_size=20),
    text=st.text(alphabet="TCxã;,\n\t1'=\"é0", max_size=300),
    noise=st.binary(max_size=400),
    ending=st.sampled_from(["xlsx", "xls", "csv", "ods"]),
)
@settings(max_examples=80, suppress_health_check=list(HealthCheck))
def test_whatever_the_bytes_it_is_data_or_an_error_of_ours(sound, take, change, places, text, noise, ending):
    raw = bytearray(sound.read_bytes())
    if change == "flip":
        for place in places:
            raw[int(place * len(raw))] ^= 0xFF
    elif change == "cut":
        raw = raw[: int(places[0] * len(raw))]
    else:
        raw = bytearray(text.encode() if change == "text" else noise)
    with suppress(NtmGeoError):
        take(bytes(raw), ending)


NAMES = ("Cốc Pàng", "Cô Ba", "Thượng Hà")


def test_roman_numbers_are_those_of_the_criteria(read, shipped):
    roman = ["I", "II", "III", "IV", "V", "VI"]
    names = [one.name.vi for one in shipped.criteria_sets["commune-2021"].criteria]
    for heads in (
        [f"{number}. {name}" for number, name in zip(roman, names, strict=False)],
        [f"TC {one}" for one in roman],
        roman,
    ):
        table = read(_rows(["TT", "Tên xã", *heads], [1, NAMES[0], "x", 0, 0, "x", 0, "x"], title="Năm 2022")).table
        assert table["met"].tolist() == [True, False, False, True, False, True]
        assert table["criterion"].tolist() == ["1", "2", "3", "4", "5", "6"]


def test_a_row_of_codes_over_a_row_of_names_is_one_header(read, shipped):
    criteria = shipped.criteria_sets["commune-2021"].criteria
    book = _rows(["TT", "Huyện/Xã", "Số TC đạt", "Tiêu chí"], title="Năm 2022")
    book.active.append([None, None, None, *[one.code for one in criteria]])
    book.active.append([None, None, None, *[one.name.vi for one in criteria]])
    book.active.append(["I", "Huyện Bảo Lạc", None, *[11] * 19])
    for name in NAMES:
        book.active.append([1, name, "10/19", *["x", 0] * 9, "x"])
    for place in ("A2:A4", "B2:B4", "C2:C4", "D2:V2"):
        book.active.merge_cells(place)
    found = read(book)
    assert (found.understood.kind, len(found.table), found.errors) == ("results", 57, ())


def test_counts_of_some_of_the_communes_are_no_marks(read):
    book = _rows(
        ["TT", "Tên xã", "TC1", "TC2"], [None, "Xã đạt chuẩn (2 xã)", 2, 1], [1, NAMES[0], "x", 0], [2, NAMES[1], "x", "x"],
        [None, "Trong đó: xã biên giới", 1, 1], title="Năm 2022",
    )  # fmt: skip
    found = read(book)
    assert (found.questions, found.errors, found.taken) == ((), (), 2)
    assert found.understood.reading.roles["total"] == 2


def test_a_cell_that_says_there_is_no_figure_is_not_empty(read):
    book = _rows(
        ["TT", "Tên xã", "TC1", "TC2"],
        [1, NAMES[0], "x", "chưa có số liệu"],
        [2, NAMES[1], "x", None],
        title="Năm 2022",
    )
    assert read(book, answers=(("blank", "not-met"),)).table["met"].tolist() == [True, True, False]


def test_title_and_sheet_have_to_agree_on_the_district(read):
    for title in ("KẾT QUẢ NĂM 2022 HUYỆN NGUYÊN BÌNH", "Kính gửi: UBND huyện Bảo Lạc, kết quả năm 2022"):
        book = _rows(["TT", "Tên xã", "TC1", "TC2"], [1, "Phan Thanh", "x", 0], title=title)
        book.active.title = "Bảo Lạc" if "HUYỆN" in title else "A"
        assert _kinds(read(book)) == [("B3", "unit-ambiguous")]


def test_a_small_share_beside_large_ones_is_told(read):
    book = _rows(["TT", "Tên xã", "2.1"], [1, NAMES[0], 35], [2, NAMES[1], 0.35], [3, NAMES[2], 40], title="Năm 2022")
    assert _kinds(read(book, kind="scores")) == [("C4", "share-small")]


def test_a_list_without_the_names_of_its_hamlets_is_refused(read):
    with pytest.raises(InputFileError, match="Tên xóm"):
        read(
            _rows(["TT", "Huyện", "Tên xã", "Số QĐ", "Ngày công nhận"], [1, "Bảo Lạc", "Cô Ba", "12/QĐ", "04/03/2022"])
        )


def test_several_hamlets_in_one_cell_are_told(read):
    book = _rows(
        ["TT", "Huyện", "Tên xã", "Tên xóm"], [1, "Bảo Lạc", "Cô Ba", "Bản A, Bản B"], [2, "Bảo Lạc", "Cô Ba", "Xóm 1"]
    )
    found = read(book)
    assert (_kinds(found), len(found.table)) == ([("D2", "hamlet-several")], 1)
