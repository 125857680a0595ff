"""Everything for the meeting is made beside the page: it tells how long that takes, offers the file, and stops."""

import re
import zipfile

import pytest
from playwright.sync_api import expect

from tests.app_server import WAIT
from tests.briefing.test_publish import PACKAGE

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture(scope="module")
def window(chrome):
    context = chrome.new_context(viewport={"width": 1366, "height": 768}, locale="vi-VN")
    yield context.new_page()
    context.close()


@pytest.fixture
def page(window, served):
    """The page of papers, opened by somebody who was never here."""
    window.context.clear_cookies()
    window.goto(served + "bao-cao")
    expect(window.get_by_role("button", name="ZIP")).to_be_enabled(timeout=WAIT)
    return window


def test_the_zip_is_made_and_offered(page, tmp_path):
    page.get_by_role("button", name="ZIP").click()
    expect(page.get_by_text(re.compile(r"Còn khoảng \d+ giây"))).to_be_visible(timeout=WAIT)
    ready = page.get_by_role("button", name=re.compile("Tải ho-so-hop-2022.zip"))
    expect(ready).to_be_visible(timeout=300_000)
    with page.expect_download(timeout=WAIT) as download:
        ready.click()
    download.value.save_as(tmp_path / "a.zip")
    with zipfile.ZipFile(tmp_path / "a.zip") as package:
        assert package.testzip() is None
        assert set(package.namelist()) == PACKAGE


def test_the_bar_moves_and_stopping_ends_it_at_once(page):
    page.get_by_role("button", name="ZIP").click()
    bar = page.get_by_test_id("stProgress").get_by_role("progressbar")
    expect(bar).to_be_visible(timeout=WAIT)
    first = bar.get_attribute("aria-valuenow")
    expect(bar).not_to_have_attribute("aria-valuenow", first, timeout=WAIT)
    page.get_by_role("button", name="Dừng").click()
    expect(page.get_by_text("Đã dừng, chưa ghi tệp nào.")).to_be_visible(timeout=WAIT)
    expect(page.get_by_role("button", name="ZIP")).to_be_enabled(timeout=WAIT)
