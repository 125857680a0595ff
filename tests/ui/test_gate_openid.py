"""In by a provider of identities that runs on this machine: through the real server, in a browser."""

import re
from datetime import date

import oidc_provider_mock
import pytest
from playwright.sync_api import expect

from ntm_geo.accounts.account_list import Account, add_account
from ntm_geo.accounts.identities import link_identity
from ntm_geo.acting import PROGRAM, acting_as
from ntm_geo.settings import Settings
from ntm_geo.ui import gate_openid
from ntm_geo.ui.kit import cache
from ntm_geo.workspace.workspace import open_workspace
from tests.app_server import ROOT, running
from tests.ui.test_gate import PASSWORD, Browser, office, space  # noqa: F401 - a gate with two accounts

pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),  # of the provider, which runs in this process
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
SECRET = "bi-mat-cua-may-chu"
FILE = """\
server_metadata_url = "{provider}/.well-known/openid-configuration"
client_id = "ntm"
client_secret = "{secret}"
address = "http://127.0.0.1:{{port}}"
name = "Cổng tỉnh"
"""
FLOW = ("/auth/login?provider=x", "/oauth2callback?code=x&state=y")


@pytest.fixture(scope="module")
def provider():
    users = [
        oidc_provider_mock.User(sub="s-1", claims={"email": "hoa@example.vn", "email_verified": True}),
        oidc_provider_mock.User(sub="s-2", claims={"email": "la@example.vn", "email_verified": True}),
        oidc_provider_mock.User(sub="s-3", claims={"email": "hoa@example.vn", "email_verified": False}),
    ]
    with oidc_provider_mock.run_server_in_thread(user_claims=users, require_nonce=True) as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture(scope="module")
def served_office(provider, tmp_path_factory):
    """Address of a server with accounts and a provider, and where it writes what it says."""
    folder = tmp_path_factory.mktemp("openid")
    data = folder / "data"
    data.mkdir()
    opened = open_workspace(Settings(data_dir=data, opens_on=date(2022, 12, 31)))
    (data / "openid.toml").write_text(FILE.format(provider=provider, secret=SECRET), encoding="utf-8")
    with acting_as(PROGRAM):
        for name, role in (("quantri", "administrator"), ("hoa", "coordination")):
            add_account(opened.store, opened.rights, Account(account=name, name=name, role=role), password=PASSWORD)
        link_identity(opened.store, opened.rights, "hoa", "hoa@example.vn")
    opened.store.close()
    with running(ROOT / "app.py", data_dir=data, log=folder / "log.txt", health="readyz") as address:
        yield address, folder


@pytest.fixture(scope="module")
def window(chrome):
    context = chrome.new_context(locale="vi-VN")
    yield context.new_page()
    context.close()


@pytest.fixture
def page(window):
    """A page of the browser of somebody who was never here, nor at the provider."""
    window.context.clear_cookies()
    return window


def _go(page, address, subject):
    page.goto(f"{address}dang-nhap?next=/accounts")
    page.get_by_role("link", name="Đăng nhập bằng Cổng tỉnh").click()
    page.fill("input[name=sub]", subject)
    page.locator("button[type=submit]").first.click()


@pytest.mark.browser
def test_whoever_the_provider_proves_and_we_know_gets_our_session(page, served_office, provider):
    address, folder = served_office
    _go(page, address, "s-1")
    page.wait_for_url(re.compile("/accounts$"))
    expect(page.locator("[data-testid=stApp]")).to_contain_text("hoa")
    names = {cookie["name"] for cookie in page.context.cookies(address)}
    assert "ntm_session" in names
    assert not {name for name in names if name.startswith("_streamlit_user")}, "nothing of the provider is left here"
    page.goto(f"{address}dang-xuat")
    page.wait_for_url(re.compile("dang-nhap"))
    assert "ntm_session" not in {cookie["name"] for cookie in page.context.cookies(address)}
    written = "".join(path.read_text("utf-8", "replace") for path in [folder / "log.txt", *folder.rglob("*.log")])
    assert SECRET not in written
    assert "hoa@example.vn" not in written


@pytest.mark.browser
@pytest.mark.parametrize(("subject", "shown"), [("s-2", "la@example.vn"), ("s-3", "s-3")])
def test_whom_we_do_not_know_reads_what_to_tell_the_administrator(subject, shown, page, served_office):
    address, _folder = served_office
    _go(page, address, subject)
    expect(page.get_by_role("alert")).to_contain_text(shown)
    expect(page.get_by_role("alert")).to_contain_text("quản trị")
    assert "ntm_session" not in {cookie["name"] for cookie in page.context.cookies(address)}
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("button")).to_contain_text("Sign in")


@pytest.mark.browser
def test_an_answer_nobody_asked_for_lets_nobody_in(page, served_office):
    address, _folder = served_office
    assert page.goto(f"{address}oauth2callback?code=x&state=y").status == 401
    expect(page.get_by_role("alert")).to_contain_text("Thử lại")
    assert page.goto(f"{address}oauth2callback?error=access_denied&state=y").status == 401
    assert page.goto(f"{address}auth/logout").url.startswith(f"{address}dang-nhap")


@pytest.mark.parametrize("path", FLOW)
def test_without_a_provider_its_addresses_are_closed(path, office):  # noqa: F811 - the fixture
    browser = Browser()
    assert browser.ask(path)[0] == 401
    assert "co-quan" not in browser.ask("/dang-nhap")[2]
    assert browser.ask("/dang-nhap/co-quan")[1]["location"] == "/dang-nhap"
    assert browser.inner == []


def test_with_a_provider_exactly_its_addresses_are_open(office, monkeypatch):  # noqa: F811 - the fixture
    (office.settings.data_dir / "openid.toml").write_text(
        FILE.format(provider="https://sso.example.vn", secret=SECRET), encoding="utf-8"
    )
    gate_openid._provider.cache_clear()
    browser = Browser()
    form = browser.ask("/dang-nhap?next=/ban-do")[2]
    assert 'href="/dang-nhap/co-quan?next=/ban-do"' in form
    status, headers, _text = browser.ask("/dang-nhap/co-quan?next=/ban-do")
    assert (status, headers["location"].partition("=")[0]) == (303, "/auth/login?provider")
    assert browser.cookies["ntm_next"] == "/ban-do"
    assert browser.ask("/dang-nhap/co-quan", sec_fetch_site="cross-site")[1]["location"] == "/dang-nhap"
    assert browser.ask(FLOW[0])[0] == 200
    assert browser.ask(FLOW[1])[0] == 401, "what Streamlit answers is read and not handed on"
    for path in ("/auth/logout", "/auth/login/x", "/oauth2callback/x", "/_stcore/health", "/"):
        assert browser.ask(path)[0] == 401
    assert browser.inner == ["/auth/login", "/oauth2callback"]
    gate_openid._provider.cache_clear()


def test_behind_a_gate_without_accounts_nobody_is_sent_anywhere(space):  # noqa: F811 - the fixture
    assert cache.workspace() is space
    assert Browser().ask("/dang-nhap/co-quan")[0] == 403
