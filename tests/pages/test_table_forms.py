"""Figures in tables as a reader sees them: what the browser draws, not what was sent to it."""

import re
from decimal import ROUND_HALF_UP, Decimal

import pytest
from playwright.sync_api import expect

from tests.app_server import WAIT, Traffic

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

PAGES = (
    "tieu-chi", "tien-do", "uu-tien", "lo-trinh", "phan-cong", "huyen", "xom", "so-nganh", "bo-tieu-chi", "ho-so-xa",
    "co-quan",
)  # fmt: skip
WATCH = """(() => {
    const draw = CanvasRenderingContext2D.prototype.fillText, drawn = new Map();
    CanvasRenderingContext2D.prototype.fillText = function (text, x, y, ...rest) {
        const at = this.getTransform(), key = [at.e / at.a + x, at.f / at.d + y].map(Math.round).join();
        if (!drawn.has(this.canvas)) drawn.set(this.canvas, new Map());
        drawn.get(this.canvas).set(key, [this.textAlign, text]);
        return draw.call(this, text, x, y, ...rest);
    };
    window.ntmDrawn = () => [...drawn].filter(([canvas]) => canvas.isConnected)
        .map(([, cells]) => [...cells].map(([key, [align, text]]) => [...key.split(",").map(Number), align, text]));
})()"""
"""Keeps every text that is drawn on a canvas, by its place: tables of Streamlit are pictures to everybody but a reader."""
NUMBER = re.compile(r"[+−-]?(\d{1,3}(\.\d{3})+|\d{1,3}|(19|20)\d\d)(,\d+)?%?")
NOTHING = {"None", "nan", "NaN", "NaT", "<NA>", "null", "undefined"}


@pytest.fixture(scope="module")
def read(chrome, served):
    """What a page's tables show, as a function: columns of cells, for every table."""
    context = chrome.new_context(viewport={"width": 1920, "height": 1080}, locale="en-US")
    page = context.new_page()
    traffic = Traffic(context, page)
    page.add_init_script(WATCH)
    kept = {}

    def read(name):
        if name not in kept:
            page.goto(f"{served}{name}")
            expect(page.get_by_test_id("stDataFrame").first).to_be_visible(timeout=WAIT)
            traffic.settled()
            page.wait_for_function("ntmDrawn().some((cells) => cells.length > 8)", timeout=WAIT)
            kept[name] = page.evaluate("ntmDrawn()"), page.locator("body").inner_text()
        return kept[name]

    yield read
    context.close()


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


@pytest.mark.parametrize("page", PAGES)
def test_nothing_known_is_an_empty_cell(read, page):
    tables, _ = read(page)
    assert tables
    for cells in tables:
        assert not NOTHING & {text for *_, text in cells}


@pytest.mark.parametrize("page", PAGES)
def test_figures_are_written_the_vietnamese_way_whatever_the_browser_speaks(read, page):
    tables, _ = read(page)
    wrong = {text for column in _figures(tables) for text in column if not NUMBER.fullmatch(text)}
    assert not wrong


@pytest.mark.parametrize("page", PAGES)
def test_a_column_has_as_many_decimals_in_all_its_cells(read, page):
    tables, _ = read(page)
    for column in _figures(tables):
        assert len({len(text.rstrip("%").partition(",")[2]) for text in column}) <= 1, column


def _share(part, whole):
    exact = Decimal(part) * 100 / Decimal(whole)
    return str(exact.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)).replace(".", ",") + "%"


def test_a_share_is_the_same_in_its_column_as_counted_from_the_cells_beside_it(read):
    rows = [row for row in _rows(read("huyen")[0]) if len(row) > 4 and row[1].isdigit()]
    assert len(rows) > 5
    for row in rows:
        communes, recognised, share = row[1:4]
        assert share == _share(recognised, communes), row


def test_a_share_of_hamlets_is_rounded_in_the_table_as_in_the_sentence(read):
    tables, text = read("xom")
    rows = [row for row in _rows(tables) if len(row) > 2 and re.fullmatch(r"\d+/\d+", row[1])]
    assert len(rows) > 5
    for row in rows:
        certified, total = row[1].split("/")
        assert row[2] == _share(certified, total), row
    certified, total, share = re.search(r"(\d+)/([\d.]+) xóm[^(]*\(([\d,]+%)\)", text).groups()
    assert share == _share(certified, total.replace(".", "")).replace(",0%", "%")


def test_the_money_of_the_years_adds_up_to_what_the_sentence_says(read):
    tables, text = read("lo-trinh")
    years = [row for row in _rows(tables) if len(row) == 4 and re.fullmatch(r"20\d\d", row[0])]
    assert len(years) == 3
    money = sum(Decimal(row[-1].replace(".", "").replace(",", ".")) for row in years)
    billions = (money / 1000).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    said = f"{billions:,}".replace(",", " ").replace(".", ",").replace(" ", ".").removesuffix(",0")
    assert f"{said} tỷ đồng" in text
