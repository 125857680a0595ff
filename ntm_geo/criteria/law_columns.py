"""The lines of a set as columns people fill in, with words for keys and a column for each level; and back again."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from ntm_geo.criteria.law_levels import FOR_ALL, PASS_WORDS, PROVINCE_WORDS, area_columns, join_levels, parse_level
from ntm_geo.criteria.law_levels import read_levels as levels_of
from ntm_geo.criteria.law_lines import COLUMNS
from ntm_geo.errors import Message, TableError, msg
from ntm_geo.i18n import Localized
from ntm_geo.tables.base import heading_of, validate
from ntm_geo.tables.findings import Finding
from ntm_geo.tables.law_table import LAW_PATTERN, LawLines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ntm_geo.criteria.law_lines import PlaceOf
    from ntm_geo.criteria.model import CriteriaSet

SENSE_WORDS: Final = {
    "at_least": Localized(vi="từ mức trở lên", en="at least"),
    "at_most": Localized(vi="không quá mức", en="at most"),
    "pass": Localized(vi="đạt / chưa đạt", en="pass or fail"),
    "count": Localized(vi="chỉ đếm", en="only counted"),
}
WAY_WORDS: Final = {
    "all_parts": Localized(vi="đạt tất cả các phần", en="all parts are met"),
    "any_part": Localized(vi="đạt một trong các phần", en="one of the parts is met"),
}
DAYS: Final = ("effective", "checked_on", "second_on")
_INHERITED: Final = (
    "name", "name_en", "wording", "wording_en", "short_names", "unit", "sense", "met_when", "applies_when",
    "measured_as", "in_charge",
)  # fmt: skip
_WRITTEN_DAY: Final = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


def column_headings(law: CriteriaSet, lines: pd.DataFrame) -> dict[str, str]:
    """Return the columns of a set in their order, with what stands above them."""
    areas = {key: str(name) for key, name in area_columns(law, lines["levels"].dropna()).items()}
    headings: dict[str, str] = {}
    for column in COLUMNS:
        headings |= areas if column == "levels" else {column: heading_of(LawLines, column)}
    return headings


def key_words(law: CriteriaSet) -> dict[str, dict[str, str]]:
    """Return the columns that hold keys, with the words for each key."""
    return {
        "unit": {key: str(sign) or str(PASS_WORDS) for key, sign in law.units},
        "sense": {key: str(words) for key, words in SENSE_WORDS.items()},
        "met_when": {key: str(words) for key, words in WAY_WORDS.items()},
    }


def to_columns(law: CriteriaSet, lines: pd.DataFrame) -> pd.DataFrame:
    """Return lines as people fill them in: words for keys, a column for each level, empty cells as None.

    Parameters
    ----------
    law : the set.
    lines : ``tables.LawLines``.

    Returns
    -------
    Columns of `column_headings`; levels are numbers or words, days are dates.
    """
    frame = lines.drop(columns="levels").astype("object")
    for column, words in key_words(law).items():
        frame[column] = frame[column].map(words)
    for column in DAYS:
        frame[column] = [None if pd.isna(day) else pd.Timestamp(day).date() for day in frame[column]]
    levels = [_shown_levels(row) for row in lines[["levels", "sense", "situation"]].itertuples(index=False)]
    for area in area_columns(law, lines["levels"].dropna()):
        frame[area] = [row.get(area) for row in levels]
    frame = frame[list(column_headings(law, lines))]
    return frame.replace({"": None}).astype("object").where(frame.notna(), None).reset_index(drop=True)


def _shown_levels(row: Any) -> dict[str, Any]:
    if pd.isna(row.levels) or not row.levels:
        return {}
    levels = levels_of(row.levels)
    if FOR_ALL in levels:
        level = levels[FOR_ALL]
        if level is None:
            return {FOR_ALL: str(PROVINCE_WORDS)}
        return {FOR_ALL: str(PASS_WORDS) if row.sense == "pass" else level}
    return dict(levels)


def from_columns(law: CriteriaSet, frame: pd.DataFrame, place_of: PlaceOf) -> tuple[pd.DataFrame, list[Finding]]:
    """Read what people filled in.

    Parameters
    ----------
    law : the set.
    frame : columns of `column_headings`, any of them missing, values as they stand in cells; a row without a code is
        empty or wrong.
    place_of : where a row and column stand.

    Returns
    -------
    ``tables.LawLines`` of the rows that could be read, and what is wrong with cells. A row that only gives another
    value or day of its code takes from the first row of the code what it leaves empty. The index of the lines is that
    of their rows in ``frame``.
    """
    reader = _CellReader(law, place_of)
    columns = [str(column) for column in frame.columns]
    cells = (dict(zip(columns, row, strict=True)) for row in frame.itertuples(index=False, name=None))
    rows = {number: reader.row(number, row) for number, row in enumerate(cells)}
    good = {number: row for number, row in rows.items() if row is not None}
    table = pd.DataFrame(list(good.values()), columns=list(COLUMNS), index=list(good))
    try:
        lines = validate(table, LawLines, where=law.key)
    except TableError as caught:
        return table.iloc[:0], [*reader.findings, _wrong("table", caught.where, caught.what)]
    return lines, reader.findings


class _CellReader:
    """Reads rows one after the other, remembering the first row of each code."""

    def __init__(self, law: CriteriaSet, place_of: PlaceOf) -> None:
        self.law, self.place_of = law, place_of
        self.findings: list[Finding] = []
        self._first: dict[str, dict[str, Any]] = {}
        self._keys = {
            column: {_folded(name): key for key, name in pairs}
            for column, pairs in (
                ("unit", [pair for key, sign in law.units for pair in ((key, sign.vi), (key, sign.en), (key, key))]),
                ("sense", _pairs(SENSE_WORDS)),
                ("met_when", _pairs(WAY_WORDS)),
            )
        }
        self._keys["unit"][_folded(PASS_WORDS.vi)] = self._keys["unit"][_folded(PASS_WORDS.en)] = "pass_fail"

    def row(self, number: int, written: dict[str, Any]) -> dict[str, Any] | None:
        """Return a line; None for an empty row, and for one whose fault was noted."""
        texts = {key: _text(value) for key, value in written.items()}
        if not any(texts.values()):
            return None
        code = _code(written.get("code"))
        if not re.match(LAW_PATTERN, code):
            what = msg("{text} is no code: write 5 for a criterion, 5.1 for an indicator, 5.1a for a part of one.",
                       text=code or "–")  # fmt: skip
            self._note("code", number, "code", what)
            return None
        line: dict[str, Any] = {column: texts.get(column) or None for column in COLUMNS if column not in DAYS}
        line |= {"code": code, "situation": texts.get("situation", "")}
        for column, words in self._keys.items():
            line[column] = self._key(number, column, texts.get(column, ""), words)
        for column in DAYS:
            line[column] = self._day(number, column, written.get(column))
        line["effective"] = line["effective"] or pd.Timestamp(self.law.effective)
        line["levels"] = self._levels(number, written)
        first = self._first.setdefault(code, line)
        line |= {column: line[column] or first[column] for column in _INHERITED}
        if not line["name"]:
            self._note("name", number, "name", msg("{code} has no name.", code=code))
            return None
        missing = [column for column in ("unit", "sense") if not line[column]] if "." in code else []
        if missing and not any(texts.get(column) for column in missing):
            column = missing[0]
            self._note(column, number, column, msg("{code} needs a unit, and how it is compared.", code=code))
        if missing:
            return None
        self._check_words(number, line, texts)
        return line

    def _check_words(self, number: int, line: dict[str, Any], texts: dict[str, str]) -> None:
        """Note the word for passing where a number is asked for: it would stand for a level of 1."""
        if line["sense"] not in {"at_least", "at_most"}:
            return
        passing = {_folded(PASS_WORDS.vi), _folded(PASS_WORDS.en), "x"}
        for area in (FOR_ALL, *self._areas):
            if _folded(texts.get(area, "")) in passing:
                what = msg("{code} asks for a number, not for passing.", code=line["code"])
                self._note("level-word", number, area, what)

    def _key(self, number: int, column: str, text: str, words: dict[str, str]) -> str | None:
        if text and _folded(text) not in words:
            choices = ", ".join(key_words(self.law)[column].values())
            self._note(column, number, column, msg("{text} is not one of: {choices}.", text=text, choices=choices))
        return words.get(_folded(text)) if text else None

    def _day(self, number: int, column: str, written: Any) -> pd.Timestamp | None:
        if written is None or (not isinstance(written, str) and pd.isna(written)) or written == "":
            return None
        if isinstance(written, (datetime, date)):
            return pd.Timestamp(written).tz_localize(None).normalize()
        match = _WRITTEN_DAY.fullmatch(str(written).strip())
        try:
            return pd.Timestamp(year=int(match[3]), month=int(match[2]), day=int(match[1])) if match else (
                pd.Timestamp(date.fromisoformat(str(written).strip()))
            )  # fmt: skip
        except ValueError:
            self._note("day", number, column, msg("{text} is no day such as 31/12/2026.", text=str(written)))
            return None

    def _levels(self, number: int, written: dict[str, Any]) -> str | None:
        levels: dict[str, float | None] = {}
        for area in (FOR_ALL, *(key for key in written if key in self._areas)):
            text = _text(written.get(area))
            if not text:
                continue
            try:
                levels[area] = parse_level(written[area])
            except ValueError:
                what = msg(
                    "{text} is no level: write a number such as 98,5, “{passed}”, or “{province}”.",
                    text=text, passed=str(PASS_WORDS), province=str(PROVINCE_WORDS),
                )  # fmt: skip
                self._note("level", number, area, what)
        if FOR_ALL in levels and len(levels) > 1:
            what = msg("A level for all stands beside levels of single regions or groups: keep one of the two.")
            self._note("level-twice", number, FOR_ALL, what)
        return join_levels(levels) or None

    @property
    def _areas(self) -> set[str]:
        return {f"={group.key}" for group in self.law.commune_groups} | {key for key, _name in self.law.regions}

    def _note(self, kind: str, number: int, column: str, what: Message) -> None:
        self.findings.append(_wrong(kind, self.place_of(number, column), what))


def _pairs(words: dict[str, Localized]) -> Iterator[tuple[str, str]]:
    for key, name in words.items():
        yield from ((key, name.vi), (key, name.en), (key, key))


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _text(value: Any) -> str:
    return "" if value is None or (not isinstance(value, str) and pd.isna(value)) else str(value).strip()


def _code(written: Any) -> str:
    """Return a code as it is meant: a spreadsheet turns 5 into 5.0."""
    if isinstance(written, float) and written.is_integer():
        return str(int(written))
    return _text(written)


def _wrong(kind: str, place: str, what: Message) -> Finding:
    return Finding(severity="error", kind=kind, place=place, what=what)
