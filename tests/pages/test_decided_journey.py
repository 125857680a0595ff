"""A day in the office in a real browser: what was decided is what is shown the next day, and what was saved is opened."""

import re
import time

import pytest
from playwright.sync_api import expect

from tests.app_server import ROOT, WAIT, Traffic, running

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

SOLVING = "Đang tìm phương án tốt nhất"
WATCH = f"""
window.solved = false;
new MutationObserver(() => {{
  if (document.body && document.body.innerText.includes("{SOLVING}")) window.solved = true;
}}).observe(document, {{childList: true, subtree: true, characterData: true}});
"""
"""Notes whether the page ever said that it looks for the best assignment."""


class Office:
    """The application and a browser; every visitor comes in a session of his own and counts his steps."""

    def __init__(self, address, chrome):
        self.address, self._chrome, self.contexts = address, chrome, []

    def visit(self, page):
        context = self._chrome.new_context(viewport={"width": 1366, "height": 768}, locale="vi-VN")
        opened = context.new_page()
        opened.add_init_script(WATCH)
        traffic = Traffic(context, opened)
        self.contexts.append((context, traffic))
        opened.goto(f"{self.address}{page}")
        return opened, traffic


@pytest.fixture(scope="module")
def office(tmp_path_factory, chrome):
    folder = tmp_path_factory.mktemp("decided")
    with running(ROOT / "app.py", data_dir=folder / "data", log=folder / "log.txt") as address:
        found = Office(address, chrome)
        yield found
        for context, traffic in found.contexts:
            assert traffic.outside == []
            context.close()


def _click_first_row(page):
    table = page.get_by_test_id("stDataFrame").filter(visible=True).first
    box = table.bounding_box()
    page.mouse.click(box["x"] + 16, box["y"] + 52)


def test_a_plan_is_fixed_decided_and_there_the_next_day_without_looking_for_it_again(office):
    page, traffic = office.visit("phan-cong")
    expect(page.get_by_text("chưa lưu").first).to_be_visible(timeout=WAIT)
    expect(page.get_by_test_id("stDataFrame").filter(visible=True).first).to_be_visible(timeout=WAIT)
    traffic.settled()

    # Two clicks fix a pair, and nothing is solved for it.
    page.evaluate("window.solved = false")
    _click_first_row(page)
    fix = page.get_by_role("button", name="Ấn định", exact=False).first
    expect(fix).to_be_visible(timeout=WAIT)
    traffic.settled()
    fix.click()
    expect(page.get_by_text("Ấn định: chưa ghi lý do")).to_be_visible(timeout=WAIT)
    assert page.evaluate("window.solved") is False

    # Saved and decided in one go.
    page.get_by_role("button", name=re.compile("Quyết định$")).first.click()
    page.get_by_label("Số quyết định").fill("12/QĐ-UBND")
    page.get_by_label("Người ký", exact=True).fill("Chủ tịch")
    page.get_by_placeholder("một lý do chung").last.fill("đã thống nhất")
    page.keyboard.press("Tab")
    traffic.settled()
    page.get_by_role("button", name="Ghi quyết định").click()
    expect(page.get_by_text(re.compile("12/QĐ-UBND.*01/01/2023.*Chủ tịch"))).to_be_visible(timeout=WAIT)
    figures = page.get_by_text(re.compile("40/40 xã")).first.inner_text()

    # The next day, in a session of its own.
    start = time.monotonic()
    again, other = office.visit("phan-cong")
    expect(again.get_by_text(re.compile("12/QĐ-UBND.*01/01/2023.*Chủ tịch"))).to_be_visible(timeout=WAIT)
    seconds = time.monotonic() - start
    assert again.get_by_text(re.compile("40/40 xã")).first.inner_text() == figures
    other.settled()
    assert again.evaluate("window.solved") is False
    assert seconds < 10, f"{seconds:.1f} s"
    assert again.get_by_text("Dự thảo", exact=False).count() == 0
    for gone in ("Lập lại từ đầu", "Lập lại, giữ tối đa", "Lưu"):
        expect(again.get_by_role("button", name=gone, exact=True)).to_have_count(0)
    again.screenshot(path=str(ROOT / "var" / "screenshots" / "assignment-decided-1366x768.png"))


def test_a_list_with_one_commune_left_out_is_saved_and_opened_the_next_day(office):
    page, traffic = office.visit("uu-tien")
    expect(page.get_by_text(re.compile("^Chọn 10 "))).to_be_visible(timeout=WAIT)
    traffic.settled()
    _click_first_row(page)
    leave = page.get_by_role("button", name=re.compile("ngoài danh sách"))
    expect(leave).to_be_visible(timeout=WAIT)
    traffic.settled()
    page.get_by_placeholder("vì sao không theo xếp hạng").fill("đang sắp xếp lại")
    leave.click()
    expect(page.get_by_text("để ngoài danh sách: đang sắp xếp lại")).to_be_visible(timeout=WAIT)
    traffic.settled()
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.get_by_text("10 xã giữ nguyên")).to_be_visible(timeout=WAIT)

    again, other = office.visit("uu-tien")
    expect(again.get_by_text(re.compile("^Chọn 10 "))).to_be_visible(timeout=WAIT)
    other.settled()
    again.get_by_role("button", name="Phương án đã lưu").click()
    again.get_by_role("button", name=re.compile("Mở$")).click()
    expect(again.get_by_text("Danh sách đúng như khi lưu", exact=False)).to_be_visible(timeout=WAIT)
    again.get_by_text("Trọng số và điều kiện").first.click()
    again.get_by_role("tab", name="Điều chỉnh ngoài xếp hạng").click()
    again.screenshot(path=str(ROOT / "var" / "screenshots" / "priorities-opened-1366x768.png"))
