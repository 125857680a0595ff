"""The texts of a boundary file in Unicode: judged together, decoded together, and shown before and after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pandas as pd

from ntm_geo.errors import InputFileError, msg
from ntm_geo.intake.boundary_files.features.columns import find_columns
from ntm_geo.intake.texts.charsets import as_bytes, as_seen
from ntm_geo.intake.texts.encodings import ENCODINGS, Encoding, decode_all, guess_encoding, mend_text

if TYPE_CHECKING:
    from collections.abc import Sequence

_CHOICES: Final[tuple[Encoding, ...]] = (*ENCODINGS, "windows-1252")
_SHOWN: Final = 5
Sets = list[list[str]]
Reading = tuple[Sets, Sets, Encoding, float]
"""Texts of each column as they stood and as they read, the encoding, and the confidence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """Attributes in Unicode, and what was done to get there.

    ``table`` has the columns of the file, their names decoded too; ``encoding`` is what the texts were in, and
    ``confidence`` the share of words that are possible syllables now (1 when a person chose); ``before_after`` pairs
    up to five names as a program without a notion of encodings shows them with the names as they are now.
    """

    table: pd.DataFrame
    encoding: Encoding
    confidence: float
    before_after: tuple[tuple[str, str], ...]


def known_encoding(name: str, *, where: str) -> Encoding | None:
    """Return an encoding by its name; None for the empty name.

    Raises
    ------
    InputFileError
        There is no such encoding.
    """
    for choice in _CHOICES:
        if choice == name.strip().lower():
            return choice
    if not name:
        return None
    raise InputFileError(
        msg("There is no text encoding {name}.", name=name),
        where=where,
        fix=msg("Choose one of: {choices}.", choices=", ".join(_CHOICES)),
    )


def decode_table(table: pd.DataFrame, *, raw: bool, encoding: Encoding | None = None) -> Texts:
    """Return the attributes of a file in Unicode.

    Parameters
    ----------
    table : attributes (no geometry).
    raw : texts are the file's bytes, one letter of Latin-1 each; otherwise a reader has decoded them, rightly or not.
    encoding : chosen by a person; otherwise judged over all texts.
    """
    columns = _text_columns(table)
    state = [[str(item) for item in table.iloc[list(rows), position]] for position, rows in columns]
    state.append([str(name) for name in table.columns])
    before, after, used, confidence = _from_bytes(state, encoding) if raw else _from_texts(state, encoding)
    decoded = table.copy()
    for (position, rows), old, new in zip(columns, state, after, strict=False):
        if new != old:
            full = table.iloc[:, position].astype("object").to_numpy(copy=True)
            full[list(rows)] = new
            decoded.isetitem(position, full)
    decoded.columns = pd.Index(_apart(after[-1]))
    pairs = _pairs(decoded, columns, before, after) if used != "utf-8" else ()
    return Texts(table=decoded, encoding=used, confidence=confidence, before_after=pairs)


def _text_columns(table: pd.DataFrame) -> list[tuple[int, Sequence[int]]]:
    """Return the place of each column that holds texts, and the rows where it does."""
    result: list[tuple[int, Sequence[int]]] = []
    for position in range(table.shape[1]):
        values = table.iloc[:, position]
        if values.dtype == object or pd.api.types.is_string_dtype(values.dtype):
            rows = [row for row, value in enumerate(values) if isinstance(value, str)]
            if rows:
                result.append((position, rows))
    return result


def _from_bytes(sets: Sets, chosen: Encoding | None) -> Reading:
    """Decode bytes; UTF-8 may still hold what another program misread before it was written."""
    raw = [[item.encode("latin-1") for item in column] for column in sets]
    name, confidence = chosen or "utf-8", 1.0
    if not chosen:
        guess = guess_encoding([item for column in raw for item in column])
        name, confidence = guess.name, guess.confidence
    decoded = [decode_all(column, name) for column in raw]
    if name == "utf-8":
        return _from_texts(decoded, chosen)
    return [[as_seen(item) for item in column] for column in raw], decoded, name, confidence


def _from_texts(sets: Sets, chosen: Encoding | None) -> Reading:
    """Mend texts all at once, or, where sound and broken columns stand side by side, column by column."""
    if chosen:
        turned = sets if chosen == "utf-8" else [[_turned(item, chosen) for item in column] for column in sets]
        return sets, turned, chosen, 1.0
    mended, guess = mend_text([item for column in sets for item in column])
    if guess.name != "utf-8":
        parts = iter(mended)
        return sets, [[next(parts) for _one in column] for column in sets], guess.name, guess.confidence
    each = [mend_text(column) for column in sets]
    shown = next((item for _column, item in each if item.name != "utf-8"), guess)
    news = [new if item.name != "utf-8" else old for (new, item), old in zip(each, sets, strict=True)]
    return sets, news, shown.name, shown.confidence


def _turned(text: str, chosen: Encoding) -> str:
    raw = None if text.isascii() else as_bytes(text)
    return text if raw is None else decode_all([raw], chosen)[0]


def _apart(names: Sequence[str]) -> list[str]:
    """Return column names, a doubled one with a number behind it."""
    seen: dict[str, int] = {}
    apart = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        apart.append(name if seen[name] == 1 else f"{name}_{seen[name]}")
    return apart


def _pairs(
    decoded: pd.DataFrame,
    columns: list[tuple[int, Sequence[int]]],
    before: list[list[str]],
    after: list[list[str]],
) -> tuple[tuple[str, str], ...]:
    """Return values that read differently now, those of the names first."""
    names = find_columns(decoded).get("name")
    order = sorted(range(len(columns)), key=lambda value: decoded.columns[columns[value][0]] != names)
    pairs = [pair for item in order for pair in zip(before[item], after[item], strict=True)]
    return tuple(dict.fromkeys(pair for pair in pairs if pair[0] != pair[1]))[:_SHOWN]
