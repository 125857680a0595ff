"""What the headings of one kind of sheet can say: codes, names, the short names offices use, and what looks alike."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz, process

from ntm_geo.boundaries.names import match_key
from ntm_geo.intake.sheets.cells.heading_text import plain
from ntm_geo.intake.sheets.cells.layouts import HAMLET_KEYS, UNIT_KEYS, layout
from ntm_geo.intake.sheets.cells.measures import only_unit
from ntm_geo.intake.sheets.cells.sheet_kinds import SCORES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ntm_geo.criteria.model import CriteriaSet, Criterion, Indicator
    from ntm_geo.intake.sheets.cells.layouts import Layout
    from ntm_geo.intake.sheets.cells.sheet_kinds import SheetKind

MET_COUNT, HAMLET_COUNT, CERTIFIED_COUNT = "*met", "*hamlets", "*certified"
"""Columns that are no part of a table, but are checked against it."""
SERIAL, NOTE = "*serial", "*note"
EXTRA: Final = {
    MET_COUNT: (
        *("tongsotieuchidat", "sotieuchidat", "tongsotcdat", "tongsotieuchi", "tongcong", "tongtieuchi", "tongsotc"),
        *("tong", "tongso", "cong", "sotcdat", "sotc", "sotieuchi", "tongtcdat", "tongdat", "tongsodat", "tcdat"),
        *("tieuchidat", "sotieuchidatduoc", "tongsotieuchidatduoc", "tongsotieuchidatchuan", "sotieuchidatchuan"),
    ),
    HAMLET_COUNT: ("soxom", "tongsoxom", "sothon", "tongsothon"),
    CERTIFIED_COUNT: ("soxomdat", "soxomdatchuan", "soxomduoccongnhan", "sothondat", "soxomdatntm"),
    SERIAL: ("stt", "tt", "sothutu", "sott"),
    NOTE: ("ghichu", "luuy", "chuthich", "note"),
}
"""Headings of columns beside the table's own, in small letters without marks and separators."""
BY_CODE: Final = SCORES | {"results", "hamlet_results"}
"""Kinds whose columns are criteria or indicators."""
_SHORT_WORDS: Final = {
    "csvc": "co so vat chat", "csht": "co so ha tang", "tttt": "thong tin truyen thong", "gt": "giao thong",
    "qh": "quy hoach", "gd": "giao duc", "dt": "dao tao", "gddt": "giao duc dao tao", "yt": "y te", "mt": "moi truong",
    "attp": "an toan thuc pham", "vsattp": "ve sinh an toan thuc pham", "htct": "he thong chinh tri",
    "tcpl": "tiep can phap luat", "qpan": "quoc phong an ninh", "anqp": "an ninh quoc phong", "ld": "lao dong",
    "tcsx": "to chuc san xuat", "sx": "san xuat", "ktnt": "kinh te nong thon", "ptkt": "phat trien kinh te",
    "kt": "kinh te", "xh": "xa hoi", "ktxh": "kinh te xa hoi", "pctt": "phong chong thien tai", "vh": "van hoa",
    "tm": "thuong mai", "dc": "dan cu", "nt": "nong thon", "bhyt": "bao hiem y te", "asxh": "an sinh xa hoi",
    "khcn": "khoa hoc cong nghe", "cds": "chuyen doi so", "hcc": "hanh chinh cong", "htx": "hop tac xa",
    "bq": "binh quan", "tl": "ty le", "attxh": "an toan trat tu xa hoi", "ttatxh": "trat tu an toan xa hoi",
    "pt": "phat trien", "gn": "giam ngheo", "qlqh": "quan ly quy hoach",
}  # fmt: skip
"""Words offices shorten, without marks."""
_PAIRS: Final = (("qp an", "quoc phong an ninh"), ("an qp", "an ninh quoc phong"), ("tt tt", "thong tin truyen thong"),
                 ("gd dt", "giao duc dao tao"), ("ld tb xh", "lao dong thuong binh xa hoi"))  # fmt: skip
_STOP: Final = frozenset({"va", "ve", "cac", "theo", "trong", "cua", "tren", "dia", "ban", "co", "tieu", "chi", "xa"})
_STOP_BUT: Final = frozenset({"va", "ve", "cac", "theo", "trong", "cua", "tren", "tieu"})
_LIKE_ENOUGH: Final = 92
_LONG_HEADING: Final = 12
_MOST_WORDS, _LONGEST_NAME, _LEAST_LETTERS = 9, 70, 4
_PREFIX: Final = re.compile(r"^(?:tieu chi(?: so)?|tc(?: so)?|chi tieu(?: so)?|ct|nhom tieu chi)\s+(?=[a-z])")
_CODED: Final = re.compile(
    r"^\(?\s*(?P<word>(?:tc|tieu chi|ct|chi tieu|so)(?:\s+so)?(?=[\s.:\-_\d(]))?[\s.:\-_(]*0*"
    r"(?P<code>\d{1,2}(?:\.\d{1,2}[a-z]?)?)(?P<sign>\s*[.:)\-\u2013/,_]|\s|$)\s*(?P<rest>.*)$"
)
_BEHIND: Final = re.compile(
    r"\(\s*(?:tc|tieu chi|ct|chi tieu)(?:\s+so)?[\s.:\-]*0*(\d{1,2}(?:\.\d{1,2}[a-z]?)?)\s*\)\s*$"
)
_BRACKETS: Final = re.compile(r"\(([^()]*)\)")
_BARE: Final = re.compile(r"^\(?\s*(\d{1,2}(?:[.,]\d{1,2}[a-zA-Z]?)?)\s*[.)]?\s*$")
_ROMAN: Final = re.compile(
    r"^(?:(?P<front>(?:tc|tieu chi|tieu chi so)[\s.:\-]+)(?P<called>[ivx]{1,6})\b"
    r"|(?P<alone>[ivx]{1,6})(?=$|\s*[.:)]|\s*[\-\u2013]\s))(?P<behind>.*)$"
)
_ROMAN_SIZES: Final = {"i": 1, "v": 5, "x": 10}


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a heading says: the key of a column, and whether that is certain or only looks so."""

    key: str
    sure: bool


def word(heading: str) -> str:
    """Return a heading as one word without marks, what stands in brackets left out unless nothing else is there."""
    return match_key(re.sub(r"\(.*?\)", " ", heading)).replace(" ", "") or match_key(heading).replace(" ", "")


@lru_cache(maxsize=64)
def vocabulary(kind: SheetKind, criteria_set: CriteriaSet) -> Vocabulary:
    """Return the vocabulary of a kind of sheet, made once."""
    return Vocabulary(layout(kind, criteria_set), criteria_set)


class Vocabulary:
    """What headings of one kind of sheet can say."""

    def __init__(self, about: Layout, criteria_set: CriteriaSet) -> None:
        self.kind = about.kind
        self.about = about
        named = (*UNIT_KEYS, *HAMLET_KEYS, "note")
        self.codes = (
            [column.key for column in about.columns if column.key not in named] if about.kind in BY_CODE else []
        )
        self._words: dict[str, str] = {}
        self._names: dict[frozenset[str], set[str]] = {}
        noted = any(column.key == "note" for column in about.columns)
        for key, words in EXTRA.items():
            if not (noted and key == NOTE):
                self._add(words, key)
        called = {item.code: item.short_names for item in _items(criteria_set)}
        for column in about.columns:
            bare = re.sub(r"^\d+(\.\d+[a-z]?)?\.?\s*", "", column.heading)
            shorts = called.get(column.key, ()) if self.codes else ()
            known = [name for name in column.words if name != column.key]
            self._add((*known, word(column.heading), word(bare), column.key.replace("_", "")), column.key)
            self._add((_squeezed(short) for short in (bare, *shorts)), column.key)
            if column.key in self.codes:
                for name in (bare, *shorts):
                    self._names.setdefault(frozenset(_tokens(name)), set()).add(column.key)
        self._long = [name for name in self._words if len(name) >= _LONG_HEADING]
        self._known: dict[str, Meaning | None] = {}
        self._bare_codes: dict[str, str] = {}

    def _add(self, words: Iterable[str], key: str) -> None:
        for name in words:
            if name:
                self._words.setdefault(name, key)

    def read(self, heading: str) -> Meaning | None:
        """Return what a heading says; None when it says nothing this kind of sheet has.

        A bare number says nothing here: it is a heading only in a whole row of codes (`bare_code`).
        """
        if heading not in self._known:
            self._known[heading] = self._read(heading)
        return self._known[heading]

    def _read(self, heading: str) -> Meaning | None:
        heading = _with_figures(heading)
        if _BARE.match(heading):
            return None
        exact = self._words.get(word(heading)) or self._words.get(match_key(heading).replace(" ", ""))
        coded = self._coded(heading)
        if exact or coded:
            return Meaning(coded or exact or "", sure=True)
        heading = _without_unit(heading)
        named = self._words.get(_squeezed(heading))
        if named:
            return Meaning(named, sure=True)
        key = self._by_tokens(heading) or self._alike(heading)
        return Meaning(key, sure=False) if key else None

    def _coded(self, heading: str) -> str:
        """Return the code a heading begins or ends with, as in ``TC 01``, ``5: Truong hoc`` or ``Truong hoc (TC5)``."""
        if not self.codes:
            return ""
        text = plain(heading)
        behind = _BEHIND.search(text)
        if behind and behind[1] in self.codes:
            return behind[1]
        match = _CODED.match(text)
        if not match or match["code"] not in self.codes:
            return ""
        code, rest = match["code"], match["rest"]
        if match["word"] == "so" and "/" in text:
            return ""
        if match["word"] or "." in code or not rest:
            return code
        says = set(_tokens(rest))
        matching = [names for names, keys in self._names.items() if code in keys and names & says]
        return code if matching else ""

    def bare_code(self, heading: str) -> str:
        """Return the code a bare number stands for where numbers are headings; empty when it is none."""
        if heading not in self._bare_codes:
            self._bare_codes[heading] = self._bare_code(heading)
        return self._bare_codes[heading]

    def _bare_code(self, heading: str) -> str:
        match = _BARE.match(_with_figures(heading))
        if not match:
            return ""
        code = match[1].replace(",", ".").removesuffix(".0").lower()
        code = code.lstrip("0") or code
        return code if code in self.codes else ""

    def in_sequence(self, headings: list[str]) -> list[str]:
        """Return the codes a row of bare numbers stands for; empty when they are not all codes.

        A spreadsheet drops the zero of a number: the second 17.1 is 17.10, as is one that only then stands in order.
        """
        numbers = [
            found[1].replace(",", ".").removesuffix(".0").lower() if (found := _BARE.match(_with_figures(text))) else ""
            for text in headings
        ]
        numbers = [number.lstrip("0") if "." not in number else number for number in numbers]
        if not all(number in self.codes for number in numbers):
            return []
        codes = list(numbers)
        for index, number in enumerate(numbers):
            longer = f"{number}0"
            if "." not in number or longer not in self.codes or longer in codes:
                continue
            again = number in codes[:index]
            changed = [*codes[:index], longer, *codes[index + 1 :]]
            if again or (self._ascends(changed) and not self._ascends(codes)):
                codes = changed
        return codes

    def _ascends(self, codes: list[str]) -> bool:
        places = [self.codes.index(code) for code in codes]
        return places == sorted(places)

    def contradicts(self, key: str, heading: str) -> str:
        """Return the column whose name a heading bears though its code is that of another; empty when all is well."""
        match = _CODED.match(plain(heading))
        named = self._words.get(_squeezed(match["rest"]), "") if match and match["rest"] else ""
        return named if named in self.codes and named != key else ""

    def _by_tokens(self, heading: str) -> str:
        """Return the only column whose name has all words of a heading, or whose name a short heading holds whole."""
        says = frozenset(_tokens(heading))
        if not self._names or len(heading) > _LONGEST_NAME or len(says) > _MOST_WORDS or says <= _STOP:
            return ""
        if len("".join(says)) < _LEAST_LETTERS:
            return ""
        least = 1 if self.kind == "results" else 2
        within = {key for names, keys in self._names.items() if says <= names for key in keys}
        if len(within) == 1 and len(says) >= least:
            return next(iter(within))
        if self.kind != "results":
            return ""
        around = [(len(names), keys) for names, keys in self._names.items() if names and names <= says]
        most = max((length for length, _keys in around), default=0)
        longest = {key for length, keys in around if length == most for key in keys}
        return next(iter(longest)) if len(longest) == 1 and most > 1 else ""

    def _alike(self, heading: str) -> str:
        name = word(heading)
        if len(name) < _LONG_HEADING:
            return ""
        result = process.extractOne(name, self._long, scorer=fuzz.ratio, score_cutoff=_LIKE_ENOUGH)
        return self._words[result[0]] if result else ""


def _with_figures(heading: str) -> str:
    """Return a heading with a Roman number in front as a figure: ``TC IV``, ``IV. Dien``; a lone x is a mark."""
    match = _ROMAN.match(plain(heading))
    if not match or match["alone"] == "x":
        return heading
    sizes = [_ROMAN_SIZES[letter] for letter in match["called"] or match["alone"]]
    number = sum(-size if size < following else size for size, following in zip(sizes, [*sizes[1:], 0], strict=True))
    return f"{match['front'] or ''}{number}{match['behind']}"


def _without_unit(heading: str) -> str:
    """Return a heading without the brackets that hold nothing but the unit of its figures."""
    return _BRACKETS.sub(lambda value: " " if only_unit(value[1]) else value[0], heading).strip()


def _items(criteria_set: CriteriaSet) -> list[Criterion | Indicator]:
    items: list[Criterion | Indicator] = []
    for criterion in criteria_set.criteria:
        items += [criterion, *criterion.lines]
    return items


def _tokens(heading: str) -> list[str]:
    """Return the words of a name, shortened ones written out, small words and what tells nothing left out."""
    text = " ".join(match_key(heading).split())
    text = _PREFIX.sub("", text)
    for short, full in _PAIRS:
        text = re.sub(rf"\b{short}\b", full, text)
    written = " ".join(_SHORT_WORDS.get(part, part) for part in text.split())
    return [part.replace("y", "i") for part in written.split() if part not in _STOP_BUT and not part.isdecimal()]


def _squeezed(heading: str) -> str:
    return "=" + "".join(_tokens(heading)) if heading else ""
