"""Limits at the gate: how large a file is before it is taken in, and how many files somebody brings or takes away."""

from __future__ import annotations

import asyncio
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from starlette.responses import PlainTextResponse, Response

from ntm_geo.accounts.use_limits import check_size, spend
from ntm_geo.acting import acting_as
from ntm_geo.errors import LimitError, NtmGeoError, RightsError
from ntm_geo.i18n import text
from ntm_geo.ui.kit import cache

if TYPE_CHECKING:
    from starlette.datastructures import Headers

    from ntm_geo.acting import Actor

UPLOAD: Final = "/_stcore/upload_file/"
MEDIA: Final = "/media/"
_EXPORTS: Final = frozenset({".xlsx", ".docx", ".pptx", ".pdf", ".zip", ".csv", ".geojson", ".gpkg"})
_AROUND: Final = 10_000
"""Bytes of a form around the file it carries."""


async def refused(method: str, path: str, headers: Headers, actor: Actor) -> Response | None:
    """Return why somebody may not bring or take this file now; None where he may."""
    if method == "PUT" and path.startswith(UPLOAD):
        length = headers.get("content-length", "")
        if not length.isdigit():
            return PlainTextResponse("Say how long the file is.", status_code=411)
        try:
            with acting_as(actor):
                check_size(cache.workspace().limits, "", max(int(length) - _AROUND, 1))
        except LimitError as error:
            return _answer(error, 413)
        return await asyncio.to_thread(_spend, "uploads", actor)
    if path.startswith(MEDIA) and PurePosixPath(path).suffix.lower() in _EXPORTS:
        return await asyncio.to_thread(_spend, "exports", actor)
    return None


def _spend(action: str, actor: Actor) -> Response | None:
    space = cache.workspace()
    try:
        spend(space.store, space.limits, action, actor=actor)
    except LimitError as error:
        return _answer(error, 429)
    except RightsError as error:
        return _answer(error, 403)
    return None


def _answer(error: NtmGeoError, status: int) -> Response:
    return PlainTextResponse(f"{text(error.what)} {text(error.fix)}", status_code=status)
