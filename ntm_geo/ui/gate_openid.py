"""The way in by an office's provider of identities: Streamlit's flow proves who it is, our session says so after it.

The flow is that of `st.login` (addresses ``/auth/login`` and ``/oauth2callback`` of Streamlit, by Authlib). What it
would have the browser keep of the person and his tokens never leaves the server: it is read here from the answer of
Streamlit, and the browser gets the cookie a password would have brought.
"""

from __future__ import annotations

import asyncio
import functools
import json
from http.cookies import SimpleCookie
from typing import TYPE_CHECKING, Final

from starlette.responses import RedirectResponse, Response
from streamlit.auth_util import get_cookie_with_chunks
from streamlit.user_info import generate_login_redirect_url
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import (
    SESSION_COOKIE_NAME,
    TOKENS_COOKIE_NAME,
    USER_COOKIE_NAME,
)

from ntm_geo.accounts.identities import Identity, identity_of
from ntm_geo.accounts.openid import CALLBACK, PROVIDER, Provider, provider_of
from ntm_geo.ui.gate_form import Office
from ntm_geo.ui.kit import cache

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.requests import Request
    from starlette.types import ASGIApp, Message, Receive, Scope

BY_OFFICE: Final = "/dang-nhap/co-quan"
"""Address of the button on the form; begins the flow."""
TO_PROVIDER: Final = "/auth/login"
"""Address of Streamlit that sends the browser to the provider."""
NEXT_COOKIE: Final = "ntm_next"
_MINUTES_S: Final = 900


def provider() -> Provider | None:
    """Return the provider of this server, read once; None where it has none."""
    settings = cache.workspace().settings
    return _provider(settings.data_dir, settings.openid_secret)


@functools.lru_cache(maxsize=4)
def _provider(data_dir: Path, secret: str) -> Provider | None:
    return provider_of(data_dir, secret)


def button() -> Office | None:
    """Return the button of the form that begins the flow; None where this server has no provider."""
    named = provider()
    return Office(address=BY_OFFICE, name=named.name) if named else None


def is_on_the_way(path: str) -> bool:
    """Return whether an address of Streamlit belongs to the flow, and this server has a provider."""
    return path in {TO_PROVIDER, CALLBACK} and provider() is not None


def begin(then: str, *, secure: bool) -> Response:
    """Send the browser into the flow, and have it keep for minutes where the person wanted to go."""
    answer = RedirectResponse(generate_login_redirect_url(PROVIDER), status_code=303)
    answer.set_cookie(NEXT_COOKIE, then, max_age=_MINUTES_S, httponly=True, samesite="lax", secure=secure)
    return answer


async def whoever_comes_back(
    app: ASGIApp, scope: Scope, receive: Receive
) -> tuple[Identity | None, list[tuple[bytes, bytes]]]:
    """Have Streamlit ask the provider who came back with an answer of it.

    Returns
    -------
    Who it is, None where the provider did not prove it; and what the browser is to forget or keep of the flow itself.
    """
    headers: list[tuple[bytes, bytes]] = []

    async def listen(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers.extend(message["headers"])

    await app(scope, receive, listen)
    lines = [value for name, value in headers if name.lower() == b"set-cookie"]
    cookies: SimpleCookie = SimpleCookie()
    for line in lines:
        cookies.load(line.decode("latin-1"))
    flow = [(b"set-cookie", line) for line in lines if line.startswith(SESSION_COOKIE_NAME.encode() + b"=")]
    written = await asyncio.to_thread(get_cookie_with_chunks, functools.partial(_signed, cookies), USER_COOKIE_NAME)
    return (identity_of(json.loads(written)) if written else None), flow


def _signed(cookies: SimpleCookie, name: str) -> bytes | None:
    """Return what Streamlit has signed in a cookie it sets; None where it sets none, or takes it away."""
    morsel = cookies.get(name)
    if morsel is None or not morsel.value:
        return None
    return decode_signed_value(get_cookie_secret(), name, morsel.value.encode("latin-1"))


def forget(request: Request, answer: Response) -> Response:
    """Have the browser forget what it kept on the way, and what another way in may have left there."""
    for name in request.cookies:
        if name == NEXT_COOKIE or name.startswith((USER_COOKIE_NAME, TOKENS_COOKIE_NAME)):
            answer.delete_cookie(name)
    return answer
