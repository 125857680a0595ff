"""A copy of a workbook without its stray far cells: reading libraries make room for everything between two cells."""

from __future__ import annotations

import tempfile
import zipfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ntm_geo.errors import msg
from ntm_geo.intake.ods_limits import check_ods
from ntm_geo.intake.xls_limits import check_xls
from ntm_geo.intake.xlsx_limits import check_xlsx
from ntm_geo.intake.zip_parts import Parts, open_parts, refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ntm_geo.intake.workbook_limits import Span, WorkbookBounds

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WIDE: Final = (b"\xff\xfe", b"\xfe\xff", b"\0<", b"<\0")
_LONGEST_TAG: Final = 200


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
    if not about.has_stray and path.suffix.lower() in {ending, ".xlsm" if about.format == "xlsx" else ending}:
        yield path
        return
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, f"{path.stem}{ending}")
        if about.format == "xls" or not about.has_stray:
            content = bytearray(path.read_bytes())
            for sheet in about.sheets:
                for number, (start, _end) in enumerate(sheet.spans):
                    content[start] = _EMPTY_CELL[number % 2]
            copy.write_bytes(content)
        else:
            _copy_zip(path, copy, about)
        yield copy


def _copy_zip(path: Path, copy: Path, about: WorkbookBounds) -> None:
    spans: dict[str, list[Span]] = {}
    for sheet in about.sheets:
        spans.setdefault(sheet.part, []).extend(sheet.spans)
    parts = open_parts(path)
    with zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name in parts.members:
            cut = sorted(spans.get(name, []))
            with archive.open(zipfile.ZipInfo(name), "w") as target:
                for chunk in _cut(parts, name, cut) if cut else parts.stream(name):
                    target.write(chunk)


def _cut(parts: Parts, name: str, spans: list[Span]) -> Iterator[bytes]:
    """Yield a part without its stray cells; in a binary one they become empty cells."""
    content = b"".join(parts.stream(name))
    if name.endswith(".bin"):
        changed = bytearray(content)
        for start, end in spans:
            changed[start:end] = b"\x01"
        yield bytes(changed)
        return
    if content[:2] in _WIDE:
        raise refused(parts.path, msg("Its part {name} is not written in UTF-8.", name=name[:80]))
    place = 0
    for start, end in spans:
        if start < place:
            continue
        yield content[place:start]
        closed = content.find(b">", end, end + _LONGEST_TAG)
        if content[start : start + 1] != b"<" or closed < 0:
            raise refused(parts.path, msg("Its part {name} is not written in UTF-8.", name=name[:80]))
        place = closed + 1
    yield content[place:]


_EMPTY_CELL: Final = b"\x01\x02"
"""Number of the record of an empty cell in .xls; its two bytes may stand in different sectors."""
