"""The land fills what is free of its frame, above the fold, on every map page and slide, at every size of screen."""

import os

import pytest
from playwright.sync_api import expect

from tests.app_server import ROOT, WAIT, Traffic, browser, running

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

MAP = "iframe[title='streamlit_folium.st_folium']"
PAGES = (
    "", "ban-do", "tieu-chi", "tien-do", "uu-tien", "lo-trinh", "phan-cong", "huyen", "xom", "so-nganh", "dang-ky",
    "bo-tieu-chi",
)  # fmt: skip
SCREENS = {"1366x768": (1366, 768), "1920x1080": (1920, 1080), "phone": (390, 844)}
LEAST = 0.88
TICK_MS = 100
SHARE = """() => {
    const box = (one) => one.getBoundingClientRect(), frame = box(document.querySelector('.leaflet-container'));
    const parts = [...document.querySelectorAll('path[data-code]')].map(box);
    const wide = Math.max(...parts.map((one) => one.right)) - Math.min(...parts.map((one) => one.left));
    const tall = Math.max(...parts.map((one) => one.bottom)) - Math.min(...parts.map((one) => one.top));
    const seen = (one) => one && box(one).width;
    const years = document.getElementById('years');
    const above = ['.leaflet-top.leaflet-left', '.ntm-stamp'].map((one) => document.querySelector(one)).concat(years);
    const top = Math.max(...above.filter(seen).map((one) => box(one).bottom));
    const legend = document.querySelector('.ntm-legend'), key = seen(legend) ? box(legend) : null;
    const free = [[key ? frame.right - key.right : frame.width, frame.bottom - top],
        [frame.width, (key ? key.top : frame.bottom) - top]];
    return Math.max(...free.map(([across, down]) => Math.min(across / wide, down / tall)));
}"""
"""How many times larger the land could be drawn beside or above the legend, below buttons and badge."""
HIDDEN = """() => {
    const covers = [...document.querySelectorAll('.ntm-legend, .ntm-stamp')].map((one) => one.getBoundingClientRect());
    return [...document.querySelectorAll('path[data-code]')].filter((path) => {
        const own = path.getBoundingClientRect(), x = own.left + own.width / 2, y = own.top + own.height / 2;
        return covers.some((one) => x > one.left && x < one.right && y > one.top && y < one.bottom);
    }).length;
}"""
TICK = """async () => {
    const path = document.querySelector("path[data-code='01291']"), before = path.dataset.class;
    const boxes = [...document.querySelectorAll('#panel input')].slice(0, 4);
    boxes.slice(0, 3).forEach((one) => one.click());
    const start = performance.now();
    boxes[3].click();
    while (path.dataset.class === before && performance.now() - start < 5000) await new Promise(requestAnimationFrame);
    return [before, path.dataset.class, performance.now() - start];
}"""
OPACITY = """() => {
    let found = 1;
    for (let one = document.querySelector("iframe[title*='stage']"); one; one = one.parentElement)
        found *= Number(getComputedStyle(one).opacity);
    return found;
}"""


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    folder = tmp_path_factory.mktemp("frame")
    with running(ROOT / "app.py", data_dir=folder / "data", log=folder / "log.txt") as found:
        yield found


@pytest.fixture(scope="module")
def chrome():
    with browser(os.environ["NTM_CHROMIUM"]) as started:
        yield started


@pytest.fixture
def screen(chrome, request):
    width, height = SCREENS[request.param]
    context = chrome.new_context(viewport={"width": width, "height": height}, locale="en-US")
    page = context.new_page()
    Traffic(context, page)
    yield page, request.param
    context.close()


def _settled(page):
    expect(page.get_by_test_id("stStatusWidget")).to_have_count(0, timeout=WAIT)
    page.wait_for_timeout(600)


@pytest.mark.parametrize("screen", SCREENS, indirect=True)
def test_the_land_fills_its_frame_above_the_fold(screen, address):
    page, name = screen
    small, hidden, below, nameless = {}, {}, {}, {}
    for path in PAGES:
        page.goto(address + path)
        frame = page.frame_locator(MAP).first
        expect(frame.locator("path[data-code]").first).to_be_visible(timeout=WAIT)
        _settled(page)
        share = 1 / frame.locator("body").evaluate(SHARE)
        if share < LEAST:
            small[path] = round(share, 2)
        if count := frame.locator("body").evaluate(HIDDEN):
            hidden[path] = count
        if name != "phone":
            seen = [page.locator(MAP).first, *page.locator("[class*='map_side'] [data-testid=stDataFrame]").all()]
            ends = [box["y"] + box["height"] for box in (one.bounding_box() for one in seen) if box]
            if max(ends) > SCREENS[name][1]:
                below[path] = ends
        heading = page.locator("h1.ntm-title").inner_text().split("›")[-1].strip()
        if path and not page.title().startswith(f"{heading} · "):
            nameless[path] = page.title()
    assert (small, hidden, below, nameless) == ({}, {}, {}, {})
    assert page.evaluate("document.documentElement.lang") == "vi"
    assert page.evaluate("new Intl.NumberFormat(navigator.languages).format(1749.2)") == "1.749,2"


@pytest.mark.parametrize("screen", ["1366x768"], indirect=True)
def test_the_land_follows_its_frame_until_the_reader_moves_it(screen, address):
    page, _name = screen
    page.goto(f"{address}ban-do")
    frame = page.frame_locator(MAP)
    expect(frame.locator("path[data-code]").first).to_be_visible(timeout=WAIT)
    _settled(page)
    unit = frame.locator("path[data-code='01438']")
    first = unit.bounding_box()["width"]
    page.set_viewport_size({"width": 1100, "height": 700})
    page.wait_for_timeout(800)
    second = unit.bounding_box()["width"]
    assert second < first
    frame.get_by_role("button", name="Phóng to").click()
    page.wait_for_timeout(600)
    third = unit.bounding_box()["width"]
    assert third > second
    page.set_viewport_size({"width": 1366, "height": 768})
    page.wait_for_timeout(800)
    assert unit.bounding_box()["width"] == pytest.approx(third, abs=1)


@pytest.mark.parametrize("screen", ["1366x768", "1920x1080", "phone"], indirect=True)
def test_slides_are_filled_and_answer_a_tick_at_once(screen, address):
    page, name = screen
    page.goto(f"{address}trinh-chieu")
    page.get_by_role("button", name="Bắt đầu trình chiếu").click(timeout=WAIT)
    expect(page.locator("iframe[title*='stage']")).to_be_attached(timeout=WAIT)
    inside = page.frame_locator("iframe[title*='stage']")
    expect(inside.locator("body[data-slide]")).to_be_attached(timeout=WAIT)
    stage = next(frame for frame in page.frames if "present_view.stage" in frame.url)
    small = {}
    for slide in range(1, 12):
        if inside.locator("#mapbox.on").count():
            page.wait_for_timeout(600)
            share = 1 / stage.evaluate(SHARE)
            if share < LEAST:
                small[slide] = round(share, 2)
        page.keyboard.press("ArrowRight")
    assert small == {}
    if name == "phone":
        return
    page.keyboard.press("Home")
    page.keyboard.press("3")
    expect(inside.locator("body[data-slide='3']")).to_be_attached(timeout=WAIT)
    page.wait_for_timeout(800)
    inside.locator("path[data-code='01291']").click()
    before, after, took = stage.evaluate(TICK)
    assert (before, after) == ("c5_9", "c10_14")
    assert took < TICK_MS
    for _ in range(8):
        assert page.evaluate(OPACITY) == 1
        page.wait_for_timeout(250)
    expect(inside.locator(".slide.on")).to_contain_text("Có 51 xã", timeout=WAIT)
    expect(inside.locator("path[data-code='01291']")).to_have_attribute("data-class", "c10_14")
