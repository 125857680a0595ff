"""The report as PDF: the words that went in come out, fonts are in the file, nothing runs over the edge."""

import unicodedata

import pytest

from ntm_geo.i18n import use_language
from ntm_geo.reports.document import report_of
from ntm_geo.reports.typeset import pdf
from tests.paper_pictures import fonts_of, ink_at_the_edge, pages_of, pictures_of


@pytest.fixture
def made(briefing, tmp_path):
    path = tmp_path / "bao-cao.pdf"
    path.write_bytes(pdf(report_of(briefing)))
    return path


def test_what_goes_in_comes_out(made):
    words = " ".join(" ".join(pages_of(made)).split())
    for said in (
        "BÁO CÁO", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
        "Có 1/3 xã (33,3%) đạt chuẩn.", "Bảng 1. Mức độ đạt chuẩn", "=1+1", "Phụ lục I", "Xã Thử 59", "660",
    ):  # fmt: skip
        assert said in words
    assert unicodedata.is_normalized("NFC", words)


def test_fonts_are_in_the_file_and_nothing_is_cut_off(made, tmp_path):
    fonts = fonts_of(made)
    assert fonts
    assert all(fonts.values())
    pictures = pictures_of(made, tmp_path)
    assert [one.size[0] > one.size[1] for one in pictures] == [False, False, True, True]
    assert not any(ink_at_the_edge(one) for one in pictures)


def test_an_english_reader_gets_an_english_paper(briefing, tmp_path):
    use_language("en")
    path = tmp_path / "report.pdf"
    path.write_bytes(pdf(report_of(briefing)))
    assert "REPORT" in pages_of(path)[0]
