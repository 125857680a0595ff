"""Sheets as offices make them, drawn with openpyxl for the tests."""

from openpyxl import Workbook


def results_sheet(communes, criteria, *, title="KẾT QUẢ THỰC HIỆN BỘ TIÊU CHÍ NĂM 2022", sections=True):
    """A workbook with a three-row merged header and a row per commune; returns it, its sheet and the row of each code."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Biểu 1"
    sheet["A1"], sheet["A2"] = "ỦY BAN NHÂN DÂN TỈNH", title
    for place, text in {"A4": "STT", "B4": "Mã xã", "C4": "Tên xã", "D4": "Các tiêu chí"}.items():
        sheet[place] = text
    last = 3 + len(criteria)
    for number, one in enumerate(criteria):
        column = 4 + number
        sheet.cell(5, column, "Hạ tầng" if number < 9 else "Khác")
        sheet.cell(6, column, f"{one.code}. {one.name.vi}")
    sheet.cell(4, last + 1, "Tổng số tiêu chí đạt")
    sheet.cell(4, last + 2, "Ghi chú")
    for letter in "ABC":
        sheet.merge_cells(f"{letter}4:{letter}6")
    sheet.merge_cells(start_row=4, end_row=4, start_column=4, end_column=last)
    sheet.merge_cells(start_row=5, end_row=5, start_column=4, end_column=12)
    sheet.merge_cells(start_row=5, end_row=5, start_column=13, end_column=last)
    for column in (last + 1, last + 2):
        sheet.merge_cells(start_row=4, end_row=6, start_column=column, end_column=column)
    for column in range(1, last + 3):
        sheet.cell(7, column, f"({column})")
    row, rows = 8, {}
    for district, group in communes.groupby("parent_name", sort=False):
        if sections:
            sheet.cell(row, 1, "I")
            sheet.cell(row, 3, str(district).upper())
            row += 1
        for number, unit in enumerate(group.to_dict("records"), 1):
            sheet.cell(row, 1, number)
            sheet.cell(row, 2, unit["code"])
            sheet.cell(row, 3, f"Xã {unit['name']}")
            marks = [(number + place) % 3 > 0 for place in range(len(criteria))]
            for place, met in enumerate(marks):
                sheet.cell(row, 4 + place, "x" if met else 0)
            sheet.cell(row, last + 1, sum(marks))
            rows[unit["code"]] = row
            row += 1
    return book, sheet, rows
