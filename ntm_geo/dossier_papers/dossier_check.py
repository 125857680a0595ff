"""A dossier checked by its list: what was changed, is missing or came on top; hostile zips are refused."""

from __future__ import annotations

import hashlib
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from ntm_geo.dossier_papers.file_list import LARGEST, LIST_NAME, read_list
from ntm_geo.errors import InputFileError, Message, msg
from ntm_geo.intake.guards.archive import refuse_long_list
from ntm_geo.intake.sandbox import run_isolated, task

if TYPE_CHECKING:
    from pathlib import Path

    from ntm_geo.dossier_papers.file_list import FileList, ListedFile

Kind = Literal["changed", "missing", "extra"]
_TASK: Final = "dossier"
_MOST_MEMBERS: Final = 5_000
_LONGEST_LIST: Final = 8_000_000
_RATIO: Final = 300
_SMALL: Final = 1 << 20
_CHUNK: Final = 1 << 18
_ENCRYPTED: Final = 1
_LINK: Final = 0o120000
_TYPE_BITS: Final = 0o170000
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)
"""What `zipfile` raises for a damaged zip: also for an unknown way of packing, a password, an unreadable name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is not as it was made."""

    kind: Kind
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedDossier:
    """A dossier's list, and everything in the file that does not fit it."""

    file_list: FileList
    faults: tuple[Fault, ...]


def fault_message(fault: Fault) -> Message:
    """Return a fault as a line for people."""
    if fault.kind == "changed":
        return msg("{path}: changed since it was made.", path=fault.path)
    if fault.kind == "missing":
        return msg("{path}: missing.", path=fault.path)
    return msg("{path}: was not in the file when it was made.", path=fault.path)


def check_dossier(path: Path) -> CheckedDossier:
    """Compare a dossier with the list it was made with, in a process that sees nothing else; nothing is unpacked.

    Returns
    -------
    Its list and its faults: files changed and missing in the order of the list, then those that came on top.

    Raises
    ------
    InputFileError
        It is no zip, or not one of a dossier; names files twice or outside its folder; holds more than a dossier may;
        or its list was changed.
    """
    answer = run_isolated(_TASK, path)
    return CheckedDossier(
        file_list=read_list(answer["list"].encode(), where=path.name),
        faults=tuple(Fault(kind=kind, path=name) for kind, name in answer["faults"]),
    )


@task(_TASK)
def compare(path: Path, _args: dict[str, Any]) -> dict[str, Any]:
    """Return the list of a dossier as it stands, and its faults as pairs of kind and path; see `check_dossier`."""
    try:
        refuse_long_list(path)
        with zipfile.ZipFile(path) as package:
            members = package.infolist()
            _refuse(path, members)
            by_name = {item.filename: item for item in members}
            if LIST_NAME not in by_name:
                raise _refused(
                    path, msg("The zip has no {name}: it is not a dossier made by this program.", name=LIST_NAME)
                )
            content = _list_content(path, package, by_name[LIST_NAME])
            file_list = read_list(content, where=path.name)
            faults = [fault for item in file_list.files if (fault := _compare(package, item, by_name)) is not None]
    except _BROKEN as caught:
        raise _refused(path, msg("The zip cannot be opened: {reason}.", reason=str(caught))) from caught
    known = {item.path for item in file_list.files} | {LIST_NAME}
    faults += [Fault(kind="extra", path=name) for name in by_name if name not in known]
    return {"list": content.decode(), "faults": [[fault.kind, fault.path] for fault in faults]}


def _compare(package: zipfile.ZipFile, item: ListedFile, members: dict[str, zipfile.ZipInfo]) -> Fault | None:
    member = members.get(item.path)
    if member is None:
        return Fault(kind="missing", path=item.path)
    digest, size = hashlib.sha256(), 0
    try:
        with package.open(member) as content:
            while size <= item.size and (chunk := content.read(_CHUNK)):
                size += len(chunk)
                digest.update(chunk)
    except _BROKEN:
        return Fault(kind="changed", path=item.path)
    same = size == item.size and digest.hexdigest() == item.sha256
    return None if same else Fault(kind="changed", path=item.path)


def _list_content(path: Path, package: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    with package.open(member) as file:
        content = file.read(_LONGEST_LIST + 1)
    if len(content) > _LONGEST_LIST:
        raise _refused(path, msg("The zip holds more than a dossier may."))
    return content


def _refuse(path: Path, members: list[zipfile.ZipInfo]) -> None:
    """Refuse a zip whose names or sizes are not those of a dossier."""
    size = sum(item.file_size for item in members)
    out_of_proportion = any(
        item.file_size > _SMALL and item.file_size > _RATIO * max(item.compress_size, 1) for item in members
    )
    if len(members) > _MOST_MEMBERS or size > LARGEST + _LONGEST_LIST or out_of_proportion:
        raise _refused(path, msg("The zip holds more than a dossier may."))
    seen: set[str] = set()
    for item in members:
        parts = item.filename.split("/")
        if item.filename.startswith("/") or "\\" in item.orig_filename or ":" in item.filename or ".." in parts:
            raise _refused(path, msg("The zip names a file outside its own folder: {name}.", name=item.filename))
        if item.filename.casefold() in seen:
            raise _refused(path, msg("The zip holds two files of the name {name}.", name=item.filename))
        if item.flag_bits & _ENCRYPTED or (item.external_attr >> 16) & _TYPE_BITS == _LINK:
            raise _refused(path, msg("The zip holds a locked file or a link: {name}.", name=item.filename))
        seen.add(item.filename.casefold())


def _refused(path: Path, what: Message) -> InputFileError:
    return InputFileError(what, where=path.name, fix=msg("Give the zip as it was made, without packing it anew."))
