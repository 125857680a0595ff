"""Files of evidence under names that are safe everywhere: a folder for each criterion, Vietnamese letters kept."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

import pandas as pd

from ntm_geo.dossiers.dossier_rows import criterion_of
from ntm_geo.tables.base import each_row

if TYPE_CHECKING:
    from collections.abc import Collection

EVIDENCE: Final = "minh-chung"
"""Folder of the evidence in the file."""
_LONGEST: Final = 80
_ODD: Final = re.compile(r"[^\w .()\[\]-]")
_ENDING: Final = re.compile(r"\.[a-z0-9]{1,8}\Z")
_RESERVED: Final = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?\Z", re.IGNORECASE)
"""Names Windows has for itself."""


def with_paths(evidence: pd.DataFrame) -> pd.DataFrame:
    """Return evidence with ``path``, where in the file each file stands; one that is off the list has none.

    A file that shows several items of a criterion stands there once.
    """
    paths: dict[tuple[str, str], str] = {}
    rows: list[str] = []
    for row in each_row(evidence):
        if pd.isna(row.sha256):
            rows.append("")
            continue
        criterion = criterion_of(row.item)
        key = (criterion, str(row.sha256))
        if key not in paths:
            paths[key] = free_path(f"{EVIDENCE}/{criterion}", str(row.file_name), paths.values())
        rows.append(paths[key])
    return evidence.assign(path=rows)


def free_path(folder: str, name: str, taken: Collection[str]) -> str:
    """Return a path in a folder for a file of a person, which no other has, whatever system it is unpacked on.

    Examples
    --------
    >>> free_path("minh-chung/3", "../Bảng kê: tưới.PDF", ["minh-chung/3/bảng kê_ tưới.pdf"])
    'minh-chung/3/Bảng kê_ tưới (2).pdf'
    """
    stem, ending = _parts(name)
    used = {path.casefold() for path in taken}
    number, path = 1, f"{folder}/{stem}{ending}"
    while path.casefold() in used:
        number += 1
        path = f"{folder}/{stem} ({number}){ending}"
    return path


def _parts(name: str) -> tuple[str, str]:
    """Return a name without what systems take for a path, a device or an option, and its ending."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", maxsplit=1)[-1]
    ending = PurePosixPath(last).suffix.lower()
    ending = ending if _ENDING.match(ending) else ""
    stem = _ODD.sub("_", last[: len(last) - len(ending)] if ending else last).strip(" .-")[:_LONGEST].strip(" .-")
    if not stem or _RESERVED.match(stem):
        stem = f"tep_{stem}".rstrip("_")
    return stem, ending
