"""Values go into worksheets as they are: text never becomes a formula."""

from openpyxl import Workbook

from ntm_geo.reports.spreadsheet_cells import printable, put, put_head, put_row


def test_text_stays_text():
    sheet = Workbook().worksheets[0]
    for row, value in enumerate(("=1+1", "+84", "-x", "@a", "Xã A", 12, None), start=1):
        cell = put(sheet, row, 1, value)
        assert cell.value == value
        assert cell.data_type in {"s", "n"}


def test_headings_and_rows_are_boxed():
    sheet = Workbook().worksheets[0]
    put_head(sheet, 1, ["STT", "Xã"])
    put_row(sheet, 2, [1, "Xã A"], centred=(1,))
    assert sheet["A1"].font.bold
    assert sheet["A2"].alignment.horizontal == "center"
    assert sheet["B2"].border.left.style == "thin"


def test_control_characters_pasted_unseen_are_left_away():
    sheet = Workbook().worksheets[0]
    assert put(sheet, 1, 1, "Thiếu\x0b vốn\x00").value == "Thiếu vốn"
    assert printable("một\tdòng\nnữa") == "một\tdòng\nnữa"
