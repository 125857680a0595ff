"""Texts of people are text: hostile ones stand in every field, and every page, slide and paper is opened."""

import csv
import io
import re
import zipfile
from dataclasses import replace
from xml.etree import ElementTree as ET

import pandas as pd
import pypdf
import pytest
from google.protobuf.descriptor import FieldDescriptor

from ntm_geo.assignment.annex_exchange import annex_content
from ntm_geo.briefing.brief import briefing_of
from ntm_geo.briefing.briefing_data import BriefRequest, briefing_data_of
from ntm_geo.briefing.form_filling import form_05, form_06, form_10
from ntm_geo.briefing.running_orders import order_named
from ntm_geo.briefing.slide_content import sections_of
from ntm_geo.briefing.theme_keys import theme_of
from ntm_geo.errors import TableError
from ntm_geo.i18n import use_language
from ntm_geo.intake.sheets.filled_templates import template
from ntm_geo.maps.sheet import SheetForm
from ntm_geo.records.agency_list import load_agencies, save_agencies
from ntm_geo.records.figures import load_figures
from ntm_geo.reports.annex_paper import annex_docx, annex_xlsx
from ntm_geo.reports.briefing_workbook import xlsx
from ntm_geo.reports.document import report_of
from ntm_geo.reports.form_papers import form_docx, form_xlsx
from ntm_geo.reports.letters import letters_docx
from ntm_geo.reports.slides import pptx
from ntm_geo.reports.typeset import pdf
from ntm_geo.reports.word import docx
from ntm_geo.settings import Settings
from ntm_geo.tables.saved.running_order_table import SHOWS
from ntm_geo.themes import download_files, map_layers
from ntm_geo.ui.kit import shared
from ntm_geo.ui.kit.messages import error_text
from ntm_geo.workspace.workspace import open_workspace
from tests.hostile_texts import MARK, PERIOD, VINTAGE, Folder

PORT = 9117
"""Where the texts point to in tests that need no listener."""

IS_TEXT = {"code", "placeholder", "id", "form_id", "help_id", "url", "element_id", "key", "data", "query_params"}
ACTIVE = re.compile(
    rf"(?<!\\)\[{MARK}|(?<!\\)<(?:img|script)|(?<!\\)\${MARK}|(?<!\\):red\[|:smile:|(?<!\\):material/home|https?\\?:/"
    r"|www\.zq|a@zq|(?<!\\)`a"
)
"""What Markdown, or Streamlit's additions to it, would make something of."""


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """A data folder with hostile texts in every field."""
    use_language("vi")
    return Folder(open_workspace(Settings(data_dir=tmp_path_factory.mktemp("hostile"))), PORT).fill()


@pytest.fixture(scope="module")
def folder_in_use(filled, app_data):
    """The application reads that folder for the rest of the module."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NTM_DATA_DIR", str(filled.space.settings.data_dir))
        shared.clear()
        yield
    shared.clear()


@pytest.fixture
def opened(app, folder_in_use):
    """Open the application over that folder at a page with an address, as a function."""
    return app


def _strings(message, path=""):
    """Yield every text of a message with the names that lead to it."""
    for field, value in message.ListFields():
        repeated = isinstance(value, (list, tuple)) or field.is_repeated
        for part in value if repeated else [value]:
            if field.type == FieldDescriptor.TYPE_MESSAGE:
                if field.message_type.GetOptions().map_entry:
                    continue
                yield from _strings(part, f"{path}.{field.name}")
            elif field.type == FieldDescriptor.TYPE_STRING:
                yield f"{path}.{field.name}", part


def _markdown_of(element):
    """Yield the texts of an element that the browser reads as Markdown or HTML."""
    kind, proto = element.type, element.proto
    if kind in {
        "dataframe",
        "arrow_data_frame",
        "arrow_vega_lite_chart",
        "component_instance",
        "iframe",
        "code",
        "text",
    }:
        return
    for path, text in _strings(proto, kind):
        name = path.rsplit(".", 1)[-1]
        if kind in {"selectbox", "multiselect"} and name in {"options", "raw_value", "default"}:
            continue
        if name in IS_TEXT or name in {"default", "raw_value", "value", "type", "icon", "name"}:
            continue
        yield path, text


def _check(at):
    """Look through everything a page shows; returns how often the mark was seen in Markdown."""
    assert not at.exception
    seen = 0
    for element in at:
        if getattr(element, "proto", None) is None:
            continue
        for path, text in _markdown_of(element):
            if MARK not in text:
                continue
            seen += 1
            if path.endswith("html.body") or path == "html.body":
                assert not re.search(r"<img|<script", text), (path, text[:300])
            else:
                assert not ACTIVE.search(text), (path, text[:400])
    return seen


PAGES = {
    "overview": [], "tier_map": [], "criteria": [], "priorities": [], "progress": [], "pathway": [], "reports": [],
    "guide": [], "districts": [], "hamlets": [], "commune": [], "departments": [], "sets": [], "data": [],
    "agencies": [("selectbox", "agency_chosen", "agency")],
    "present": [("selectbox", "order_name", "order_name")],
    "plans": [("segmented_control", "plans_show", one) for one in ("registrations", "steps", "conditions", "inspections")],
    "assignment": [
        ("selectbox", f"assign_plan_{VINTAGE}", "plan"),
        *(("segmented_control", "assign_more", one) for one in ("commune", "matrix", "papers", "support", "history")),
    ],
}  # fmt: skip
# What these show of it stands in tables and charts, which are no Markdown.
SHOW_NONE = {"overview", "criteria", "progress", "reports", "guide", "districts", "sets", "tier_map", "pathway", "data"}


@pytest.mark.parametrize("page", PAGES)
def test_no_page_hands_a_typed_text_to_markdown_as_it_is(opened, filled, page):
    at = opened(page, period="2022", vintage=VINTAGE, commune=filled.commune, department=filled.department)
    seen = _check(at)
    for kind, key, value in PAGES[page]:
        chosen = {
            "agency": filled.agency,
            "order_name": filled.order_name,
            "plan": f"{filled.edition.plan}.{filled.edition.edition}",
        }.get(value, value)
        widget = next(one for one in getattr(at, kind, None) or at.get(kind) if one.key == key)
        widget.set_value(chosen).run()
        seen += _check(at)
    assert seen or page in SHOW_NONE


def test_keys_take_no_such_text_and_the_refusal_shows_it_as_text(filled):
    table = load_agencies(filled.space).table
    table.loc[0, "agency"] = filled.typed("key")
    with pytest.raises(TableError) as caught:
        save_agencies(filled.space, table, by="An", expected=load_agencies(filled.space).version)
    assert MARK in str(caught.value)
    assert not ACTIVE.search(error_text(caught.value))


# ------------------------------------------------------------------------------------------------ papers


def _parts(content):
    """Return the parts of an office file by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _all_text(content):
    return "".join(
        text for name, part in _parts(content).items() if name.endswith(".xml") for text in ET.fromstring(part).itertext()
    )  # fmt: skip


def _is_only_text(content):
    """An office file has no link out, no formula and no field made of a typed text."""
    for name, part in _parts(content).items():
        if name.endswith(".rels"):
            assert b'TargetMode="External"' not in part, name
            assert MARK.encode() not in part, name
        elif name.endswith(".xml"):
            for element in ET.fromstring(part).iter():
                tag = element.tag.rsplit("}", 1)[-1]
                if tag in {"f", "instrText", "hyperlink", "hlinkClick", "fldSimple"}:
                    assert MARK not in "".join(element.itertext()) + str(element.attrib), (name, tag)
                    assert "http" not in "".join(element.itertext()), (name, tag)


@pytest.fixture(scope="module")
def data(filled):
    return briefing_data_of(filled.space, load_figures(filled.space), BriefRequest(period=PERIOD, vintage=VINTAGE))


@pytest.fixture(scope="module")
def briefing(data):
    return briefing_of(data)


def test_slides_show_every_typed_text_and_hold_no_link(filled, data):
    order = order_named(filled.space, filled.order_name)
    order = replace(order, items=tuple(item for item in order.items if item.title))
    content = pptx(briefing_of(data, sections_of(data, order)))
    _is_only_text(content)
    shown = _all_text(content)
    for show in SHOWS:
        if show != "title":  # its own words stand on it
            assert f"![{MARK}slide-{show}](http" in shown
            assert f"![{MARK}note-{show}](http" in shown


def test_office_papers_hold_typed_texts_as_text(filled, data, briefing):
    for content in (docx(report_of(briefing)), xlsx(briefing)):
        _is_only_text(content)
        assert f"![{MARK}difficulty]" in _all_text(content)
    forms = (form_05(data), form_06(data), form_10(data, filled.commune))
    for content in (form_docx(forms), form_xlsx(forms)):  # figures and names of the list of units only
        _is_only_text(content)


def _links(reader):
    """Return what of a PDF leads somewhere when it is pressed."""
    found = [one.get_object() for page in reader.pages for one in page.get("/Annots") or ()]
    return [one for one in found if one.get("/Subtype") == "/Link"]


def test_a_paper_set_by_typst_evaluates_nothing_and_links_nothing(briefing):
    reader = pypdf.PdfReader(io.BytesIO(pdf(report_of(briefing))))
    shown = "".join(page.extract_text() for page in reader.pages)
    assert f"{MARK}difficulty" in shown
    assert '#read("' in shown
    assert not _links(reader)


@pytest.mark.parametrize("by", ["kind", "district"])
def test_the_annex_and_the_letters_hold_typed_texts_as_text(filled, by):
    content = annex_content(filled.space, filled.draft.case, filled.draft.pairs, filled.edition)
    for made in (annex_docx(content, by), annex_xlsx(content, by), letters_docx(content)):
        _is_only_text(made)
        assert f"![{MARK}agency-name]" in _all_text(made)


def test_a_sheet_and_an_atlas_page_write_what_stands_between_dollar_signs_as_it_is(filled, data):
    title = filled.typed("sheet")
    content = replace(data.content(theme_of(data, "tiers")), title=title, stamp=title, notes=(title,))
    for form in ("pdf", "png"):
        drawn = data.sheet(content, SheetForm(paper="A4", form=form)).content
        if form == "pdf":
            reader = pypdf.PdfReader(io.BytesIO(drawn))
            assert f"${MARK}sheet$" in reader.pages[0].extract_text().replace("\n", "")
            assert not _links(reader)


def test_tables_to_take_along_hold_text(filled):
    typed = filled.typed("table")
    table = pd.DataFrame({"code": [filled.commune], "name": [typed]})
    content = download_files.workbook(table, headings={"code": "Mã", "name": typed}, title=typed, source=typed)
    _is_only_text(content)
    assert f"![{MARK}table]" in _all_text(content)
    drawn = map_layers.layer(filled.space, vintage=VINTAGE, boundary_set="schematic")
    assert download_files.geopackage(drawn, table, name="ban-do").startswith(b"SQLite format 3")


@pytest.mark.parametrize("kind", ["hamlets", "recognitions", "agencies", "partners"])
@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_templates_with_what_is_kept_hold_no_formula(filled, kind, form):
    _name, content = template(filled.space, kind=kind, period=PERIOD, form=form, filled=True)
    if form == "xlsx":
        _is_only_text(content)
        assert MARK in _all_text(content)
        return
    cells = [cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";") for cell in row]
    typed = [cell for cell in cells if MARK in cell]
    assert typed
    assert not [cell for cell in typed if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
