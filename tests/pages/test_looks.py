"""Every page as a reader sees it, opened once: how its land fills the frame and the page the screen, how figures of
tables are written, and its picture in the guide; `NTM_WRITE_PICTURES=1` puts those into docs/guide/images.
"""

import io
import os
import re
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

import pytest
from PIL import Image
from playwright.sync_api import expect

from ntm_geo.ui.screens.papers.guide_view import GUIDE_DIR
from tests.app_server import ROOT, WAIT, Traffic
from tests.pages.screens import LEAST, SCREENS, SHARE, in_turn, resize, still

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

SCREENSHOTS = ROOT / "var" / "screenshots"
MAP = "iframe[title='streamlit_folium.st_folium']"
SMALL = "1366x768"
LAND = (
    "", "ban-do", "tieu-chi", "tien-do", "uu-tien", "lo-trinh", "phan-cong", "huyen", "xom", "so-nganh", "dang-ky",
    "bo-tieu-chi",
)  # fmt: skip
FITS = {
    "overview": "",
    "tier-map": "ban-do?labels=1",
    "panel": "ban-do?commune=01438",
    "english": "?lang=en",
    "sets": "bo-tieu-chi",
    "priorities": "uu-tien",
    "pathway": "lo-trinh",
}
TABLES = (
    "tieu-chi", "tien-do", "uu-tien", "lo-trinh", "phan-cong", "huyen", "xom", "so-nganh", "bo-tieu-chi", "ho-so-xa",
    "co-quan",
)  # fmt: skip
PICTURES = {
    "tong-quan": "", "mot-xa": "ban-do?commune=01438", "xa-uu-tien": "uu-tien", "lo-trinh": "lo-trinh",
    "so-nganh": "so-nganh", "dang-ky": "dang-ky", "du-lieu": "du-lieu", "tai-ve": "ban-do", "phan-cong": "phan-cong",
    "van-ban": "bao-cao", "trinh-chieu": "trinh-chieu",
}  # fmt: skip
"""File to the address."""
OPENED = {"tai-ve": "Tải về, chia sẻ", "trinh-chieu": "Bắt đầu trình chiếu"}
"""What is opened and brought into view before the picture is taken."""
WITHOUT_MAP = {"du-lieu", "bao-cao", "trinh-chieu", "ho-so-xa", "co-quan"}
HIDDEN = """() => {
    const covers = [...document.querySelectorAll('.ntm-legend, .ntm-stamp')].map((one) => one.getBoundingClientRect());
    return [...document.querySelectorAll('path[data-code]')].filter((path) => {
        const own = path.getBoundingClientRect(), x = own.left + own.width / 2, y = own.top + own.height / 2;
        return covers.some((one) => x > one.left && x < one.right && y > one.top && y < one.bottom);
    }).length;
}"""
WATCH = """(() => {
    const draw = CanvasRenderingContext2D.prototype.fillText, drawn = new Map();
    CanvasRenderingContext2D.prototype.fillText = function (text, x, y, ...rest) {
        const at = this.getTransform(), key = [at.e / at.a + x, at.f / at.d + y].map(Math.round).join();
        if (!drawn.has(this.canvas)) drawn.set(this.canvas, new Map());
        drawn.get(this.canvas).set(key, [this.textAlign, text]);
        return draw.call(this, text, x, y, ...rest);
    };
    for (const side of ['width', 'height']) {
        const own = Object.getOwnPropertyDescriptor(HTMLCanvasElement.prototype, side);
        Object.defineProperty(HTMLCanvasElement.prototype, side,
            { ...own, set(value) { drawn.get(this)?.clear(); own.set.call(this, value); } });
    }
    window.ntmDrawn = () => [...drawn].filter(([canvas]) => canvas.isConnected)
        .map(([, cells]) => [...cells].map(([key, [align, text]]) => [...key.split(",").map(Number), align, text]));
})()"""
"""Keeps every text that is drawn on a canvas, by its place: tables of Streamlit are pictures to everybody but a reader.
A canvas that is given another size is empty.
"""
NUMBER = re.compile(r"[+−-]?(\d{1,3}(\.\d{3})+|\d{1,3}|(19|20)\d\d)(,\d+)?%?")
NOTHING = {"None", "nan", "NaN", "NaT", "<NA>", "null", "undefined"}


@dataclass
class Look:
    """What was seen of a page: by the name of a screen, in its tables, and in its picture of the guide."""

    share: dict = field(default_factory=dict)
    hidden: dict = field(default_factory=dict)
    ends: dict = field(default_factory=dict)
    wider: dict = field(default_factory=dict)
    land: dict = field(default_factory=dict)
    taken: dict = field(default_factory=dict)
    tables: list = field(default_factory=list)
    text: str = ""
    title: str = ""
    heading: str = ""
    language: str = ""
    number: str = ""
    picture: bytes = b""
    outside: list = field(default_factory=list)


@pytest.fixture(scope="module")
def look(chrome, served):
    """What is seen of a page, as a function that remembers. A page is opened on one of the screens, by somebody who was
    never here, another screen every time, and its window is made as large as the others.
    """
    # Figures are written the Vietnamese way whatever the browser speaks; the guide shows the browser of an office.
    context = chrome.new_context(locale="vi-VN" if os.environ.get("NTM_WRITE_PICTURES") else "en-US")
    context.add_init_script(WATCH)
    page = context.new_page()
    traffic = Traffic(context, page)
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    kept = {}

    def look(path):
        if path not in kept:
            traffic.outside.clear()
            context.clear_cookies()
            order = in_turn(len(kept)) if path in {*LAND, *FITS.values()} else [_only(path)]
            resize(page, order[0])
            page.goto(served + path)
            seen = _seen(page, traffic, path, order)
            seen.outside = [*traffic.outside]
            kept[path] = seen
        return kept[path]

    yield look
    context.close()


def _only(path):
    return "1920x1080" if path in TABLES else SMALL


def _seen(page, traffic, path, order):
    frame, seen = page.frame_locator(MAP).first, Look()
    if path not in WITHOUT_MAP:
        expect(frame.locator("path[data-code]").first).to_be_visible(timeout=WAIT)
    expect(page.get_by_text("NTM Geo")).to_be_visible(timeout=WAIT)
    traffic.settled()
    for screen in order:
        resize(page, screen)
        if path not in WITHOUT_MAP:
            still(frame)
            _measure(page, frame, seen, screen)
        if path in TABLES and screen == "1920x1080":
            expect(page.get_by_test_id("stDataFrame").first).to_be_visible(timeout=WAIT)
            page.wait_for_function("ntmDrawn().some((cells) => cells.length > 8)", timeout=WAIT)
            seen.tables, seen.text = page.evaluate("ntmDrawn()"), page.locator("body").inner_text()
        if path in FITS.values() or (path in PICTURES.values() and screen == SMALL):
            seen.taken[screen] = page.screenshot()
    headings = page.locator("h1.ntm-title").all_inner_texts()
    seen.title, seen.heading = page.title(), headings[0] if headings else ""
    seen.language = page.evaluate("document.documentElement.lang")
    seen.number = page.evaluate("new Intl.NumberFormat(navigator.languages).format(1749.2)")
    name = next((name for name, shown in PICTURES.items() if shown == path), "")
    seen.picture = _opened(page, name) if name in OPENED else seen.taken.get(SMALL, b"")
    return seen


def _measure(page, frame, seen, screen):
    inside = frame.locator("body")
    seen.share[screen] = 1 / inside.evaluate(SHARE)
    seen.hidden[screen] = inside.evaluate(HIDDEN)
    seen.wider[screen] = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    seen.land[screen] = [one.bounding_box() for one in frame.locator("path[data-code]").all()[::20]]
    shown = [page.locator(MAP).first, *page.locator("[class*='map_side'] [data-testid=stDataFrame]").all()]
    seen.ends[screen] = max(box["y"] + box["height"] for box in (one.bounding_box() for one in shown) if box)


def _opened(page, name):
    """Take a picture of a page of which something is opened first."""
    resize(page, SMALL)
    button = page.get_by_role("button", name=OPENED[name])
    button.scroll_into_view_if_needed()
    button.click()
    page.wait_for_timeout(800)
    if name == "trinh-chieu":
        stage = page.frame_locator("iframe[title*='stage']")
        expect(stage.locator("body[data-ready]")).to_be_attached(timeout=WAIT)
        page.keyboard.type("03")
        expect(stage.locator("body[data-slide='3']")).to_be_attached(timeout=WAIT)
        page.wait_for_timeout(1500)
    return page.screenshot()


@pytest.mark.parametrize("path", LAND)
def test_the_land_fills_its_frame_above_the_fold(look, path):
    seen = look(path)
    small = {screen: round(share, 3) for screen, share in seen.share.items() if share < LEAST}
    hidden = {screen: count for screen, count in seen.hidden.items() if count}
    below = {screen: end for screen, end in seen.ends.items() if screen != "phone" and end > SCREENS[screen][1]}
    assert (small, hidden, below) == ({}, {}, {})
    assert set(seen.share) == set(SCREENS)
    assert not path or seen.title.startswith(f"{seen.heading.split('›')[-1].strip()} · ")
    assert seen.language == "vi"
    assert seen.number == "1.749,2"


@pytest.mark.parametrize("name", FITS)
def test_pages_fit_every_screen(look, name):
    seen = look(FITS[name])
    assert set(seen.taken) == set(SCREENS)
    for screen, (width, _height) in SCREENS.items():
        assert seen.wider[screen] <= 0, screen
        if name != "panel":
            assert all(box["x"] >= 0 and box["x"] + box["width"] <= width for box in seen.land[screen]), screen
        (SCREENSHOTS / f"{name}-{screen}.png").write_bytes(seen.taken[screen])
        assert len(seen.taken[screen]) > 10_000
    assert seen.outside == []


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_of_the_guide_shows_what_its_page_shows(look, name):
    seen = look(PICTURES[name])
    shown = Image.open(io.BytesIO(seen.picture)).convert("RGB")
    assert seen.outside == []
    assert shown.size == SCREENS[SMALL]
    assert len(shown.resize((136, 76)).getcolors(20_000)) > 30, "the page is empty"
    if os.environ.get("NTM_WRITE_PICTURES"):
        # A palette keeps a picture near 80 kB; nobody sees the difference.
        shown.quantize(128).save(GUIDE_DIR / "images" / f"{name}.png", optimize=True)


def _columns(cells):
    """Cells of a table by the line they stand on, the figures of a column at its right edge."""
    columns = {}
    for x, y, align, text in cells:
        columns.setdefault((align, x), []).append((y, text))
    return [[text for _, text in sorted(column)] for column in columns.values()]


def _figures(tables):
    for cells in tables:
        for column in _columns([cell for cell in cells if cell[2] == "right"]):
            yield [text for text in column if any(letter.isdigit() for letter in text)]


def _rows(tables):
    """Rows of all tables: texts from left to right."""
    found = []
    for cells in tables:
        rows = {}
        for x, y, _, text in cells:
            rows.setdefault(y, []).append((x, text))
        found += [[text for _, text in sorted(row)] for _, row in sorted(rows.items())]
    return found


@pytest.mark.parametrize("path", TABLES)
def test_nothing_known_is_an_empty_cell(look, path):
    tables = look(path).tables
    assert tables
    for cells in tables:
        assert not NOTHING & {text for *_, text in cells}


@pytest.mark.parametrize("path", TABLES)
def test_figures_are_written_the_vietnamese_way_whatever_the_browser_speaks(look, path):
    tables = look(path).tables
    wrong = {text for column in _figures(tables) for text in column if not NUMBER.fullmatch(text)}
    assert not wrong


@pytest.mark.parametrize("path", TABLES)
def test_a_column_has_as_many_decimals_in_all_its_cells(look, path):
    tables = look(path).tables
    for column in _figures(tables):
        assert len({len(text.rstrip("%").partition(",")[2]) for text in column}) <= 1, column


def _share(part, whole):
    exact = Decimal(part) * 100 / Decimal(whole)
    return str(exact.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)).replace(".", ",") + "%"


def test_a_share_is_the_same_in_its_column_as_counted_from_the_cells_beside_it(look):
    rows = [row for row in _rows(look("huyen").tables) if len(row) > 4 and row[1].isdigit()]
    assert len(rows) > 5
    for row in rows:
        communes, recognised, share = row[1:4]
        assert share == _share(recognised, communes), row


def test_a_share_of_hamlets_is_rounded_in_the_table_as_in_the_sentence(look):
    seen = look("xom")
    rows = [row for row in _rows(seen.tables) if len(row) > 2 and re.fullmatch(r"\d+/\d+", row[1])]
    assert len(rows) > 5
    for row in rows:
        certified, total = row[1].split("/")
        assert row[2] == _share(certified, total), row
    certified, total, share = re.search(r"(\d+)/([\d.]+) xóm[^(]*\(([\d,]+%)\)", seen.text).groups()
    assert share == _share(certified, total.replace(".", "")).replace(",0%", "%")


def test_the_money_of_the_years_adds_up_to_what_the_sentence_says(look):
    seen = look("lo-trinh")
    years = [row for row in _rows(seen.tables) if len(row) == 4 and re.fullmatch(r"20\d\d", row[0])]
    assert len(years) == 3
    money = sum(Decimal(row[-1].replace(".", "").replace(",", ".")) for row in years)
    billions = (money / 1000).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    said = f"{billions:,}".replace(",", " ").replace(".", ",").replace(" ", ".").removesuffix(",0")
    assert f"{said} tỷ đồng" in seen.text
