"""Marks of a sheet of criteria, understood together.

What one sign means is told by the signs beside it, by a legend in the sheet, or by the person who is asked.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from ntm_geo.boundaries.names import match_key
from ntm_geo.errors import msg
from ntm_geo.intake.sheets.cells.heading_text import plain
from ntm_geo.intake.sheets.cells.questions import MET, NO_FIGURE, NOT_MET, Option, Question, ask

_MET_WORDS: Final = frozenset(
    {"d", "v", "dat", "co", "true", "yes", "ok", "y", "da dat", "hoan thanh", "dat chuan", "da hoan thanh", "duoc"}
)
_NOT_MET_WORDS: Final = frozenset(
    {"k", "kd", "cd", "chua", "khong", "chua dat", "khong dat", "false", "no", "n", "chua hoan thanh", "f", "ko", "o"}
)
_EMPTY_WORDS: Final = frozenset(
    {
        "chua co so lieu",
        "khong co so lieu",
        "chua ro",
        "chua danh gia",
        "na",
        "n a",
        "khong ro",
        "nan",
        "null",
        "ksl",
        "khong danh gia",
        "kdg",
        "khong xet",
        "khong ap dung",
        "kad",
    }
)
_MET_SIGNS: Final = frozenset("\u2713\u2714\u2611\u2705\u221a\U0001f5f8\u2a2f\u00fe\u00fc") - {"\u2a2f"}
_NOT_MET_SIGNS: Final = frozenset("\u2717\u2718\u2610\u274c\u274e\u2716\u00fb\U0001f5f4\U0001f5f7")
_CROSSES: Final = frozenset("x\u00d7\u0445\u2715\u2612\u2a2f\u03c7")
"""Signs that mean met where they stand alone, and not met beside a tick: Latin, Greek and Cyrillic x, crosses."""
_TICKS: Final = frozenset({"v", "d", "dat", "t", "y", "yes", "co", "ok"})
_MET_PHRASE: Final = re.compile(
    r"(?:co |da )?(?:dat|hoan thanh)(?: (?:chuan|tieu chi|chuan ntm))?(?: 100| (?:tu |nam )*(?P<year>20\d\d))?\Z"
)
"""Met with what stands beside it: ``Dat (2021)``, ``da dat chuan``; a count beside it says something else."""
_MET_IN: Final = re.compile(r"dat (20\d\d)\Z")
_NOT_MET_PHRASE: Final = re.compile(
    r"(?:chua|khong|ko|k|c) (?:co )?(?:dat|hoan thanh|ht|duoc)\b(?! (?:duoc )?danh gia).*\Z"
)
_DASH: Final = re.compile(r"[-\u2010-\u2015\u2212\u2500\uff0d_]+")
_BLANK: Final = re.compile(r"[.\u2026\s\u00a0\u200b\ufeff]*")
_SELECTORS: Final = re.compile("[\ufe0e\ufe0f\u200b\u200d\u00a0\ufeff]")
_LEGEND: Final = re.compile(
    r"(?:^|[\s;,.(\"'])[\"']?(?P<sign>[^\s\w]{1,2}|\w{1,2})[\"']?\s*(?::|=|\bla\b|\bnghia la\b)\s*"
    r"(?P<means>da dat|dat|chua dat|khong dat|chua co so lieu|khong co so lieu|chua danh gia"
    r"|chua hoan thanh|hoan thanh)\b"
)
_SAYS_BOTH: Final = re.compile(r"\bdat (?:va |hoac |hay )?(?:chua|khong)(?: dat)?\b")
_SAYS_NOT_MET: Final = re.compile(r"\b(?:chua|khong) (?:dat|hoan thanh)\b")
_SAYS_MET: Final = re.compile(r"(?:(?:cac|so|nhung) )*(?:(?:tieu chi|tc) )?(?:da )?(?:dat|hoan thanh)(?: chuan)?\Z")
_NO_FIGURE_WORDS: Final = ("so lieu", "danh gia")
_LONGEST_SIGN: Final = 3
DASH, CROSS, BLANK = "dash", "cross", "blank"
"""Keys of the questions about dashes beside marks, crosses beside ticks and empty cells."""
Meaning = bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Legend:
    """What the signs of one sheet mean: a sign as `sign_of` writes it to met, not met, or None for no figure.

    ``questions`` are those it leaves open; a sign that is open has no meaning yet. ``blank_is_not_met`` is the answer
    about empty cells.
    """

    meanings: Mapping[str, Meaning]
    questions: tuple[Question, ...]
    blank_is_not_met: bool
    written: tuple[str, ...]
    """Signs whose meaning the sheet itself tells in a note."""


@lru_cache(maxsize=4096)
def _sign(text: str) -> str:
    bare = unicodedata.normalize("NFC", _SELECTORS.sub("", text)).strip()
    if _DASH.fullmatch(bare):
        return "-"
    if _BLANK.fullmatch(bare):
        return ""
    lowered = bare.lower()
    if lowered in _CROSSES:
        return "x"
    if lowered in _MET_SIGNS or lowered in _NOT_MET_SIGNS:
        return lowered
    key = match_key(bare) or lowered
    phrase = _MET_PHRASE.match(key)
    if phrase:
        return f"dat {phrase['year']}" if phrase["year"] else "dat"
    return "chua dat" if _NOT_MET_PHRASE.match(key) else key


def sign_of(value: Any) -> str:
    """Return a cell as a sign: small, without marks and variation selectors; ``-`` for any dash, empty when blank."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return _sign(str(value))


def is_mark(value: Any) -> bool:
    """Return whether a cell looks like a mark for met or not met."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value in {0, 1}
    sign = sign_of(value)
    return (
        sign in {"x", "-", "+", "c", "1", "0", "1 0", "0 0"}
        or bool(_MET_IN.match(sign))
        or _plain_meaning(sign) is not None
    )


def _plain_meaning(sign: str) -> bool | None:
    """Return what a sign means wherever it stands; None when that depends, or it is not known."""
    if sign in _MET_WORDS or sign in _MET_SIGNS or sign in {"1", "1 0", "+"}:
        return True
    if sign in _NOT_MET_WORDS or sign in _NOT_MET_SIGNS or sign in {"0", "0 0"}:
        return False
    return None


def says_not_met(heading: str) -> bool:
    """Return whether a heading says that what is marked below it is not met.

    Examples
    --------
    >>> says_not_met("Tieu chi chua dat"), says_not_met("Dat/Chua dat")
    (True, False)
    """
    return bool(_SAYS_NOT_MET.search(_SAYS_BOTH.sub(" ", match_key(heading))))


def says_both(text: str) -> bool:
    """Return whether a text speaks of what is met beside what is not."""
    return bool(re.search(r"\bdat\b", _SAYS_NOT_MET.sub(" ", match_key(text))))


def says_met(heading: str) -> bool:
    """Return whether a heading says that what is marked below it is met, and nothing else."""
    return bool(_SAYS_MET.match(match_key(heading)))


def plain_marks() -> Mapping[str, Meaning]:
    """Return what signs mean where none of them stands beside another that would change it."""
    known: dict[str, Meaning] = dict.fromkeys((*_MET_WORDS, *_MET_SIGNS, "1", "1 0", "+", "x"), True)
    known |= dict.fromkeys((*_NOT_MET_WORDS, *_NOT_MET_SIGNS, "0", "0 0"), False)
    return known | dict.fromkeys((*_EMPTY_WORDS, "-"), None)


def read_legend(
    values: Iterable[Any], notes: Iterable[str], answers: Mapping[str, str], *, template: bool, year: int | None = None
) -> Legend:
    """Understand the marks of one sheet together.

    Parameters
    ----------
    values : the cells under criteria of all data rows, empty ones as None.
    notes : titles and remarks of the sheet, which may tell what a sign means.
    answers : of a person.
    template : whether the sheet is a template of ours, whose empty cells mean that nothing is known.
    year : of the figures; what is met in a later year is only planned, and stays unknown.

    Returns
    -------
    Their meanings: a dash beside crosses and ticks, a cross beside ticks, an unknown sign that stands often, and empty
    cells of a sheet that never says "not met" are asked about.
    """
    counts: Counter[str] = Counter()
    for (_kind, value), count in Counter((type(value), value) for value in values).items():
        counts[sign_of(value)] += count
    blanks = counts.pop("", 0)
    meanings: dict[str, Meaning] = {}
    questions: list[Question] = []
    written = _written(notes)
    for sign in counts:
        known = _plain_meaning(sign)
        if sign in written:
            meanings[sign] = written[sign]
        elif known is not None:
            meanings[sign] = known
        elif sign in _EMPTY_WORDS:
            meanings[sign] = None
        elif (met_in := _MET_IN.match(sign)) and year and int(met_in[1]) <= year:
            meanings[sign] = True
    if "c" in counts and "c" not in meanings and any(meanings.values()):
        meanings["c"] = False  # "chua" beside a mark for met
    elif "c" in counts and "k" in counts:
        meanings["c"] = True  # "co" and "khong"
    if "t" in counts and "f" in counts:
        meanings.setdefault("t", True)
    _cross(counts, meanings, answers, questions)
    _dash(counts, meanings, answers, questions)
    _unknown(counts, meanings, answers, questions)
    blank = _blank(blanks, meanings, answers, questions, template=template)
    signs = tuple(sign for sign in written if sign in counts)
    return Legend(meanings=meanings, questions=tuple(questions), blank_is_not_met=blank, written=signs)


def _written(notes: Iterable[str]) -> dict[str, Meaning]:
    result: dict[str, Meaning] = {}
    for note in notes:
        text = plain(note)
        for match in _LEGEND.finditer(text):
            means = match["means"]
            silent = any(word in means for word in _NO_FIGURE_WORDS)
            result[sign_of(match["sign"])] = None if silent else not means.startswith(("chua", "khong"))
    result.pop("", None)
    return result if len(result) > 1 or "-" in result else {}


def _cross(
    counts: Counter[str], meanings: dict[str, Meaning], answers: Mapping[str, str], questions: list[Question]
) -> None:
    """Take a cross for met; ask where it stands beside a tick, since it may mean the opposite."""
    if "x" not in counts or "x" in meanings:
        return
    ticks = [sign for sign in counts if sign in _MET_SIGNS or sign in _TICKS or sign in {"+", "1"}]
    if not ticks:
        meanings["x"] = True
        return
    question = ask(
        CROSS,
        msg("A cross stands in {count} cells beside other marks for met. What does it mean?", count=counts["x"]),
        (Option(value=NOT_MET, label=msg("Not met")), Option(value=MET, label=msg("Met"))),
        answers,
    )
    questions.append(question)
    if question.answer:
        meanings["x"] = question.answer == MET


def _dash(
    counts: Counter[str], meanings: dict[str, Meaning], answers: Mapping[str, str], questions: list[Question]
) -> None:
    """Take a dash for not met beside a plus, for no figure beside another mark for not met; else ask."""
    if "-" not in counts or "-" in meanings:
        return
    if "+" in counts:
        meanings["-"] = False
        return
    if any(meaning is False for sign, meaning in meanings.items() if sign in counts):
        meanings["-"] = None
        return
    question = ask(
        DASH,
        msg("A dash stands in {count} cells beside marks for met. What does it mean?", count=counts["-"]),
        (Option(value=NOT_MET, label=msg("Not met")), Option(value=NO_FIGURE, label=msg("No figure"))),
        answers,
    )
    questions.append(question)
    meanings["-"] = False if question.answer == NOT_MET else None


def _unknown(
    counts: Counter[str], meanings: dict[str, Meaning], answers: Mapping[str, str], questions: list[Question]
) -> None:
    """Ask about short signs that are not known and stand often; a rare one is a problem of its cell."""
    total = sum(counts.values())
    for sign, count in sorted(counts.items()):
        if sign in meanings or sign in {"x", "-"} or len(sign) > _LONGEST_SIGN or sign.replace(" ", "").isdigit():
            continue
        if count < max(3, total // 20):
            continue
        question = ask(
            f"mark-{sign}",
            msg("The sign “{sign}” stands in {count} cells. What does it mean?", sign=sign, count=count),
            (Option(value=MET, label=msg("Met")), Option(value=NOT_MET, label=msg("Not met")),
             Option(value=NO_FIGURE, label=msg("No figure"))),
            answers,
        )  # fmt: skip
        questions.append(question)
        if question.answer:
            meanings[sign] = {MET: True, NOT_MET: False, NO_FIGURE: None}[question.answer]


def _blank(
    blanks: int,
    meanings: Mapping[str, Meaning],
    answers: Mapping[str, str],
    questions: list[Question],
    *,
    template: bool,
) -> bool:
    """Ask what empty cells mean where the sheet never says "not met"; unanswered, nothing is known of them."""
    met = any(meaning is True for meaning in meanings.values())
    if template or not blanks or not met or any(meaning is False for meaning in meanings.values()):
        return False
    question = ask(
        BLANK,
        msg(
            "{count} cells under criteria are empty, and the sheet never says “not met”. What do they mean?",
            count=blanks,
        ),
        (Option(value=NOT_MET, label=msg("Not met")), Option(value=NO_FIGURE, label=msg("No figure"))),
        answers,
        assumed=NO_FIGURE,
    )
    questions.append(question)
    return question.answer == NOT_MET
