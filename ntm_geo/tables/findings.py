"""Findings: what a reader or check noticed in imperfect data, for a person to read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ntm_geo.errors import Message

Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing changed, doubted or refused.

    ``kind`` is a stable slug for programs (``"geometry-repaired"``); ``place`` reads file › layer › feature.
    """

    severity: Severity
    kind: str
    place: str
    what: Message
    hint: Message | None = None
