"""How the cells of one column are turned before they are judged."""

from __future__ import annotations

from dataclasses import dataclass, field

from ntm_geo.errors import Message
from ntm_geo.intake.sheets.cells.questions import Question


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnRule:
    """How the cells of one column are turned before they are judged."""

    factor: float = 1.0
    exchanged: bool = False
    """Whether day and month of true dates are exchanged."""
    month_first: bool = False
    """Whether texts name the month before the day."""
    left_out: bool = False
    notes: tuple[Message, ...] = ()
    """What was done without asking."""
    questions: tuple[Question, ...] = field(default=())
