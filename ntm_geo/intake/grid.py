"""Spreadsheet files to plain grids of values: xlsx, xlsm, xlsb, xls, ods, CSV; told by content, within limits.

Formulas come as the values they were saved with; nothing is computed, no macro run, no link followed.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
import zipfile
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import python_calamine
from python_calamine import CalamineError, PasswordError, SheetTypeEnum, SheetVisibleEnum

from ntm_geo.errors import InputFileError, Message, msg
from ntm_geo.intake.archive import refuse_bomb
from ntm_geo.intake.encodings import decode_all, guess_encoding, mend_text
from ntm_geo.intake.foreign import refuse_foreign
from ntm_geo.intake.formats import SheetMarks, read_marks
from ntm_geo.intake.lost import Lost
from ntm_geo.intake.problems import address
from ntm_geo.intake.safe_text import without_guard

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

MAX_FILE_BYTES: Final = 100_000_000
MAX_ROWS: Final = 20_000
MAX_COLUMNS: Final = 300
_ENDINGS: Final = {".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".csv", ".tsv", ".txt"}
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED, _WORD = "EncryptedPackage".encode("utf-16-le"), "WordDocument".encode("utf-16-le")
_DELIMITERS: Final = (";", "\t", ",", "|")
_SAMPLE_LINES: Final = 30
_SAMPLE_BYTES: Final = 2_000
_MOSTLY_ZERO: Final = 0.3
"""Share of zero bytes on one side from which text is UTF-16: Latin letters have one, Vietnamese ones do not."""
_SEPARATOR_LINE: Final = re.compile(r"sep=(.)\Z")
_SHOWN_ERROR: Final = re.compile(r"#(?:REF!|N/A|DIV/0!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!)|Err:\d{3}")
_TAKEN: Final = msg("Give an Excel workbook (.xlsx, .xls), an OpenDocument sheet (.ods) or a CSV file.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """One sheet as values; empty cells are ``None``, texts are NFC and stripped, lost values are `Lost`."""

    name: str
    cells: NDArray[np.object_]
    """Two-dimensional, from A1 on."""
    merged: tuple[tuple[int, int, int, int], ...] = ()
    """First row, first column, last row, last column; counted from 0."""
    marks: SheetMarks = field(default_factory=SheetMarks)
    visible: bool = True
    mended_from: str = ""
    """Legacy encoding its texts were in; empty when they were Unicode."""
    silent: bool = False
    """Whether the file format does not tell how cells are shown and what is hidden."""
    turned: bool = False
    """Whether rows and columns were exchanged: addresses are those of the sheet as it was."""

    def transposed(self) -> Grid:
        """Return the sheet with rows and columns exchanged."""
        marks = self.marks
        return replace(
            self,
            cells=self.cells.T,
            merged=tuple((left, top, right, bottom) for top, left, bottom, right in self.merged),
            marks=replace(
                marks,
                hidden_rows=marks.hidden_columns,
                hidden_columns=marks.hidden_rows,
                percent=frozenset((column, row) for row, column in marks.percent),
            ),
            turned=not self.turned,
        )

    def address(self, row: int, column: int) -> str:
        """Return the address of a cell in the sheet as the office sees it."""
        return address(column, row) if self.turned else address(row, column)


def read_grids(path: Path) -> tuple[Grid, ...]:
    """Read the sheets of a spreadsheet file.

    Parameters
    ----------
    path : .xlsx, .xlsm, .xlsb, .xls, .ods, or text with a delimiter; told by content.

    Raises
    ------
    InputFileError
        Not a spreadsheet, broken, encrypted, or larger than the limits.
    """
    start = _start(path)
    if start.startswith(_ZIP):
        _check_zip(path)
        return _from_calamine(path, read_marks(path))
    if start.startswith(_OLE):
        _check_ole(path)
        return _from_calamine(path, read_marks(path))
    return (_from_text(path),)


def is_spreadsheet(path: Path) -> bool:
    """Return whether a file looks like a spreadsheet: by its content, and where that tells nothing by its ending."""
    called_so = path.suffix.lower() in _ENDINGS
    try:
        start = _start(path)
        if start.startswith(_ZIP):
            with zipfile.ZipFile(path) as archive:
                return called_so or bool(set(archive.namelist()) & {"[Content_Types].xml", "mimetype"})
    except (InputFileError, zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return called_so
    return called_so or start.startswith(_OLE)


def _start(path: Path) -> bytes:
    if not path.is_file():
        raise _refused(path, msg("There is no such file."))
    size = path.stat().st_size
    if not size:
        raise _refused(path, msg("The file is empty."))
    if size > MAX_FILE_BYTES:
        raise _refused(path, msg("The file is too large: {size} MB.", size=size // 1_000_000))
    with path.open("rb") as file:
        start = file.read(4096)
    refuse_foreign(path, start)
    return start


def _check_zip(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as caught:
        raise _refused(path, msg("The workbook cannot be opened: {reason}.", reason=str(caught))) from None
    names = {member.filename for member in members}
    refuse_bomb(path, members)
    if not any(name.startswith("xl/") for name in names) and "content.xml" not in names:
        raise _refused(path, msg("This zip holds no workbook."))


def _check_ole(path: Path) -> None:
    content = path.read_bytes()
    if _ENCRYPTED in content:
        raise InputFileError(
            msg("The workbook is protected by a password."),
            where=path.name,
            fix=msg("Open it, save a copy without the password, and give the copy."),
        )
    if _WORD in content:
        raise _refused(path, msg("This is a {kind} file, not a spreadsheet.", kind="Word"))


def _from_calamine(path: Path, marks: dict[str, SheetMarks] | None) -> tuple[Grid, ...]:
    try:
        book = python_calamine.load_workbook(str(path))
        about = [sheet for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
        return tuple(
            _grid(path, book.get_sheet_by_name(sheet.name), (marks or {}).get(sheet.name), sheet.visible)
            for sheet in about
        )
    except PasswordError:
        raise InputFileError(
            msg("The workbook is protected by a password."),
            where=path.name,
            fix=msg("Open it, save a copy without the password, and give the copy."),
        ) from None
    except (CalamineError, OSError, ValueError, OverflowError, UnicodeError) as caught:
        reason = str(caught).split("\n", maxsplit=1)[0]
        raise _refused(path, msg("The workbook cannot be opened: {reason}.", reason=reason)) from None
    except BaseException as caught:
        # The reader is compiled code whose panics are no ordinary exceptions; a stop asked for is let through.
        if type(caught).__name__ != "PanicException":
            raise
        raise _refused(path, msg("The workbook cannot be opened: {reason}.", reason="panic")) from None


def _grid(path: Path, sheet: Any, marks: SheetMarks | None, visible: SheetVisibleEnum) -> Grid:
    height, width = (last + 1 for last in sheet.end) if sheet.end else (0, 0)
    if height > MAX_ROWS or width > MAX_COLUMNS:
        _too_large(path, sheet.name, height, width)
    rows = sheet.to_python(skip_empty_area=False)
    merged = tuple((top, left, bottom, right) for (top, left), (bottom, right) in sheet.merged_cell_ranges or [])
    merged = merged or (marks.merged if marks else ())
    shown = visible == SheetVisibleEnum.Visible
    grid = _tidy(sheet.name, rows, merged=merged, marks=marks, visible=shown)
    _put_lost(grid)
    return grid


def _put_lost(grid: Grid) -> None:
    """Put what the file lost into its cells, so that no row seems empty for it."""
    height, width = grid.cells.shape
    for (row, column), said in grid.marks.errors.items():
        if row < height and column < width:
            grid.cells[row, column] = Lost(said)
    for row, column in grid.marks.unfinished:
        if row < height and column < width and grid.cells[row, column] is None:
            grid.cells[row, column] = Lost("")


def _from_text(path: Path) -> Grid:
    text, encoding = _decoded(path)
    lines = text.splitlines()[:_SAMPLE_LINES]
    named = _SEPARATOR_LINE.match(lines[0]) if lines else None
    delimiter = named[1] if named else max(_DELIMITERS, key=lambda sign: _regularity(lines, sign))
    if not _regularity(lines, delimiter):
        raise _refused(path, msg("This is not a spreadsheet."))
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))
        if named:
            rows[0] = []
    except csv.Error as caught:
        raise _refused(path, msg("The text cannot be read as a table: {reason}.", reason=str(caught))) from None
    width = max(map(len, rows))
    if len(rows) > MAX_ROWS or width > MAX_COLUMNS:
        _too_large(path, path.name, len(rows), width)
    plain = [[without_guard(value) for value in row] + [""] * (width - len(row)) for row in rows]
    grid = _tidy(path.stem, plain, encoding=encoding)
    for place in np.argwhere(grid.cells != np.array(None)):
        value = grid.cells[tuple(place)]
        if value[0] in "#E" and _SHOWN_ERROR.fullmatch(value):
            grid.cells[tuple(place)] = Lost(value)
    return replace(grid, silent=True)


def _decoded(path: Path) -> tuple[str, str]:
    """Return the text of a file, and the legacy encoding it was in (empty for Unicode)."""
    raw = path.read_bytes()
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return raw.decode("utf-16", errors="replace"), ""
    unmarked = _unmarked_utf16(raw)
    if unmarked:
        return raw.decode(unmarked, errors="replace"), unmarked
    if b"\0" in raw:
        raise _refused(path, msg("This is not a spreadsheet."))
    try:
        return raw.decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        lines = raw.splitlines()
        guess = guess_encoding(lines)
        return "\n".join(decode_all(lines, guess.name)), guess.name


def _unmarked_utf16(raw: bytes) -> str:
    """Return the byte order of UTF-16 text without its mark; empty when every other byte is not mostly zero."""
    look = raw[: 2 * _SAMPLE_BYTES]
    even, odd = look[::2].count(0), look[1::2].count(0)
    half = len(look) // 2
    if half and max(even, odd) > _MOSTLY_ZERO * half and min(even, odd) == 0:
        return "utf-16-le" if odd > even else "utf-16-be"
    return ""


def _regularity(lines: list[str], sign: str) -> int:
    """Return how many lines have the most usual count of a sign; 0 when it does not occur."""
    counts = [line.count(sign) for line in lines if line.strip()]
    most = max(counts, default=0)
    return sum(1 for count in counts if count >= max(1, most // 2)) * min(most, 3)


def _tidy(
    name: str,
    rows: list[list[Any]],
    *,
    merged: tuple[tuple[int, int, int, int], ...] = (),
    marks: SheetMarks | None = None,
    visible: bool = True,
    encoding: str = "",
) -> Grid:
    """Return a grid with its texts in Unicode, stripped, and nothing where a cell is empty."""
    width = max(map(len, rows), default=0)
    cells = np.full((len(rows), width), None, dtype=object)
    for place, row in enumerate(rows):
        cells[place, : len(row)] = row
    texts = sorted({value for row in rows for value in row if type(value) is str and value})
    mended, guess = mend_text(texts)
    tidy = {before: after.strip() or None for before, after in zip(texts, mended, strict=True)} | {"": None}
    flat = cells.ravel()
    flat[:] = [tidy[value] if type(value) is str else value for value in flat]
    legacy = encoding or (guess.name if guess.changed and guess.name != "utf-8" else "")
    return Grid(
        name=name,
        cells=cells,
        merged=merged,
        marks=marks or SheetMarks(),
        visible=visible,
        mended_from=legacy,
        silent=marks is None,
    )


def _too_large(path: Path, sheet: str, rows: int, columns: int) -> None:
    raise InputFileError(
        msg("The sheet {sheet} is too large: {rows} rows, {columns} columns.", sheet=sheet, rows=rows, columns=columns),
        where=path.name,
        fix=msg("Delete empty formatted rows and columns, or split it: at most {rows} × {columns}.",
                rows=MAX_ROWS, columns=MAX_COLUMNS),
    )  # fmt: skip


def _refused(path: Path, what: Message) -> InputFileError:
    return InputFileError(what, where=path.name, fix=_TAKEN)
