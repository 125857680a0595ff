"""A copy of a workbook without its stray far cells: reading libraries make room for everything between two cells."""

from __future__ import annotations

import tempfile
import zipfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ntm_geo.errors import msg
from ntm_geo.intake.guards.ods_limits import check_ods
from ntm_geo.intake.guards.xls_limits import check_xls
from ntm_geo.intake.guards.xlsx_limits import check_xlsx
from ntm_geo.intake.guards.zip_parts import Parts, open_parts, refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ntm_geo.intake.guards.workbook_limits import Span, WorkbookBounds

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WIDE: Final = (b"\xff\xfe", b"\xfe\xff", b"\0<", b"<\0")
_LONGEST_TAG: Final = 200
_SHARED: Final = "content.xml"
"""The part in which all tables of an .ods stand."""


def check_workbook(path: Path) -> WorkbookBounds:
    """Return how far the values of a workbook really reach; its format is told by its content.

    Raises
    ------
    InputFileError
        It is no workbook, or breaks a limit; see `check_xlsx`, `check_xls` and `check_ods`.
    """
    with path.open("rb") as file:
        start = file.read(8)
    if start == _OLE:
        return check_xls(path)
    if not start.startswith(_ZIP):
        raise refused(path, msg("This is not a spreadsheet."))
    names = open_parts(path).members
    return check_xlsx(path) if any(name.startswith("xl/") for name in names) else check_ods(path)


@contextmanager
def strip_far_cells(path: Path, about: WorkbookBounds) -> Iterator[Path]:
    """Give a workbook a library can read: the file itself, or a copy in which the stray cells are gone.

    Parameters
    ----------
    path : the workbook.
    about : what `check_workbook` said of it.

    Yields
    ------
    The place of the workbook to read, with the ending of its format; a copy lives as long as the context.

    Raises
    ------
    InputFileError
        A part with stray cells is not written as usual.
    """
    ending = f".{about.format}"
    if not about.needs_copy and path.suffix.lower() in {ending, ".xlsm" if about.format == "xlsx" else ending}:
        yield path
        return
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, f"{path.stem}{ending}")
        if about.format == "xls" or not about.needs_copy:
            edits = (edit for sheet in about.sheets for edit in sheet.edits)
            copy.write_bytes(_edited(path.read_bytes(), edits))
        else:
            _copy_zip(path, copy, about)
        yield copy


def _copy_zip(path: Path, copy: Path, about: WorkbookBounds) -> None:
    sheets = {sheet.part: sheet for sheet in about.sheets if sheet.spans or sheet.edits}
    tables = [sheet for sheet in about.sheets if sheet.part == _SHARED]
    parts = open_parts(path)
    with zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name in parts.members:
            spans = [span for sheet in tables for span in sheet.spans] if name == _SHARED else []
            sheet = sheets.get(name)
            with archive.open(zipfile.ZipInfo(name), "w") as target:
                if sheet and sheet.edits:
                    target.write(_edited(b"".join(parts.stream(name)), sheet.edits))
                elif sheet:
                    target.writelines(_cut(parts, name, sorted(spans or sheet.spans)))
                else:
                    target.writelines(parts.stream(name))


def _edited(content: bytes, edits: Iterable[tuple[int, int]]) -> bytes:
    changed = bytearray(content)
    for position, byte in edits:
        changed[position] = byte
    return bytes(changed)


def _cut(parts: Parts, name: str, spans: list[Span]) -> Iterator[bytes]:
    """Yield a part of XML without its stray cells."""
    content = b"".join(parts.stream(name))
    if content[:2] in _WIDE:
        raise refused(parts.path, msg("Its part {name} is not written in UTF-8.", name=name[:80]))
    number = 0
    for start, end in spans:
        if start < number:
            continue
        yield content[number:start]
        closed = content.find(b">", end, end + _LONGEST_TAG)
        if content[start : start + 1] != b"<" or closed < 0:
            raise refused(parts.path, msg("Its part {name} is not written in UTF-8.", name=name[:80]))
        number = closed + 1
    yield content[number:]
