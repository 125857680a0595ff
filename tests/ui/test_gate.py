"""Nobody passes the gate who is not signed in; every answer carries its guards."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from urllib.parse import urlencode

import pytest
from starlette.responses import PlainTextResponse

from ntm_geo.accounts.account_list import Account, add_account
from ntm_geo.acting import PROGRAM, acting_as
from ntm_geo.settings import Settings
from ntm_geo.ui import gate
from ntm_geo.ui.kit import cache, seat
from ntm_geo.workspace.workspace import open_workspace

PASSWORD = "mua xuan tren ban"
ADDRESSES = (
    "/", "/ban-do", "/_stcore/health", "/_stcore/host-config", "/_stcore/upload_file/a/b", "/media/a.png",
    "/component/streamlit_folium.st_folium/index.html", "/static/js/index.js", "/metrics", "/ntm-layers/a.json", "/../x",
)  # fmt: skip


class Browser:
    """Asks the gate as a browser does, cookies included."""

    def __init__(self, client="10.1.2.3"):
        self.inner, self.cookies, self.client = [], {}, client
        self.gate = gate.Gate(self._application)

    async def _application(self, scope, receive, send):
        self.inner.append(scope["path"])
        if scope["type"] == "http":
            await PlainTextResponse("inside")(scope, receive, send)

    def ask(self, path, *, method="GET", kind="http", fields=None, **headers):
        """Status, headers and text of an answer."""
        path, _mark, query = path.partition("?")
        body = urlencode(fields or {}).encode()
        sent = {"cookie": "; ".join(f"{key}={value}" for key, value in self.cookies.items())} | headers
        scope = {
            "type": kind, "path": path, "query_string": query.encode(), "method": method, "scheme": "http",
            "server": ("127.0.0.1", 8501), "client": (self.client, 5000),
            "headers": [(key.replace("_", "-").encode(), value.encode()) for key, value in sent.items() if value],
        }  # fmt: skip
        messages = []

        async def receive():
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message):
            messages.append(message)

        with ThreadPoolExecutor(1) as pool:  # a browser of another test may have a loop of its own in this thread
            pool.submit(lambda: asyncio.run(self.gate(scope, receive, send))).result()
        if not messages:
            return 0, {}, ""
        if messages[0]["type"] == "websocket.close":
            return messages[0]["code"], {}, ""
        answered = {}
        for key, value in messages[0]["headers"]:
            if key == b"set-cookie":
                name, _sign, rest = value.decode().partition("=")
                self.cookies[name] = rest.partition(";")[0].strip('"')
                answered.setdefault("cookies", []).append(value.decode())
            answered[key.decode()] = value.decode()
        return messages[0]["status"], answered, b"".join(part.get("body", b"") for part in messages[1:]).decode()

    def sign_in(self, account="hoa", password=PASSWORD, **fields):
        """The form fetched, filled in and sent."""
        self.ask("/dang-nhap")
        values = {"mark": self.cookies["ntm_form"], "account": account, "password": password} | fields
        return self.ask("/dang-nhap", method="POST", fields=values)


@pytest.fixture
def space(empty_folder, monkeypatch):
    opened = open_workspace(Settings(data_dir=empty_folder, opens_on=date(2022, 12, 31)))
    monkeypatch.setattr(cache, "workspace", lambda: opened)
    monkeypatch.setattr(gate, "_failures", {})
    seat.forget_tokens()
    yield opened
    seat.forget_tokens()


@pytest.fixture
def office(space):
    with acting_as(PROGRAM):
        for name, role in (("quantri", "administrator"), ("hoa", "coordination")):
            add_account(space.store, space.rights, Account(account=name, name=name, role=role), password=PASSWORD)
    seat.forget_tokens()
    return space


@pytest.mark.parametrize("path", ADDRESSES)
def test_without_accounts_only_this_machine_comes_in(path, space):
    here, elsewhere = Browser("127.0.0.1"), Browser()
    assert here.ask(path)[0] == 200
    status, headers, text = elsewhere.ask(path, accept="text/html")
    assert (status, elsewhere.inner) == (403, [])
    assert "users add" in text
    assert "--open-to-network" in text
    assert headers["x-frame-options"] == "SAMEORIGIN"
    behind_proxy = Browser("127.0.0.1")
    assert behind_proxy.ask(path, x_forwarded_for="10.1.2.3")[0] == 403, "a proxy here speaks for others"


def test_whoever_says_so_opens_it_to_the_network(space, monkeypatch):
    opened = open_workspace(Settings(data_dir=space.settings.data_dir, open_to_network=True))
    monkeypatch.setattr(cache, "workspace", lambda: opened)
    assert Browser().ask("/")[0] == 200
    assert Browser().ask("/dang-nhap")[0] == 303


@pytest.mark.parametrize("path", ADDRESSES)
@pytest.mark.parametrize("client", ["127.0.0.1", "10.1.2.3"])
def test_with_accounts_every_address_wants_somebody(path, client, office):
    browser = Browser(client)
    status, headers, _text = browser.ask(path, accept="text/html,*/*")
    assert (status, headers["location"].split("?")[0]) == (303, "/dang-nhap")
    assert browser.ask(path)[0] == 401
    assert browser.ask("/_stcore/stream", kind="websocket")[0] == 4401
    browser.cookies["ntm_session"] = "x" * 43
    assert browser.ask(path)[0] == 401
    assert browser.inner == []
    assert browser.ask("/healthz")[0] == browser.ask("/readyz")[0] == 200


def test_the_form_lets_in_and_the_way_out_ends_it(office):
    browser = Browser()
    status, headers, text = browser.sign_in(password="sai mat khau roi")
    assert (status, "set-cookie" in headers) == (401, True)
    assert "không đúng" in text
    status, headers, _text = browser.sign_in(next="/ban-do?period=2026")
    assert (status, headers["location"]) == (303, "/ban-do?period=2026")
    (cookie,) = [line for line in headers["cookies"] if line.startswith("ntm_session=")]
    assert {"HttpOnly", "SameSite=lax", "Path=/"} <= {part.strip() for part in cookie.split(";")}
    assert browser.ask("/ban-do")[0] == 200
    assert browser.ask("/_stcore/stream", kind="websocket")[0] == 0
    assert browser.ask("/metrics")[0] == 401, "figures of the server are for administrators"
    assert browser.ask("/dang-xuat", sec_fetch_site="cross-site")[0] == 303
    assert browser.ask("/ban-do")[0] == 200, "another page cannot sign anybody out"
    browser.ask("/dang-xuat", sec_fetch_site="same-origin")
    assert browser.ask("/ban-do")[0] == 401


def test_behind_tls_the_cookie_is_for_tls_only(office):
    browser = Browser("127.0.0.1")
    browser.ask("/dang-nhap", x_forwarded_proto="https")
    fields = {"mark": browser.cookies["ntm_form"], "account": "hoa", "password": PASSWORD}
    _status, headers, _text = browser.ask("/dang-nhap", method="POST", fields=fields, x_forwarded_proto="https")
    assert all("Secure" in line for line in headers["cookies"])


@pytest.mark.parametrize(
    ("change", "headers"),
    [({"mark": "x"}, {}), ({"mark": ""}, {}), ({}, {"sec_fetch_site": "cross-site"}), ({"account": "a" * 20_000}, {})],
)
def test_a_form_from_elsewhere_is_refused(change, headers, office):
    browser = Browser()
    browser.ask("/dang-nhap")
    fields = {"mark": browser.cookies["ntm_form"], "account": "hoa", "password": PASSWORD} | change
    assert browser.ask("/dang-nhap", method="POST", fields=fields, **headers)[0] == 400
    assert browser.ask("/")[0] == 401


def test_an_address_that_tries_too_often_waits(office):
    browser = Browser()
    for turn in range(gate._TRIES):
        assert browser.sign_in(account=f"ai{turn}", password="sai")[0] == 401
    assert browser.sign_in()[0] == 429
    assert Browser("10.9.9.9").sign_in()[0] == 303


def test_a_link_sets_a_password(office):
    from ntm_geo.accounts.sign_in import new_link

    with acting_as(PROGRAM):
        token = new_link(office.store, office.rights, "hoa")
    browser = Browser()
    assert 'value="' + token in browser.ask(f"/dat-mat-khau?token={token}")[2]

    def send(**fields):
        values = {"mark": browser.cookies["ntm_form"], "token": token} | fields
        return browser.ask("/dat-mat-khau", method="POST", fields=values)

    page = send(password="mot mat khau moi", again="mot mat khau")[2]
    assert "không giống nhau" in page
    assert f'name="token" value="{token}"' in page, "whoever mistyped tries again with the same link"
    assert "12" in send(password="ngan", again="ngan")[2]
    status, _headers, text = send(password="mot mat khau moi", again="mot mat khau moi")
    assert (status, 'action="/dang-nhap"' in text) == (200, True)
    assert browser.sign_in(password="mot mat khau moi")[0] == 303


def test_figures_of_the_server_are_for_who_collects_them(office, monkeypatch):
    settings = Settings(data_dir=office.settings.data_dir, metrics_token="thu-thap")
    monkeypatch.setattr(cache, "workspace", lambda: open_workspace(settings))
    browser = Browser()
    assert browser.ask("/metrics", authorization="Bearer thu-thap")[0] == 200
    assert browser.ask("/metrics", authorization="Bearer sai")[0] == 401
    assert browser.ask("/", authorization="Bearer thu-thap")[0] == 401
    browser.sign_in(account="quantri")
    assert browser.ask("/metrics")[0] == 200


@pytest.mark.parametrize("address", ["//evil.test/x", "https://evil.test", "/\\evil.test", "evil", "", "/dang-xuat"])
def test_after_signing_in_nobody_is_sent_to_another_server(address):
    assert gate.local_address(address) == "/"


def test_pages_carry_a_policy_and_files_no_guessing(office):
    browser = Browser()
    _status, headers, _text = browser.ask("/dang-nhap")
    assert "frame-ancestors 'self'" in headers["content-security-policy"]
    assert "http:" not in headers["content-security-policy"].replace("https:", "")
    browser.sign_in()
    _status, headers, _text = browser.ask("/media/a.png")
    assert (headers["x-content-type-options"], headers["referrer-policy"]) == ("nosniff", "same-origin")


def test_a_proxy_may_ask_whether_a_file_may_be_given_out(office):
    browser = Browser("127.0.0.1")
    assert browser.ask("/ntm-allowed", accept="text/html")[0] == 401
    browser.sign_in()
    assert browser.ask("/ntm-allowed")[0] == 204
    assert "/ntm-allowed" not in browser.inner


def test_a_wrong_password_forgets_neither_the_way_on_nor_the_language(office):
    browser = Browser()
    form = browser.ask("/dang-nhap?next=/ban-do%3Fperiod%3D2026&lang=en")[2]
    assert 'name="next" value="/ban-do?period=2026"' in form
    assert "lang=vi&amp;next=/ban-do%3Fperiod%3D2026" in form
    fields = {"mark": browser.cookies["ntm_form"], "account": "hoa", "password": "sai", "next": "/ban-do", "lang": "en"}
    page = browser.ask("/dang-nhap", method="POST", fields=fields)[2]
    assert "Name or password is not right." in page
    assert 'name="next" value="/ban-do"' in page
    assert 'value="hoa"' in page
