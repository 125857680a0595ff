"""Cells whose value a file does not hold."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Lost:
    """A cell whose value the file does not hold: an error, or a formula that was never computed."""

    shown: str
    """What the cell shows, such as ``#REF!``; empty for a formula without a value."""

    def __str__(self) -> str:
        """Return what the cell shows."""
        return self.shown
