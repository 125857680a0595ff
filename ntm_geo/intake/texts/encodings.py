"""Which encoding the texts of a file are in, judged over all of them, and the same texts in Unicode."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ntm_geo.intake.texts.charsets import ENCODINGS, LEGACY, Encoding, as_bytes, decode, decode_all, encode
from ntm_geo.intake.texts.syllables import rightness

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "ENCODINGS",
    "LEGACY",
    "Encoding",
    "EncodingGuess",
    "decode",
    "decode_all",
    "encode",
    "guess_encoding",
    "mend_text",
]

_SAMPLE: Final = 3_000
_SURE: Final = 0.75
"""Share of words that must become syllables before a text is believed to be in an old encoding."""
_SOUND: Final = 0.85
_BETTER: Final = 0.15
"""From which share on text is right as it stands, and how much better another reading must be before it is touched."""
_EVIDENCE: Final = 3
"""Words with marks needed before text is touched."""
_FEW_BROKEN: Final = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class EncodingGuess:
    """What a set of texts was taken for.

    ``confidence`` is the share of words with marks that are possible syllables when read so, 0 to 1; ``changed`` is
    how many of the texts read differently than they stood (as bytes: than Windows-1252 shows them).
    """

    name: Encoding
    confidence: float
    changed: int


def guess_encoding(raw: Sequence[bytes]) -> EncodingGuess:
    """Judge the encoding of the texts of one file.

    Parameters
    ----------
    raw : all text values as bytes; the more, the surer.

    Returns
    -------
    ``utf-8`` with certainty when nothing but ASCII stands there or the bytes are UTF-8; an old Vietnamese encoding
    when most words become possible syllables in it; else ``windows-1252`` with a low confidence.
    """
    telling = [fromkey for fromkey in dict.fromkeys(raw) if not fromkey.isascii()][:_SAMPLE]
    if not telling:
        return EncodingGuess(name="utf-8", confidence=1.0, changed=0)
    broken = sum("\ufffd" in decode(item, "utf-8") for item in telling)
    name: Encoding
    if broken <= _FEW_BROKEN * len(telling):
        name, confidence = "utf-8", 1 - broken / len(telling)
    else:
        name, confidence = _best(telling)
        if confidence < _SURE:
            name = "windows-1252"
    changed = sum(not item.isascii() and decode(item, name) != decode(item, "windows-1252") for item in raw)
    return EncodingGuess(name=name, confidence=round(confidence, 3), changed=changed)


def mend_text(values: Sequence[str]) -> tuple[list[str], EncodingGuess]:
    """Give texts back that a program has read in the wrong encoding (``Th\u00b8i B\u00d7nh``), in Unicode NFC.

    Parameters
    ----------
    values : texts of one set. They are judged together; as soon as one of them holds a letter only correctly read
        Vietnamese has, or they look like Vietnamese as they stand, none is touched but for NFC.

    Returns
    -------
    The texts in their order, and what they were taken for (``utf-8`` when they were in order).
    """
    normalizes = [unicodedata.normalize("NFC", value) for value in values]
    telling = [value for value in dict.fromkeys(values) if not value.isascii()][:_SAMPLE]
    now, words = rightness(unicodedata.normalize("NFC", value) for value in telling)
    for seen in ("cp1252", "cp1258") if now < _SOUND and words >= _EVIDENCE else ():
        raw = [byte for byte in (as_bytes(value, seen) for value in values) if byte is not None]
        guess = guess_encoding(raw)
        if len(raw) < len(values) or guess.name == "windows-1252" or guess.confidence < max(_SURE, now + _BETTER):
            continue
        mended = decode_all(raw, guess.name)
        changed = sum(new != old for new, old in zip(mended, values, strict=True))
        return mended, EncodingGuess(name=guess.name, confidence=guess.confidence, changed=changed)
    changed = sum(new != old for new, old in zip(normalizes, values, strict=True))
    return normalizes, EncodingGuess(name="utf-8", confidence=round(now, 3), changed=changed)


def _best(telling: Sequence[bytes]) -> tuple[Encoding, float]:
    scores = {name: rightness(decode(item, name) for item in telling)[0] for name in LEGACY}
    name: Encoding = max(LEGACY, key=lambda value: scores[value])
    return name, scores[name]
