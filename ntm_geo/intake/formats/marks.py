"""What stands beside the values of one sheet, whatever the file format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

Cell = tuple[int, int]
"""Row and column, counted from 0."""
_NOTHING: Final[Mapping[Cell, str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetMarks:
    """What stands beside the values of one sheet; rows and columns counted from 0."""

    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    percent: frozenset[Cell] = frozenset()
    """Cells shown as percent: 0.125 is seen as 12,5 %."""
    unfinished: frozenset[Cell] = frozenset()
    """Formulas that were never computed."""
    errors: Mapping[Cell, str] = field(default_factory=lambda: _NOTHING)
    """Cells that hold an error, and what they show, such as ``#REF!``."""
    merged: tuple[tuple[int, int, int, int], ...] = ()
    """Merged cells the values' own reader does not tell: first row, first column, last row, last column."""
