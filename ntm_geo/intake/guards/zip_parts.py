"""The parts of a zipped workbook, unpacked under our own count: the sizes the zip claims are not believed."""

from __future__ import annotations

import zipfile
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from ntm_geo.errors import InputFileError, Message, msg
from ntm_geo.intake.guards.archive import refuse_bomb, refuse_long_list

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MAX_UNPACKED: Final = 400_000_000
"""Most bytes all parts of a workbook may unpack to."""
MAX_PARTS: Final = 5000
"""Most parts of a workbook."""
_CHUNK: Final = 1 << 16
_HEADER: Final = 30
_SIGNATURE: Final = b"PK\x03\x04"
_ENCRYPTED: Final = 0x1


@dataclass(slots=True)
class Parts:
    """The parts of one workbook by name, and how many bytes of them have been unpacked so far."""

    path: Path
    members: dict[str, zipfile.ZipInfo]
    unpacked: int = 0
    measured: dict[str, int] = field(default_factory=dict)

    def stream(self, name: str) -> Iterator[bytes]:
        """Yield the bytes of a part as they come out, never more than a part of a megabyte at once.

        Raises
        ------
        InputFileError
            All parts together are more than `MAX_UNPACKED`, or this one is longer or shorter than the zip says.
        """
        member = self.members[name]
        size = 0
        with self.path.open("rb") as file:
            file.seek(member.header_offset)
            header = file.read(_HEADER)
            if len(header) < _HEADER or not header.startswith(_SIGNATURE):
                raise self._broken(name)
            file.seek(int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little"), 1)
            for chunk in self._unpacked(file, member, name):
                size += len(chunk)
                if size > member.file_size:
                    raise self._broken(name)
                yield chunk
        if size != member.file_size:
            raise self._broken(name)
        self.measured[name] = size

    def measure_rest(self) -> None:
        """Unpack, and throw away, what has not been looked at.

        Raises
        ------
        InputFileError
            See `stream`.
        """
        for name in self.members.keys() - self.measured.keys():
            for _chunk in self.stream(name):
                pass

    def _unpacked(self, file: object, member: zipfile.ZipInfo, name: str) -> Iterator[bytes]:
        read = file.read  # type: ignore[attr-defined]
        left = member.compress_size
        inflate = None if member.compress_type == zipfile.ZIP_STORED else zlib.decompressobj(-zlib.MAX_WBITS)
        while left > 0:
            packed = read(min(_CHUNK, left))
            if not packed:
                raise self._broken(name)
            left -= len(packed)
            while packed:
                try:
                    chunk = packed if inflate is None else inflate.decompress(packed, _CHUNK * 4)
                except zlib.error:
                    raise self._broken(name) from None
                packed = b"" if inflate is None else inflate.unconsumed_tail
                self.unpacked += len(chunk)
                if self.unpacked > MAX_UNPACKED:
                    raise refused(
                        self.path,
                        msg("Unpacked, the workbook is larger than {limit} MB.", limit=MAX_UNPACKED // 1_000_000),
                    )
                yield chunk
                if inflate is not None and inflate.eof:
                    return

    def _broken(self, name: str) -> InputFileError:
        return refused(self.path, msg("Its part {name} is not what the zip says it is.", name=name[:80]))


def open_parts(path: Path) -> Parts:
    """Return the parts of a zipped workbook; nothing is unpacked yet.

    Raises
    ------
    InputFileError
        No zip, too many parts, two of one name, packed in an unusual way, encrypted, or out of proportion.
    """
    try:
        refuse_long_list(path)
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, OverflowError) as caught:
        raise refused(path, msg("The workbook cannot be opened: {reason}.", reason=str(caught))) from None
    if len(members) > MAX_PARTS:
        raise refused(path, msg("The workbook has too many parts: {count}.", count=len(members)))
    refuse_bomb(path, members)
    named = {member.filename: member for member in members}
    odd = any(member.flag_bits & _ENCRYPTED or member.compress_type not in _USUAL for member in members)
    if odd or len({name.lower() for name in named}) < len(members):
        raise refused(path, msg("The workbook is packed in a way no office program packs it."))
    return Parts(path, named)


def refused(path: Path, what: Message) -> InputFileError:
    """Return the error of a workbook that is not read."""
    fix = msg("Open it in the spreadsheet program, copy what is needed into a new workbook, and give that.")
    return InputFileError(what, where=path.name, fix=fix)


_USUAL: Final = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
