"""Text of before Unicode: TCVN3 (ABC), VNI, Windows-1258, and UTF-8 that was taken for something else.

An encoding is judged over all values of a file at once, by how many of their words are syllables of Vietnamese: one
name alone proves nothing. Text that is sound already is never changed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

EncodingName = Literal["utf-8", "tcvn3", "vni", "windows-1258"]
LEGACY: Final[tuple[EncodingName, ...]] = ("tcvn3", "vni", "windows-1258")
ENCODINGS: Final[tuple[EncodingName, ...]] = ("utf-8", *LEGACY)

_TCVN3_LETTERS: Final = (
    "ĂÂÊÔƠƯĐăâêôơưđ" "àảãáạ" "ằẳẵắ" "ặầẩẫấậ" "è" "ẻẽéẹềểễếệìỉ" "ĩíịò" "ỏõóọồổỗốộờởỡớợù" "ủũúụừửữứựỳỷỹýỵ"
)  # fmt: skip
_TCVN3_BYTES: Final = bytes(
    [*range(0xA1, 0xAF), *range(0xB5, 0xBA), *range(0xBB, 0xBF), *range(0xC6, 0xCD), *range(0xCE, 0xD9),
     *range(0xDC, 0xE0), *range(0xE1, 0xF0), *range(0xF1, 0xFF)]
)  # fmt: skip
_FROM_TCVN3: Final = dict(zip(_TCVN3_BYTES, _TCVN3_LETTERS, strict=True))
_TO_TCVN3: Final = {letter: byte for byte, letter in _FROM_TCVN3.items()}

_TONES: Final = {"\u0301": "ù", "\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"}
_VNI_HATS: Final = {
    "ă": {"": "aê", "\u0301": "aé", "\u0300": "aè", "\u0309": "aú", "\u0303": "aü", "\u0323": "aë"},
    **{
        hat: {"": f"{base}â", "\u0301": f"{base}á", "\u0300": f"{base}à", "\u0309": f"{base}å", "\u0303": f"{base}ã",
              "\u0323": f"{base}ä"}
        for hat, base in (("â", "a"), ("ê", "e"), ("ô", "o"))
    },
}  # fmt: skip
_VNI_I: Final = {"\u0301": "í", "\u0300": "ì", "\u0309": "æ", "\u0303": "ó", "\u0323": "ò"}
_VNI_HORNS: Final = {"ơ": "ô", "ư": "ö"}


def _vni_table() -> dict[str, str]:
    """Return every marked letter and how VNI writes it, as characters of Latin-1."""
    table = {"đ": "ñ", **_VNI_HORNS}
    for tone, sign in _TONES.items():
        for letter in "aeouy":
            table[unicodedata.normalize("NFC", letter + tone)] = letter + sign
        for letter, plain in _VNI_HORNS.items():
            table[unicodedata.normalize("NFC", letter + tone)] = plain + sign
        table[unicodedata.normalize("NFC", "i" + tone)] = _VNI_I[tone]
    for letter, forms in _VNI_HATS.items():
        for tone, written in forms.items():
            table[unicodedata.normalize("NFC", letter + tone)] = written
    table["ỵ"] = "î"
    return table | {letter.upper(): written.upper() for letter, written in table.items()}


_TO_VNI: Final = _vni_table()
_FROM_VNI: Final = {written: letter for letter, written in _TO_VNI.items()}
_VNI_MIXED: Final = {  # a capital with the mark of small letters, as some keyboards wrote it
    written[0].upper() + written[1]: letter.upper() for written, letter in _FROM_VNI.items() if len(written) > 1
}
_VNI_PATTERN: Final = re.compile("|".join(sorted(map(re.escape, _FROM_VNI | _VNI_MIXED), key=len, reverse=True)))
_WINDOWS_TONES: Final = dict(zip("\u0300\u0309\u0303\u0301\u0323", (0xCC, 0xD2, 0xDE, 0xEC, 0xF2), strict=True))

_ONSET: Final = "(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx])?"
_NUCLEUS: Final = (
    "(?:uyê|uya|uyu|uay|uây|oai|oay|oao|oeo|iêu|yêu|uôi|ươi|ươu|ai|ao|au|ay|âu|ây|eo|êu|ia|iê|iu|oa|oă|oe|oi|oo|ôi|ơi"
    "|ua|uâ|uê|ui|uô|uơ|uy|ưa|ươ|ưi|ưu|yê|[aăâeêioôơuưy])"
)
_SYLLABLE: Final = re.compile(f"{_ONSET}{_NUCLEUS}(?:ch|nh|ng|[cmnptk])?")
_WORD: Final = re.compile(r"[^\W\d_]+", re.UNICODE)
_ENOUGH, _MARGIN = 0.8, 0.15
_CAPITALS: Final = 3
"""Plain capitals a text needs to be taken for one in capitals."""
_EVIDENCE: Final = 3
"""Words with marks needed before anything is turned."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EncodingGuess:
    """What the text of a file is written in."""

    name: EncodingName
    confidence: float
    """Share of the words with marks that are syllables when read so (0 to 1); 1 when there are none."""
    changed: int = 0
    """Values that were turned."""


def decode(raw: bytes, encoding: str) -> str:
    """Return the text of bytes in an encoding as Unicode NFC; what cannot be read becomes U+FFFD.

    Parameters
    ----------
    raw : the bytes.
    encoding : one of `ENCODINGS`.
    """
    if encoding == "tcvn3":
        text = _capitals("".join(_FROM_TCVN3.get(byte, chr(byte)) for byte in raw))
    elif encoding == "vni":
        both = _FROM_VNI | _VNI_MIXED
        text = _VNI_PATTERN.sub(lambda found: both[found[0]], raw.decode("latin-1"))
    elif encoding == "windows-1258":
        text = raw.decode("cp1258", errors="replace")
    else:
        text = raw.decode("utf-8", errors="replace")
    return unicodedata.normalize("NFC", text)


def encode(text: str, encoding: str) -> bytes:
    """Return text as the bytes of an encoding; a capital TCVN3 does not have is written as its small letter.

    Parameters
    ----------
    text : Vietnamese text.
    encoding : one of `ENCODINGS`.

    Raises
    ------
    UnicodeEncodeError
        It holds letters the encoding does not have.
    """
    composed = unicodedata.normalize("NFC", text)
    if encoding == "tcvn3":
        letters = (_TO_TCVN3.get(one, _TO_TCVN3.get(one.lower())) or one for one in composed)
        return b"".join(bytes([one]) if isinstance(one, int) else one.encode("ascii") for one in letters)
    if encoding == "vni":
        return "".join(_TO_VNI.get(one, one) for one in composed).encode("latin-1")
    if encoding == "windows-1258":
        return b"".join(map(_windows_1258, composed))
    return composed.encode("utf-8")


def guess_encoding(raw: Sequence[bytes]) -> EncodingGuess:
    """Return the encoding of the values of a file.

    Parameters
    ----------
    raw : the values as bytes; those of plain ASCII say nothing.
    """
    telling = [one for one in dict.fromkeys(raw) if not one.isascii()]
    if not telling:
        return EncodingGuess(name="utf-8", confidence=1.0)
    as_utf8 = sum(1 for one in telling if _is_utf8(one)) / len(telling)
    if as_utf8 >= _ENOUGH:
        return EncodingGuess(name="utf-8", confidence=as_utf8)
    scores = {name: _likelihood(decode(one, name) for one in telling) for name in LEGACY}
    best = max(LEGACY, key=scores.__getitem__)
    return EncodingGuess(name=best if scores[best] > 0 else "utf-8", confidence=scores[best])


def mend_text(values: Sequence[str]) -> tuple[list[str], EncodingGuess]:
    """Return values in Unicode NFC, turned back where a program took their bytes for another encoding.

    Parameters
    ----------
    values : texts of one file; all are judged together.
    """
    plain = [unicodedata.normalize("NFC", one) for one in values]
    telling = [one for one in dict.fromkeys(values) if not one.isascii()]
    raw = {one: _bytes_of(one) for one in telling}
    known = {one: found for one, found in raw.items() if found is not None}
    if not known:
        return plain, EncodingGuess(name="utf-8", confidence=1.0)
    as_is = _likelihood(telling)
    guess = guess_encoding(list(known.values()))
    turned = {one: decode(found, guess.name) for one, found in known.items()}
    better = _likelihood(turned.get(one, one) for one in telling)
    sound = as_is >= 1 - _MARGIN or better < _ENOUGH or better < as_is + _MARGIN
    if sound or len(_marked_words(turned.values())) < _EVIDENCE:
        return plain, EncodingGuess(name="utf-8", confidence=as_is)
    mended = [turned.get(before, after) for before, after in zip(values, plain, strict=True)]
    changed = sum(1 for before, after in zip(plain, mended, strict=True) if before != after)
    return mended, EncodingGuess(name=guess.name, confidence=better, changed=changed)


def _bytes_of(text: str) -> bytes | None:
    """Return the bytes a text of Latin-1 or Windows-1252 was read from; None when it cannot have been."""
    found = bytearray()
    for letter in text:
        for codec in ("latin-1", "cp1252"):
            try:
                found += letter.encode(codec)
                break
            except UnicodeEncodeError:
                continue
        else:
            return None
    return bytes(found)


def _is_utf8(raw: bytes) -> bool:
    """Return whether bytes are UTF-8; a letter cut off at the end of a field does not count."""
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as caught:
        return caught.end == len(raw) and caught.start >= len(raw) - 3 and caught.start > 0
    return True


def _likelihood(texts: Iterable[str]) -> float:
    """Return the share of the words with marks that are syllables of Vietnamese; 0 when no word has a mark."""
    words = _marked_words(texts)
    return sum(map(_is_syllable, words)) / len(words) if words else 0.0


def _marked_words(texts: Iterable[str]) -> list[str]:
    return [word for text in texts for word in _WORD.findall(unicodedata.normalize("NFC", text)) if not word.isascii()]


def _is_syllable(word: str) -> bool:
    if not (word.islower() or word.isupper() or word.istitle()):
        return False
    apart = unicodedata.normalize("NFD", word.lower())
    tones = sum(1 for letter in apart if letter in _TONES)
    bare = unicodedata.normalize("NFC", "".join(letter for letter in apart if letter not in _TONES))
    return tones <= 1 and bool(_SYLLABLE.fullmatch(bare))


def _windows_1258(letter: str) -> bytes:
    apart = unicodedata.normalize("NFD", letter)
    tone = next((one for one in apart if one in _WINDOWS_TONES), "")
    base = unicodedata.normalize("NFC", apart.replace(tone, "") if tone else apart)
    return base.encode("cp1258") + (bytes([_WINDOWS_TONES[tone]]) if tone else b"")


def _capitals(text: str) -> str:
    """Bring back the capitals TCVN3 leaves to a second font: in texts of capitals, and at the start of names."""
    words = text.split(" ")
    plain = ["".join(filter(str.isalpha, filter(str.isascii, word))) for word in words if word != "Xã"]
    together = "".join(plain)
    if len(together) >= _CAPITALS and together.isupper() and max(map(len, plain)) > 1:
        return text.upper()
    others = [word for word in words[1:] if word and not _starts_marked(word)]
    as_names = all(word[0].isupper() or not word[0].isalpha() for word in others)
    for place, word in enumerate(words):
        if word and _starts_marked(word) and (place == 0 or as_names):
            words[place] = word[0].upper() + word[1:]
    return " ".join(words)


def _starts_marked(word: str) -> bool:
    """Return whether a word starts with a small letter whose capital TCVN3 does not have."""
    return word[0].islower() and not word[0].isascii() and word[0].upper() not in _TO_TCVN3
