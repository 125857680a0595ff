"""What one reading may cost: memory, time, what it may write and how much it may answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Limits of one child process; what is above them ends the child, never the program."""

    memory_mb: int = 3000
    """Memory on top of what the loaded libraries take (address space)."""
    cpu_s: int = 90
    """Seconds of computing."""
    wall_s: float = 120.0
    """Seconds from the start to the answer."""
    written_mb: int = 600
    """Largest file it may write into its own empty folder."""
    answer_mb: int = 1500
    """Largest answer."""


BOUNDARY_LIMITS: Final = Limits()
"""For boundary files: a whole country in full detail fits."""
WORKBOOK_LIMITS: Final = Limits(memory_mb=1500, cpu_s=60, wall_s=90.0, written_mb=200, answer_mb=500)
"""For workbooks: 20,000 rows of 300 columns fit."""
