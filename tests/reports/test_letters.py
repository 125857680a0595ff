"""A letter to every agency: its own number, what it is about, by which decision, and who signs for whom."""

import io
from dataclasses import replace

import pytest
from docx import Document

from ntm_geo.reports.letters import letters_docx
from tests.paper_pictures import ink_at_the_edge, pages_of, pictures_of, to_pdf
from tests.reports.test_annex_paper import content  # noqa: F401 - the same assignment


@pytest.fixture
def letters(content):  # noqa: F811
    return replace(content, signer_office="vice_chairman")


def _texts(made):
    paper = Document(io.BytesIO(made))
    return paper, [
        *(one.text for one in paper.paragraphs),
        *(cell.text for table in paper.tables for row in table.rows for cell in row.cells),
    ]


def test_every_agency_has_a_letter_of_its_own(letters):
    paper, texts = _texts(letters_docx(letters))
    addressed = [text for text in texts if text.startswith("Kính gửi")]
    assert addressed == ["Kính gửi: =1+1", "Kính gửi: Ngân hàng Công thương", "Kính gửi: Sở Y tế"]
    assert len(paper.tables) == 3 * 3
    assert all(section.different_first_page_header_footer for section in paper.sections)


def test_a_letter_has_the_form_of_the_decree(letters):
    paper, texts = _texts(letters_docx(letters))
    head, _communes, signature = paper.tables[:3]
    assert head.rows[1].cells[0].text.split("\n") == [
        "Số:         /UBND-…", "V/v phân công giúp đỡ các xã xây dựng nông thôn mới giai đoạn 2023–2025",
    ]  # fmt: skip
    assert head.rows[1].cells[1].text.startswith("A, ngày   ")
    assert any(
        "Thực hiện Quyết định số 123/QĐ-UBND ngày 05 tháng 02 năm 2023 của Ủy ban nhân dân tỉnh A" in text
        for text in texts
    )
    lines = signature.rows[0].cells[1].text.split("\n")
    assert [line for line in lines if line] == [
        "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Nguyễn Văn A",
    ]  # fmt: skip
    assert signature.rows[0].cells[0].text.split("\n") == ["Nơi nhận:", "- Như trên;", "- Lưu: VT."]


@pytest.mark.parametrize("last", [2023, 2025])
def test_one_year_is_never_told_as_a_span(letters, last):
    _paper, texts = _texts(letters_docx(replace(letters, last_year=last)))
    assert not any("2023–2023" in text for text in texts)


def test_they_open_clean_a_page_each(letters, tmp_path):
    pdf = to_pdf(letters_docx(letters), "cong-van.docx", tmp_path)
    assert len(pages_of(pdf)) == 3
    assert not any(ink_at_the_edge(one) for one in pictures_of(pdf, tmp_path))
