"""The list of a dossier's file: path, size and SHA-256 of everything in it, who made it, when, and of which data."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from ntm_geo.errors import InputFileError, msg
from ntm_geo.i18n import _, format_date

LIST_NAME: Final = "danh-muc.json"
FORM: Final = "ntm-geo-dossier-1"
LARGEST: Final = 200_000_000
"""Most bytes a dossier may hold, evidence included."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class ListedFile(_Strict):
    """A file of the dossier."""

    path: str
    about: str
    """What it is, in the language it was made in."""
    size: int
    sha256: str


class UsedData(_Strict):
    """A version of data the papers were made of."""

    number: int
    kind: str
    vintage: str
    period: int
    key: str
    """Start of the hash of its content."""
    imported_at: str


class FileList(_Strict):
    """Everything in the file of a dossier but this list itself."""

    form: Literal["ntm-geo-dossier-1"] = FORM
    province: str
    code: str
    name: str
    period: int
    vintage: str
    criteria_set: str
    mark: str
    made_at: str
    made_by: str
    data: tuple[UsedData, ...]
    files: tuple[ListedFile, ...]
    seal: str = ""
    """SHA-256 of the list with this left empty."""

    def sealed(self) -> FileList:
        """Return the list with its seal."""
        bare = self.model_copy(update={"seal": ""})
        return self.model_copy(update={"seal": hashlib.sha256(_written(bare)).hexdigest()})

    def as_bytes(self) -> bytes:
        """Return the list as it stands in the file."""
        return _written(self)


def moment_words(moment: str) -> str:
    """Return a moment, ISO 8601 in UTC, as people read it; what is none as it stands."""
    try:
        at = datetime.fromisoformat(moment)
    except ValueError:
        return moment
    return _("at {time} (UTC) on {day}", time=f"{at:%H:%M}", day=format_date(at.date()))


def listed(path: str, about: str, content: bytes) -> ListedFile:
    """Return a file as a line of the list."""
    return ListedFile(path=path, about=about, size=len(content), sha256=hashlib.sha256(content).hexdigest())


def read_list(content: bytes, *, where: str) -> FileList:
    """Read a list that was made by `FileList.as_bytes`.

    Raises
    ------
    InputFileError
        It is none, names a file twice, or was changed: its seal no longer fits.
    """
    try:
        file_list = FileList.model_validate_json(content)
    except (ValidationError, ValueError) as caught:
        raise InputFileError(
            msg("The list of the dossier cannot be read."),
            where=f"{where}: {LIST_NAME}",
            fix=msg("Give the file as it was made; a list that was edited cannot be checked."),
        ) from caught
    paths = [item.path.casefold() for item in file_list.files]
    if file_list.as_bytes() != content or file_list.sealed() != file_list or len(set(paths)) < len(paths):
        raise InputFileError(
            msg("The list of the dossier was changed after it was made."),
            where=f"{where}: {LIST_NAME}",
            fix=msg("Ask whoever made it for the file again; with this list nothing else can be checked."),
        )
    return file_list


def _written(file_list: FileList) -> bytes:
    return (json.dumps(file_list.model_dump(mode="json"), ensure_ascii=False, indent=1) + "\n").encode()
