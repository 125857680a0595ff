"""The server: the application, whether it is alive and ready, and how it fares; warm before the first visitor comes.

/healthz    the process answers
/readyz     the database can be reached and is in the form this program knows; 503 where not
/metrics    figures in the form of Prometheus
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, Final

import streamlit as st
from prometheus_client import CONTENT_TYPE_LATEST
from starlette.middleware import Middleware
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from ntm_geo.accounts.openid import provider_of
from ntm_geo.errors import NtmGeoError
from ntm_geo.settings import PROJECT_DIR, Settings

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import ASGIApp, Receive, Scope, Send


_OUTSIDE_A_RUN: Final = "streamlit.runtime.scriptrunner_utils.script_run_context"
"""The logger that warns of what is done outside a run of a page."""


async def _alive(_request: Request) -> Response:
    return JSONResponse({"alive": True})


async def _ready(_request: Request) -> Response:
    from ntm_geo.ui.kit import cache  # noqa: PLC0415 - what shows pages is loaded once the server runs

    ready = await asyncio.to_thread(cache.database_is_back)
    return JSONResponse({"ready": ready}, status_code=200 if ready else 503)


async def _metrics(_request: Request) -> Response:
    from ntm_geo.ui.kit import watch  # noqa: PLC0415 - as above

    return Response(watch.figures(), media_type=CONTENT_TYPE_LATEST)


@asynccontextmanager
async def _lifespan(_app: Any) -> AsyncIterator[None]:
    """Open the doors once the usual view is worked out; what goes wrong there is told by the page itself."""
    # What is loaded here is loaded outside a run of a page on purpose; `map_view.register` makes up for it.
    logging.getLogger(_OUTSIDE_A_RUN).setLevel(logging.ERROR)
    from ntm_geo.briefing import paper_jobs  # noqa: PLC0415 - as above
    from ntm_geo.ui import memory, warm  # noqa: PLC0415 - as above
    from ntm_geo.ui.kit import cache, watch  # noqa: PLC0415 - as above

    try:
        space = await asyncio.to_thread(cache.workspace)
        watch.write_log(space.settings.data_dir, space.settings.log_name)
        watch.count_statements(space.store.engine)
        paper_jobs.worker_of(space)
        await asyncio.to_thread(warm.warm)
    except NtmGeoError:
        watch.log.exception("the usual view could not be worked out at the start")
    memory.keep_memory()
    warm.keep_copies()
    warm.warm_the_rest_when_idle()
    watch.log.info("ready")
    yield
    await asyncio.to_thread(paper_jobs.end_workers)
    watch.log.info("stopped")


class BeforeTheGate:
    """Has the gate loaded with the first request and not with the server; every address is behind it."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand before an application."""
        self._app = app
        self._gate: ASGIApp | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand everything to the gate; the start and end of the server come before it."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if self._gate is None:
            from ntm_geo.ui.gate import Gate  # noqa: PLC0415 - as above

            self._gate = Gate(self._app)
        await self._gate(scope, receive, send)


def _secrets() -> dict[str, Any] | None:
    """Return what Streamlit has to know for signing in by an office's provider of identities."""
    settings = Settings.from_environment()
    provider = provider_of(settings.data_dir, settings.openid_secret)
    return {"auth": dict(provider.auth_section)} if provider else None


app: Final = st.App(
    PROJECT_DIR / "app.py",
    routes=[Route("/healthz", _alive), Route("/readyz", _ready), Route("/metrics", _metrics)],
    lifespan=_lifespan,
    middleware=[Middleware(BeforeTheGate)],
    secrets=_secrets(),
)
