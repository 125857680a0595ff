"""Find the header of a sheet among its title rows, and what each column is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from rapidfuzz import fuzz, process

from ntm_geo.boundaries.names import match_key
from ntm_geo.intake.cells import shown
from ntm_geo.intake.layouts import SHEET_KINDS, UNIT_KEYS, layout

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ntm_geo.criteria.model import CriteriaSet
    from ntm_geo.intake.grid import Grid
    from ntm_geo.intake.layouts import Layout, SheetKind

MET_COUNT, HAMLET_COUNT, CERTIFIED_COUNT = "*met", "*hamlets", "*certified"
"""Columns that are no part of a table, but are checked against it."""
SERIAL: Final = "*serial"
_EXTRA: Final = {
    MET_COUNT: (
        "tongsotieuchidat",
        "sotieuchidat",
        "tongsotcdat",
        "tongsotieuchi",
        "tongcong",
        "tongtieuchi",
        "tongsotc",
    ),
    HAMLET_COUNT: ("soxom", "tongsoxom", "sothon", "tongsothon"),
    CERTIFIED_COUNT: ("soxomdat", "soxomdatchuan", "soxomduoccongnhan", "sothondat", "soxomdatntm"),
    SERIAL: ("stt", "tt", "sothutu"),
}
_LOOKED_AT: Final = 40
_DEEPEST: Final = 4
_LIKE_ENOUGH: Final = 92
_LONG_HEADING: Final = 12
_LEAST_CODES: Final = 10
_REQUIRED: Final = {
    "hamlets": {"name"},
    "recognitions": {"level"},
    "agencies": {"name", "kind"},
    "partners": {"agency", "year"},
}
_NUMBERED: Final = re.compile(r"^\(?\s*(?:\d{1,3}(?:\s*=.*)?|[A-Z])\s*\)?$")
_CODE_IN_FRONT: Final = re.compile(
    r"^(?:(?:tc|tieu chi so|tieu chi|ct|chi tieu|so)\s*)?(\d{1,2}(?:\.\d{1,2})?)(?=$|[\s.):\-\u2013,])"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """Where the header of a sheet stands and what it says."""

    kind: SheetKind
    rows: tuple[int, ...]
    """Rows of the header, counted from 0; the data stands below the last."""
    columns: dict[int, str]
    """Position of a column to its key in the layout, or to one of the extra keys above."""
    doubtful: dict[int, str]
    """Columns whose heading only looks like the one meant: position to heading as it stands."""
    ignored: dict[int, str]
    """Columns nobody asked for: position to heading."""

    def place(self, key: str) -> int | None:
        """Return the position of a column, None when the sheet does not have it."""
        return next((place for place, one in self.columns.items() if one == key), None)


class _Words:
    """What headings of one kind of sheet can say."""

    def __init__(self, about: Layout) -> None:
        self.kind = about.kind
        self.codes = {column.key for column in about.filled_in} if about.kind in {"results", "scores"} else set()
        self.words: dict[str, str] = {}
        for key, words in _EXTRA.items():
            self._add(words, key)
        for column in about.columns:
            bare = re.sub(r"^\d+(\.\d+)?\.?\s*", "", column.heading)
            known = [one for one in column.words if one != column.key]
            self._add((*known, _word(column.heading), _word(bare), column.key.replace("_", "")), column.key)
        self.long = [word for word in self.words if len(word) >= _LONG_HEADING]

    def _add(self, words: Iterable[str], key: str) -> None:
        for word in words:
            self.words.setdefault(word, key)

    def exact(self, heading: str) -> str:
        """Return the column a heading names; empty when it names none."""
        known = self.words.get(_word(heading), "")
        if known or not self.codes:
            return known
        found = _CODE_IN_FRONT.match(_plain(heading))
        return found[1] if found and found[1] in self.codes else ""

    def alike(self, heading: str) -> str:
        """Return the column a long heading looks like; empty when it looks like none."""
        word = _word(heading)
        if len(word) < _LONG_HEADING:
            return ""
        found = process.extractOne(word, self.long, scorer=fuzz.ratio, score_cutoff=_LIKE_ENOUGH)
        return self.words[found[0]] if found else ""


def _plain(heading: str) -> str:
    """Return a heading in small letters without marks, its points kept."""
    return re.sub(
        r"\s+", " ", "".join(match_key(part) if part.isalpha() else part for part in re.split(r"(\W)", heading))
    ).strip()


def _word(heading: str) -> str:
    return match_key(re.sub(r"\(.*?\)", " ", heading)).replace(" ", "") or match_key(heading).replace(" ", "")


def find_header(grid: Grid, criteria_set: CriteriaSet, *, kind: str = "") -> Header | None:
    """Return the header of a sheet; None when nothing in it is one.

    Parameters
    ----------
    grid : the sheet.
    criteria_set : whose criteria and indicators may be columns.
    kind : kind of sheet when it is known, else the one that fits best.
    """
    texts = _spread(grid)
    machine = _machine_keys(grid, criteria_set, kind)
    if machine:
        texts[0] = []
    best: tuple[tuple[float, ...], Header] | None = None
    for one in (machine[0],) if machine else ((kind,) if kind else SHEET_KINDS):
        words = _Words(layout(one, criteria_set))  # type: ignore[arg-type]
        found = _best_block(texts, words)
        if found and (best is None or found[0] > best[0]):
            best = found
    if best is None:
        return None
    header = best[1]
    if machine:
        return Header(kind=machine[0], rows=header.rows, columns=machine[1], doubtful={}, ignored={})
    return header


def _spread(grid: Grid) -> list[list[str]]:
    """Return the upper rows as texts; a merged cell stands in each of its columns, and in its last row."""
    rows = [[shown(value) for value in row] for row in grid.cells[:_LOOKED_AT]]
    for top, left, bottom, right in grid.merged:
        if top < len(rows) and bottom - top < _DEEPEST:
            said = rows[top][left] if left < len(rows[top]) else ""
            for row in range(top, min(bottom, len(rows) - 1) + 1):
                for column in range(left, min(right, len(rows[row]) - 1) + 1):
                    rows[row][column] = said
    return rows


def _machine_keys(grid: Grid, criteria_set: CriteriaSet, kind: str) -> tuple[SheetKind, dict[int, str]] | None:
    """Return kind and columns of a template of ours: its first row holds the keys themselves."""
    if not len(grid.cells):
        return None
    first = [shown(value) for value in grid.cells[0]]
    for one in SHEET_KINDS:
        keys = [column.key for column in layout(one, criteria_set).columns]
        if (not kind or kind == one) and set(keys) <= set(first):
            return one, {place: key for place, key in enumerate(first) if key in keys}
    return None


def _best_block(texts: list[list[str]], words: _Words) -> tuple[tuple[float, ...], Header] | None:
    named = [{place: words.exact(text) for place, text in enumerate(row) if text} for row in texts]
    hits = [_without_numbering(row, texts[number], words) for number, row in enumerate(named)]
    best: tuple[tuple[float, ...], tuple[int, ...]] | None = None
    for top in range(len(hits)):
        if not any(hits[top].values()):
            continue
        for bottom in range(top, min(top + _DEEPEST, len(hits))):
            keys = {key for row in hits[top : bottom + 1] for key in row.values() if key}
            found = keys - {*_EXTRA, *UNIT_KEYS}
            missing = len(_REQUIRED.get(words.kind, set()) - keys)
            score = (len(found) - 2.5 * missing, len(keys), -(bottom - top), -top)
            if found and len(keys) > 1 and (best is None or score > best[0]):
                best = score, tuple(range(top, bottom + 1))
    if best is None:
        return None
    return best[0], _header(texts, hits, best[1], words)


def _without_numbering(row: dict[int, str], texts: list[str], words: _Words) -> dict[int, str]:
    """Drop what a numbering row such as (1) (2) (3) would claim; bare codes are kept if nothing else is numbered."""
    bare = [place for place, key in row.items() if key and key in words.codes and _NUMBERED.match(texts[place])]
    all_numbered = all(_NUMBERED.match(text) for text in texts if text)
    if len(bare) < _LEAST_CODES or (all_numbered and sum(1 for text in texts if text) > len(bare)):
        return {place: key for place, key in row.items() if place not in bare}
    return row


def _header(texts: list[list[str]], hits: list[dict[int, str]], rows: tuple[int, ...], words: _Words) -> Header:
    columns: dict[int, str] = {}
    doubtful: dict[int, str] = {}
    ignored: dict[int, str] = {}
    for place in range(max((len(texts[row]) for row in rows), default=0)):
        said = [texts[row][place] for row in reversed(rows) if place < len(texts[row]) and texts[row][place]]
        if not said:
            continue
        key = next((hits[row][place] for row in reversed(rows) if hits[row].get(place)), "")
        key = _second_reading(key, said[0], columns, words)
        like = "" if key else next(filter(None, map(words.alike, said)), "")
        if key and key not in columns.values():
            columns[place] = key
        elif like and like not in columns.values():
            columns[place], doubtful[place] = like, said[0]
        else:
            ignored[place] = said[0]
    return Header(kind=words.kind, rows=rows, columns=columns, doubtful=doubtful, ignored=ignored)


def _second_reading(key: str, heading: str, columns: dict[int, str], words: _Words) -> str:
    """Return 17.10 for the second 17.1: a spreadsheet drops the zero of a number."""
    longer = f"{key}0"
    second = key in columns.values() and heading == key and longer in words.codes and longer not in columns.values()
    return longer if second else key


def understood_titles(grid: Grid, header: Header) -> list[Any]:
    """Return the texts above the header, from top to bottom."""
    return [value for row in grid.cells[: header.rows[0]] for value in row if value is not None]
