"""What the child does with a spreadsheet file: values by calamine, marks by the file's own format, texts in Unicode.

Nothing of this runs in the process of the server: see `ntm_geo.intake.sandbox`.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
import zipfile
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import python_calamine
from python_calamine import CalamineError, PasswordError, SheetTypeEnum, SheetVisibleEnum

from ntm_geo.errors import InputFileError, Message, msg
from ntm_geo.intake.formats import SheetMarks, read_marks
from ntm_geo.intake.guards.archive import refuse_long_list
from ntm_geo.intake.guards.far_cells import check_workbook, strip_far_cells
from ntm_geo.intake.guards.foreign import refuse_foreign
from ntm_geo.intake.guards.packed import refuse_packed
from ntm_geo.intake.guards.workbook_limits import MAX_COLUMNS, MAX_ROWS
from ntm_geo.intake.sandbox import task
from ntm_geo.intake.texts.encodings import decode_all, guess_encoding, mend_text
from ntm_geo.intake.texts.safe_text import without_guard

if TYPE_CHECKING:
    from pathlib import Path

TASK: Final = "workbook"
MAX_FILE_BYTES: Final = 100_000_000
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


@task(TASK)
def read_sheets(path: Path, _args: dict[str, Any]) -> dict[str, Any]:
    """Return the sheets of a spreadsheet file as plain data.

    Parameters
    ----------
    path : the file.

    Returns
    -------
    ``sheets``: each with ``name, rows, width, merged, visible, mended_from, silent, stray, stray_count`` and ``marks``.
    """
    start = first_bytes(path)
    if start.startswith((_ZIP, _OLE)):
        if start.startswith(_OLE):
            _check_ole(path)
        about = check_workbook(path)
        stray = {sheet.name: (list(sheet.stray), sheet.stray_count) for sheet in about.sheets}
        with strip_far_cells(path, about) as safe:
            sheets = _from_calamine(path, safe, read_marks(safe))
        for sheet in sheets:
            sheet["stray"], sheet["stray_count"] = stray.get(sheet["name"], ([], 0))
        return {"sheets": sheets}
    return {"sheets": [_from_text(path)]}


def first_bytes(path: Path) -> bytes:
    """Return the first bytes of a file that may be a spreadsheet; refuse what is surely none, or too large."""
    if not path.is_file():
        raise _refused(path, msg("There is no such file."))
    size = path.stat().st_size
    if not size:
        raise _refused(path, msg("The file is empty."))
    if size > MAX_FILE_BYTES:
        raise _refused(path, msg("The file is too large: {size} MB.", size=size // 1_000_000))
    with path.open("rb") as file:
        start = file.read(4096)
    refuse_packed(path)
    refuse_foreign(path, start)
    return start


def looks_like_one(start: bytes, path: Path) -> bool:
    """Return whether the content of a file is that of a workbook."""
    if not start.startswith(_ZIP):
        return start.startswith(_OLE)
    try:
        refuse_long_list(path)
        with zipfile.ZipFile(path) as archive:
            return bool(set(archive.namelist()) & {"[Content_Types].xml", "mimetype"})
    except (InputFileError, zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False


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


def _from_calamine(path: Path, safe: Path, marks: dict[str, SheetMarks] | None) -> list[dict[str, Any]]:
    try:
        book = python_calamine.load_workbook(str(safe))
        about = [sheet for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
        return [
            _grid(path, book.get_sheet_by_name(sheet.name), (marks or {}).get(sheet.name), sheet.visible)
            for sheet in about
        ]
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


def _grid(path: Path, sheet: Any, marks: SheetMarks | None, visible: SheetVisibleEnum) -> dict[str, Any]:
    height, width = (last + 1 for last in sheet.end) if sheet.end else (0, 0)
    if height > MAX_ROWS or width > MAX_COLUMNS:
        _too_large(path, sheet.name, height, width)
    rows, legacy = _tidy(sheet.to_python(skip_empty_area=False))
    merged = [(top, left, bottom, right) for (top, left), (bottom, right) in sheet.merged_cell_ranges or []]
    shown = visible == SheetVisibleEnum.Visible
    made = _sheet(sheet.name, rows, marks or SheetMarks(), visible=shown, merged=merged)
    return made | {"mended_from": legacy, "silent": marks is None}


def _sheet(
    name: str,
    rows: list[list[Any]],
    marks: SheetMarks,
    *,
    visible: bool,
    merged: list[tuple[int, int, int, int]] | None = None,
) -> dict[str, Any]:
    return {
        "name": name,
        "rows": rows,
        "width": max(map(len, rows), default=0),
        "merged": merged or list(marks.merged),
        "visible": visible,
        "stray": [],
        "stray_count": 0,
        "marks": {
            "hidden_rows": sorted(marks.hidden_rows),
            "hidden_columns": sorted(marks.hidden_columns),
            "percent": _places(marks.percent),
            "unfinished": _places(marks.unfinished),
            "errors": [(row, column, error) for (row, column), error in marks.errors.items()],
        },
    }


def _places(cells: frozenset[tuple[int, int]]) -> tuple[Any, Any]:
    ordered = np.array(sorted(cells), dtype="int64").reshape(-1, 2)
    return np.ascontiguousarray(ordered[:, 0]), np.ascontiguousarray(ordered[:, 1])


def _from_text(path: Path) -> dict[str, Any]:
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
        _too_large(path, path.stem, len(rows), width)
    plain = [[without_guard(value) for value in row] + [""] * (width - len(row)) for row in rows]
    tidy, legacy = _tidy(plain)
    lost = {
        (row, index): value
        for row, values in enumerate(tidy)
        for index, value in enumerate(values)
        if value and value[0] in "#E" and _SHOWN_ERROR.fullmatch(value)
    }
    sheet = _sheet("", tidy, SheetMarks(errors=lost), visible=True)
    return sheet | {"mended_from": encoding or legacy, "silent": True}


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


def _tidy(rows: list[list[Any]]) -> tuple[list[list[Any]], str]:
    """Return rows with their texts in Unicode, stripped, and nothing where a cell is empty; and the legacy encoding."""
    texts = sorted({value for row in rows for value in row if type(value) is str and value})
    mended, guess = mend_text(texts)
    tidy = {before: after.strip() or None for before, after in zip(texts, mended, strict=True)} | {"": None}
    legacy = guess.name if guess.changed and guess.name != "utf-8" else ""
    return [[tidy[value] if type(value) is str else value for value in row] for row in rows], legacy


def _too_large(path: Path, sheet: str, rows: int, columns: int) -> None:
    raise InputFileError(
        msg("The sheet {sheet} is too large: {rows} rows, {columns} columns.", sheet=sheet, rows=rows, columns=columns),
        where=path.name,
        fix=msg("Delete empty formatted rows and columns, or split it: at most {rows} × {columns}.",
                rows=MAX_ROWS, columns=MAX_COLUMNS),
    )  # fmt: skip


def _refused(path: Path, what: Message) -> InputFileError:
    return InputFileError(what, where=path.name, fix=_TAKEN)
