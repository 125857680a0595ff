"""What took a dozen steps takes a few: every click and every entry is counted, from the first page to the file.

Today, with a sheet, a GIS and PowerPoint: the tier map for a meeting about 13 steps, ten priority communes about 8, sixty
agencies with their annex about 12, over hours to weeks.
"""

import io
import os
import re

import pytest
from docx import Document
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.app_server import ROOT, Traffic, browser, running

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

MAP = "iframe[title='streamlit_folium.st_folium']"
WAIT = 45_000


class Steps:
    """A page whose clicks and entries are counted."""

    def __init__(self, page, folder):
        self.page, self.folder, self.count = page, folder, 0

    def click(self, what):
        self.count += 1
        what.click(timeout=WAIT)

    def fill(self, what, value):
        self.count += 1
        what.fill(value)
        what.press("Enter")

    def take(self, what):
        """Click, and return what was downloaded."""
        with self.page.expect_download(timeout=WAIT) as download:
            self.click(what)
        path = self.folder / download.value.suggested_filename
        download.value.save_as(path)
        return path.read_bytes()

    def settled(self):
        """Wait until the page has answered: a busy machine begins to answer late."""
        self.page.wait_for_timeout(1500)
        expect(self.page.get_by_test_id("stStatusWidget")).to_have_count(0, timeout=WAIT)
        self.page.wait_for_timeout(300)


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    folder = tmp_path_factory.mktemp("steps")
    with (
        running(ROOT / "app.py", data_dir=folder / "data", log=folder / "log.txt") as address,
        browser(os.environ["NTM_CHROMIUM"]) as chrome,
    ):
        yield address, chrome


@pytest.fixture
def steps(opened, tmp_path):
    address, chrome = opened
    context = chrome.new_context(viewport={"width": 1366, "height": 768}, locale="vi-VN")
    page = context.new_page()
    traffic = Traffic(context, page)
    page.goto(address)
    expect(page.frame_locator(MAP).first.locator("path[data-code]").first).to_be_visible(timeout=WAIT)
    found = Steps(page, tmp_path)
    found.settled()
    yield found
    assert traffic.outside == []
    context.close()


def test_the_tier_map_for_the_meeting_takes_at_most_four_steps(steps):
    page = steps.page
    steps.click(page.get_by_role("link", name="Bản đồ mức độ"))
    steps.click(page.get_by_role("button", name=re.compile("Tải về, chia sẻ")))
    paper = page.get_by_role("radio", name="A3", exact=True)
    steps.click(paper)
    expect(paper).to_be_checked(timeout=WAIT)
    steps.settled()
    printed = PdfReader(io.BytesIO(steps.take(page.get_by_role("button", name="Bản in (PDF)"))))
    words = printed.pages[0].extract_text()
    assert "Mức độ đạt chuẩn của các xã, cuối năm 2022" in words
    assert {"17", "50", "68"} <= set(words.split())
    assert steps.count <= 4


def test_ten_priority_communes_take_at_most_five_steps(steps):
    page = steps.page
    steps.click(page.get_by_role("link", name="Xã ưu tiên"))
    frame = page.frame_locator(MAP).first
    expect(frame.locator("path[data-class=selected]")).to_have_count(10, timeout=WAIT)
    steps.click(page.get_by_role("combobox", name="Mục đích").first)
    steps.click(page.get_by_role("option", name="Biên giới và đặc biệt khó khăn"))
    expect(frame.locator("path[data-class=selected]")).to_have_count(10, timeout=WAIT)
    steps.settled()
    steps.click(page.get_by_role("button", name="Lưu", exact=True))
    expect(page.get_by_text("10 xã giữ nguyên")).to_be_visible(timeout=WAIT)
    assert steps.count <= 5


def test_sixty_agencies_and_the_annex_take_at_most_six_steps(steps):
    page = steps.page
    steps.click(page.get_by_role("link", name="Phân công giúp đỡ"))
    expect(page.get_by_text("40/40 xã")).to_be_visible(timeout=WAIT)
    steps.fill(page.get_by_label("Số xã cần chọn"), "60")
    expect(page.get_by_text("60/60 xã")).to_be_visible(timeout=WAIT)
    steps.settled()
    steps.click(page.get_by_role("radio", name="Văn bản"))
    steps.settled()
    paper = Document(io.BytesIO(steps.take(page.get_by_role("button", name=re.compile("Phụ lục.*Word")))))
    table = max(paper.tables, key=lambda one: len(one.rows))
    named = {row.cells[1].text for row in table.rows[1:] if row.cells[0].text.strip()}
    assert len(named) >= 60
    assert steps.count <= 6


def _click_first_row(steps):
    table = steps.page.get_by_test_id("stDataFrame").filter(visible=True).first
    expect(table).to_be_visible(timeout=WAIT)
    box = table.bounding_box()
    steps.count += 1
    steps.page.mouse.click(box["x"] + 16, box["y"] + 52)


def test_ten_communes_with_one_left_out_saved_take_at_most_six_steps(steps):
    page = steps.page
    steps.click(page.get_by_role("link", name="Xã ưu tiên"))
    expect(page.frame_locator(MAP).first.locator("path[data-class=selected]")).to_have_count(10, timeout=WAIT)
    steps.settled()
    _click_first_row(steps)
    why = page.get_by_placeholder("vì sao không theo xếp hạng")
    expect(why).to_be_visible(timeout=WAIT)
    steps.settled()
    steps.count += 1
    why.fill("đang sắp xếp lại")
    steps.click(page.get_by_role("button", name=re.compile("ngoài danh sách")))
    expect(page.get_by_text("để ngoài danh sách: đang sắp xếp lại")).to_be_visible(timeout=WAIT)
    steps.settled()
    steps.click(page.get_by_role("button", name="Lưu", exact=True))
    expect(page.get_by_text("10 xã giữ nguyên")).to_be_visible(timeout=WAIT)
    assert steps.count <= 6


def test_a_pair_is_fixed_in_two_steps_a_plan_saved_and_decided_in_five_and_there_the_next_day_in_none(steps):
    page = steps.page
    page.get_by_role("link", name="Phân công giúp đỡ").click()
    expect(page.get_by_text("chưa lưu").first).to_be_visible(timeout=WAIT)
    steps.settled()
    _click_first_row(steps)
    fix = page.get_by_role("button", name="Ấn định").first
    expect(fix).to_be_visible(timeout=WAIT)
    steps.settled()
    steps.click(fix)
    expect(page.get_by_text("Ấn định: chưa ghi lý do")).to_be_visible(timeout=WAIT)
    assert steps.count == 2
    page.get_by_role("button", name="Bỏ ấn định").click()
    steps.settled()
    steps.count = 0
    steps.click(page.get_by_role("button", name=re.compile("Quyết định$")).first)
    steps.fill(page.get_by_label("Số quyết định"), "7/QĐ-UBND")
    steps.fill(page.get_by_label("Người ký"), "Chủ tịch")
    steps.settled()
    steps.click(page.get_by_role("button", name="Ghi quyết định"))
    expect(page.get_by_text("7/QĐ-UBND, 01/01/2023, Chủ tịch")).to_be_visible(timeout=WAIT)
    assert steps.count <= 5
    page.goto(page.url)
    expect(page.get_by_text("7/QĐ-UBND, 01/01/2023, Chủ tịch")).to_be_visible(timeout=WAIT)
