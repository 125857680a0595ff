"""Two seats in a real browser: the administrator lets a planner in, who works, and is out at once when he is put out."""

import re

import pytest
from playwright.sync_api import expect

from ntm_geo.accounts.account_list import Account, add_account
from ntm_geo.accounts.sign_in import new_link
from ntm_geo.acting import PROGRAM, acting_as
from ntm_geo.settings import Settings
from ntm_geo.workspace.workspace import open_workspace
from tests.app_server import ROOT, WAIT, Traffic, running

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
PASSWORD = "mua xuan tren ban"
MAP = "iframe[title='streamlit_folium.st_folium']"


@pytest.fixture(scope="module")
def served_to_accounts(tmp_path_factory):
    """Address of a server with an administrator, and a one-time link for a planner."""
    folder = tmp_path_factory.mktemp("accounts")
    space = open_workspace(Settings(data_dir=folder / "data"))
    with acting_as(PROGRAM):
        admin = Account(account="quantri", name="Quản Trị", role="administrator")
        add_account(space.store, space.rights, admin, password=PASSWORD)
        add_account(space.store, space.rights, Account(account="hoa", name="Nông Thị Hoa", role="coordination"))
        link = new_link(space.store, space.rights, "hoa")
    space.store.close()
    with running(ROOT / "app.py", data_dir=folder / "data", log=folder / "log.txt", health="healthz") as address:
        yield address, link


@pytest.fixture
def seat(chrome):
    opened = []

    def sit(width=1366, height=768):
        context = chrome.new_context(locale="vi-VN", viewport={"width": width, "height": height})
        opened.append(context)
        page = context.new_page()
        return page, Traffic(context, page)

    yield sit
    for context in opened:
        context.close()


def _sign_in(page, account):
    page.fill("#account", account)
    page.fill("#password", PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()


def test_from_the_link_to_the_map_and_out_again(served_to_accounts, seat):
    address, link = served_to_accounts
    page, traffic = seat(390, 844)
    page.goto(f"{address}dat-mat-khau?token={link}")
    page.fill("#password", PASSWORD)
    page.fill("#again", PASSWORD)
    page.get_by_role("button", name="Đặt mật khẩu").click()
    expect(page.get_by_role("status")).to_contain_text("Đã đặt mật khẩu")
    page.goto(f"{address}ban-do?period=2022&vintage=2020")
    expect(page).to_have_url(re.compile("/dang-nhap"))
    _sign_in(page, "hoa")
    expect(page.frame_locator(MAP).locator("path[data-code]").first).to_be_visible(timeout=WAIT)
    traffic.settled()
    assert not traffic.outside

    admin, _traffic = seat()
    admin.goto(address)
    _sign_in(admin, "quantri")
    admin.get_by_role("tab", name="Tài khoản", exact=True).click()
    admin.locator(".st-key-account_chosen input").click()
    admin.get_by_role("option").filter(has_text="hoa").click()
    admin.locator(".st-key-account_active_hoa label").click()
    admin.locator(".st-key-account_keep_hoa button").click()
    expect(admin.get_by_text("ngừng sử dụng")).to_be_attached(timeout=WAIT)

    page.wait_for_timeout(2_500)  # what the database said of a token is believed for two seconds
    page.reload()
    expect(page).to_have_url(re.compile("/dang-nhap"), timeout=WAIT)
    _sign_in(page, "hoa")
    expect(page.get_by_role("alert")).to_contain_text("không đúng")
