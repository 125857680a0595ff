"""Workbooks before any library sees them: how large they really are, and which cells stand far from everything.

    about = check_workbook(path)            # raises InputFileError when a limit is broken
    with strip_far_cells(path, about) as safe:
        ...                                 # the library reads `safe`; about.sheets says what was left out

Nothing is allocated for a size a file claims: what is counted is what is there. Runs in a child process like every
reading (`ntm_geo.intake.sandbox`), whose limit of memory is the last guard.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from ntm_geo.errors import InputFileError, msg
from ntm_geo.intake.guards.problems import address
from ntm_geo.intake.guards.zip_parts import refused

if TYPE_CHECKING:
    from pathlib import Path

MAX_SHEETS: Final = 200
"""Most sheets of a workbook."""
MAX_ROWS: Final = 20_000
MAX_COLUMNS: Final = 300
"""Rows and columns that are read; a few values beyond are stray, many make the sheet too large."""
MAX_STRAY: Final = 100
"""Most values of a sheet that are taken for stray."""
MAX_COUNT: Final = 5_000_000
"""Largest number of entries a part may announce: libraries make room for what is announced."""
_SHOWN: Final = 5
Format = Literal["xlsx", "xlsb", "xls", "ods"]
Span = tuple[int, int]
"""First and last byte (not included) of something in a part."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetBounds:
    """How far the values of a sheet reach, without the stray ones."""

    name: str
    part: str
    """The part of the file it stands in."""
    rows: int
    columns: int
    """Rows and columns from A1 on that hold values; 0 for an empty sheet."""
    stray: tuple[str, ...] = ()
    """Addresses of a few values beyond `MAX_ROWS` or `MAX_COLUMNS`, which are not read."""
    stray_count: int = 0
    spans: tuple[Span, ...] = ()
    """Where the stray values stand in a part of XML, in order."""
    edits: tuple[tuple[int, int], ...] = ()
    """Which bytes of a binary part (.xlsb) or file (.xls) become which, so that no library makes room for them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkbookBounds:
    """The format of a workbook by its content, and its sheets in their order."""

    format: Format
    sheets: tuple[SheetBounds, ...]

    @property
    def needs_copy(self) -> bool:
        """Return whether a library can only read a copy without what is stray."""
        return any(sheet.spans or sheet.edits for sheet in self.sheets)


class Extent:
    """Gathers how far the values of one sheet reach; rows and columns are counted from 0."""

    def __init__(self, path: Path, name: str, part: str) -> None:
        """Start with an empty sheet."""
        self.path, self.name, self.part = path, name, part
        self.rows = self.columns = self.far = 0
        self.far_rows = self.far_columns = 0
        self.stray: list[str] = []
        self.spans: list[Span] = []
        self.edits: list[tuple[int, int]] = []

    def add(self, row: int, column: int, *, rows: int = 1, columns: int = 1) -> bool:
        """Count a value, or a block of the same; return whether it is stray.

        Raises
        ------
        InputFileError
            More than `MAX_STRAY` stray values: the sheet is too large.
        """
        bottom, right = row + rows, column + columns
        if bottom <= MAX_ROWS and right <= MAX_COLUMNS:
            self.rows = max(self.rows, bottom)
            self.columns = max(self.columns, right)
            return False
        self.far += rows * columns
        self.far_rows, self.far_columns = max(self.far_rows, bottom), max(self.far_columns, right)
        if self.far > MAX_STRAY:
            raise self.too_large()
        if len(self.stray) < _SHOWN:
            self.stray.append(address(row, column) if column < _LETTERS else f"R{row + 1}C{column + 1}")
        return True

    def too_large(self) -> InputFileError:
        """Return the error of a sheet with many values beyond the limits."""
        return InputFileError(
            msg(
                "The sheet {sheet} is too large: {rows} rows, {columns} columns.",
                sheet=self.name,
                rows=max(self.rows, self.far_rows),
                columns=max(self.columns, self.far_columns),
            ),
            where=self.path.name,
            fix=msg(
                "Delete empty formatted rows and columns, or split it: at most {rows} × {columns}.",
                rows=MAX_ROWS,
                columns=MAX_COLUMNS,
            ),
        )

    def bounds(self) -> SheetBounds:
        """Return what was gathered."""
        return SheetBounds(
            name=self.name,
            part=self.part,
            rows=self.rows,
            columns=self.columns,
            stray=tuple(self.stray),
            stray_count=self.far,
            spans=tuple(self.spans),
            edits=tuple(self.edits),
        )


def refuse_many_sheets(path: Path, count: int) -> None:
    """Refuse a workbook of too many sheets.

    Raises
    ------
    InputFileError
        More than `MAX_SHEETS`.
    """
    if count > MAX_SHEETS:
        raise refused(path, msg("The workbook has {count} sheets, more than {limit}.", count=count, limit=MAX_SHEETS))


_LETTERS: Final = 18_000
"""Columns that have letters."""
