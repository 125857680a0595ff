"""Journeys of a leader and of an officer over the pages of the programme, in a real browser without a network."""

import re

import openpyxl
import pytest
from playwright.sync_api import expect

from tests.app_server import ROOT, WAIT, Traffic
from tests.pages.screens import still

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

MAP = "iframe[title='streamlit_folium.st_folium']"


@pytest.fixture(scope="module")
def visit(served, chrome):
    """Open a page in the one window there is, as somebody who was never here; nobody here writes."""
    context = chrome.new_context(viewport={"width": 1366, "height": 768}, locale="vi-VN")
    page = context.new_page()
    traffic = Traffic(context, page)

    def go(path):
        context.clear_cookies()
        page.goto(served + path)
        expect(page.frame_locator(MAP).first.locator("path[data-code]").first).to_be_visible(timeout=WAIT)
        traffic.settled()
        return page, traffic

    yield go
    context.close()


def _picture(page, name):
    page.screenshot(path=str(ROOT / "var" / "screenshots" / f"{name}-1366x768.png"))


def _scale(frame):
    return frame.locator(".leaflet-control-scale-line").first.inner_text()


def test_a_leader_goes_from_a_criterion_to_a_commune(visit):
    picture, _traffic = visit("tieu-chi?theme=10.1")
    _picture(picture, "criteria")
    page, traffic = visit("tieu-chi?theme=10")
    frame = page.frame_locator(MAP)
    expect(frame.locator("path[data-code]").first).to_be_visible(timeout=WAIT)
    traffic.settled()
    met = frame.locator("path[data-class=met]").count()
    expect(page.get_by_text(re.compile(rf"^{met}/139 xã đạt"))).to_be_visible(timeout=WAIT)
    frame.locator("path[data-code='01438']").click()
    button = page.get_by_role("button", name=re.compile("Hồ sơ Xã Ngọc Đào"))
    expect(button).to_be_visible(timeout=WAIT)
    button.click()
    expect(page.get_by_role("heading", name="Xã Ngọc Đào")).to_be_visible(timeout=WAIT)
    expect(page.get_by_text("Còn thiếu (2)")).to_be_visible(timeout=WAIT)
    assert "commune=01438" in page.url
    assert traffic.outside == []


def test_two_years_pan_and_zoom_together(visit):
    page, traffic = visit("tien-do")
    page.get_by_text("So sánh hai năm").click()
    expect(page.locator(MAP)).to_have_count(2, timeout=WAIT)
    one, other = page.frame_locator(MAP).nth(0), page.frame_locator(MAP).nth(1)
    expect(other.locator("path[data-code]").first).to_be_visible(timeout=WAIT)
    traffic.settled()
    still(one)
    still(other)
    before = _scale(other)
    for _step in range(4):
        one.get_by_role("button", name="Phóng to").click()
        still(one)
    still(other)
    assert _scale(one) == _scale(other) != before
    _picture(page, "progress-two")


def test_the_years_play_by_themselves_in_the_language_of_the_page(visit):
    page, _traffic = visit("tien-do?lang=en")
    frame = page.frame_locator(MAP)
    head = frame.locator(".ntm-legend summary")
    expect(head).to_contain_text("2022", timeout=WAIT)
    page.get_by_role("button", name=re.compile("Play")).click()
    expect(page.get_by_role("button", name=re.compile("Stop"))).to_be_visible(timeout=WAIT)
    for year in ("2020", "2021", "2022"):
        expect(head).to_contain_text(year, timeout=WAIT)
    expect(page.get_by_role("button", name=re.compile("Play"))).to_be_visible(timeout=WAIT)
    expect(head).to_contain_text("Tiers of communes", timeout=WAIT)


def test_an_officer_takes_the_list_along(visit, tmp_path):
    page, traffic = visit("so-nganh?department=statistics")
    expect(page.get_by_text("còn 124 nội dung chưa đạt tại 124 xã")).to_be_visible(timeout=WAIT)
    with page.expect_download() as download:
        page.get_by_role("button", name=re.compile("Tải danh sách")).click()
    path = tmp_path / "list.xlsx"
    download.value.save_as(path)
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert sheet.max_row == 4 + 124
    assert "Số liệu minh họa" in sheet.cell(2, 1).value
    assert traffic.outside == []


def test_a_map_is_taken_along_as_a_picture(visit, tmp_path):
    page, _traffic = visit("xom")
    page.get_by_role("button", name=re.compile("Tải về, chia sẻ")).click()
    with page.expect_download(timeout=WAIT) as download:
        page.get_by_role("button", name="Ảnh (PNG)").click()
    path = tmp_path / "map.png"
    download.value.save_as(path)
    assert path.read_bytes().startswith(b"\x89PNG")
    assert path.stat().st_size > 100_000


def test_a_leader_asks_what_it_takes_and_what_if(visit):
    page, traffic = visit("lo-trinh")
    expect(page.get_by_text("Không có phương án nào ít kinh phí hơn")).to_be_visible(timeout=WAIT)
    _picture(page, "pathway-first")
    page, traffic = visit("ban-do?commune=01291")
    page.get_by_role("button", name="Giả định").click()
    page.get_by_role("button", name="Xem kết quả").click()
    expect(page.get_by_text("Đang giả định 13 tiêu chí tại 1 xã")).to_be_visible(timeout=WAIT)
    count = page.frame_locator(MAP).first.locator(".ntm-legend tr[data-class=recognised] .ntm-count")
    expect(count).to_have_text("18", timeout=WAIT)
    page.get_by_role("button", name="Bỏ giả định").click()
    expect(count).to_have_text("17", timeout=WAIT)
    assert traffic.outside == []
