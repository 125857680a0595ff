"""The programme's forms on paper: headings in two rows that repeat, open cells stay open, nothing becomes a formula."""

import io

import pytest
from docx import Document
from openpyxl import load_workbook

from ntm_geo.errors import StoppedError, msg
from ntm_geo.reports.form_papers import Form, FormColumn, form_docx, form_xlsx, spans
from tests.paper_pictures import ink_at_the_edge, pages_of, pictures_of, to_pdf


@pytest.fixture
def form():
    return Form(
        number="05",
        title="Số xã đạt từng tiêu chí",
        about="Tỉnh A · năm 2022",
        columns=(
            FormColumn(heading="STT", width=9),
            FormColumn(heading="Nội dung", width=60, centred=False),
            *(FormColumn(heading=name, over=over) for over in ("Đến 31/12/2021", "Năm 2022") for name in ("Nhóm 1", "Tổng")),
        ),
        rows=(("I", "=1+1", 3, None, 1234, 0.5), *((str(n), "Một nội dung dài cần xuống dòng " * 4, 1, 2, 3, 4)
                                                   for n in range(40))),
        strong=frozenset({0}),
        notes=("Ô trống: ghi tay.",),
        issuer="ỦY BAN NHÂN DÂN TỈNH A",
        place="A",
        mark="Số liệu minh họa",
    )  # fmt: skip


def test_columns_stand_in_groups_under_their_headings(form):
    assert list(spans(form.columns)) == [(0, 0, ""), (1, 1, ""), (2, 3, "Đến 31/12/2021"), (4, 5, "Năm 2022")]


def test_the_workbook_merges_its_headings_and_keeps_numbers(form):
    sheet = load_workbook(io.BytesIO(form_xlsx([form]))).worksheets[0]
    assert {str(one) for one in sheet.merged_cells.ranges} == {"A6:A7", "B6:B7", "C6:D6", "E6:F6"}
    assert [cell.value for cell in sheet[6]][::2] == ["STT", "Đến 31/12/2021", "Năm 2022"]
    assert [cell.value for cell in sheet[8]] == ["I", "=1+1", 3, None, 1234, 0.5]
    assert sheet["B8"].data_type == "s"
    assert (sheet.print_title_rows, sheet.freeze_panes) == ("$6:$7", "C8")


def test_the_document_says_the_same_in_words(form):
    paper = Document(io.BytesIO(form_docx([form])))
    (table,) = paper.tables
    assert [cell.text for cell in table.rows[2].cells] == ["I", "=1+1", "3", "", "1.234", "0,5"]
    assert table.rows[0].cells[2].text == table.rows[0].cells[3].text == "Đến 31/12/2021"
    assert "w:tblHeader" in table._tbl.xml
    assert any("Biểu 05" in one.text for one in paper.paragraphs)


@pytest.mark.parametrize(("make", "name"), [(form_docx, "bieu.docx"), (form_xlsx, "bieu.xlsx")])
def test_it_prints_across_with_its_headings_on_every_page(form, tmp_path, make, name):
    pdf = to_pdf(make([form]), name, tmp_path)
    pages = pages_of(pdf)
    assert len(pages) >= 2
    assert all("STT" in page for page in pages if "Một nội dung" in page)
    pictures = pictures_of(pdf, tmp_path)
    assert all(one.size[0] > one.size[1] for one in pictures)
    assert not any(ink_at_the_edge(one) for one in pictures)


def test_several_forms_have_a_page_or_a_sheet_each_and_may_be_stopped(form):
    assert len(load_workbook(io.BytesIO(form_xlsx([form, form]))).sheetnames) == 2
    assert len(Document(io.BytesIO(form_docx([form, form]))).tables) == 2

    def stop():
        raise StoppedError(msg("Stopped."), fix=msg("Begin again."))

    with pytest.raises(StoppedError):
        form_docx([form, form], step=stop)
