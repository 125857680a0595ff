"""The annex on paper: in the form of the decree, opening clean, its names whole, nothing a formula."""

import io
import unicodedata
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from docx import Document
from openpyxl import load_workbook

from ntm_geo.i18n import use_language
from ntm_geo.reports.annex_paper import AnnexContent, annex_docx, annex_xlsx, table_of
from tests.paper_pictures import fonts_of, ink_at_the_edge, pages_of, pictures_of, to_pdf

PAIRS = pd.DataFrame(
    [
        ("health", "Sở Y tế", "department", "01291", "Xã Đức Hạnh", "Huyện Bảo Lâm", None),
        ("health", "Sở Y tế", "department", "01438", "Xã Ngọc Đào", "Huyện Hà Quảng", "xã trọng điểm"),
        ("bank", "Ngân hàng Công thương", "bank", "01438", "Xã Ngọc Đào", "Huyện Hà Quảng", None),
        ("trap", "=1+1", "enterprise", "01291", "Xã Đức Hạnh", "Huyện Bảo Lâm", "@cmd"),
    ],
    columns=["agency", "agency_name", "kind", "code", "name", "district", "note"],
)


@pytest.fixture
def content():
    return AnnexContent(
        pairs=PAIRS, issuer="ỦY BAN NHÂN DÂN TỈNH A", issuer_name="Ủy ban nhân dân tỉnh A", place="A", first_year=2023, last_year=2025,
        decision="123/QĐ-UBND", decided_on=date(2023, 2, 5), signer="Nguyễn Văn A", illustrative=True,
    )  # fmt: skip


@pytest.fixture(scope="module")
def long_content():
    rows = [
        (f"a{n:03d}", f"Công ty Trách nhiệm hữu hạn số {n}", "enterprise", f"{n:05d}", f"Xã Thử {n}", "Huyện A", None)
        for n in range(120)
    ]
    return AnnexContent(
        pairs=pd.DataFrame(rows, columns=PAIRS.columns), issuer="ỦY BAN NHÂN DÂN TỈNH A",
        issuer_name="Ủy ban nhân dân tỉnh A", place="A",
        first_year=2023, last_year=2023,
    )  # fmt: skip


def test_an_agency_is_merged_over_a_row_for_each_of_its_communes(content):
    table = table_of(content)
    assert table.columns == ("number", "agency", "commune", "district", "note")
    assert table.rows == (
        ("I", "Sở, ngành: 1 cơ quan, đơn vị", "2\u00a0xã", "", ""),
        (1, "Sở Y tế", "Xã Đức Hạnh", "Huyện Bảo Lâm", ""),
        (1, "Sở Y tế", "Xã Ngọc Đào", "Huyện Hà Quảng", "xã trọng điểm"),
        ("II", "Ngân hàng: 1 cơ quan, đơn vị", "1\u00a0xã", "", ""),
        (2, "Ngân hàng Công thương", "Xã Ngọc Đào", "Huyện Hà Quảng", ""),
        ("III", "Doanh nghiệp: 1 cơ quan, đơn vị", "1\u00a0xã", "", ""),
        (3, "=1+1", "Xã Đức Hạnh", "Huyện Bảo Lâm", "@cmd"),
        ("", "Tổng cộng: 3 cơ quan, đơn vị", "2\u00a0xã (4\u00a0lượt)", "", ""),
    )
    assert table.merges == ((0, 1, 2), (1, 1, 2))
    assert table.strong == {0, 3, 5, 7}


def test_by_district_a_commune_is_merged_over_its_agencies(content):
    table = table_of(content, "district")
    assert table.columns[1:3] == ("commune", "agency")
    assert [row[:3] for row in table.rows if row[0] == 2] == [
        (2, "Xã Ngọc Đào", "Ngân hàng Công thương"), (2, "Xã Ngọc Đào", "Sở Y tế"),
    ]  # fmt: skip
    assert (table.rows[3][0], table.rows[3][1]) == ("II", "Huyện Hà Quảng: 1\u00a0xã")
    assert {column for column, _first, _last in table.merges} == {0, 1, 3}


def test_without_districts_there_is_no_column_for_them(content):
    flat = replace(content, pairs=PAIRS.assign(district=None))
    assert table_of(flat).columns == ("number", "agency", "commune", "note")
    assert all(len(row) == 4 for row in table_of(flat, "district").rows)


@pytest.mark.parametrize(("last", "said"), [(2023, "NĂM 2023"), (2025, "GIAI ĐOẠN 2023–2025")])
def test_one_year_is_never_told_as_a_span(content, last, said):
    text = "\n".join(one.text for one in _paper(replace(content, last_year=last)).paragraphs)
    assert said in text
    assert "2023–2023" not in text


def test_the_paper_says_what_it_belongs_to_and_bears_no_heading_of_its_own(content):
    paper = _paper(content)
    text = "\n".join([*(one.text for one in paper.paragraphs),
                      *(cell.text for table in paper.tables for row in table.rows for cell in row.cells)])  # fmt: skip
    for said in (
        "Phụ lục\n", "Số liệu minh họa", "STT",
        "(Kèm theo Quyết định số 123/QĐ-UBND ngày 05 tháng 02 năm 2023 của Ủy ban nhân dân tỉnh A)",
    ):  # fmt: skip
        assert said in text
    assert "CỘNG HÒA" not in text
    assert unicodedata.is_normalized("NFC", text)
    (table,) = paper.tables
    assert "w:tblHeader" in table._tbl.xml
    cells = [row._tr.tc_lst[1] for row in table.rows]
    assert [cell.vMerge for cell in cells[2:4]] == ["restart", "continue"]
    assert table.rows[3].cells[1].text == "Sở Y tế"


def test_a_draft_leaves_room_for_number_and_day(content):
    text = "\n".join(one.text for one in _paper(replace(content, decision="", decided_on=None)).paragraphs)
    assert "/QĐ-UBND ngày      tháng" in text
    assert "(Dự thảo; Số liệu minh họa)" in text


def test_nothing_in_the_workbook_is_a_formula(content):
    book = load_workbook(io.BytesIO(annex_xlsx(content)))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert any(cell.value == "=1+1" for cell in cells)
    assert {str(one) for one in book.worksheets[0].merged_cells.ranges} >= {"A8:A9", "B8:B9"}
    sheet = book.worksheets[0]
    assert sheet.print_title_rows == "$6:$6"
    assert book["codes"].sheet_state == "hidden"
    assert [book["codes"].cell(2, column).value for column in (1, 3)] == ["health", "01291"]


def _paper(content):
    return Document(io.BytesIO(annex_docx(content)))


def test_an_english_reader_gets_an_english_paper(content):
    use_language("en")
    text = "\n".join(one.text for one in Document(io.BytesIO(annex_docx(content))).paragraphs)
    assert "Annex" in text
    assert "Phụ lục" not in text


def test_it_opens_clean_and_repeats_its_heading_on_every_page(long_content, tmp_path):
    pdf = to_pdf(annex_docx(long_content), "phu-luc.docx", tmp_path)
    pages = pages_of(pdf)
    assert len(pages) > 2
    assert all("STT" in page for page in pages[:-1])
    words = " ".join(" ".join(pages).split())
    assert all(f"Xã Thử {n}" in words for n in (0, 57, 119))
    assert all(fonts_of(pdf).values())
    assert not any(ink_at_the_edge(one) for one in pictures_of(pdf, tmp_path))


def test_the_workbook_prints_on_a4_with_its_heading_on_every_page(long_content, tmp_path):
    pdf = to_pdf(annex_xlsx(long_content), "phu-luc.xlsx", tmp_path)
    pages = pages_of(pdf)
    assert len(pages) > 1
    assert all("STT" in page for page in pages)
    assert not any(ink_at_the_edge(one) for one in pictures_of(pdf, tmp_path))
