"""A leader's journey in a real browser without a network: look, hover, click, change the year, reopen the link."""

import re

import pytest
from playwright.sync_api import expect

from tests.app_server import WAIT, Traffic
from tests.pages.screens import resize

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

MAP = "iframe[title='streamlit_folium.st_folium']"
TIERS = ("recognised", "c15_18", "c10_14", "c5_9", "c0_4")


@pytest.fixture(scope="module")
def context(chrome):
    opened = chrome.new_context(locale="vi-VN")
    yield opened
    opened.close()


@pytest.fixture
def visit(context, served):
    """Open a page on a screen of a size, as somebody who was never here; gives the page, its map and its traffic."""
    pages = []

    def go(path="", screen="1366x768"):
        context.clear_cookies()
        page = context.new_page()
        pages.append(page)
        resize(page, screen)
        traffic = Traffic(context, page)
        page.goto(served + path)
        frame = page.frame_locator(MAP)
        expect(frame.locator("path[data-code]").first).to_be_visible(timeout=WAIT)
        return page, frame, traffic

    yield go
    for page in pages:
        page.close()


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


def test_from_the_first_look_to_the_link(visit, served):
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
    traffic.settled()

    frame.get_by_role("button", name="Phóng to").click()
    before, style = _place(frame, "01438"), _style(frame)
    traffic.forget()
    _choose(page, "Thời điểm", "Cuối năm 2021")
    _restyled(frame, style)
    traffic.settled()
    assert _place(frame, "01438") == pytest.approx(before, abs=1)
    assert not [url for url in traffic.asked if "layers" in url]
    assert _coloured(frame) == 139

    link = page.url
    assert {"period=2021", "commune=01438"} <= set(link.split("?")[1].split("&"))
    again, other, more = visit(link.removeprefix(served))
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
    traffic.settled()
    place, style = _place(frame, "01438"), _style(frame)
    traffic.forget()
    _choose(page, "Thời điểm", "Cuối năm 2020")
    _restyled(frame, style)
    traffic.settled()
    assert 0 < sum(traffic.received) < 10_000
    assert not [url for url in traffic.asked if "layers" in url]
    assert _place(frame, "01438") == pytest.approx(place, abs=1), "the land stays where it is, to the pixel"
    classes = frame.locator(".ntm-legend tr[data-class=recognised] .ntm-count")
    expect(classes).to_have_text("12")
    assert traffic.outside == []


def test_a_district_is_brought_near_and_names_are_shown(visit):
    page, frame, _ = visit("ban-do")
    before = _place(frame, "01438")
    style = _style(frame)
    _choose(page, "Huyện", "Huyện Hà Quảng")
    _restyled(frame, style)
    assert _place(frame, "01438")["width"] > before["width"]
    page.get_by_role("button", name="161 đơn vị (2020)").click()
    page.locator("label", has_text="Tên xã").click()
    expect(frame.locator(".ntm-label").first).to_be_visible(timeout=WAIT)
