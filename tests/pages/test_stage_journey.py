"""The presentation in a real browser: keys and clicker, speed, size and contrast of what is read, what-if, no network."""

import statistics

import pytest
from playwright.sync_api import expect

from tests.app_server import ROOT, WAIT, Traffic

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

NEXT_MS = 300
"""A slide laid out beforehand appears within this time; measured inside the page, with nothing in between."""

READABLE = """() => {
  const lum = (c) => { const v = c.map((x) => x / 255).map((x) => x <= 0.03928 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4);
    return 0.2126 * v[0] + 0.7152 * v[1] + 0.0722 * v[2]; };
  const rgb = (t) => (t.match(/[\\d.]+/g) || []).map(Number);
  const ground = (e) => { for (let n = e; n; n = n.parentElement) { const c = rgb(getComputedStyle(n).backgroundColor);
    if (c.length === 3 || c[3] > 0.5) return c.slice(0, 3); } return [255, 255, 255]; };
  const found = [];
  for (const e of document.querySelectorAll('#stage *')) {
    const own = [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
    const box = e.getBoundingClientRect();
    if (!own || !box.width || !box.height || getComputedStyle(e).visibility !== 'visible' || e.closest('svg, .leaflet-control')) continue;
    const style = getComputedStyle(e), a = lum(rgb(style.color).slice(0, 3)), b = lum(ground(e));
    found.push([e.textContent.trim().slice(0, 40), parseFloat(style.fontSize), (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)]);
  }
  return found;
}"""

ON_COLUMNS = """() => [...document.querySelectorAll('.slide.on svg.chart text')].map((e) => {
  const style = getComputedStyle(e);
  return [parseFloat(style.fontSize) * e.getScreenCTM().a, style.fill, style.stroke, style.paintOrder]; })"""

SPEED = """(key) => new Promise((done) => {
  const from = performance.now(), before = document.body.dataset.slide;
  document.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
  const look = () => document.body.dataset.slide !== before
    ? requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - from))) : setTimeout(look, 5);
  look();
})"""


@pytest.fixture(scope="module")
def opened(chrome, served):
    context = chrome.new_context(viewport={"width": 1920, "height": 1080}, locale="vi-VN")
    page = context.new_page()
    traffic = Traffic(context, page)
    page.goto(served + "trinh-chieu")
    page.get_by_role("button", name="Bắt đầu trình chiếu").click(timeout=WAIT)
    expect(page.frame_locator("iframe[title*='stage']").locator("body[data-ready]")).to_be_attached(timeout=WAIT)
    stage = next(one for one in page.frames if "stage" in one.url)
    yield page, stage, traffic
    context.close()


def _at(stage):
    return stage.evaluate("document.body.dataset.slide")


def _press(page, stage, key, slide):
    page.keyboard.press(key)
    expect(page.frame_locator("iframe[title*='stage']").locator(f"body[data-slide='{slide}']")).to_be_attached(
        timeout=5000
    )
    assert _at(stage) == slide


def test_keys_and_clicker_lead_through_the_slides(opened):
    page, stage, _traffic = opened
    for key, slide in (
        ("ArrowRight", "2"), ("PageDown", "3"), (" ", "4"), ("ArrowLeft", "3"), ("PageUp", "2"), ("End", "11"),
        ("ArrowRight", "11"), ("Home", "1"), ("ArrowLeft", "1"), ("7", "7"),
    ):  # fmt: skip
        _press(page, stage, key, slide)
    page.keyboard.type("11")
    expect(page.frame_locator("iframe[title*='stage']").locator("body[data-slide='11']")).to_be_attached(timeout=5000)


def test_the_next_slide_is_there_at_once(opened):
    page, stage, _traffic = opened
    page.keyboard.press("Home")
    times = [stage.evaluate(SPEED, "ArrowRight") for _ in range(10)]
    times += [stage.evaluate(SPEED, "ArrowLeft") for _ in range(10)]
    assert statistics.median(times) < NEXT_MS
    assert max(times) < 3 * NEXT_MS


def test_it_is_read_from_the_back_row(opened):
    page, stage, _traffic = opened
    for slide in range(1, 12):
        page.keyboard.press("Home")
        for _ in range(slide - 1):
            page.keyboard.press("ArrowRight")
        found = stage.evaluate(READABLE)
        assert found
        assert [one for one in found if one[1] < 24] == []
        assert [one for one in found if one[2] < 7] == []
        for size, *look in stage.evaluate(ON_COLUMNS):
            assert size >= 24
            assert look == ["rgb(0, 0, 0)", "rgb(255, 255, 255)", "stroke"]
        page.screenshot(path=str(ROOT / "var" / "screenshots" / f"stage-{slide}-1920x1080.png"))


def test_nothing_runs_out_of_the_screen(opened):
    page, stage, _traffic = opened
    page.keyboard.press("Home")
    over = {}
    for number in range(11):
        sizes = stage.evaluate("""() => { const slide = document.querySelector('.slide.on');
            return [slide.scrollHeight, slide.clientHeight, slide.scrollWidth, slide.clientWidth]; }""")
        if sizes[0] > sizes[1] + 2 or sizes[2] > sizes[3] + 2:
            over[number] = sizes
        page.keyboard.press("ArrowRight")
    assert over == {}


def test_years_play_and_the_map_answers(opened):
    page, stage, _traffic = opened
    _press(page, stage, "Home", "1")
    page.keyboard.press("4")
    page.wait_for_timeout(1200)
    stage.get_by_role("button", name="2020").click()
    assert stage.evaluate("document.body.dataset.frame") == "2020"
    expect(stage.locator("path[data-class=recognised]")).to_have_count(12)
    page.keyboard.press("p")
    expect(stage.locator("path[data-class=recognised]")).to_have_count(17, timeout=10_000)
    stage.locator("path[data-code='01438']").hover()
    expect(stage.locator(".ntm-tip")).to_contain_text("Xã Ngọc Đào")


def test_the_speaker_finds_notes_and_keys(opened):
    page, stage, _traffic = opened
    _press(page, stage, "Home", "1")
    page.keyboard.press("3")
    page.wait_for_timeout(1000)
    page.keyboard.press("n")
    expect(stage.locator("#note")).to_contain_text("So với cuối năm 2021")
    page.keyboard.press("Escape")
    expect(stage.locator("#note")).to_be_hidden()
    page.keyboard.press("?")
    expect(stage.locator("#help")).to_contain_text("toàn màn hình")
    page.keyboard.press("Escape")
    expect(stage.locator("#help")).to_be_hidden()


def test_leaders_ask_what_if_and_nothing_is_written(opened):
    page, stage, _traffic = opened
    _press(page, stage, "Home", "1")
    page.keyboard.press("3")
    page.wait_for_timeout(1200)
    stage.locator("path[data-code='01291']").click()
    expect(stage.locator("#panel")).to_contain_text("Xã Đức Hạnh")
    boxes = stage.locator("#panel input")
    missing = boxes.count()
    assert missing == 13
    for place in range(4):
        stage.locator("path[data-code='01291']").click()
        stage.locator("#panel input").nth(place).check()
        expect(stage.locator("#mode")).to_contain_text(f"{place + 1} tiêu chí được coi là đạt", timeout=WAIT)
    expect(stage.locator("path[data-code='01291']")).to_have_attribute("data-class", "c10_14", timeout=WAIT)
    expect(stage.locator(".slide.on")).to_contain_text("Có 51 xã", timeout=WAIT)
    assert _at(stage) == "3"
    stage.get_by_role("button", name="Trở lại số liệu").click()
    expect(stage.locator("#mode")).to_be_hidden(timeout=WAIT)
    expect(stage.locator(".slide.on")).to_contain_text("Có 50 xã", timeout=WAIT)


def test_no_other_host_is_asked_and_escape_leads_back(opened):
    page, _stage, traffic = opened
    assert traffic.outside == []
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Bắt đầu trình chiếu")).to_be_visible(timeout=WAIT)
    expect(page.locator("iframe[title*='stage']")).to_have_count(0, timeout=WAIT)
