"""Names as people write them: normal form, kind in front, and a key for searching without tone marks."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_KINDS: Final = {
    "xã": "commune",
    "x.": "commune",
    "phường": "ward",
    "p.": "ward",
    "thị trấn": "township",
    "tt.": "township",
    "tt": "township",
    "đặc khu": "special_zone",
}
"""Kinds as they stand in front of names, in lower case."""

_PREFIX: Final = re.compile(
    r"^(" + "|".join(re.escape(word) for word in sorted(_KINDS, key=len, reverse=True)) + r")(?:(?<=\.)\s*|\s+)(?=\S)",
    re.IGNORECASE,
)


def normal_name(text: str) -> str:
    """Return a name in Unicode NFC with single spaces.

    Examples
    --------
    >>> normal_name("  Ngọc   Đào ")
    'Ngọc Đào'
    """
    return unicodedata.normalize("NFC", " ".join(text.split()))


def split_kind(text: str) -> tuple[str, str]:
    """Return the kind in front of a name (empty when there is none) and the bare name.

    Examples
    --------
    >>> split_kind("Thị trấn Nước Hai")
    ('township', 'Nước Hai')
    >>> split_kind("Ngọc Đào")
    ('', 'Ngọc Đào')
    """
    name = normal_name(text)
    found = _PREFIX.match(name)
    if not found:
        return "", name
    return _KINDS[found[1].lower()], name[found.end() :]


def kind_of(text: str) -> str:
    """Return the kind a word stands for, such as ``Xã``; empty when it stands for none."""
    word = normal_name(text).lower()
    return _KINDS.get(word, _KINDS.get(f"{word}.", ""))


def search_key(text: str) -> str:
    """Return a name in lower case without marks, for searching and comparing.

    Examples
    --------
    >>> search_key("Đàm Thuỷ") == search_key("ĐÀM THỦY") == "dam thuy"
    True
    """
    parts = unicodedata.normalize("NFD", normal_name(text).lower().replace("đ", "d"))
    return "".join(letter for letter in parts if not unicodedata.combining(letter))
