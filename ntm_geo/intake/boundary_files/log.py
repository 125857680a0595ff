"""What a reading of one file noticed, gathered as it goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ntm_geo.tables.findings import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ntm_geo.errors import Message


class Log:
    """Gathers findings about one file."""

    def __init__(self, text: str, findings: Sequence[Finding]) -> None:
        """Start with what was found before."""
        self.place = text
        self.findings = list(findings)

    def add(self, severity: Severity, kind: str, what: Message, hint: Message | None = None) -> None:
        """Add a finding about the file."""
        self.findings.append(Finding(severity=severity, kind=kind, place=self.place, what=what, hint=hint))
