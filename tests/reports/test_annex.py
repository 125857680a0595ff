"""The annex on paper: in the form of the decree, opening clean, its names whole, nothing a formula."""

import io
import unicodedata
from datetime import date

import pandas as pd
import pytest
from docx import Document
from openpyxl import load_workbook

from ntm_geo.i18n import use_language
from ntm_geo.reports.annex import AnnexContent, annex_docx, annex_xlsx, letters_docx, rows_of
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
        pairs=PAIRS, issuer="ỦY BAN NHÂN DÂN TỈNH A", place="A", first_year=2023, last_year=2025,
        decision="123/QĐ-UBND", decided_on=date(2023, 2, 5), signer="Nguyễn Văn A", illustrative=True,
    )  # fmt: skip


@pytest.fixture(scope="module")
def long_content():
    rows = [
        (f"a{n:03d}", f"Công ty Trách nhiệm hữu hạn số {n}", "enterprise", f"{n:05d}", f"Xã Thử {n}", "Huyện A", None)
        for n in range(120)
    ]
    return AnnexContent(
        pairs=pd.DataFrame(rows, columns=PAIRS.columns), issuer="ỦY BAN NHÂN DÂN TỈNH A", place="A",
        first_year=2023, last_year=2023,
    )  # fmt: skip


def test_rows_are_grouped_by_kind_or_by_district(content):
    by_kind = rows_of(content)
    assert [heading for heading, _values in by_kind] == ["Sở, ngành", "Ngân hàng", "Doanh nghiệp"]
    assert by_kind[0][1] == [1, "Sở Y tế", "Xã Đức Hạnh\nXã Ngọc Đào", "Huyện Bảo Lâm\nHuyện Hà Quảng", "xã trọng điểm"]
    by_district = rows_of(content, "district")
    assert by_district[1][1][:3] == [2, "Ngân hàng Công thương\nSở Y tế", "Xã Ngọc Đào"]


def test_the_paper_says_who_when_and_what_it_belongs_to(content):
    paper = Document(io.BytesIO(annex_docx(content)))
    text = "\n".join([*(one.text for one in paper.paragraphs),
                      *(cell.text for table in paper.tables for row in table.rows for cell in row.cells)])  # fmt: skip
    for said in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "ỦY BAN NHÂN DÂN TỈNH A",
        "A, ngày 05 tháng 02 năm 2023", "PHỤ LỤC", "Kèm theo Quyết định số 123/QĐ-UBND ngày 05/02/2023",
        "Số liệu minh họa", "TM. ỦY BAN NHÂN DÂN", "Nguyễn Văn A", "STT",
    ):  # fmt: skip
        assert said in text
    assert unicodedata.is_normalized("NFC", text)
    assert "w:tblHeader" in paper.tables[1]._tbl.xml


def test_nothing_in_the_workbook_is_a_formula(content):
    book = load_workbook(io.BytesIO(annex_xlsx(content)))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert any(cell.value == "=1+1" for cell in cells)
    sheet = book.worksheets[0]
    assert sheet.print_title_rows == "$8:$8"
    assert book["codes"].sheet_state == "hidden"
    assert [book["codes"].cell(2, column).value for column in (1, 3)] == ["health", "01291"]


def test_every_agency_has_a_letter_of_its_own(content):
    paper = Document(io.BytesIO(letters_docx(content)))
    addressed = [one.text for one in paper.paragraphs if one.text.startswith("Kính gửi")]
    assert addressed == ["Kính gửi: =1+1", "Kính gửi: Ngân hàng Công thương", "Kính gửi: Sở Y tế"]
    assert len(paper.tables) == 3 * 3


def test_an_english_reader_gets_an_english_paper(content):
    use_language("en")
    text = "\n".join(one.text for one in Document(io.BytesIO(annex_docx(content))).paragraphs)
    assert "ANNEX" in text
    assert "PHỤ LỤC" not in text


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
