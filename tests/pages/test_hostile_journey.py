"""Hostile texts in a real browser: every page and slide is opened, files are dropped; nothing is fetched, nothing made."""

import io
import json
import os
import random
import re
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from openpyxl import Workbook
from playwright.sync_api import expect

from ntm_geo.boundaries.schematic import read_schematic
from ntm_geo.i18n import use_language
from ntm_geo.settings import Settings
from ntm_geo.workspace.workspace import open_workspace
from tests.app_server import ROOT, WAIT, Traffic, running
from tests.hostile_texts import MARK, PERIOD, VINTAGE, Folder, hostile

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

MAP = "iframe[title='streamlit_folium.st_folium']"
MADE = """() => [...document.querySelectorAll('*')].filter((e) => /^(img|a|script|iframe|link|object|embed|form|video|b|code)$/i
  .test(e.tagName) && [...e.attributes].some((a) => a.value.includes('%s') && a.name !== 'aria-label' && a.name !== 'title'
  && a.name !== 'download') || /onerror/.test([...e.attributes].map((a) => a.name).join())).map((e) => e.outerHTML.slice(0, 300))"""
"""Elements that a typed text has made: the mark stands in what they point to."""
PAGES = (
    "", "ban-do", "tieu-chi", "tien-do", "uu-tien", "lo-trinh", "phan-cong", "bao-cao", "du-lieu", "huong-dan", "huyen",
    "xom", "ho-so-xa", "so-nganh", "dang-ky", "co-quan", "bo-tieu-chi",
)  # fmt: skip


class _Listener(BaseHTTPRequestHandler):
    heard: list[str] = []  # noqa: RUF012 - one listener a module

    def do_GET(self):
        self.heard.append(self.path)
        self.send_response(404)
        self.end_headers()

    do_POST = do_HEAD = do_OPTIONS = do_GET  # noqa: N815 - the server looks for these names

    def log_message(self, *_args):
        """Say nothing."""


@pytest.fixture(scope="module")
def listener():
    _Listener.heard.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Listener)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_address[1], _Listener.heard
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def visitor(tmp_path_factory, listener, chrome):
    """A page of the browser over a folder full of hostile texts, with what it asked for."""
    use_language("vi")
    place = tmp_path_factory.mktemp("hostile")
    filled = Folder(open_workspace(Settings(data_dir=place / "data")), listener[0]).fill()
    with running(ROOT / "app.py", data_dir=place / "data", log=place / "log.txt") as address:
        context = chrome.new_context(viewport={"width": 1366, "height": 900}, locale="vi-VN")
        page = context.new_page()
        yield _Visitor(page, address, Traffic(context, page), filled, listener)
        context.close()


class _Visitor:
    def __init__(self, page, address, traffic, filled, listener):
        self.page, self.address, self.traffic, self.filled = page, address, traffic, filled
        self.port, self.heard = listener

    def go(self, path):
        """Open a page as a link does, by somebody who was never here."""
        self.page.goto(self.address + self._asked(path))
        self.settled()

    def turn_to(self, path):
        """Go on to another page from the one that is open, or open it where none is."""
        if self.page.url.startswith(self.address):
            self.traffic.turn_to(self._asked(path))
            self.settled()
        else:
            self.go(path)

    def _asked(self, path):
        one = self.filled
        return f"{path}?period={PERIOD}&vintage={VINTAGE}&commune={one.commune}&department={one.department}"

    def settled(self):
        self.traffic.settled()
        assert not self.page.get_by_test_id("stException").count()

    def press(self, name):
        self.page.get_by_role("button", name=name, exact=True).or_(
            self.page.get_by_role("radio", name=name, exact=True)
        ).first.click()
        self.settled()

    def choose(self, label, option):
        box = self.page.get_by_role("combobox", name=re.compile(label)).first
        wanted = self.page.get_by_role("option", name=re.compile(re.escape(option))).first
        began = time.monotonic()
        box.click()
        while not wanted.is_visible():  # a page that is drawn anew meanwhile closes the list
            assert time.monotonic() - began < WAIT / 1000, f"there is no {option} in {label}"
            self.page.wait_for_timeout(500)
            if not self.page.get_by_role("listbox").count():
                box.click()
        wanted.click()
        self.settled()

    def nothing_made(self, *, seen):
        """No element was made of a typed text, and no request left; the text can be read where it is shown."""
        for frame in self.page.frames:
            assert frame.evaluate(MADE % f"{MARK}") == [], frame.url
            assert frame.evaluate(MADE % f":{self.port}") == [], frame.url
        assert self.heard == []
        assert self.traffic.outside == []
        assert not [url for url in self.traffic.asked if f":{self.port}" in url]
        if seen:
            began = time.monotonic()
            while not any(
                f"{MARK}{seen}" in text for text in self._words()
            ):  # a picture's title comes with the picture
                assert time.monotonic() - began < WAIT / 1000, seen
                self.page.wait_for_timeout(100)

    def _words(self):
        return [frame.evaluate("document.body.innerText") for frame in self.page.frames]


SEEN = {
    "uu-tien": "scenario", "ho-so-xa": "title", "so-nganh": "difficulty", "dang-ky": "difficulty",
}  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_a_page_shows_typed_texts_as_text(visitor, path):
    visitor.turn_to(path)
    visitor.nothing_made(seen=SEEN.get(path, ""))


def test_registers_of_the_work_show_typed_texts_as_text(visitor):
    visitor.turn_to("dang-ky")
    for show in ("Tiêu chí đăng ký", "Các bước công nhận", "Kiểm tra"):
        visitor.press(show)
        visitor.nothing_made(seen="")


def test_an_agency_and_a_plan_show_typed_texts_as_text(visitor):
    visitor.turn_to("co-quan")
    visitor.choose("Cơ quan", f"{MARK}agency-name")
    visitor.page.get_by_text("Khả năng giúp đỡ và các xã đã giúp", exact=True).click()
    visitor.nothing_made(seen="agency-home")
    visitor.turn_to("phan-cong")
    visitor.choose("Phương án", f"{MARK}plan")
    visitor.nothing_made(seen="plan")
    for show in ("Theo dõi thực hiện", "Các lần ban hành", "Theo xã"):
        visitor.press(show)
        visitor.nothing_made(seen="content-a" if show == "Theo dõi thực hiện" else "")
    shape = visitor.page.frame_locator(MAP).first.locator(f"path[data-code='{visitor.filled.commune}']")
    shape.hover(force=True)
    visitor.nothing_made(seen="")
    shape.click(force=True)
    visitor.settled()
    visitor.nothing_made(seen="")


def test_a_place_on_the_map_shows_its_name_as_text(visitor):
    visitor.turn_to("xom")
    dot = visitor.page.frame_locator(MAP).first.locator(".leaflet-points-pane path").first
    dot.hover(force=True)
    visitor.nothing_made(seen="hamlet")


def test_every_slide_shows_typed_texts_as_text(visitor):
    visitor.turn_to("trinh-chieu")
    visitor.choose("Kịch bản", f"{MARK}order")
    visitor.nothing_made(seen="slide-targets")
    visitor.press("Bắt đầu trình chiếu")
    stage = visitor.page.frame_locator("iframe[title*='stage']")
    expect(stage.locator("body[data-ready]")).to_be_attached(timeout=WAIT)
    frame = next(one for one in visitor.page.frames if "stage" in one.url)
    shown = set()
    for _slide in range(40):
        before = frame.evaluate("document.body.dataset.slide")
        shown |= set(re.findall(rf"{MARK}[a-z-]+", frame.evaluate("document.body.innerText")))
        visitor.nothing_made(seen="")
        visitor.page.keyboard.press("ArrowRight")
        visitor.page.wait_for_timeout(120)
        if frame.evaluate("document.body.dataset.slide") == before:
            break
    assert {f"{MARK}slide-tiers", f"{MARK}sentence-text", f"{MARK}slide-difficulties"} <= shown
    visitor.page.keyboard.press("n")
    visitor.nothing_made(seen="")


def _workbook(port, codes):
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = f"{MARK} www.zq.test <b>`$a$"
    sheet.append(
        [
            "Mã xã",
            "Tên xã",
            *[f"Tiêu chí {number}" for number in range(1, 20)],
            hostile("heading", port).replace("\x07\x0b", ""),
        ]
    )
    for code in codes:
        sheet.append(
            [
                code,
                hostile("name", port).replace("\x07\x0b", ""),
                *["x"] * 18,
                hostile("value", port).replace("\x07\x0b", ""),
                "1",
            ]
        )
    for row in sheet.iter_rows():
        for cell in row:
            cell.data_type = "s"
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_a_dropped_workbook_and_a_boundary_file_are_told_as_text(visitor):
    codes = visitor.filled.codes[:3]
    units = read_schematic(visitor.filled.space.province, VINTAGE).iloc[:30].copy()
    units["name"] = hostile("unit", visitor.port).replace("\x07\x0b", "")
    drawn = json.dumps(json.loads(units[["code", "name", "geometry"]].to_json())).encode()
    files = (
        (f"{MARK}file ![x] www.zq.test $a$ `b`.xlsx", _workbook(visitor.port, codes), ""),
        (f"{MARK}file ![x] www.zq.test $a$.geojson", drawn, "unit"),
    )
    for name, content, seen in files:
        visitor.go("du-lieu")
        file = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
        with visitor.page.expect_response(lambda answer: "upload_file" in answer.url, timeout=WAIT):
            visitor.page.locator("input[type=file]").first.set_input_files(file)
        visitor.settled()
        if os.environ.get("NTM_LOOK"):
            visitor.page.screenshot(path=f"{os.environ['NTM_LOOK']}/upload-{seen}.png", full_page=True)
        visitor.nothing_made(seen=seen or "heading")


# ------------------------------------------------------------------------------------------------ the one function

PIECES = (
    "![z](http://127.0.0.1:9/i)", "[z](http://127.0.0.1:9/l)", "<img src=http://127.0.0.1:9/x>", "<b>", "www.zq.test",
    "HTTPS://zq.test/a?b=1&c", "a@b.vn", "mailto:a@b.vn", ":red[x]", ":smile:", ":material/home:", ":streamlit:", "$x$",
    "$$y$$", "\\", "`a`", "```", "**", "_x_", "~~z~~", "# ", "- ", "1. ", "2) ", "> ", "|a|b|", "---", "===", "->", "<--",
    ">=", "&lt;", "&copy;", ":", ":::note", "{.a}", "\n", "\t", "    ", "[^1]", "[^1]: f", "[a]: http://127.0.0.1:9/d",
    "!", "(", "]", "[", "<http://127.0.0.1:9/>", "\u202e", "ftp://zq.test", "[ ] ", "- [x] ", "http://", "@", "10:30",
    "Sở NN&PTNT - Chi cục (1)", "*", "+", "#", "\x00\x07", ":help[a]", "<!-- c -->", "&#x41;", "\u2060",
)  # fmt: skip
SCRIPT = """
import json, sys
import streamlit as st
from ntm_geo.ui.kit.messages import escaped
texts = json.loads(open(__file__ + ".json", encoding="utf-8").read())
for text in texts:
    st.markdown(f"- {escaped(text)} ·")
for text in texts:
    st.markdown(f"**{escaped(text)}** ·")
st.radio(escaped(texts[0]), texts[:40], format_func=escaped, captions=[escaped(one) for one in texts[:40]])
st.table({"a": [escaped(one) for one in texts[:40]]})
"""


def _seen(text):
    """Return what of a text can be seen: white space is one blank, and what has no width is not there."""
    return " ".join(re.sub(r"[\x00-\x1f\u202e]", " ", text).replace("\u2060", "").split())


def test_what_is_escaped_is_read_in_a_browser_as_it_was_typed(tmp_path, chrome):
    chance = random.Random(7)
    mixed = ["".join(chance.choice(PIECES) + chance.choice(["", " ", "x"]) for _ in range(4)) for _ in range(120)]
    texts = [one for one in (*PIECES, *mixed) if _seen(one)]
    (tmp_path / "shown.py").write_text(SCRIPT, encoding="utf-8")
    (tmp_path / "shown.py.json").write_text(json.dumps(texts), encoding="utf-8")
    with running(tmp_path / "shown.py", data_dir=tmp_path / "data", log=tmp_path / "log.txt") as address:
        context = chrome.new_context()
        page = context.new_page()
        traffic = Traffic(context, page)
        page.goto(address)
        expect(page.get_by_test_id("stTable")).to_be_visible(timeout=WAIT)
        traffic.settled()
        shown = page.get_by_test_id("stMarkdown").all_text_contents()
        wanted = [f"{_seen(one)} ·" for one in texts]
        assert [_seen(one) for one in shown] == wanted * 2
        assert not page.locator("[data-testid='stMain'] :is(a, img, em, code, .katex, del, h1, h2)").count()
        assert not traffic.outside
        assert not [url for url in traffic.asked if ":9/" in url]
        context.close()
