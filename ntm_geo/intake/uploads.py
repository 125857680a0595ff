"""Uploaded files: kept as they came, beside the database, under a key of their content; told apart by content."""

from __future__ import annotations

import hashlib
import re
from pathlib import PurePath
from typing import TYPE_CHECKING, Final, Literal

from ntm_geo.accounts.use_limits import check_size
from ntm_geo.atomic import write_whole
from ntm_geo.errors import InputFileError, StoreError, msg
from ntm_geo.intake.sheets.tables.grid import is_spreadsheet

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ntm_geo.workspace.workspace import Workspace

MAX_BYTES: Final = 500_000_000
"""Most bytes of one upload."""
MAX_FILES: Final = 400
"""Most files of one upload: a folder of one-feature files of a large province."""
_KEY_LENGTH: Final = 16
_SHEETS: Final = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".tsv", ".txt"})


def receive(workspace: Workspace, files: Sequence[tuple[str, bytes]]) -> Path:
    """Keep what was uploaded; the same content is kept once.

    Parameters
    ----------
    workspace : of the door.
    files : names and contents; several files are parts of one thing, such as a shapefile.

    Returns
    -------
    The file, or the folder of the files when there are several.

    Raises
    ------
    InputFileError
        Too many files, or too large.
    LimitError
        Larger than whoever acts may hand in.
    StoreError
        The data folder cannot be written.
    """
    size = sum(len(content) for _name, content in files)
    check_size(workspace.limits, _kind([name for name, _content in files]), size)
    if len(files) > MAX_FILES or size > MAX_BYTES:
        raise InputFileError(
            msg("The upload is too large: {count} files, {size} MB.", count=len(files), size=size // 1_000_000),
            fix=msg("Give fewer or smaller files, or put them into a zip."),
        )
    digest = hashlib.sha256()
    for name, content in sorted(files):
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    folder = workspace.settings.data_dir / "uploads" / digest.hexdigest()[:_KEY_LENGTH]
    if len(files) > 1:
        folder /= PurePath(safe_name(files[0][0])).stem
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files:
            target = folder / safe_name(name)
            if not target.exists():
                write_whole(target, content)
    except OSError as caught:
        raise StoreError(
            msg("The upload cannot be kept: {reason}.", reason=caught.strerror or str(caught)),
            where=str(folder),
            fix=msg("Make the folder writable, or set NTM_DATA_DIR to one that is."),
        ) from None
    return folder / safe_name(files[0][0]) if len(files) == 1 else folder


def _kind(names: Sequence[str]) -> str:
    """Return the kind of upload names are limited as: sheets, where all of them are called so."""
    return "sheets" if all(PurePath(name).suffix.lower() in _SHEETS for name in names) else "boundaries"


def recognise(path: Path) -> Literal["sheet", "boundaries"]:
    """Return what a file is taken for by its content: a sheet of figures, or boundaries."""
    return "sheet" if path.is_file() and is_spreadsheet(path) else "boundaries"


def safe_name(name: str) -> str:
    """Return the name of a file without folders and without what a file system cannot hold.

    Examples
    --------
    >>> safe_name("../a b<c>.xlsx")
    'a b_c_.xlsx'
    """
    last = re.split(r"[/\\]", name)[-1]
    return re.sub(r'[\x00-\x1f<>:"|?*]', "_", last).strip(". ")[-120:] or "file"
