"""Names in the order of a Vietnamese dictionary: letters first, then tones; numbers by their size."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterable

_ALPHABET: Final = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK: Final = {letter: index for index, letter in enumerate(_ALPHABET)}
_TONES: Final = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
"""None, huyền, hỏi, ngã, sắc, nặng."""
_WORD: Final = re.compile(r"\d+|[^\W\d_]+")
Key = tuple[tuple[int, int, tuple[int, ...], int], ...]


def sort_key(name: str) -> Key:
    """Return what names are compared by.

    Parameters
    ----------
    name : of a place, person or agency; signs between words do not count.

    Examples
    --------
    >>> sorted(["Xóm 10", "Đức Hạnh", "Xóm 2", "Dân Chủ", "Ân", "Ăn", "An"], key=sort_key)
    ['An', 'Ăn', 'Ân', 'Dân Chủ', 'Đức Hạnh', 'Xóm 2', 'Xóm 10']
    """
    return tuple(_word_key(word) for word in _WORD.findall(unicodedata.normalize("NFC", name).lower()))


def in_order(names: Iterable[str]) -> list[str]:
    """Return names in order; those that differ by signs alone by their characters."""
    return sorted(names, key=lambda name: (sort_key(name), name))


def by_name(column: pd.Series) -> pd.Series:
    """Return the ranks of a column of names, others as they are: for the ``key`` of `pandas.DataFrame.sort_values`."""
    if pd.api.types.is_numeric_dtype(column) or pd.api.types.is_datetime64_any_dtype(column):
        return column
    texts = column.map(lambda value: "" if pd.isna(value) else str(value))
    ranks = {name: index for index, name in enumerate(in_order(set(texts)))}
    return texts.map(ranks)


def _word_key(word: str) -> tuple[int, int, tuple[int, ...], int]:
    if word.isdecimal():
        return (0, int(word), (), 0)
    letters: list[str] = []
    tone = 0
    for sign in unicodedata.normalize("NFD", word):
        if sign in _TONES:
            tone = _TONES[sign]
        elif unicodedata.combining(sign) and letters:
            letters[-1] = unicodedata.normalize("NFC", letters[-1] + sign)
        else:
            letters.append(sign)
    return (1, 0, tuple(_RANK.get(letter, len(_ALPHABET) + ord(letter[0])) for letter in letters), tone)
