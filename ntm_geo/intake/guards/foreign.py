"""Files that are neither workbooks nor boundaries: what they are, and how to get at what is in them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ntm_geo.errors import InputFileError, Message, msg

if TYPE_CHECKING:
    from pathlib import Path

_KINDS: Final = {
    b"%PDF": "PDF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"{\\rtf": "RTF",
    b"\x7fELF": "ELF",
    b"MZ": "EXE",
}
_WEB: Final = re.compile(
    rb"\s*(?:<!doctype\s+html|<html[\s>]|<head[\s>]|<table[\s>]|<meta[\s>]|mime-version:)", re.IGNORECASE
)
_OLD_XML: Final = (b"urn:schemas-microsoft-com:office:spreadsheet", b"opendocument:xmlns:office")
_LOOK: Final = 4096


def refuse_foreign(path: Path, start: bytes) -> None:
    """Refuse a file whose first bytes say that it is something else, and say how to mend it.

    Parameters
    ----------
    path : the file.
    start : its first bytes, 4 kB are enough.

    Raises
    ------
    InputFileError
        A picture, document, program, saved web page, or a spreadsheet written as XML.
    """
    look = _plain(start[:_LOOK])
    for sign, kind in _KINDS.items():
        if start.startswith(sign):
            raise _refused(
                path, msg("This is a {kind} file, not a spreadsheet.", kind=kind),
                msg("Give an Excel workbook (.xlsx, .xls), an OpenDocument sheet (.ods) or a CSV file."),
            )  # fmt: skip
    if _WEB.match(look) or (look.lstrip().startswith(b"<") and b"schemas-microsoft-com:office:excel" in look):
        raise _refused(
            path, msg("This is a web page saved under the name of a workbook."),
            msg("Open it in Excel and save it as .xlsx."),
        )  # fmt: skip
    if look.lstrip().startswith(b"<?xml") and any(sign in look for sign in _OLD_XML):
        raise _refused(
            path, msg("This is a spreadsheet written as XML text."), msg("Open it in Excel and save it as .xlsx.")
        )


def _plain(start: bytes) -> bytes:
    """Return the beginning of a text without its mark and without the zero bytes of UTF-16."""
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return start[2:].replace(b"\0", b"")
    return start.removeprefix(b"\xef\xbb\xbf")


def _refused(path: Path, what: Message, fix: Message) -> InputFileError:
    return InputFileError(what, where=path.name, fix=fix)
