"""The gate before every address of the server: who is not signed in comes to a form; every answer carries its guards.

Pages, websocket, uploads, media, layer files, downloads and figures all pass here. Without accounts only the machine
itself is let in, unless ``NTM_OPEN_TO_NETWORK`` says otherwise.

Sources: OWASP ASVS 4.0 sections 3 (sessions), 14.4 (headers); Fetch Metadata for what a form may be sent from.
"""

from __future__ import annotations

import asyncio
import ipaddress
import secrets
import time
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qs, quote, unquote, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response

from ntm_geo.accounts import sign_in as accounts
from ntm_geo.accounts.identities import sign_in_as
from ntm_geo.accounts.openid import CALLBACK
from ntm_geo.accounts.passwords import SHORTEST
from ntm_geo.errors import AccountError, StoreError
from ntm_geo.i18n import LANGUAGES, _, text, use_language
from ntm_geo.ui import gate_form, gate_limits, gate_openid
from ntm_geo.ui.gate_form import BY_LINK, SIGN_IN, SIGN_OUT
from ntm_geo.ui.kit import cache, seat

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from ntm_geo.accounts.identities import Identity
    from ntm_geo.acting import Actor


OPEN: Final = frozenset({SIGN_IN, SIGN_OUT, BY_LINK, gate_openid.BY_OFFICE, "/healthz", "/readyz"})
"""Addresses everybody may ask."""
ALLOWED: Final = "/ntm-allowed"
"""Address a proxy asks whether it may give out a file it has itself: 204, or 401."""
_FORM_COOKIE: Final = "ntm_form"
_MOST_BYTES: Final = 10_000
_TRIES, _TRIES_SECONDS = 20, 600.0
"""Wrong sign-ins an address may have within a time."""
_POLICY: Final = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' ws: wss: data: blob:; "
    "worker-src 'self' blob:; frame-src 'self' data: blob:; media-src 'self' data: blob:; object-src 'none'; "
    "base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
"""Nothing of another server; scripts and styles of Streamlit and ours are partly inline, its charts are compiled."""
_HEADERS: Final = (
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "SAMEORIGIN"),
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
)

_failures: Final[dict[str, list[float]]] = {}


class Gate:
    """Middleware that lets in who may come in."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand before an application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request or websocket through, answer it here, or turn it away."""
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        guarded = _with_headers(send) if scope["type"] == "http" else send
        answer = await self._answer(scope, receive)
        if answer is None:
            await self.app(scope, receive, guarded)
        elif scope["type"] == "websocket":
            # Before it is accepted: the browser sees a refused connection and tries again until the page is left.
            await send({"type": "websocket.close", "code": 4401, "reason": "sign in"})
        else:
            await answer(scope, receive, guarded)

    async def _answer(self, scope: Scope, receive: Receive) -> Response | None:
        """Return what is answered here; None where the application answers."""
        path, headers = str(scope["path"]), Headers(scope=scope)
        if path in {"/healthz", "/readyz"}:
            return None
        try:
            return await self._asked(scope, receive, path, headers)
        except StoreError:
            return PlainTextResponse("The database cannot be reached.", status_code=503)

    async def _asked(self, scope: Scope, receive: Receive, path: str, headers: Headers) -> Response | None:
        token = _cookie(scope, seat.SESSION)
        used, actor = _who(token) if seat.known(token) else await asyncio.to_thread(_who, token)
        if not used:
            return _without_accounts(scope, headers, path)
        if path in OPEN:
            return await _form(Request(scope, receive))
        if gate_openid.is_on_the_way(path):
            return await self._by_office(Request(scope, receive)) if path == CALLBACK else None
        if path == "/metrics" and _collector(headers):
            return None
        if actor is None or (path == "/metrics" and actor.role != "administrator"):
            return _turned_away(headers, path)
        method = "" if path == ALLOWED else str(scope.get("method", ""))
        refused = await gate_limits.refused(method, path, headers, actor)
        return Response(status_code=204) if path == ALLOWED else refused

    async def _by_office(self, request: Request) -> Response:
        """Let in who comes back from the office's provider of identities, as who comes with a password."""
        _speak(request.headers)
        identity, flow = await gate_openid.whoever_comes_back(self.app, request.scope, request.receive)
        if identity is None:
            sentence = _("The provider of your office did not let you in. Try again, or sign in with a password.")
            answer = _page(request, sentence, typed=_way_on(request), path=SIGN_IN, status=401)
        else:
            answer = await _let_in(request, identity)
        answer.raw_headers.extend(flow)
        return gate_openid.forget(request, answer)


async def _let_in(request: Request, identity: Identity) -> Response:
    """Give whom the provider of the office has proved a session of ours, or say why not."""
    try:
        token = await asyncio.to_thread(
            sign_in_as, cache.workspace().store, identity, address=address_of(request.scope, request.headers),
            browser=request.headers.get("user-agent", ""),
        )  # fmt: skip
    except AccountError as error:
        return _page(request, f"{text(error.what)} {text(error.fix)}", typed=_way_on(request), path=SIGN_IN, status=403)
    return _with_session(request, token, _way_on(request)["next"])


def _way_on(request: Request) -> dict[str, str]:
    """Return where somebody wanted to go who comes back from the provider of the office."""
    return {"next": unquote(_cookie(request.scope, gate_openid.NEXT_COOKIE))}


def _with_session(request: Request, token: str, then: str) -> Response:
    """Return the way on for who has signed in, with the cookie that says so."""
    seat.forget_tokens()
    answer = RedirectResponse(local_address(then), status_code=303)
    answer.set_cookie(
        seat.SESSION, token, max_age=int(accounts.LONGEST.total_seconds()), httponly=True, samesite="lax",
        secure=_by_tls(request),
    )  # fmt: skip
    return answer


def _who(token: str) -> tuple[bool, Actor | None]:
    """Return whether people have to sign in, and whoever has by a token."""
    used = seat.accounts_used()
    return used, seat.holder_of(token) if used else None


def _without_accounts(scope: Scope, headers: Headers, path: str) -> Response | None:
    """Return None for this machine itself, and for everybody where that was said; else what to do about it."""
    if cache.workspace().settings.open_to_network or _loops_back(address_of(scope, headers)):
        if path in OPEN:
            return RedirectResponse("/", status_code=303)
        return Response(status_code=204) if path == ALLOWED else None
    _speak(headers)
    return HTMLResponse(gate_form.closed_page(), status_code=403)


def _turned_away(headers: Headers, path: str) -> Response:
    if "text/html" in headers.get("accept", "") and path != ALLOWED:
        return RedirectResponse(f"{SIGN_IN}?next={quote(path)}", status_code=303)
    return PlainTextResponse("Sign in first.", status_code=401)


async def _form(request: Request) -> Response:
    """Answer the form to sign in, the way out, and the form a one-time link leads to."""
    _speak(request.headers, request.query_params.get("lang", ""))
    if request.url.path == SIGN_OUT:
        return await _sign_out(request)
    if request.url.path == gate_openid.BY_OFFICE:
        return _to_office(request)
    if request.method != "POST":
        return _page(request)
    typed = await _typed(request)
    if typed is None:
        return _page(request, _("The form was sent from elsewhere or is too old. Type it again."), status=400)
    _speak(request.headers, typed["lang"])
    return await (_set_password if request.url.path == BY_LINK else _sign_in)(request, typed)


def _to_office(request: Request) -> Response:
    """Send the browser to the provider of the office, where there is one and a page of ours asked for it."""
    if gate_openid.provider() is None or not _from_here(request):
        return RedirectResponse(SIGN_IN, status_code=303)
    then = quote(local_address(request.query_params.get("next", "")))
    return gate_openid.begin(then, secure=_by_tls(request))


async def _sign_out(request: Request) -> Response:
    """End what is signed in, where a page of ours or the person asked for it and no other page."""
    if not _from_here(request):
        return RedirectResponse("/", status_code=303)
    await asyncio.to_thread(accounts.sign_out, cache.workspace().store, _cookie(request.scope, seat.SESSION))
    seat.forget_tokens()
    answer = RedirectResponse(SIGN_IN, status_code=303)
    answer.delete_cookie(seat.SESSION)
    return answer


async def _sign_in(request: Request, typed: dict[str, str]) -> Response:
    address = address_of(request.scope, request.headers)
    if _too_many(address):
        sentence = _("Too many wrong passwords from this address; wait ten minutes.")
        return _page(request, sentence, typed=typed, status=429)
    try:
        token = await asyncio.to_thread(
            accounts.sign_in,
            cache.workspace().store,
            accounts.Typed(account=typed["account"], password=typed["password"], code=typed["code"]),
            address=address,
            browser=request.headers.get("user-agent", ""),
        )
    except AccountError as error:
        _failures.setdefault(address, []).append(time.monotonic())
        return _page(request, f"{text(error.what)} {text(error.fix)}", typed=typed, status=401)
    return _with_session(request, token, typed["next"])


async def _set_password(request: Request, typed: dict[str, str]) -> Response:
    if typed["password"] != typed["again"]:
        return _page(request, _("The two passwords differ."), typed=typed, status=400)
    try:
        name = await asyncio.to_thread(accounts.set_by_link, cache.workspace().store, typed["token"], typed["password"])
    except AccountError as error:
        return _page(request, f"{text(error.what)} {text(error.fix)}", typed=typed, status=400)
    seat.forget_tokens()
    notice = _("The password is set. Sign in with it.")
    return _page(request, typed={"account": name}, notice=notice, path=SIGN_IN)


def _page(
    request: Request, error: str = "", *, typed: Mapping[str, str] | None = None, notice: str = "", path: str = "",
    status: int = 200,
) -> Response:  # fmt: skip
    """Return a form with a mark that comes back with it, so that no other page can send it.

    What the address brought, or was typed before, goes with it: where to go on to, the token of a link, the language.
    """
    mark = secrets.token_urlsafe(24)
    before: Mapping[str, str] = request.query_params if typed is None else typed
    content = (
        gate_form.link_page(mark, error, token=before.get("token", ""), shortest=SHORTEST)
        if (path or request.url.path) == BY_LINK
        else gate_form.sign_in_page(
            mark, error, account=before.get("account", "") if typed else "", notice=notice,
            then=local_address(before.get("next", "")), office=gate_openid.button(),
        )
    )  # fmt: skip
    answer = HTMLResponse(content, status_code=status, headers={"Cache-Control": "no-store"})
    answer.set_cookie(_FORM_COOKIE, mark, httponly=True, samesite="strict", secure=_by_tls(request))
    return answer


async def _typed(request: Request) -> dict[str, str] | None:
    """Return what a form brings, the fields that are missing as empty texts; None where another page sent it."""
    if not _from_here(request):
        return None
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > _MOST_BYTES:
            return None
    fields = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True)
    typed = {
        key: fields.get(key, [""])[0]
        for key in ("mark", "account", "password", "again", "code", "next", "token", "lang")
    }
    mark = _cookie(request.scope, _FORM_COOKIE)
    return typed if mark and secrets.compare_digest(mark.encode(), typed["mark"].encode()) else None


def _from_here(request: Request) -> bool:
    return request.headers.get("sec-fetch-site", "same-origin") in {"same-origin", "none"}


def local_address(address: str) -> str:
    """Return an address of this server to go on to; its first page for every other one."""
    parts = urlsplit(address)
    local = address.startswith("/") and not parts.netloc and "\\" not in address and not address.startswith("//")
    return address if local and parts.path not in OPEN else "/"


def address_of(scope: Any, headers: Headers) -> str:
    """Return where a request comes from; what a proxy says is believed only of one on this machine."""
    client = (scope.get("client") or ("", 0))[0]
    forwarded = headers.get("x-forwarded-for", "").rpartition(",")[2].strip()
    return forwarded if forwarded and _loops_back(client) else client


def _loops_back(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return address in {"", "localhost", "testclient"}


def _collector(headers: Headers) -> bool:
    """Return whether a request shows the token figures are collected by."""
    token = cache.workspace().settings.metrics_token
    shown = headers.get("authorization", "").removeprefix("Bearer ")
    return bool(token) and secrets.compare_digest(shown.encode(), token.encode())


def _too_many(address: str) -> bool:
    now = time.monotonic()
    recent = [moment for moment in _failures.get(address, []) if now - moment < _TRIES_SECONDS]
    _failures[address] = recent
    return len(recent) >= _TRIES


def _by_tls(request: Request) -> bool:
    return "https" in {request.url.scheme, request.headers.get("x-forwarded-proto", "")}


def _cookie(scope: Any, name: str) -> str:
    return Request({**scope, "type": "http"}).cookies.get(name, "")


def _speak(headers: Headers, wanted: str = "") -> None:
    """Choose the language of the forms: what is asked for, else English only for a browser that wants no Vietnamese."""
    language = wanted or ("en" if headers.get("accept-language", "vi").lower().startswith("en") else "vi")
    use_language(next((known for known in LANGUAGES if known == language), "vi"))


def _with_headers(send: Send) -> Send:
    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS:
                headers.setdefault(name, value)
            if headers.get("content-type", "").startswith("text/html"):
                headers.setdefault("Content-Security-Policy", _POLICY)
        await send(message)

    return guarded
