"""Texts of people are text: hostile ones stand in every field, and every page, slide and paper is opened."""

import re

import pytest
import streamlit
from google.protobuf.descriptor import FieldDescriptor
from streamlit.testing.v1 import AppTest

from ntm_geo.i18n import use_language
from ntm_geo.settings import Settings
from ntm_geo.workflows.workspace import open_workspace
from tests.app_server import ROOT
from tests.hostile_texts import MARK, VINTAGE, Folder

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
def folder_in_use(filled):
    """The application reads that folder for the rest of the module."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NTM_DATA_DIR", str(filled.space.settings.data_dir))
        streamlit.cache_resource.clear()
        yield
    streamlit.cache_resource.clear()


@pytest.fixture
def opened(folder_in_use):
    """Open the application over that folder at a page with an address, as a function."""

    def open_app(page, **address):
        at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        for key, value in address.items():
            at.query_params[key] = value
        return at.switch_page(f"pages/{page}.py").run()

    return open_app


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
    "plans": [("segmented_control", "plans_show", one) for one in ("registrations", "steps", "inspections")],
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
        chosen = {"agency": filled.agency, "order_name": filled.order_name, "plan": filled.edition.plan}.get(
            value, value
        )
        widget = next(one for one in getattr(at, kind, None) or at.get(kind) if one.key == key)
        widget.set_value(chosen).run()
        seen += _check(at)
    assert seen or page in SHOW_NONE
