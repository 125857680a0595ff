"""The workbook: the figures of the briefing, formulas that give them again, nothing foreign run as a formula."""

import io
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from ntm_geo.errors import ContractError
from ntm_geo.reports.briefing_workbook import xlsx
from tests.paper_pictures import ink_at_the_edge, pages_of, pictures_of, to_pdf


def _read(briefing, **options):
    return load_workbook(io.BytesIO(xlsx(briefing)), **options)


def test_every_table_has_a_sheet_with_filters_and_a_heading_that_stays(briefing):
    book = _read(briefing)
    assert book.sheetnames == ["Mục lục", "Mức độ đạt chuẩn", "Kết quả từng xã"]
    sheet = book["Mức độ đạt chuẩn"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows) == ("C5", "A4:E6", "$4:$4")
    assert sheet["A2"].value == "Báo cáo của văn phòng điều phối · Số liệu minh họa · Ghi chú của bảng"


def test_figures_keep_their_format_and_stand_beside_their_formulas(briefing):
    formulas, values = _read(briefing)["Mức độ đạt chuẩn"], _read(briefing, data_only=True)["Mức độ đạt chuẩn"]
    assert formulas["B7"].value == "=SUBTOTAL(9,B5:B6)"
    assert values["B7"].value == 3
    assert formulas["D5"].value == "=IF(C5=0,0,B5/C5)"
    assert values["D5"].value == pytest.approx(1 / 3)
    assert (values["D5"].number_format, values["E5"].number_format) == ("0.0%", "0.0%")
    assert values["B5"].number_format == "#,##0"


def test_text_from_outside_is_never_a_formula(briefing):
    cell = _read(briefing)["Mức độ đạt chuẩn"]["A6"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_sheets_of_the_same_title_get_different_names(briefing, tier_table):
    section = replace(
        briefing.sections[0], tables=(tier_table, replace(tier_table, key="again", title="Mức độ đạt chuẩn"))
    )
    assert _read(replace(briefing, sections=(section,))).sheetnames[2] == "Mức độ đạt chuẩn (2)"


def test_the_contents_hold_sentences_and_links(briefing):
    sheet = _read(briefing)["Mục lục"]
    words = [cell.value for (cell,) in sheet.iter_rows(max_col=1)]
    assert "Có 1/3 xã (33,3%) đạt chuẩn." in words
    assert sheet["A5"].hyperlink.location == "'Mức độ đạt chuẩn'!A1"


def test_it_calculates_to_the_same_figures_and_prints_whole(briefing, tmp_path):
    pdf = to_pdf(xlsx(briefing), "so-lieu.xlsx", tmp_path)
    words = " ".join(" ".join(pages_of(pdf)).split())
    assert "33.3%" in words or "33,3%" in words
    assert "#" not in words
    assert not any(ink_at_the_edge(one) for one in pictures_of(pdf, tmp_path))


def test_a_briefing_that_contradicts_itself_makes_no_workbook(briefing):
    with pytest.raises(ContractError):
        xlsx(replace(briefing, facts=dict(briefing.facts) | {"communes": 9}))
