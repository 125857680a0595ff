"""The report as a Word document: opens clean, its words whole, its tables inside the page."""

import io
import unicodedata
from dataclasses import replace

from docx import Document
from docx.enum.section import WD_ORIENT

from ntm_geo.reports.briefing import Statement
from ntm_geo.reports.document import report_of
from ntm_geo.reports.word import docx
from tests.paper_pictures import fonts_of, ink_at_the_edge, pages_of, pictures_of, to_pdf


def _words(paper):
    cells = (cell.text for table in paper.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(one.text for one in paper.paragraphs), *cells])


def test_the_document_says_everything_of_the_report(briefing):
    paper = Document(io.BytesIO(docx(report_of(briefing))))
    text = _words(paper)
    for said in (
        "BÁO CÁO", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Kết quả xây dựng nông thôn mới năm 2022", "(Số liệu minh họa)",
        "- Có 1/3 xã (33,3%) đạt chuẩn.", "Bảng 1. Mức độ đạt chuẩn", "=1+1", "66,7%", "Ghi chú của bảng", "Phụ lục I",
        "Xã Thử 59", "Nói thêm khi trình bày.",
    ):  # fmt: skip
        assert said in text
    assert unicodedata.is_normalized("NFC", text)
    assert len(paper.inline_shapes) == 2
    assert [one.orientation for one in paper.sections] == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE]


def test_it_prints_with_heading_rows_repeated_and_nothing_cut_off(briefing, tmp_path):
    pdf = to_pdf(docx(report_of(briefing)), "bao-cao.docx", tmp_path)
    pages = pages_of(pdf)
    assert len(pages) >= 4
    assert sum("Xã Thử" in page for page in pages) >= 2
    assert all(page.count("Đạt") for page in pages if "Xã Thử" in page)
    assert all(fonts_of(pdf).values())
    assert not any(ink_at_the_edge(one) for one in pictures_of(pdf, tmp_path))


def test_a_control_character_in_a_text_stops_no_paper(briefing):
    section = replace(briefing.sections[0], statements=(Statement(text="Thiếu\x0b vốn\x00 làm đường"),))
    paper = Document(io.BytesIO(docx(report_of(replace(briefing, sections=(section,))))))
    assert "- Thiếu vốn làm đường" in _words(paper)
