"""A database that ends under an open page: nothing typed is lost, what was asked is done once it is back."""

import os
import re
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect
from sqlalchemy import create_engine, text

from tests import postgres
from tests.app_server import ROOT, WAIT, running

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
SIZE = {"width": 1366, "height": 768}


@pytest.fixture(scope="module")
def cluster():
    """A PostgreSQL of its own: it is ended and started again."""
    if postgres.programs() is None:
        if os.environ.get("NTM_REQUIRE_POSTGRES"):
            pytest.fail(postgres.MISSING, pytrace=False)
        pytest.skip(postgres.MISSING)
    with postgres.running() as started:
        server = started.address.replace("postgresql:", "postgresql+psycopg:")
        admin = create_engine(f"{server}/postgres", isolation_level="AUTOCOMMIT")
        with admin.connect() as connection:
            connection.execute(text("CREATE DATABASE ntm"))
        admin.dispose()
        yield started


@contextmanager
def _served(cluster, folder, monkeypatch):
    monkeypatch.setenv("NTM_DATABASE_URL", f"{cluster.address}/ntm")
    with running(ROOT / "app.py", data_dir=folder / "data", log=folder / "log.txt") as address:
        yield address


@pytest.fixture(scope="module")
def address(cluster, tmp_path_factory):
    with (
        pytest.MonkeyPatch.context() as monkeypatch,
        _served(cluster, tmp_path_factory.mktemp("away"), monkeypatch) as at,
    ):
        yield at


@pytest.fixture(scope="module")
def window(chrome):
    opened = chrome.new_page(viewport=SIZE, locale="vi-VN")
    yield opened
    opened.close()


@pytest.fixture
def page(window):
    """A page of the browser of somebody who was never here."""
    window.context.clear_cookies()
    return window


def test_what_is_known_is_shown_and_what_is_saved_meanwhile_lands_when_it_is_back(page, address, cluster):
    page.goto(f"{address}dang-ky")
    entry = page.locator(".st-key-entry_difficulty button")
    expect(entry).to_be_visible(timeout=WAIT)
    entry.click()
    dialog = page.get_by_role("dialog")
    dialog.locator(".st-key-difficulty_code input").click()
    page.get_by_role("option").first.click()
    what = dialog.locator("textarea")
    what.fill("Đường vào xóm chưa cứng hóa")
    what.press("Control+Enter")
    cluster.kill()
    dialog.locator(".st-key-difficulty_by input").fill("Nông Thị Lan")
    dialog.locator(".st-key-difficulty_by input").press("Enter")
    dialog.locator(".st-key-difficulty_save button").click()
    expect(page.get_by_test_id("stToast")).to_contain_text("tự tiếp tục", timeout=WAIT)
    expect(what).to_have_value("Đường vào xóm chưa cứng hóa")
    assert "127.0.0.1" not in page.inner_text("body")
    cluster.start()
    expect(page.get_by_role("dialog")).to_have_count(0, timeout=WAIT)
    expect(page.get_by_test_id("stAlertContentSuccess").first).to_be_visible(timeout=WAIT)


def test_the_year_can_be_changed_while_it_is_away(page, address, cluster):
    page.goto(address)
    year = page.locator("[data-testid=stSelectbox] input").first
    expect(year).to_have_value(re.compile("2022"), timeout=WAIT)
    cluster.kill()
    year.click()
    page.get_by_role("option").filter(has_text="2021").click()
    expect(page.get_by_test_id("stAlertContentWarning").first).to_contain_text("tạm thời chưa lưu được", timeout=WAIT)
    expect(year).to_have_value(re.compile("2021"))
    cluster.start()
    expect(page.get_by_test_id("stAlertContentWarning")).to_have_count(0, timeout=WAIT)
    expect(year).to_have_value(re.compile("2021"))
