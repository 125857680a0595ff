"""The alphabets Vietnamese offices wrote in before Unicode: TCVN3 (ABC), VNI and Windows-1258."""

from __future__ import annotations

import codecs
import re
import unicodedata
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

Encoding = Literal["utf-8", "tcvn3", "vni", "windows-1258", "windows-1252"]
"""How bytes stand for letters; ``windows-1252`` is the way out for text that is none of the others."""

LEGACY: Final[tuple[Encoding, ...]] = ("tcvn3", "vni", "windows-1258")
"""Vietnamese encodings of before Unicode."""
ENCODINGS: Final[tuple[Encoding, ...]] = ("utf-8", *LEGACY)
"""Encodings that hold every Vietnamese letter."""
_KIND: Final = {"xã"}
"""The word in front of names whose one capital tells nothing."""
_CAPITALS: Final = 3
"""Capitals a text needs to be taken for one in capitals."""

_TCVN3: Final = dict(
    zip(
        (*range(0xA1, 0xAF), *range(0xB5, 0xBA), *range(0xBB, 0xBF), *range(0xC6, 0xCD), *range(0xCE, 0xD9)),
        "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉ",
        strict=True,
    )
) | dict(
    zip(
        (*range(0xDC, 0xE0), *range(0xE1, 0xF0), *range(0xF1, 0xFF)),
        "ĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
        strict=True,
    )
)
"""TCVN 5712:1993, third table. Capitals with tones are missing: offices typed small ones in a font of capitals."""

_PLAIN_MARKS: Final = {"\u0301": "ù", "\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"}
_VNI_MARKS: Final = (
    _PLAIN_MARKS
    | {"\u0302": "â", "\u0302\u0301": "á", "\u0302\u0300": "à", "\u0302\u0309": "å", "\u0302\u0303": "ã"}
    | {"\u0302\u0323": "ä", "\u0306": "ê", "\u0306\u0301": "é", "\u0306\u0300": "è", "\u0306\u0309": "ú"}
    | {"\u0306\u0303": "ü", "\u0306\u0323": "ë"}
)
"""Marks of a vowel, and the letter VNI writes behind it for them."""
_VNI_BASES: Final = {"ô": "ơ", "ö": "ư"}
_VNI_ALONE: Final = {"ñ": "đ", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"} | _VNI_BASES


def _vni_table() -> dict[str, str]:
    table = dict(_VNI_ALONE)
    for written, letter in {item: item for item in "aeouy"}.items() | _VNI_BASES.items():
        for marks, behind in (_VNI_MARKS if written in "aeo" else _PLAIN_MARKS).items():
            normalize = unicodedata.normalize("NFC", letter + marks)
            if len(normalize) == 1:
                table[written + behind] = normalize
    upper = {short.upper(): letter.upper() for short, letter in table.items()}
    mixed = {short[0].upper() + short[1:]: letter.upper() for short, letter in table.items() if len(short) > 1}
    return table | upper | mixed


_VNI: Final = _vni_table()
_VNI_PATTERN: Final = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))
_WRITE_VNI: Final = {letter: short for short, letter in _VNI.items() if len(short) == 1 or short[0].islower()} | {
    letter: short for short, letter in _VNI.items() if short.isupper()
}
_WRITE_TCVN3: Final = {letter: bytes([number]) for number, letter in _TCVN3.items()}


def decode(raw: bytes, encoding: Encoding) -> str:
    r"""Return text in Unicode NFC; bytes that mean nothing become U+FFFD.

    Parameters
    ----------
    raw : text as a file holds it; a last letter cut in two by the width of a field is left out.
    encoding : one of `ENCODINGS`.

    Examples
    --------
    >>> decode(b"Th\xb8i B\xd7nh", "tcvn3")
    'Thái Bình'
    """
    if encoding == "utf-8":
        text = codecs.getincrementaldecoder("utf-8")("replace").decode(raw)
    elif encoding == "windows-1258":
        text = raw.decode("cp1258", "replace")
    elif encoding == "vni":
        text = _VNI_PATTERN.sub(lambda value: _VNI[value[0]], as_seen(raw))
    elif encoding == "windows-1252":
        text = as_seen(raw)
    else:
        seen = zip(raw, as_seen(raw), strict=True)
        text = _with_capitals("".join(_TCVN3.get(number, letter) for number, letter in seen))
    return unicodedata.normalize("NFC", text)


def encode(text: str, encoding: Encoding) -> bytes:
    """Return the bytes of a text.

    In TCVN3, capitals with tones become small letters, as its fonts of capitals want them.

    Raises
    ------
    UnicodeEncodeError
        The encoding has no such letter.
    """
    text = unicodedata.normalize("NFC", text)
    if encoding == "utf-8":
        return text.encode()
    if encoding == "windows-1258":
        return b"".join(_windows_1258(letter) for letter in text)
    if encoding == "vni":
        return "".join(_WRITE_VNI.get(letter, letter) for letter in text).encode("cp1252")
    if encoding == "windows-1252":
        return text.encode("cp1252")
    table = _WRITE_TCVN3
    return b"".join(table.get(letter) or table.get(letter.lower()) or letter.encode("ascii") for letter in text)


def decode_all(raw: Sequence[bytes], encoding: Encoding) -> list[str]:
    """Return the texts of one set; in TCVN3, when most are in capitals, the ones too short to tell are as well.

    Parameters
    ----------
    raw : the values.
    encoding : one of `ENCODINGS`.
    """
    texts = [decode(item, encoding) for item in raw]
    if encoding != "tcvn3":
        return texts
    shown = [text for text in texts if sum(map(str.isalpha, text)) >= _CAPITALS]
    loud = sum(text.isupper() for text in shown)
    if loud <= len(shown) / 2:
        return texts
    return [text if re.search("[a-z]", text) else text.upper() for text in texts]


def as_seen(raw: bytes) -> str:
    """Return bytes as a program without a notion of their encoding shows them: Windows-1252, and no byte is lost."""
    return raw.decode("cp1252", "seen-as-latin-1")


def as_bytes(text: str, seen: str = "cp1252") -> bytes | None:
    """Return the bytes that were shown as this text (the way back of `as_seen`); None when there are none.

    Parameters
    ----------
    text : one value.
    seen : how the bytes were read, ``cp1252`` or, on Vietnamese machines, ``cp1258``.
    """
    try:
        return text.encode(seen, "seen-as-latin-1")
    except UnicodeEncodeError:
        return None


def _seen_as_latin_1(error: UnicodeError) -> tuple[str | bytes, int]:
    """Keep what Windows-1252 leaves undefined, as Latin-1 does."""
    if isinstance(error, UnicodeDecodeError):
        return error.object[error.start : error.end].decode("latin-1"), error.end
    if isinstance(error, UnicodeEncodeError):
        part = error.object[error.start : error.end]
        if all("\x80" <= letter <= "\x9f" for letter in part):
            return part.encode("latin-1"), error.end
    raise error


codecs.register_error("seen-as-latin-1", _seen_as_latin_1)


def _windows_1258(letter: str) -> bytes:
    """Return a letter of Windows-1258: whole where it has one, else the vowel and its tone behind it."""
    try:
        return letter.encode("cp1258")
    except UnicodeEncodeError:
        parts = unicodedata.normalize("NFD", letter)
        tones = [mark for mark in parts if mark in _PLAIN_MARKS]
        vowel = unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in _PLAIN_MARKS))
        return vowel.encode("cp1258") + "".join(tones).encode("cp1258")


def _with_capitals(text: str) -> str:
    """Give back the capitals TCVN3 cannot write: of a text in capitals, and at the start of a word of a name."""
    words = re.split(r"(\W+)", text)
    loud = [word for word in words if word.lower() not in _KIND]
    if not re.search("[a-z]", text) and any(map(_is_loud, loud)) and sum(map(_capitals, loud)) >= _CAPITALS:
        return text.upper()
    names = [index for index, word in enumerate(words) if word and word[0].isupper()]
    for index, word in enumerate(words):
        if word and _may_be_capital(word[0]) and (len(words) == 1 or {index - 2, index + 2}.intersection(names)):
            words[index] = word[0].upper() + word[1:]
    return "".join(words)


def _may_be_capital(letter: str) -> bool:
    """Return whether a letter is a small one whose capital TCVN3 does not have."""
    return letter.islower() and not letter.isascii() and letter.upper() not in _WRITE_TCVN3


def _is_loud(word: str) -> bool:
    """Return whether a word has a capital behind its first letter."""
    return any(map(str.isupper, word[1:]))


def _capitals(word: str) -> int:
    return sum(map(str.isupper, word))
