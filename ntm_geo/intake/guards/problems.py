"""What is wrong with a cell of an office's sheet: where it stands, what it holds, what is expected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from openpyxl.utils.cell import get_column_letter

from ntm_geo.errors import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class CellProblem:
    """One thing wrong with one cell.

    An ``error`` keeps the row out of the table; a ``warning`` does not. ``kind`` is a stable slug for programs
    (``"date-invalid"``). ``cell`` is empty when the problem belongs to the whole sheet.
    """

    sheet: str
    cell: str
    value: str
    """What the cell holds, as text."""
    what: Message
    expected: Message
    severity: Literal["error", "warning"]
    kind: str

    @property
    def place(self) -> str:
        """Sheet and cell as a spreadsheet writes them: ``Sheet1!D7``."""
        return f"{self.sheet}!{self.cell}" if self.cell else self.sheet


def address(row: int, column: int) -> str:
    """Return the address of a cell from its row and column, both counted from 0.

    Examples
    --------
    >>> address(6, 3)
    'D7'
    """
    return f"{letter(column)}{row + 1}"


def letter(column: int) -> str:
    """Return the letter of a column counted from 0: ``3`` is ``D``."""
    return get_column_letter(column + 1)
