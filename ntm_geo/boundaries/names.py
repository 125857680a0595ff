"""Names as people write them: normal form, kind in front, district behind, and keys for searching and matching."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
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

_PLAIN_KINDS: Final = {
    "thi tran": "township",
    "tt": "township",
    "dac khu": "special_zone",
    "phuong": "ward",
    "p": "ward",
    "xa": "commune",
    "x": "commune",
}
"""The same without marks and dots, longest first."""
TONES: Final = frozenset("\u0300\u0301\u0303\u0309\u0323")
"""Marks of the tones, apart from their letters."""
GLUED_KINDS: Final = ("thitran", "dackhu", "phuong", "xa")
"""The written-out ones where they run into the name."""
_PLAIN_DISTRICTS: Final = ("thanh pho", "thi xa", "huyen", "quan", "tp", "tx", "h", "q")
"""What stands in front of the names of districts, without marks and dots."""
URBAN_DISTRICT: Final = "quận"
"""A kind of district whose word without marks also begins names of communes."""
_NUMBERING: Final = re.compile(
    r"^\s*(?:(?:\d+|[IVX]+|[a-zđ](?=\s*\)))\s*[.)\-–]\s*(?=\D)|\d+(?:\.\d+)+[.)]?\s+(?=\D)|[\-–+*•]\s*(?=\w))"
)
_OFFICE: Final = re.compile(r"^\s*(?:UBND|HĐND|Ủy ban nhân dân|Uỷ ban nhân dân)\s+", re.IGNORECASE)
_BEHIND: Final = re.compile(
    r"^(?P<name>[^,;(\[]+?)\s*(?:[,;]\s*(?P<comma>[^,;()]+)|[(\[](?P<round>[^()\[\]]+)[)\]]"
    r"|\s(?:thuộc\s+)?(?P<word>(?:huyện|thành phố|thị xã|quận)\s+\S[^,()]*)"
    r"|\s[-–]\s(?P<dash>(?:huyện|thành phố|thị xã|quận|h\.|tp\.?|tx\.?)\s*\S[^,()]*))",
    re.IGNORECASE,
)

_REMEMBERED: Final = 65_536
_LONGEST_REMEMBERED: Final = 60
"""Keys of longer texts are not kept: a file of long texts would fill the memory."""


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
    match = _PREFIX.match(name)
    if not match:
        return "", name
    return _KINDS[match[1].lower()], name[match.end() :]


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
    return parts if parts.isascii() else "".join(letter for letter in parts if not unicodedata.combining(letter))


def match_key(text: str) -> str:
    """Return what two spellings of one name share: small letters without marks, dots and hyphens.

    Examples
    --------
    >>> match_key("Cốc-Pàng") == match_key(" COC  PANG ") == "coc pang"
    True
    """
    return _remembered_key(text) if len(text) <= _LONGEST_REMEMBERED else _match_key(text)


def _match_key(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", search_key(text).replace("ð", "d")))


_remembered_key = lru_cache(maxsize=_REMEMBERED)(_match_key)
"""A sheet names each unit in several steps, and each district in thousands of rows."""


def district_key(text: str) -> str:
    """Return the `match_key` of a district without what stands in front of its name.

    Examples
    --------
    >>> district_key("H. Hà Quảng") == district_key("HUYỆN HÀ QUẢNG") == district_key("Hà Quảng")
    True
    """
    key = match_key(text)
    for word in _PLAIN_DISTRICTS:
        if key.startswith(f"{word} "):
            return key.removeprefix(f"{word} ")
    return key


def is_office(text: str) -> bool:
    """Return whether a text names the committee or council of a place instead of the place.

    Examples
    --------
    >>> is_office("UBND tỉnh"), is_office("Hà Quảng")
    (True, False)
    """
    return _OFFICE.match(f"{normal_name(text)} ") is not None


def split_parent(text: str) -> tuple[str, str]:
    """Return a name and the district written behind it (empty when there is none); numbers in front are left out.

    Examples
    --------
    >>> split_parent("3. UBND xã Hưng Đạo (huyện Bảo Lạc)")
    ('xã Hưng Đạo', 'huyện Bảo Lạc')
    >>> split_parent("Xã Ngọc Đào, H. Hà Quảng")
    ('Xã Ngọc Đào', 'H. Hà Quảng')
    """
    name = _OFFICE.sub("", _NUMBERING.sub("", normal_name(text)))
    match = _BEHIND.match(name)
    if not match:
        return name, ""
    return match["name"], match["comma"] or match["round"] or match["word"] or match["dash"]


def split_plain_kind(key: str) -> tuple[str, str]:
    """Return the kind in front of a `match_key` (empty when there is none) and the rest.

    Examples
    --------
    >>> split_plain_kind("thi tran nuoc hai")
    ('township', 'nuoc hai')
    """
    for word, kind in _PLAIN_KINDS.items():
        if key.startswith(f"{word} "):
            return kind, key.removeprefix(f"{word} ")
    return "", key
