"""The library reads a copy without what is stray, and the file itself when there is nothing to leave out."""

import pytest
import python_calamine
from openpyxl import Workbook

from ntm_geo.errors import InputFileError
from ntm_geo.intake.guards.far_cells import check_workbook, strip_far_cells
from tests.intake.hostile.office import EMPTY, ROW, VALUE, biff, far, number, ods, ole, times, xlsx


@pytest.fixture
def written(tmp_path):
    def write(name, content):
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return write


def _values(path):
    book = python_calamine.load_workbook(str(path))
    return [book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names]


STRAY = {
    "a.xlsx": lambda: xlsx([far("XFD1048576", "A20001"), far("KO1")]),
    "b.ods": lambda: ods(
        ROW.format("", VALUE.format("") + EMPTY.format(times("columns", 9000)) + VALUE.format(""))
        + ROW.format(times("rows", 99_999), EMPTY.format(""))
        + ROW.format("", VALUE.format(""))
    ),
    "c.xls": lambda: ole(biff(number(0, 0) + number(65_535, 3))),
    "called wrongly.ods": lambda: xlsx([far("XFD1048576")]),
}


@pytest.mark.parametrize("name", STRAY)
def test_stray_cells_are_gone_and_the_others_are_there(written, name):
    path = written(name, STRAY[name]())
    before = path.read_bytes()
    about = check_workbook(path)
    assert about.needs_copy
    with strip_far_cells(path, about) as safe:
        assert safe != path
        first = _values(safe)[0]
        assert first[0][0] == 1
        assert len(first) < 20_000
        assert len(first[0]) < 300
    assert not safe.exists()
    assert path.read_bytes() == before


def test_what_has_nothing_stray_is_read_itself(tmp_path):
    book = Workbook()
    book.active["B2"] = "x"
    path = tmp_path / "a.xlsx"
    book.save(path)
    with strip_far_cells(path, check_workbook(path)) as safe:
        assert safe == path


def test_a_cell_between_others_is_cut_out_alone(written):
    path = written(
        "a.xlsx",
        xlsx(['<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" t="str"><v>a&gt;</v></c ><c r="B1"><v>2</v></c></row>']),
    )
    with strip_far_cells(path, check_workbook(path)) as safe:
        assert _values(safe) == [[[1, 2]]]


def test_what_is_no_workbook_is_refused(written):
    with pytest.raises(InputFileError, match="not a spreadsheet"):
        check_workbook(written("a.xlsx", b"a;b"))
