"""Locks from a file: pairs that must, or must not, be, each with who decided it and why; every fault names its line."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final

from ntm_geo.assignment.engine.rules import Lock
from ntm_geo.boundaries.names import match_key
from ntm_geo.errors import InputFileError, TableError, msg
from ntm_geo.i18n import _

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ntm_geo.assignment.fit import Pieces

COLUMNS: Final = ("agency", "code", "lock", "why")
_WORDS: Final = {
    "agency": {"agency", "co quan", "ma co quan", "ten co quan", "don vi"},
    "code": {"code", "ma xa", "xa", "commune", "ten xa"},
    "lock": {"lock", "in out", "inout", "an dinh"},
    "why": {"why", "ly do"},
    "by": {"by", "nguoi an dinh"},
}
_INSIDE: Final = {"in": True, "co": True, "giu": True, "out": False, "khong": False, "loai": False}
_SHOWN: Final = 5


def read_locks(path: Path, pieces: Pieces, *, by: str = "") -> tuple[Lock, ...]:
    """Read a file of locks.

    Parameters
    ----------
    path : CSV in UTF-8 with a header, its columns separated by semicolons or commas: agency (key or full name), commune
        (code, or a name only one of the communes has), in or out, why; who decided in a further column, if at all.
    pieces : of the case; only its agencies and communes can be locked.
    by : who decided, where the file does not say.

    Raises
    ------
    InputFileError
        The file cannot be read, or has other columns.
    TableError
        A line names nobody, is neither in nor out, or speaks of a pair another line speaks of; all lines are named.
    """
    rows = _rows(path)
    agencies = _known(dict(zip(pieces.agencies["agency"], pieces.agencies["name"], strict=True)))
    communes = _known(dict(zip(pieces.communes["code"], pieces.communes["name"], strict=True)))
    result: dict[tuple[str, str], tuple[Lock, int]] = {}
    wrong: list[tuple[int, str]] = []
    for line, row in rows:
        fault = _fault(row, agencies, communes)
        if fault:
            wrong.append((line, fault))
            continue
        key = (agencies[match_key(row["agency"])], communes[match_key(row["code"])])
        inside = _INSIDE[match_key(row["lock"])]
        if key in result:
            other, before = result[key]
            wrong.append((line, _double(before, same=other.inside == inside)))
            continue
        lock = Lock(agency=key[0], code=key[1], inside=inside, by=row.get("by", "") or by, why=row.get("why", ""))
        result[key] = (lock, line)
    if wrong:
        text = "; ".join(_("line {line}: {fault}", line=line, fault=fault) for line, fault in wrong[:_SHOWN])
        raise TableError(
            msg("{count} locks cannot be used: {told}.", count=len(wrong), told=text),
            where=path.name,
            fix=msg("Correct these lines; no lock was taken."),
        )
    return tuple(lock for lock, _line in result.values())


def _rows(path: Path) -> list[tuple[int, dict[str, str]]]:
    try:
        content = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as caught:
        raise InputFileError(
            msg("The file of locks cannot be read."),
            where=str(path.name),
            fix=msg("Give a CSV file in UTF-8, its columns: {columns}.", columns="; ".join(COLUMNS)),
        ) from caught
    first = content.partition("\n")[0]
    reader = csv.reader(io.StringIO(content), delimiter=";" if ";" in first else ",")
    header = [_column(item) for item in next(reader, [])]
    missing = [item for item in COLUMNS[:3] if item not in header]
    if missing:
        raise InputFileError(
            msg("The file of locks has no column {columns}.", columns=", ".join(missing)),
            where=path.name,
            fix=msg("Give a CSV file in UTF-8, its columns: {columns}.", columns="; ".join(COLUMNS)),
        )
    rows = []
    for cells in reader:
        if any(cell.strip() for cell in cells):
            padded = [*(cell.strip() for cell in cells), *[""] * len(header)]
            rows.append((reader.line_num, dict(zip(header, padded, strict=False))))
    return rows


def _column(heading: str) -> str:
    key = match_key(heading)
    return next((name for name, words in _WORDS.items() if key in words), key)


def _known(names: Mapping[str, str]) -> dict[str, str]:
    """Return keys by what may be written for them: the key, or a name only one has."""
    written = [match_key(name) for name in names.values()]
    keys_by_match_key = {match_key(name): key for key, name in names.items() if written.count(match_key(name)) == 1}
    return keys_by_match_key | {match_key(key): key for key in names}


def _fault(row: Mapping[str, str], agencies: Mapping[str, str], communes: Mapping[str, str]) -> str:
    if match_key(row["agency"]) not in agencies:
        return _("unknown agency “{name}”", name=row["agency"])
    if match_key(row["code"]) not in communes:
        return _("no commune “{name}” among those to be helped", name=row["code"])
    if match_key(row["lock"]) not in _INSIDE:
        return _("“{word}” is neither in nor out", word=row["lock"])
    return ""


def _double(before: int, *, same: bool) -> str:
    if same:
        return _("the pair is locked in line {line} already", line=before)
    return _("the pair is locked the other way in line {line}", line=before)
