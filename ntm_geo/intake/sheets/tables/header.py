"""Find the tables of a sheet: where each header stands, what every column under it may be, and where the table ends.

A row that names a unit of the list and holds values is data, wherever it stands. A bare number is a heading only in a
row with the name of a unit column, or in a whole row of codes.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from ntm_geo.intake.sheets.cells.cells import shown
from ntm_geo.intake.sheets.cells.flag_marks import is_mark
from ntm_geo.intake.sheets.cells.headings import BY_CODE, EXTRA, SERIAL, Meaning, vocabulary
from ntm_geo.intake.sheets.cells.layouts import UNIT_KEYS
from ntm_geo.intake.sheets.cells.periods import said
from ntm_geo.intake.sheets.cells.sheet_kinds import sheet_kinds

if TYPE_CHECKING:
    from ntm_geo.criteria.model import CriteriaSet
    from ntm_geo.intake.sheets.cells.headings import Vocabulary
    from ntm_geo.intake.sheets.cells.sheet_kinds import SheetKind
    from ntm_geo.intake.sheets.cells.unit_words import UnitWords
    from ntm_geo.intake.sheets.tables.grid import Grid

LOOKED_AT: Final = 80
"""Rows in which the first header of a sheet is looked for."""
DEEPEST: Final = 6
_UNSURE: Final = 0.4
_LEAST_NUMBERED: Final = 3
_LONGEST_HEADING: Final = 400
_LONGEST_LABEL: Final = 40
REQUIRED: Final = {kind: {"name"} for kind in ("hamlets", "hamlet_results")} | {
    "recognitions": {"level"},
    "agencies": {"name", "kind"},
    "partners": {"agency", "year"},
}
_NUMBERED: Final = re.compile(r"^\(?\s*(?:\d{1,3}(?:\s*=.*)?|[A-Z])\s*\)?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadingUse:
    """One column under a header and what its heading says."""

    place: int
    """Position, counted from 0."""
    key: str
    """Key in the layout, or one of the extra keys; empty when nothing is known of it."""
    sure: bool
    heading: str
    """As printed, its levels from top to bottom."""
    label: str
    """What stands above or below the words that gave the key: the block a column belongs to."""
    exchanged: str = ""
    """Key whose name stands in the heading though its code is another's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """Where the header of a table stands and what it says."""

    kind: SheetKind
    rows: tuple[int, ...]
    """Rows of the header, counted from 0; the data stands below the last."""
    uses: tuple[HeadingUse, ...]
    end: int
    """Row behind the last row of the table."""
    top: int = 0
    """First row that may speak about this table: a title."""
    template: bool = False
    """Whether the sheet is a template of the program, whose empty cells mean that nothing is known."""
    repeated: tuple[int, ...] = ()
    """Rows below that only repeat the header."""


@dataclass(slots=True)
class OpenSheet:
    """A sheet as its header is looked for: texts by row, merged cells spread, data rows known."""

    grid: Grid
    words: UnitWords
    texts: list[list[str]]
    data: list[bool]
    unit_places: frozenset[int]
    """Columns in which data rows name their unit."""


def open_sheet(grid: Grid, words: UnitWords, height: int) -> OpenSheet:
    """Return the upper rows of a sheet as texts, merged cells spread over their places, data rows told apart."""
    rows = grid.cells[:height].tolist()
    data = [_is_data(row, words) for row in rows]
    texts = [
        [shown(value)[:_LONGEST_HEADING] if not data[number] else "" for value in row]
        for number, row in enumerate(rows)
    ]
    for top, left, bottom, right in grid.merged:
        if top >= height or bottom - top >= DEEPEST or data[top] or left >= len(texts[top]):
            continue
        sentence = texts[top][left]
        for row in range(top, min(bottom, height - 1) + 1):
            if not data[row]:
                texts[row][left : right + 1] = [sentence] * len(texts[row][left : right + 1])
    naming = [row for number, row in enumerate(rows) if data[number]]
    places = Counter(p for row in naming for p, value in enumerate(row) if isinstance(value, str) and words.unit(value))
    most = max(places.values(), default=0)
    named = frozenset(key for key, count in places.items() if count > most / 2)
    return OpenSheet(grid, words, texts, data, named)


def _is_data(row: list[Any], words: UnitWords) -> bool:
    """Return whether a row names a unit of the list and holds something else that is no heading of communes across."""
    filled = [value for value in row if value is not None]
    named = sum(words.unit(value) for value in [cell for cell in filled if isinstance(cell, str)])
    coded = not named and any(words.code(value) for value in filled)
    if not named and not coded:
        return False
    return len(filled) > 1 and named <= max(2, len(filled) // 3)


def template_keys(grid: Grid, criteria_set: CriteriaSet, kind: str) -> tuple[SheetKind, dict[int, str]] | None:
    """Return kind and columns of a template of ours: its first row holds the keys themselves."""
    first = [shown(value) for value in grid.cells[0]]
    for candidate in sheet_kinds(criteria_set):
        keys = [column.key for column in vocabulary(candidate, criteria_set).about.columns]
        if (not kind or kind == candidate) and set(keys) <= set(first):
            return candidate, {index: key for index, key in enumerate(first) if key in keys}
    return None


def header_of_template(header: Header, keys: dict[int, str], height: int) -> Header:
    """Return the header of a template of ours, whose first row gives every column its key."""
    printed = {use.place: use.heading for use in header.uses}
    uses = tuple(
        HeadingUse(place=label, key=key, sure=True, heading=printed.get(label, key), label="")
        for label, key in keys.items()
    )
    return Header(kind=header.kind, rows=header.rows, uses=uses, end=height, template=True)


# ------------------------------------------------------------------------------------------------ one header


def best_block(sheet: OpenSheet, known: Vocabulary, first: int, last: int) -> tuple[tuple[float, ...], Header] | None:
    """Return the best header between two rows and how well it fits."""
    hits = [heading_hits(sheet, number, known) or _code_row(sheet, number, known, {}) for number in range(first, last)]
    best: tuple[tuple[float, ...], Header] | None = None
    for top in range(first, last):
        if not hits[top - first] or sheet.data[top]:
            continue
        for bottom in range(top, min(top + DEEPEST, last)):
            if sheet.data[bottom]:
                break
            result = score_block(sheet, known, top, bottom)
            if result and (best is None or result[0] > best[0]):
                best = result
    return best


def with_labels(sheet: OpenSheet, header: Header, criteria_set: CriteriaSet) -> Header:
    """Return a header with the rows above and below that only say which block a column belongs to."""
    top, bottom = header.rows[0], header.rows[-1]
    while top > 0 and bottom - top + 1 < DEEPEST and not sheet.data[top - 1] and _labels_above(sheet, top):
        top -= 1
    known = vocabulary(header.kind, criteria_set)
    while bottom + 1 < len(sheet.texts) and bottom - top + 1 < DEEPEST and not sheet.data[bottom + 1]:
        if not (_says_the_same(sheet, header, bottom + 1, known) or _labels_below(sheet, header, bottom + 1)):
            break
        bottom += 1
    if (top, bottom) == (header.rows[0], header.rows[-1]):
        return header
    result = score_block(sheet, vocabulary(header.kind, criteria_set), top, bottom, framed=True)
    return result[1] if result else header


def _labels_above(sheet: OpenSheet, top: int) -> bool:
    """Return whether the row above a header belongs to it: a merged cell reaches down, or it names years or plans."""
    if any(first < top <= last and last - first < DEEPEST for first, _left, last, _right in sheet.grid.merged):
        return True
    texts = list(dict.fromkeys(text for text in sheet.texts[top - 1] if text))
    latest = datetime.now(tz=UTC).year
    spoken = [said(text, latest=latest) for text in texts]
    return len(texts) > 1 and sum(1 for item in spoken if item.years or item.plan or item.later) > 1


def _says_the_same(sheet: OpenSheet, header: Header, below: int, known: Vocabulary) -> bool:
    """Return whether a row below a header names the same columns in other words: codes first, names below."""
    keys = {use.place: use.key for use in header.uses if use.key}
    hits = heading_hits(sheet, below, known)
    agreeing = [key for key, meaning in hits.items() if keys.get(key) == meaning.key]
    return len(agreeing) > 1 and len(agreeing) == len(hits)


def _labels_below(sheet: OpenSheet, header: Header, below: int) -> bool:
    """Return whether a row below a header only holds short words over its value columns, such as plan and result."""
    naming = {use.place for use in header.uses if use.key in {*UNIT_KEYS, SERIAL}}
    texts = {index: text for index, text in enumerate(sheet.texts[below]) if text}
    others = [text for key, text in texts.items() if key not in naming]
    if any(text in naming and not _above_says(sheet, below, text) for text in texts):
        return False
    repeated = len(others) > len(set(others)) and len(set(others)) > 1
    return (
        repeated
        and all(not _NUMBERED.match(text) and len(text) <= _LONGEST_LABEL for text in others)
        and not all(is_mark(text) for text in others)
    )


def heading_hits(sheet: OpenSheet, number: int, known: Vocabulary) -> dict[int, Meaning]:
    """Return what the words of a row say; bare numbers count where a heading of a unit column stands beside them."""
    if sheet.data[number]:
        return {}
    texts = sheet.texts[number]
    hits = {index: meaning for index, text in enumerate(texts) if text and (meaning := known.read(text))}
    if any(meaning.key in UNIT_KEYS and meaning.sure for meaning in hits.values()):
        bare = [index for index, text in enumerate(texts) if text and index not in hits and known.bare_code(text)]
        ordered = known.in_sequence([texts[position] for position in bare])
        for at, position in enumerate(bare):
            hits[position] = Meaning(ordered[at] if ordered else known.bare_code(texts[position]), sure=True)
    return hits


def _code_row(sheet: OpenSheet, number: int, known: Vocabulary, above: dict[int, Meaning]) -> dict[int, Meaning]:
    """Return the codes of a whole row of bare numbers below other headings; empty when it only numbers the columns."""
    texts = sheet.texts[number]
    places = [index for index, text in enumerate(texts) if text]
    naming = {key for key, meaning in above.items() if meaning.key in {*UNIT_KEYS, SERIAL}} | sheet.unit_places
    others = [commune for commune in places if commune not in naming]
    if not known.codes or any(_NUMBERED.match(texts[position]) for position in naming & set(places)):
        return {}
    bare = [position for position in others if known.bare_code(texts[position])]
    spread = [position for position in others if position not in bare and not _above_says(sheet, number, position)]
    if len(bare) < _LEAST_NUMBERED or spread:
        return {}
    codes = known.in_sequence([texts[position] for position in bare])
    clash = [
        position
        for position, code in zip(bare, codes, strict=False)
        if position in above
        and above[position].key in known.codes
        and above[position].sure
        and above[position].key != code
    ]
    return {} if clash else {position: Meaning(code, sure=True) for position, code in zip(bare, codes, strict=False)}


def _above_says(sheet: OpenSheet, number: int, count: int) -> bool:
    """Return whether a text of a row only comes down from a merged cell above."""
    return (
        number > 0
        and count < len(sheet.texts[number - 1])
        and sheet.texts[number - 1][count] == sheet.texts[number][count]
    )


def score_block(
    sheet: OpenSheet, known: Vocabulary, top: int, bottom: int, *, framed: bool = False
) -> tuple[tuple[float, ...], Header] | None:
    """Return the header some rows make, and how well it fits; None when they make none.

    Parameters
    ----------
    sheet, known : the sheet, and what the headings of one kind can say.
    top, bottom : first and last row.
    framed : whether rows that only say which block a column belongs to may stand at its edges.
    """
    rows: list[dict[int, Meaning]] = []
    above: dict[int, Meaning] = {}
    for number in range(top, bottom + 1):
        hits = heading_hits(sheet, number, known)
        hits |= {key: code for key, code in _code_row(sheet, number, known, above | hits).items() if key not in hits}
        rows.append(hits)
        above |= hits
    if not framed and (not rows[0] or (bottom > top and not rows[-1])):
        return None
    keys = {meaning.key for hits in rows for meaning in hits.values()}
    weights: dict[str, float] = {}
    for hits in rows:
        for meaning in hits.values():
            weights[meaning.key] = max(weights.get(meaning.key, 0), 1.0 if meaning.sure else _UNSURE)
    weights_by_key = {key: weight for key, weight in weights.items() if key not in {*EXTRA, *UNIT_KEYS}}
    missing = len(REQUIRED.get(known.kind, set()) - keys)
    if not weights_by_key or len(keys) < 2 - int(_units_below(sheet, bottom)):
        return None
    uses = _uses(sheet, rows, range(top, bottom + 1), known)
    fit = _fit(sheet, uses, bottom, known)
    score = (sum(weights_by_key.values()) * fit - 2.5 * missing, sum(weights.values()), -(bottom - top), -top)
    header = Header(kind=known.kind, rows=tuple(range(top, bottom + 1)), uses=uses, end=len(sheet.grid.cells))
    return score, header


def _units_below(sheet: OpenSheet, bottom: int) -> bool:
    return bottom + 1 < len(sheet.data) and any(sheet.data[bottom + 1 : bottom + 4])


def _uses(sheet: OpenSheet, hits: list[dict[int, Meaning]], rows: range, known: Vocabulary) -> tuple[HeadingUse, ...]:
    uses = []
    width = sheet.grid.cells.shape[1]
    for position in range(width):
        levels = [sheet.texts[row][position] if position < len(sheet.texts[row]) else "" for row in rows]
        if not any(levels):
            continue
        meanings = [hits[at].get(position) for at in range(len(levels))]
        sure = [at for at, meaning in enumerate(meanings) if meaning and meaning.sure]
        ats = [at for at in sure if meanings[at].key not in EXTRA]  # type: ignore[union-attr]
        chosen = max(ats or sure, default=None)
        if chosen is None:
            chosen = next((at for at in reversed(range(len(levels))) if meanings[at]), None)
        meaning = meanings[chosen] if chosen is not None else None
        agreeing = {at for at, other in enumerate(meanings) if meaning and other and other.key == meaning.key}
        rest = dict.fromkeys(text for at, text in enumerate(levels) if text and at not in agreeing)
        exchanged = (
            known.contradicts(meaning.key, levels[chosen]) if meaning and chosen is not None and known.codes else ""
        )
        uses.append(
            HeadingUse(
                place=position,
                key=meaning.key if meaning else "",
                sure=bool(meaning and meaning.sure),
                heading=" \u203a ".join(dict.fromkeys(" ".join(text.split()) for text in levels if text)),
                label=" \u203a ".join(" ".join(text.split()) for text in rest),
                exchanged=exchanged,
            )
        )
    return tuple(uses)


def _fit(sheet: OpenSheet, uses: tuple[HeadingUse, ...], bottom: int, known: Vocabulary) -> float:
    """Return how well the values below suit the kind, 0.5 to 1: marks under criteria, numbers under indicators."""
    if known.kind not in BY_CODE:
        return 1.0
    places = [use.place for use in uses if use.key in known.codes]
    values = [
        value
        for row in sheet.grid.cells[bottom + 1 : bottom + 40]
        for commune in places
        if (value := row[commune]) is not None
    ]
    if not values:
        return 1.0
    numbers = sum(1 for value in values if _is_number(value))
    share = numbers / len(values)
    return 1.0 - share / 2 if known.kind == "results" else 1.0


def _is_number(value: Any) -> bool:
    """Return whether a value is a figure and no mark: not 0, not 1."""
    return isinstance(value, int | float) and not isinstance(value, bool) and value not in {0, 1}
