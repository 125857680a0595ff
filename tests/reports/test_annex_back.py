"""An annex comes back as it was edited: merged cells hold for their rows, empty ones for those above them."""

import io

import pytest
from docx import Document
from openpyxl import Workbook, load_workbook

from ntm_geo.errors import InputFileError
from ntm_geo.reports.annex_back import read_annex
from ntm_geo.reports.annex_paper import annex_docx, annex_xlsx
from tests.reports.test_annex_paper import PAIRS, content  # noqa: F401 - the same assignment

AGENCIES = dict(PAIRS[["agency", "agency_name"]].to_numpy())
COMMUNES = PAIRS[["code", "name", "district"]].drop_duplicates()
WRITTEN = set(zip(PAIRS["agency"], PAIRS["code"], strict=True))


def _read(file, name):
    found = read_annex(file, name, AGENCIES, COMMUNES)
    return set(zip(found.pairs["agency"], found.pairs["code"], strict=True)), found.unread


@pytest.mark.parametrize(("make", "name"), [(annex_docx, "a.docx"), (annex_xlsx, "a.xlsx")])
@pytest.mark.parametrize("order", ["kind", "district"])
def test_it_comes_back_as_it_was(content, make, name, order):  # noqa: F811
    assert _read(make(content, order), name) == (WRITTEN, ())


def test_a_row_added_below_an_agency_is_its_own(content):  # noqa: F811
    paper = Document(io.BytesIO(annex_docx(content)))
    table = paper.tables[0]
    row = next(one for one in table.rows if one.cells[1].text == "Ngân hàng Công thương")
    added = table.add_row()
    row._tr.addnext(added._tr)
    added.cells[2].text = "Xã Đức Hạnh"
    target = io.BytesIO()
    paper.save(target)
    assert _read(target.getvalue(), "a.docx") == (WRITTEN | {("bank", "01291")}, ())


def test_a_name_nobody_knows_is_told_with_its_row(content):  # noqa: F811
    book = load_workbook(io.BytesIO(annex_xlsx(content)))
    book.worksheets[0]["C9"] = "Xã Không Có"
    target = io.BytesIO()
    book.save(target)
    pairs, unread = _read(target.getvalue(), "a.xlsx")
    assert pairs == (WRITTEN - {("health", "01438")}) | {("health", "")}
    assert unread == ("dòng 9: Xã Không Có, Huyện Hà Quảng",)


def test_several_communes_in_one_cell_are_read_too():
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["STT", "Cơ quan, đơn vị, doanh nghiệp", "Xã được phân công giúp đỡ", "Huyện"])
    sheet.append([1, "Sở Y tế", "Xã Đức Hạnh\nXã Ngọc Đào", "Huyện Bảo Lâm\nHuyện Hà Quảng"])
    target = io.BytesIO()
    book.save(target)
    assert _read(target.getvalue(), "a.xlsx") == ({("health", "01291"), ("health", "01438")}, ())


def test_what_is_no_annex_is_refused():
    book = Workbook()
    book.worksheets[0].append(["STT", "Xã"])
    target = io.BytesIO()
    book.save(target)
    with pytest.raises(InputFileError, match="No table"):
        _read(target.getvalue(), "a.xlsx")
