"""Slides: tables and charts can be edited, figures are those of the briefing, no text runs out of its box."""

import io
import unicodedata
from dataclasses import replace

import pytest
from pptx import Presentation
from pptx.util import Emu, Inches

from ntm_geo.errors import ContractError, InputFileError
from ntm_geo.reports.briefing import Statement
from ntm_geo.reports.slides import pptx
from tests.paper_pictures import fonts_of, pages_of, pictures_of, to_pdf


@pytest.fixture
def deck(briefing):
    return Presentation(io.BytesIO(pptx(briefing)))


def _texts(slide):
    return [one.text_frame.text for one in slide.shapes if one.has_text_frame]


def test_the_deck_has_a_title_a_map_a_chart_and_a_table(deck):
    assert (deck.slide_width, deck.slide_height) == (Inches(13.333), Inches(7.5))
    first, mapped, charted, table = deck.slides
    assert "Kết quả xây dựng nông thôn mới năm 2022" in _texts(first)
    assert [one.shape_type.name for one in mapped.shapes if one.shape_type.name == "PICTURE"] == ["PICTURE"]
    assert "Có 1/3 xã (33,3%) đạt chuẩn." in _texts(mapped)
    assert any(one.has_chart for one in charted.shapes)
    assert any(one.has_table for one in table.shapes)
    assert all("Số liệu minh họa" in _texts(one) for one in deck.slides)


def test_tables_and_charts_hold_the_figures_of_the_briefing(deck):
    chart = next(one.chart for one in deck.slides[2].shapes if one.has_chart)
    assert [(one.name, tuple(one.values)) for one in chart.plots[0].series] == [
        ("Đạt chuẩn", (None, 1.0)), ("Chưa đạt", (3.0, 2.0))
    ]  # fmt: skip
    table = next(one.table for one in deck.slides[3].shapes if one.has_table)
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[1:] == [
        ["Đạt chuẩn", "1", "3", "33,3%", "25%"], ["=1+1", "2", "3", "66,7%", ""], ["Tổng số xã", "3", "6", "50,0%", ""]
    ]  # fmt: skip


def test_the_speaker_has_the_sentences_and_remarks_in_the_notes(deck):
    notes = deck.slides[1].notes_slide.notes_text_frame.text
    assert notes == "Có 1/3 xã (33,3%) đạt chuẩn.\nNói thêm khi trình bày."


def test_a_long_table_goes_on_over_slides_of_like_length(briefing, tier_table):
    long = replace(tier_table, rows=tuple(("Xã", 1, 3, 1 / 3, None) for _ in range(25)), total=None, facts={})
    section = replace(briefing.sections[0], tables=(long,))
    deck = Presentation(io.BytesIO(pptx(replace(briefing, sections=(section,)))))
    tables = [one.table for slide in deck.slides for one in slide.shapes if one.has_table]
    assert [len(one.rows) - 1 for one in tables] == [9, 9, 7]
    assert "Mức độ đạt chuẩn (3/3)" in _texts(deck.slides[-1])


def test_many_sentences_get_slides_of_their_own_and_stay_in_their_boxes(briefing, tmp_path):
    lines = tuple(Statement(text=f"Câu số {n}: " + "nội dung khá dài cần đọc to trong cuộc họp " * 3) for n in range(9))
    made = pptx(replace(briefing, sections=(replace(briefing.sections[0], statements=lines, tables=()),)))
    deck = Presentation(io.BytesIO(made))
    said = [
        one for slide in deck.slides for one in slide.shapes if one.has_text_frame and "Câu số" in one.text_frame.text
    ]
    assert len(said) == 2
    assert all(run.font.size.pt >= 18 for one in said for part in one.text_frame.paragraphs for run in part.runs)
    pdf = to_pdf(made, "trinh-chieu.pptx", tmp_path)
    words = " ".join(" ".join(pages_of(pdf)).split())
    assert all(f"Câu số {n}:" in words for n in range(9))
    for picture in pictures_of(pdf, tmp_path, dpi=40):
        width, height = picture.size
        assert picture.crop((0, int(height * 0.985), width, height)).convert("L").getextrema()[0] > 200


def test_shapes_stand_on_the_slide(deck):
    for slide in deck.slides:
        for one in slide.shapes:
            assert one.left >= 0
            assert one.top >= 0
            assert one.left + one.width <= deck.slide_width
            assert one.top + one.height <= deck.slide_height


def test_the_template_of_the_province_gives_size_and_masters_not_its_slides(briefing):
    own = Presentation()
    own.slide_width, own.slide_height = Emu(9144000), Emu(6858000)
    own.slides.add_slide(own.slide_layouts[0])
    own.slide_masters[0].name = "Tỉnh A"
    kept = io.BytesIO()
    own.save(kept)
    deck = Presentation(io.BytesIO(pptx(briefing, template=kept.getvalue())))
    assert (deck.slide_width, deck.slide_height) == (9144000, 6858000)
    assert len(deck.slides) == 4
    assert "Kết quả xây dựng nông thôn mới năm 2022" in _texts(deck.slides[0])


def test_a_template_that_is_none_is_refused(briefing):
    with pytest.raises(InputFileError):
        pptx(briefing, template=b"not a presentation")


def test_it_opens_with_its_words_whole_and_fonts_embedded(briefing, tmp_path):
    pdf = to_pdf(pptx(briefing), "trinh-chieu.pptx", tmp_path)
    pages = pages_of(pdf)
    assert len(pages) == 4
    words = " ".join(" ".join(pages).split())
    assert "Mức độ đạt chuẩn của các xã" in words
    assert unicodedata.is_normalized("NFC", words)
    assert all(fonts_of(pdf).values())


def test_a_briefing_that_contradicts_itself_makes_no_slides(briefing):
    with pytest.raises(ContractError):
        pptx(replace(briefing, facts=dict(briefing.facts) | {"communes": 9}))
