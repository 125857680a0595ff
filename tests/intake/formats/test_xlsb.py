"""Binary workbooks tell percents, errors and what is hidden as the others do."""

from ntm_geo.intake.formats import read_marks
from ntm_geo.intake.sheets.cells.lost import Lost
from ntm_geo.intake.sheets.tables.grid import read_grids
from tests.intake.formats.xlsb_writer import write_xlsb


def test_marks_and_values_of_a_binary_workbook(tmp_path):
    rows = [["Tên xã", "11.1"], ["Cốc Pàng", 0.205], ["Cô Ba", ("error", 0x17)], ["Kim Cúc", 0.3]]
    path = write_xlsb(tmp_path / "a.xlsb", rows, percent={(1, 1), (3, 1)}, hidden_rows={3}, hidden_columns={4})
    marks = read_marks(path)["Biểu"]
    assert marks.percent == {(1, 1), (3, 1)}
    assert marks.hidden_rows == {3}
    assert marks.hidden_columns == {4}
    assert marks.errors == {(2, 1): "#REF!"}
    [grid] = read_grids(path)
    assert grid.cells[1].tolist() == ["Cốc Pàng", 0.205]
    assert grid.cells[2, 1] == Lost("#REF!")
    assert not grid.silent


def test_a_record_that_is_cut_off_tells_nothing(tmp_path):
    path = write_xlsb(tmp_path / "a.xlsb", [["a"]])
    raw = path.read_bytes().replace(b"xl/styles.bin", b"xl/styles.bim")
    path.write_bytes(raw)
    marks = read_marks(path)
    assert marks is None or marks["Biểu"].percent == frozenset()
