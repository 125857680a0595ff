"""Archives other than zip: named for what they are, with the way out; also where a sheet was expected."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ntm_geo.errors import InputFileError, msg

if TYPE_CHECKING:
    from pathlib import Path

_SIGNATURES: Final = {
    b"Rar!\x1a\x07": "RAR",
    b"7z\xbc\xaf\x27\x1c": "7z",
    b"\x1f\x8b": "gzip",
    b"BZh": "bzip2",
    b"\xfd7zXZ\x00": "xz",
}
_TAR_AT, _TAR = 257, b"ustar"


def refuse_packed(path: Path) -> None:
    """Refuse an archive that is no zip.

    Raises
    ------
    InputFileError
        It is one; the error says how to go on.
    """
    if not path.is_file():
        return
    with path.open("rb") as file:
        start = file.read(512)
    kind = next((name for sign, name in _SIGNATURES.items() if start.startswith(sign)), "")
    if not kind and start[_TAR_AT : _TAR_AT + len(_TAR)] == _TAR:
        kind = "tar"
    if kind:
        raise InputFileError(
            msg("This is a packed file ({kind}).", kind=kind),
            where=path.name,
            fix=msg("Unpack it and give the folder, or pack its files as a zip."),
        )
