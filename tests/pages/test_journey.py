"""A leader's journey in a real browser without a network: look, hover, click, change the year, reopen the link."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.app_server import ROOT, WAIT, Traffic, browser, running

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

SCREENSHOTS = ROOT / "var" / "screenshots"
MAP = "iframe[title='streamlit_folium.st_folium']"
TIERS = ("recognised", "c15_18", "c10_14", "c5_9", "c0_4")
SCREENS = {"1366x768": (1366, 768), "1920x1080": (1920, 1080), "phone": (390, 844)}


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    folder = tmp_path_factory.mktemp("journey")
    with running(ROOT / "app.py", data_dir=folder / "data", log=folder / "log.txt") as found:
        yield found


@pytest.fixture(scope="module")
def chrome(request):
    import os

    with browser(os.environ["NTM_CHROMIUM"]) as started:
        yield started


@pytest.fixture
def visit(chrome, address):
    """Open a page on a screen of a size; gives the page, its map and its traffic."""
    contexts = []

    def go(path="", screen="1366x768"):
        width, height = SCREENS[screen]
        context = chrome.new_context(viewport={"width": width, "height": height}, locale="vi-VN")
        contexts.append(context)
        page = context.new_page()
        traffic = Traffic(context, page)
        page.goto(address + path)
        frame = page.frame_locator(MAP)
        expect(frame.locator("path[data-code]").first).to_be_visible(timeout=WAIT)
        return page, frame, traffic

    yield go
    for context in contexts:
        context.close()


def _coloured(frame):
    return sum(frame.locator(f"path[data-class={tier}][fill^='#']").count() for tier in TIERS)


def _style(frame):
    return frame.locator(".leaflet-container").get_attribute("data-style")


STILL_MS = 400


def _place(frame, code):
    """Where a unit lies on the screen once it lies still: it moves with any change of zoom or centre, and while the
    land is fitted again to a frame whose legend has just grown.
    """
    unit, before, now = frame.locator(f"path[data-code='{code}']"), None, _box(frame, code)
    while now != before:
        unit.page.wait_for_timeout(STILL_MS)
        before, now = now, _box(frame, code)
    return now


def _box(frame, code):
    box = frame.locator(f"path[data-code='{code}']").bounding_box()
    return {key: round(value, 1) for key, value in box.items()}


def _choose(page, label, option):
    page.get_by_role("combobox", name=re.compile(label)).click()
    page.get_by_role("option", name=option, exact=True).click()


def _restyled(frame, before):
    expect(frame.locator(".leaflet-container")).not_to_have_attribute("data-style", before, timeout=WAIT)


def _settled(page):
    """Wait until nothing runs any more, so that traffic counted belongs to one change."""
    expect(page.get_by_test_id("stStatusWidget")).to_have_count(0, timeout=WAIT)
    page.wait_for_timeout(400)


def test_from_the_first_look_to_the_link(visit, address):
    page, frame, traffic = visit("ban-do")
    expect(frame.locator("path[data-code]")).to_have_count(161)
    assert _coloured(frame) == 139
    assert frame.locator("path[data-class=outside]").count() == 22

    commune = frame.locator("path[data-code='01438']")
    commune.hover()
    for word in ("Xã Ngọc Đào", "Huyện Hà Quảng", "Đạt 17/19 tiêu chí", "Đạt chuẩn"):
        expect(frame.locator(".ntm-tip")).to_contain_text(word)

    commune.click()
    panel = page.locator(".ntm-panel")
    expect(panel).to_contain_text("Xã Ngọc Đào", timeout=WAIT)
    for word in ("Quy hoạch", "Còn thiếu (2)", "Phụ trách", "xóm", "2020"):
        expect(panel).to_contain_text(word)
    assert panel.locator("li").count() == 19
    _settled(page)

    frame.get_by_role("button", name="Phóng to").click()
    page.wait_for_timeout(600)
    before, style = _place(frame, "01438"), _style(frame)
    traffic.forget()
    _choose(page, "Thời điểm", "Cuối năm 2021")
    _restyled(frame, style)
    _settled(page)
    assert _place(frame, "01438") == before
    assert not [url for url in traffic.asked if "layers" in url]
    assert _coloured(frame) == 139

    link = page.url
    assert {"period=2021", "commune=01438"} <= set(link.split("?")[1].split("&"))
    again, other, more = visit(link.removeprefix(address))
    expect(again.locator(".ntm-panel")).to_contain_text("Xã Ngọc Đào", timeout=WAIT)
    expect(other.locator(".ntm-legend summary")).to_contain_text("2021")

    style = _style(other)
    again.get_by_role("button", name="161 đơn vị (2020)").click()
    _choose(again, "Đơn vị hành chính", "56 đơn vị (2025)")
    _restyled(other, style)
    expect(other.locator("path[data-code]")).to_have_count(56)
    assert traffic.outside == more.outside == []


def test_a_change_of_year_sends_colours_only(visit):
    page, frame, traffic = visit("ban-do")
    _settled(page)
    place, style = _place(frame, "01438"), _style(frame)
    traffic.forget()
    _choose(page, "Thời điểm", "Cuối năm 2020")
    _restyled(frame, style)
    _settled(page)
    assert 0 < sum(traffic.received) < 10_000
    assert not [url for url in traffic.asked if "layers" in url]
    assert _place(frame, "01438") == place
    classes = frame.locator(".ntm-legend tr[data-class=recognised] .ntm-count")
    expect(classes).to_have_text("12")
    assert traffic.outside == []


def test_a_district_is_brought_near_and_names_are_shown(visit):
    page, frame, _ = visit("ban-do")
    before = _place(frame, "01438")
    style = _style(frame)
    _choose(page, "Huyện", "Huyện Hà Quảng")
    _restyled(frame, style)
    page.wait_for_timeout(600)
    assert _place(frame, "01438")["width"] > before["width"]
    page.get_by_role("button", name="161 đơn vị (2020)").click()
    page.locator("label", has_text="Tên xã").click()
    expect(frame.locator(".ntm-label").first).to_be_visible(timeout=WAIT)


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("overview", ""),
        ("tier-map", "ban-do?labels=1"),
        ("panel", "ban-do?commune=01438"),
        ("english", "?lang=en"),
        ("sets", "bo-tieu-chi"),
        ("priorities", "uu-tien"),
        ("pathway", "lo-trinh"),
    ],
)
def test_pages_fit_every_screen(visit, screen, name, path):
    page, frame, traffic = visit(path, screen)
    _settled(page)
    wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wider <= 0
    width = SCREENS[screen][0]
    land = [one.bounding_box() for one in frame.locator("path[data-code]").all()[::20]]
    if name != "panel":
        assert all(box["x"] >= 0 and box["x"] + box["width"] <= width for box in land)
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    picture = Path(SCREENSHOTS / f"{name}-{screen}.png")
    page.screenshot(path=picture)
    assert picture.stat().st_size > 10_000
    assert traffic.outside == []
