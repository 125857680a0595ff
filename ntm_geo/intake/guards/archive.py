"""Zip files, opened safely: no member leaves its folder, and a bomb is refused before it grows."""

from __future__ import annotations

import stat
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import Final

from ntm_geo.errors import InputFileError, Message, msg
from ntm_geo.intake.sandbox.staging import harmless_name

MAX_BYTES: Final = 500_000_000
"""Most bytes a zip may hold when unpacked."""
MAX_MEMBERS: Final = 20_000
"""Most files a zip may hold."""
_RATIO: Final = 200
_CHUNK: Final = 1 << 20
_END: Final = b"PK\x05\x06"
_TAIL: Final = (1 << 16) + 22
"""Bytes at the end of a zip in which the place of its list must stand."""
_ENTRY: Final = 200
"""Bytes of an entry of the list, on average; a long name counts for several entries."""


def refuse_long_list(path: Path) -> None:
    """Refuse a zip whose list of members is longer than `MAX_MEMBERS` could need, before the list is read.

    Every entry of the list becomes an object of several hundred bytes, in whichever process looks at it.

    Raises
    ------
    InputFileError
        The list is too long.
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - _TAIL))
        tail = file.read()
    pathway = tail.find(_END)
    while pathway >= 0:
        if int.from_bytes(tail[pathway + 12 : pathway + 16], "little") > MAX_MEMBERS * _ENTRY:
            raise _too_much(path, MAX_MEMBERS + 1, size)
        pathway = tail.find(_END, pathway + 1)


def unpack(path: Path, into: Path) -> None:
    """Unpack a zip into a folder.

    Parameters
    ----------
    path : the zip.
    into : an empty folder; nothing is written outside it.

    Raises
    ------
    InputFileError
        The zip is broken, encrypted, too large, or names files outside its own folder.
    """
    try:
        refuse_long_list(path)
        with zipfile.ZipFile(path) as archive:
            members = [member for member in archive.infolist() if not member.is_dir() and not _is_link(member)]
            _check(path, members)
            left = MAX_BYTES
            for member in members:
                left -= _write(archive, member, into, left)
                if left < 0:
                    raise _too_much(path, len(members), MAX_BYTES)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as caught:
        raise _refused(path, msg("The zip cannot be opened: {reason}.", reason=str(caught))) from None


def _check(path: Path, members: list[zipfile.ZipInfo]) -> None:
    names = {member.filename for member in members}
    if "[Content_Types].xml" in names:
        raise InputFileError(
            msg("This is a spreadsheet or document, not a boundary file."),
            where=path.name,
            fix=msg("Give the file with the boundaries, such as a shapefile."),
        )
    for member in members:
        pure_posix_path = PurePosixPath(member.filename.replace("\\", "/"))
        if pure_posix_path.is_absolute() or ".." in pure_posix_path.parts or ":" in pure_posix_path.parts[0]:
            raise _refused(path, msg("The zip names a file outside its own folder: {name}.", name=member.filename))
    refuse_bomb(path, members)


def refuse_bomb(path: Path, members: list[zipfile.ZipInfo]) -> None:
    """Refuse a zip that is out of proportion.

    Raises
    ------
    InputFileError
        Too many files, too large when unpacked, or packed too well to be honest.
    """
    size = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if len(members) > MAX_MEMBERS or size > MAX_BYTES or (size > _CHUNK and size > _RATIO * max(packed, 1)):
        raise _too_much(path, len(members), size)


def _too_much(path: Path, count: int, size: int) -> InputFileError:
    what = msg("The zip holds too much: {count} files, {size} MB unpacked.", count=count, size=size // 1_000_000)
    return _refused(path, what)


def _is_link(member: zipfile.ZipInfo) -> bool:
    return stat.S_ISLNK(member.external_attr >> 16)


def _write(archive: zipfile.ZipFile, member: zipfile.ZipInfo, into: Path, most: int) -> int:
    """Write a member under a harmless name, and return its size; one that is larger than it says is cut off."""
    parts = PurePosixPath(member.filename.replace("\\", "/")).parts
    target = into.joinpath(*map(harmless_name, parts))
    target.parent.mkdir(parents=True, exist_ok=True)
    written = 0
    with archive.open(member) as packed, target.open("wb") as plain:
        while written <= most and (chunk := packed.read(_CHUNK)):
            written += plain.write(chunk)
    return written


def _refused(path: Path, what: Message) -> InputFileError:
    return InputFileError(what, where=path.name, fix=msg("Pack the boundary files into a new zip and try again."))
