"""Everything for the meeting is made in the app about as fast as on the command line; it tells how long, and stops."""

import os
import re
import subprocess
import sys
import time
import zipfile

import pytest
from playwright.sync_api import expect

from tests.app_server import ROOT, WAIT, browser, running

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
WATCH_S = 15
"""The page looks every two seconds, and a machine that does other work answers a press late."""


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    folder = tmp_path_factory.mktemp("papers")
    with (
        running(ROOT / "app.py", data_dir=folder / "data", log=folder / "log.txt") as address,
        browser(os.environ["NTM_CHROMIUM"]) as chrome,
    ):
        yield address, chrome, folder


def _page(chrome, address):
    page = chrome.new_context(viewport={"width": 1366, "height": 768}, locale="vi-VN").new_page()
    page.goto(address + "bao-cao")
    expect(page.get_by_role("button", name="ZIP")).to_be_enabled(timeout=WAIT)
    return page


def _by_command(folder):
    began = time.monotonic()
    subprocess.run(
        [sys.executable, "-m", "ntm_geo", "publish", "--kind", "all", "--out", str(folder / "ho-so.zip")],
        cwd=ROOT, env=os.environ | {"NTM_DATA_DIR": str(folder / "data")}, check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    return time.monotonic() - began


def test_the_zip_takes_about_as_long_as_on_the_command_line(opened, tmp_path):
    address, chrome, folder = opened
    page = _page(chrome, address)
    before = _by_command(folder)
    began = time.monotonic()
    page.get_by_role("button", name="ZIP").click()
    expect(page.get_by_text(re.compile(r"Còn khoảng \d+ giây"))).to_be_visible(timeout=WAIT)
    ready = page.get_by_role("button", name=re.compile("Tải ho-so-hop-2022.zip"))
    expect(ready).to_be_visible(timeout=300_000)
    seconds = time.monotonic() - began
    usual = max(before, _by_command(folder))
    assert seconds <= 1.3 * usual + WATCH_S
    with page.expect_download(timeout=WAIT) as download:
        ready.click()
    download.value.save_as(tmp_path / "a.zip")
    with zipfile.ZipFile(tmp_path / "a.zip") as package, zipfile.ZipFile(folder / "ho-so.zip") as other:
        assert package.namelist() == other.namelist()


def test_the_bar_moves_and_stopping_ends_it_at_once(opened):
    address, chrome, _folder = opened
    page = _page(chrome, address)
    page.get_by_role("button", name="ZIP").click()
    bar = page.get_by_test_id("stProgress").get_by_role("progressbar")
    expect(bar).to_be_visible(timeout=WAIT)
    first = bar.get_attribute("aria-valuenow")
    expect(bar).not_to_have_attribute("aria-valuenow", first, timeout=WAIT)
    page.get_by_role("button", name="Dừng").click()
    expect(page.get_by_text("Đã dừng, chưa ghi tệp nào.")).to_be_visible(timeout=WAIT)
    expect(page.get_by_role("button", name="ZIP")).to_be_enabled(timeout=WAIT)
