"""The land follows its frame, slides are filled and answer at once; all pages with a map are in `test_looks`."""

import pytest
from playwright.sync_api import expect

from tests.app_server import WAIT, Traffic
from tests.pages.screens import LEAST, SCREENS, SHARE, resize, still

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

MAP = "iframe[title='streamlit_folium.st_folium']"
TICK_MS = 100
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
