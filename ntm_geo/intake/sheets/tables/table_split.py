"""The tables of a sheet: the first header, those below it, headings that only stand again, tables of other kinds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ntm_geo.intake.sheets.cells.headings import EXTRA, NOTE, SERIAL, vocabulary
from ntm_geo.intake.sheets.cells.layouts import UNIT_KEYS
from ntm_geo.intake.sheets.cells.sheet_kinds import told_kinds
from ntm_geo.intake.sheets.tables.header import (
    DEEPEST,
    LOOKED_AT,
    REQUIRED,
    Header,
    OpenSheet,
    best_block,
    header_of_template,
    heading_hits,
    open_sheet,
    score_block,
    template_keys,
    with_labels,
)

if TYPE_CHECKING:
    from ntm_geo.criteria.model import CriteriaSet
    from ntm_geo.intake.sheets.cells.headings import Vocabulary
    from ntm_geo.intake.sheets.cells.sheet_kinds import SheetKind
    from ntm_geo.intake.sheets.cells.unit_words import UnitWords
    from ntm_geo.intake.sheets.tables.grid import Grid

_LEAST_TEXTS: Final = 3
_REPEATED: Final = 0.5
_MOSTLY: Final = 0.6
_MANY_ROWS: Final = 2
"""Rows of data from which a header is no stray: more of them do not speak for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignTable:
    """A table of another kind on the same sheet, which is not read with it."""

    kind: SheetKind
    row: int
    end: int


def find_tables(
    grid: Grid, criteria_set: CriteriaSet, words: UnitWords, *, kind: str = "", rows: tuple[int, int] | None = None
) -> tuple[tuple[Header, ...], tuple[ForeignTable, ...]]:
    """Return the tables of a sheet that are of one kind, and those of other kinds; none when no header is known.

    Parameters
    ----------
    grid : the sheet, already turned if its criteria stand one below the other.
    criteria_set : whose criteria and indicators may be columns.
    words : names and codes of the units.
    kind : kind of sheet when it is known, else the one that fits best.
    rows : first and last row of the header where a person chose them, counted from 0.
    """
    height = len(grid.cells)
    if not height:
        return (), ()
    template = template_keys(grid, criteria_set, kind)
    sheet = open_sheet(grid, words, min(height, LOOKED_AT))
    kinds: tuple[SheetKind, ...] = (template[0],) if template else (kind,) if kind else told_kinds(criteria_set)  # type: ignore[assignment]
    candidates: list[tuple[tuple[float, ...], Header]] = []
    for candidate in kinds:
        if rows is None:
            result = best_block(sheet, vocabulary(candidate, criteria_set), 1 if template else 0, len(sheet.texts))
        else:
            result = score_block(sheet, vocabulary(candidate, criteria_set), rows[0], rows[1])
        candidates += [result] if result else []
    if not candidates:
        return (), ()
    complete = [pair for pair in candidates if REQUIRED.get(pair[1].kind, set()) <= {use.key for use in pair[1].uses}]
    candidates = complete or candidates
    best = _longest(sheet, candidates)
    first = best if rows is not None or template else with_labels(sheet, best, criteria_set)
    if template:
        return (header_of_template(first, template[1], height),), ()
    above = [
        ForeignTable(kind=header.kind, row=header.rows[0], end=first.rows[0])
        for _score, header in _apart(candidates)
        if header.rows[-1] < first.rows[0] and header.kind != first.kind
    ]
    tables, below = split_tables(open_sheet(grid, words, height), first, criteria_set)
    return tables, (*above, *below)


def _apart(candidates: list[tuple[tuple[float, ...], Header]]) -> list[tuple[tuple[float, ...], Header]]:
    """Return the headers that stand apart; of those in the same or in adjoining rows the one that fits best."""
    stored: list[tuple[tuple[float, ...], Header]] = []
    for candidate in sorted(candidates, key=lambda pair: pair[0], reverse=True):
        first, last = candidate[1].rows[0], candidate[1].rows[-1]
        if all(first > header.rows[-1] + 1 or last < header.rows[0] - 1 for _score, header in stored):
            stored.append(candidate)
    return stored


def _longest(sheet: OpenSheet, candidates: list[tuple[tuple[float, ...], Header]]) -> Header:
    """Return the header with most rows of data below it, of those with as many the one that fits best."""
    apart = _apart(candidates)
    tops = sorted(header.rows[0] for _score, header in apart)

    def below(header: Header) -> int:
        end = next((top for top in tops if top > header.rows[-1]), len(sheet.texts))
        cells = sheet.grid.cells[header.rows[-1] + 1 : end]
        return sum(1 for row in cells if sum(value is not None for value in row) > 1)

    return max(apart, key=lambda pair: (min(below(pair[1]), _MANY_ROWS), pair[0]))[1]


def split_tables(
    sheet: OpenSheet, first: Header, criteria_set: CriteriaSet
) -> tuple[tuple[Header, ...], tuple[ForeignTable, ...]]:
    """Return the first table and those below it: a heading that stands again is skipped, another one begins a table."""
    known = vocabulary(first.kind, criteria_set)
    tables: list[Header] = [first]
    foreign: list[ForeignTable] = []
    repeats: dict[int, list[int]] = {0: []}
    number, height = first.rows[-1] + 1, len(sheet.texts)
    while number < height:
        block = _block_at(sheet, number, known, tables[-1])
        if block is None:
            other = _other_kind(sheet, number, first.kind, criteria_set)
            if other:
                foreign.append(ForeignTable(kind=other, row=number, end=height))
                tables[-1] = _ended(tables[-1], number)
                break
            number += 1
            continue
        if _same_columns(block, tables[-1]):
            repeats.setdefault(len(tables) - 1, []).extend(block.rows)
        else:
            tables[-1] = _ended(tables[-1], block.rows[0])
            tables.append(_ended(block, height, top=block.rows[0]))
        number = block.rows[-1] + 1
    done = [
        _ended(table, table.end, repeated=tuple(repeats.get(index, ())), top=_title_top(sheet, table))
        for index, table in enumerate(tables)
    ]
    return tuple(done), tuple(foreign)


def _ended(header: Header, end: int, *, top: int | None = None, repeated: tuple[int, ...] | None = None) -> Header:
    return Header(
        kind=header.kind,
        rows=header.rows,
        uses=header.uses,
        end=end,
        top=header.top if top is None else top,
        template=header.template,
        repeated=header.repeated if repeated is None else repeated,
    )


def _title_top(sheet: OpenSheet, header: Header) -> int:
    """Return the first of the rows above a header that are no data."""
    row = header.rows[0]
    while row > 0 and not sheet.data[row - 1]:
        row -= 1
    return row


def _block_at(sheet: OpenSheet, number: int, known: Vocabulary, before: Header) -> Header | None:
    """Return the header that begins in a row below a table; None when the row is none."""
    if sheet.data[number] or not any(sheet.texts[number]):
        return None
    keys = {use.key for use in before.uses if use.key and use.key not in {SERIAL, NOTE}}
    hits = {meaning.key for meaning in heading_hits(sheet, number, known).values()} - {SERIAL, NOTE}
    columns = {key for key in hits if key not in UNIT_KEYS and key not in EXTRA}
    if not hits & set(UNIT_KEYS) and len(columns) < max(2, _REPEATED * len(keys)):
        return None
    if len(hits) < 2 and not _continues(sheet, number, known):  # noqa: PLR2004 - a unit and a value
        return None
    result = best_block(sheet, known, number, min(number + DEEPEST, len(sheet.texts)))
    return result[1] if result and result[1].rows[0] == number else None


def _continues(sheet: OpenSheet, number: int, known: Vocabulary) -> bool:
    below = number + 1
    return below < len(sheet.texts) and not sheet.data[below] and bool(heading_hits(sheet, below, known))


def _same_columns(block: Header, before: Header) -> bool:
    ours = {use.place: use.key for use in block.uses if use.key}
    theirs = {use.place: use.key for use in before.uses if use.key}
    return ours == theirs


def _other_kind(sheet: OpenSheet, number: int, kind: SheetKind, criteria_set: CriteriaSet) -> SheetKind | None:
    """Return the kind of a table of another kind whose header stands in a row; None when there is none."""
    texts = [text for text in sheet.texts[number] if text]
    if sheet.data[number] or len(texts) < _LEAST_TEXTS:
        return None
    scores: list[tuple[float, SheetKind]] = []
    for other in told_kinds(criteria_set):
        hits = heading_hits(sheet, number, vocabulary(other, criteria_set))
        sure = {meaning.key for meaning in hits.values() if meaning.sure}
        columns = sure - {*EXTRA, *UNIT_KEYS}
        if REQUIRED.get(other, set()) <= sure and len(sure - {SERIAL, NOTE}) >= 2 and columns:  # noqa: PLR2004
            scores.append((len(hits) / len(texts), other))
    best = max(scores, default=None)
    return best[1] if best and best[1] != kind and best[0] >= _MOSTLY else None
