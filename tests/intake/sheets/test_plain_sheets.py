"""Small sheets are read by their headings, whatever stands above them."""

import pytest
from openpyxl import Workbook

from ntm_geo.errors import InputFileError
from ntm_geo.intake.sheets.plain_sheets import read_plain_sheet


@pytest.mark.parametrize("sign", [",", ";"])
def test_a_csv_is_read_by_its_headings(tmp_path, sign):
    path = tmp_path / "w.csv"
    lines = [["Note", "Factor", "weight"], ["x", "missing", "3"], ["", "", ""], ["y", "poverty", "1"]]
    path.write_text("\n".join(sign.join(line) for line in lines), encoding="utf-8")
    table = read_plain_sheet(path, ("factor", "weight"))
    assert table.to_numpy().tolist() == [["missing", "3"], ["poverty", "1"]]


def test_a_workbook_may_have_a_title_above(tmp_path):
    book = Workbook()
    for row in (["Chi phí"], [], ["item", "fixed"], ["2", 5.5]):
        book.active.append(row)
    book.save(tmp_path / "c.xlsx")
    assert read_plain_sheet(tmp_path / "c.xlsx", ("fixed", "item")).to_numpy().tolist() == [[5.5, "2"]]


def test_what_is_no_such_sheet_is_said(tmp_path):
    (tmp_path / "w.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(InputFileError):
        read_plain_sheet(tmp_path / "w.csv", ("factor",))
    with pytest.raises(InputFileError):
        read_plain_sheet(tmp_path / "none.csv", ("factor",))
