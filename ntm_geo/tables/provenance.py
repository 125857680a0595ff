"""Where a dataset came from: kept beside it and shown under every map."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Source of a dataset version.

    ``schematic`` marks boundaries drawn from centre points; ``illustrative`` marks figures made up for trying out.
    """

    source: str
    """File name or publication, as a person would cite it."""
    sha256: str = ""
    """Hash of the source file, where there is one."""
    imported_at: str = ""
    """ISO 8601 time with zone; empty for shipped data."""
    illustrative: bool = False
    schematic: bool = False
