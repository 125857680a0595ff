"""Every product opens and says the figures of the briefing; nothing is made of what contradicts itself."""

import io
import zipfile
from dataclasses import replace

import pytest
from docx import Document
from openpyxl import load_workbook
from PIL import Image
from pptx import Presentation
from pypdf import PdfReader

from ntm_geo.briefing import publish as module
from ntm_geo.briefing.briefing_data import BriefRequest
from ntm_geo.briefing.publish import KINDS, SUFFIXES, PublishRequest, publish
from ntm_geo.errors import ContractError, StoppedError, TableError
from ntm_geo.jobs.jobs import Progress
from ntm_geo.maps import sheet
from ntm_geo.maps.sheet import SheetForm

BRIEF = BriefRequest(period=2022)
PACKAGE = {
    "trinh-chieu-2022.pptx", "bao-cao-2022.docx", "bao-cao-2022.pdf", "so-lieu-2022.xlsx", "bieu-mau-2022.docx",
    "bieu-mau-2022.xlsx", "ban-do-2022.pdf", "ban-do-2022.png",
}  # fmt: skip
"""Files of everything for the meeting."""


def _make(shipped, figures, kind, **changes):
    return publish(shipped, figures, PublishRequest(kind=kind, brief=BRIEF, **changes)).content


@pytest.fixture(scope="module")
def package(shipped, figures):
    """Everything for the meeting, by name of the file."""
    made = publish(shipped, figures, PublishRequest(kind="all", brief=BRIEF)).content
    with zipfile.ZipFile(io.BytesIO(made)) as held:
        assert held.testzip() is None
        return {name: held.read(name) for name in held.namelist()}


def test_everything_for_the_meeting_is_in_one_file(package):
    assert set(package) == PACKAGE


def test_slides_report_and_workbook_say_the_same_figures(package):
    """The tiers of 2022 are read back from every file, from the maps' words as well, and are the published ones."""
    published = [17, 3, 50, 68, 1]
    book = load_workbook(io.BytesIO(package["so-lieu-2022.xlsx"]), data_only=True)
    sheet = book["Mức độ đạt chuẩn của các xã qua"]
    assert [sheet.cell(row, 4).value for row in range(5, 10)] == published
    assert sheet["D10"].value == 139
    paper = Document(io.BytesIO(package["bao-cao-2022.docx"]))
    tiers = next(one for one in paper.tables if one.rows[0].cells[0].text == "Mức độ")
    assert [int(row.cells[3].text) for row in tiers.rows[1:6]] == published
    deck = Presentation(io.BytesIO(package["trinh-chieu-2022.pptx"]))
    tables = [one.table for slide in deck.slides for one in slide.shapes if one.has_table]
    native = next(one for one in tables if one.cell(0, 1).text == "Mục tiêu")
    assert native.cell(1, 4).text == "17"
    charts = [one.chart for slide in deck.slides for one in slide.shapes if one.has_chart]
    stacked = next(one for one in charts if len(list(one.plots[0].series)) == 5)
    assert [int(list(one.values)[-1]) for one in stacked.plots[0].series] == published
    words = " ".join(
        " ".join(page.extract_text() for page in PdfReader(io.BytesIO(package["bao-cao-2022.pdf"])).pages).split()
    )
    assert "17/139 xã" in words
    printed = PdfReader(io.BytesIO(package["ban-do-2022.pdf"])).pages[0].extract_text()
    assert all(str(count) in printed.split() for count in published)


def test_the_annex_adds_up_to_the_tiers(package):
    paper = Document(io.BytesIO(package["bao-cao-2022.docx"]))
    annex = next(one for one in paper.tables if len(one.rows) > 139)
    tiers = [row.cells[4].text for row in annex.rows[1:140]]
    assert [tiers.count(one) for one in ("Đạt chuẩn", "10–14 tiêu chí", "5–9 tiêu chí")] == [17, 50, 68]


@pytest.mark.parametrize(("kind", "suffix"), [(kind, suffix) for kind in KINDS for suffix in SUFFIXES[kind]])
def test_every_file_has_a_name(kind, suffix):
    asked = PublishRequest(kind=kind, brief=BRIEF, suffix=suffix)
    assert asked.file_name.endswith(f"2022.{suffix}")
    assert "6-thang" in replace(asked, brief=BriefRequest(period=2022, half=True)).file_name


def test_a_product_is_not_made_as_a_strange_file(shipped, figures):
    with pytest.raises(TableError):
        _make(shipped, figures, "slides", suffix="docx")


def test_forms_of_communes_are_asked_for_by_code(shipped, figures):
    made = _make(shipped, figures, "forms", suffix="xlsx", communes=("01291",))
    assert load_workbook(io.BytesIO(made)).sheetnames == ["05-001", "06-002", "07-003", "10-004", "11-005"]
    with pytest.raises(TableError):
        _make(shipped, figures, "forms", communes=("99999",))


def test_a_map_is_drawn_of_what_is_asked_for(shipped, figures, monkeypatch, coarse_pictures):
    monkeypatch.setattr(sheet, "_DPI", coarse_pictures)
    with Image.open(io.BytesIO(_make(shipped, figures, "map", form=SheetForm(paper="chat")))) as picture:
        assert picture.size == (1280, 960)
    made = _make(shipped, figures, "map", suffix="pdf", theme="10.1")
    assert "10.1 Thu nhập" in PdfReader(io.BytesIO(made)).pages[0].extract_text()


def test_names_left_away_on_a_map_are_told(shipped, figures):
    asked = PublishRequest(kind="map", brief=BRIEF, form=SheetForm(labels=True))
    (note,) = publish(shipped, figures, asked).notes
    assert "tên xã không đủ chỗ" in note


def test_an_atlas_tells_its_pages_and_can_be_stopped(shipped, figures):
    progress = Progress()
    made = publish(shipped, figures, PublishRequest(kind="atlas", brief=BRIEF), progress).content
    assert len(PdfReader(io.BytesIO(made)).pages) == 10
    assert progress.label.endswith("(10/10)")
    stopped = Progress()
    stopped.stop()
    with pytest.raises(StoppedError):
        publish(shipped, figures, PublishRequest(kind="atlas", brief=BRIEF), stopped)


@pytest.mark.parametrize("kind", ["slides", "report", "workbook"])
def test_an_export_refuses_what_contradicts_itself(shipped, figures, monkeypatch, kind):
    whole = module.briefing_of

    def wrong(*given):
        found = whole(*given)
        return replace(found, facts=dict(found.facts) | {"tier.recognised": 18})

    monkeypatch.setattr(module, "briefing_of", wrong)
    with pytest.raises(ContractError):
        _make(shipped, figures, kind)
