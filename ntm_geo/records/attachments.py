"""Attachments of a commune: photographs and documents, added one by one, listed newest first."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Final

import pandas as pd

from ntm_geo.accounts.read_scope import may_see
from ntm_geo.accounts.rights import refusal
from ntm_geo.accounts.use_limits import check_size
from ntm_geo.acting import current_actor
from ntm_geo.errors import InputFileError, TableError, msg
from ntm_geo.records.registers import read_register, write_register
from ntm_geo.store.datasets import list_versions, read_version
from ntm_geo.store.files import keep_file, read_file
from ntm_geo.store.versions import Slot

if TYPE_CHECKING:
    from datetime import date

    from ntm_geo.workspace.workspace import Workspace

KIND: Final = "attachments"
PHOTOS: Final = {".jpg": b"\xff\xd8\xff", ".jpeg": b"\xff\xd8\xff", ".png": b"\x89PNG"}
DOCUMENTS: Final = {".pdf": b"%PDF", ".docx": b"PK", ".xlsx": b"PK"}
"""What may be added: ending, and how the content begins."""
_NOBODYS: Final = pd.DataFrame({"code": [""]})
"""A file that is on no list any more: of no commune."""
LARGEST: Final = 10 * 1024 * 1024
_MEGABYTE: Final = 1024 * 1024


def attachments_of(workspace: Workspace, code: str, *, vintage: str) -> pd.DataFrame:
    """Return the attachments of a commune whoever acts may see, ``tables.Attachments``, newest first."""
    table = read_register(workspace, Slot(kind=KIND, vintage=vintage)).table
    chosen = table[table["code"].eq(code)]
    chosen = chosen[may_see(workspace.store, KIND, chosen)]
    return chosen.sort_values(["on", "number"], ascending=False, ignore_index=True)


def add_attachment(  # noqa: PLR0913 - one file with all that is said of it
    workspace: Workspace, code: str, *, vintage: str, name: str, content: bytes, title: str, on: date, by: str
) -> None:
    """Keep a file as an attachment of a commune.

    Raises
    ------
    LimitError
        It is larger than whoever acts may hand in.
    InputFileError
        It is too large, of a kind that is not taken, not what its name says, or has no title.
    """
    check_size(workspace.limits, KIND, len(content), where=name)
    check_document(name, content)
    if not title.strip():
        raise InputFileError(
            msg("The attachment has no title."), where=name, fix=msg("Say in a few words what it shows.")
        )
    slot = Slot(kind=KIND, vintage=vintage)
    register = read_register(workspace, slot)
    row = pd.DataFrame(
        {
            "number": [int(register.table["number"].max()) + 1 if len(register.table) else 1],
            "code": [code],
            "on": [pd.Timestamp(on)],
            "kind": ["photo" if PurePath(name).suffix.lower() in PHOTOS else "document"],
            "title": [title.strip()],
            "file_name": [PurePath(name).name],
            "sha256": [keep_file(workspace.store, content, by=by)],
        }
    )
    table = pd.concat([register.table, row], ignore_index=True)
    write_register(workspace, slot, table, by=by, expected=register.version)


def remove_attachment(workspace: Workspace, number: int, *, vintage: str, by: str) -> None:
    """Take an attachment off the list; older versions of the list, and the file, stay.

    Raises
    ------
    TableError
        A self-assessment rests on it as evidence.
    """
    slot = Slot(kind=KIND, vintage=vintage)
    _refuse_evidence(workspace, number, vintage=vintage)
    register = read_register(workspace, slot)
    rest = register.table[register.table["number"].ne(number)]
    write_register(workspace, slot, rest, by=by, expected=register.version)


def _refuse_evidence(workspace: Workspace, number: int, *, vintage: str) -> None:
    for version in list_versions(workspace.store, kind="evidence", vintage=vintage):
        rows = read_version(workspace.store, version) if version.current else None
        if rows is None or not rows["attachment"].eq(number).any():
            continue
        items = rows.loc[rows["attachment"].eq(number), "item"]
        raise TableError(
            msg("The file is evidence in the self-assessment of {year}: {items}.",
                year=version.slot.period, items=", ".join(items)),
            fix=msg("Take it off the evidence there first; what was sent stays on record."),
        )  # fmt: skip


def attachment_content(workspace: Workspace, sha256: str, *, vintage: str) -> bytes:
    """Return the file of an attachment.

    Raises
    ------
    RightsError
        Whoever acts may see none of the communes the file is attached to.
    StoreError
        No such file is kept.
    """
    table = read_register(workspace, Slot(kind=KIND, vintage=vintage)).table
    rows = table[table["sha256"].eq(sha256)]
    if not may_see(workspace.store, KIND, rows if len(rows) else _NOBODYS).any():
        raise refusal(current_actor(), sha256[:12])
    return read_file(workspace.store, sha256)


def check_document(name: str, content: bytes) -> None:
    """Refuse what cannot be kept beside the data: InputFileError where it is too large or not what its name says."""
    begins = (PHOTOS | DOCUMENTS).get(PurePath(name).suffix.lower())
    if begins is None:
        what, fix = msg("Files of this kind are not taken."), msg("Give one of: {choices}.", choices=_endings())
    elif not content.startswith(begins):
        what = msg("The content is not what the ending of the name says.")
        fix = msg("Save the file again from its program.")
    elif len(content) > LARGEST:
        what = msg("The file is larger than {size} MB.", size=LARGEST // _MEGABYTE)
        fix = msg("Make the picture smaller, or split the document.")
    else:
        return
    raise InputFileError(what, where=name, fix=fix)


def _endings() -> str:
    return ", ".join(sorted(PHOTOS | DOCUMENTS))
