"""The land fills what is free of its frame, above the fold, on every map page and slide, at every size of screen."""

import pytest
from playwright.sync_api import expect

from tests.app_server import WAIT, Traffic
from tests.pages.screens import SCREENS, in_turn, resize, still

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

MAP = "iframe[title='streamlit_folium.st_folium']"
PAGES = (
    "", "ban-do", "tieu-chi", "tien-do", "uu-tien", "lo-trinh", "phan-cong", "huyen", "xom", "so-nganh", "dang-ky",
    "bo-tieu-chi",
)  # fmt: skip
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
def seen(chrome):
    """A page of the browser and what it asks for; every test says how large its window is."""
    context = chrome.new_context(locale="en-US")
    page = context.new_page()
    yield page, Traffic(context, page)
    context.close()


@pytest.mark.parametrize("path", PAGES)
def test_the_land_fills_its_frame_above_the_fold(seen, served, path):
    """A page is opened on one of the screens, another one every time, and its window is made as large as the others."""
    page, traffic = seen
    order = in_turn(PAGES.index(path))
    resize(page, order[0])
    page.goto(served + path)
    frame = page.frame_locator(MAP).first
    expect(frame.locator("path[data-code]").first).to_be_visible(timeout=WAIT)
    traffic.settled()
    small, hidden, below = {}, {}, {}
    for name in order:
        resize(page, name)
        still(frame)
        share = 1 / frame.locator("body").evaluate(SHARE)
        if share < LEAST:
            small[name] = round(share, 2)
        if count := frame.locator("body").evaluate(HIDDEN):
            hidden[name] = count
        if name != "phone":
            shown = [page.locator(MAP).first, *page.locator("[class*='map_side'] [data-testid=stDataFrame]").all()]
            ends = [box["y"] + box["height"] for box in (one.bounding_box() for one in shown) if box]
            if max(ends) > SCREENS[name][1]:
                below[name] = ends
    assert (small, hidden, below) == ({}, {}, {})
    heading = page.locator("h1.ntm-title").inner_text().split("›")[-1].strip()
    assert not path or page.title().startswith(f"{heading} · ")
    assert page.evaluate("document.documentElement.lang") == "vi"
    assert page.evaluate("new Intl.NumberFormat(navigator.languages).format(1749.2)") == "1.749,2"


def test_the_land_follows_its_frame_until_the_reader_moves_it(seen, served):
    page, traffic = seen
    resize(page, "1366x768")
    page.goto(f"{served}ban-do")
    frame = page.frame_locator(MAP)
    expect(frame.locator("path[data-code]").first).to_be_visible(timeout=WAIT)
    traffic.settled()
    still(frame)
    unit = frame.locator("path[data-code='01438']")
    first = unit.bounding_box()["width"]
    resize(page, (1100, 700))
    still(frame)
    second = unit.bounding_box()["width"]
    assert second < first
    frame.get_by_role("button", name="Phóng to").click()
    page.wait_for_timeout(200)
    still(frame)
    third = unit.bounding_box()["width"]
    assert third > second
    resize(page, "1366x768")
    still(frame)
    assert unit.bounding_box()["width"] == pytest.approx(third, abs=1)


@pytest.mark.parametrize("name", SCREENS)
def test_slides_are_filled_and_answer_a_tick_at_once(seen, served, name):
    page, _traffic = seen
    resize(page, name)
    page.goto(f"{served}trinh-chieu")
    page.get_by_role("button", name="Bắt đầu trình chiếu").click(timeout=WAIT)
    expect(page.locator("iframe[title*='stage']")).to_be_attached(timeout=WAIT)
    inside = page.frame_locator("iframe[title*='stage']")
    expect(inside.locator("body[data-slide]")).to_be_attached(timeout=WAIT)
    stage = next(frame for frame in page.frames if "present_view.stage" in frame.url)
    small = {}
    for slide in range(1, 12):
        if inside.locator("#mapbox.on").count():
            still(stage)
            share = 1 / stage.evaluate(SHARE)
            if share < LEAST:
                small[slide] = round(share, 2)
        page.keyboard.press("ArrowRight")
    assert small == {}
    if name == "phone":
        return
    page.keyboard.press("Home")
    page.keyboard.type("03")
    expect(inside.locator("body[data-slide='3']")).to_be_attached(timeout=WAIT)
    still(stage)
    inside.locator("path[data-code='01291']").click()
    before, after, took = stage.evaluate(TICK)
    assert (before, after) == ("c5_9", "c10_14")
    assert took < TICK_MS
    for _ in range(8):
        assert page.evaluate(OPACITY) == 1
        page.wait_for_timeout(250)
    expect(inside.locator(".slide.on")).to_contain_text("Có 51 xã", timeout=WAIT)
    expect(inside.locator("path[data-code='01291']")).to_have_attribute("data-class", "c10_14")
