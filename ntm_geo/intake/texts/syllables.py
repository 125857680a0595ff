"""Whether a word can be a Vietnamese syllable: what tells text that was decoded rightly from text that was not."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

_TONES: Final = "\u0300\u0301\u0303\u0309\u0323"
_SHARP: Final = {"\u0301", "\u0323"}
_ONSET: Final = "ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|kr|đr|bl|[bcdđghklmnprstvx]"
_RHYMES: Final = (
    "oai oay oeo uây uyu yêu iêu uôi ươi ươu uya uyê uao "
    "iê yê uô ươ oa oă oe uâ uê uy uơ ia ya ua ưa ai ao au ay âu ây eo êu iu oi ôi ơi ui ưi ưu "
    "a ă â e ê i o ô ơ u ư y"
)
_SYLLABLE: Final = re.compile(rf"(?:{_ONSET})?(?P<rhyme>{'|'.join(_RHYMES.split())})(?P<coda>ch|ng|nh|[cmnptk])?")
_FALLING: Final = re.compile(r"[aăâeêioôơuư][oiuy]|u[ôơ]i|ươu|[iy]êu|o[ae][oiy]|uây")
"""Rhymes whose last letter never bears the tone."""
_STOPS: Final = {"c", "ch", "p", "t"}
_TELLING: Final = frozenset(
    [
        "xã",
        "phường",
        "thị",
        "trấn",
        "huyện",
        "quận",
        "tỉnh",
        "phố",
        "đặc",
        "tên",
        "mã",
        "loại",
        "diện",
        "tích",
        "dân",
        "số",
    ]
)
"""Syllables nearly every table of units holds: one of them counts like three others."""
_WORD: Final = re.compile(r"[^\s\x00-\x2f\x3a-\x40\x5b-\x60\x7b-\x7f]+")


def rightness(texts: Iterable[str]) -> tuple[float, int]:
    """Return how far texts look like Vietnamese.

    Parameters
    ----------
    texts : decoded values; only their words with letters beyond ASCII are looked at.

    Returns
    -------
    The share of these words that can be syllables, 0 to 1 (1 when there are none), and how many words there were.
    """
    good = weight = count = 0
    for text in texts:
        for word in _WORD.findall(text):
            if not word.isascii():
                known = 3 if word.lower() in _TELLING else 1
                count += 1
                weight += known
                good += known if is_syllable(word) else 0
    return (good / weight if weight else 1.0), count


@lru_cache(maxsize=20_000)
def is_syllable(word: str) -> bool:
    """Return whether a word can be a Vietnamese syllable: onset, rhyme and tone go together, case is that of a word.

    Examples
    --------
    >>> [is_syllable(word) for word in ("Phường", "PHƯỜNG", "phƯờng", "Phöôøng", "Quốc", "Quồc")]
    [True, True, False, False, True, False]
    """
    word = unicodedata.normalize("NFC", word)
    if not (word.islower() or word.isupper() or word.istitle()):
        return False
    letters = unicodedata.normalize("NFD", word.lower())
    tones = [mark for mark in letters if mark in _TONES]
    bare = unicodedata.normalize("NFC", "".join(letter for letter in letters if letter not in _TONES))
    match = _SYLLABLE.fullmatch(bare)
    if not match or len(tones) > 1:
        return False
    if _FALLING.fullmatch(match["rhyme"]) and match["rhyme"] != "uy" and not match["coda"] and letters[-1] in _TONES:
        return False
    return match["coda"] not in _STOPS or bool(_SHARP.intersection(tones))
