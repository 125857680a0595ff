"""Sheets with several rows a unit, told apart by a word: plan and result, one year and another."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from ntm_geo.boundaries.names import match_key
from ntm_geo.errors import msg
from ntm_geo.intake.sheets.cells.cells import shown
from ntm_geo.intake.sheets.cells.headings import NOTE
from ntm_geo.intake.sheets.cells.layouts import UNIT_KEYS
from ntm_geo.intake.sheets.cells.periods import said
from ntm_geo.intake.sheets.cells.questions import Option, Question, ask
from ntm_geo.intake.sheets.cells.sheet_kinds import SCORES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ntm_geo.intake.sheets.tables.column_choice import Choices, Columns
    from ntm_geo.intake.sheets.tables.grid import Grid
    from ntm_geo.intake.sheets.tables.header import Header

KEY: Final = "rows"
_KINDS: Final = SCORES | {"results", "attributes"}
_PLAN: Final = frozenset({"ke hoach", "kh", "dang ky", "muc tieu", "chi tieu", "du kien", "phan dau", "kh giao"})
_RESULT: Final = frozenset({"thuc hien", "th", "ket qua", "kq", "thuc te", "hien trang", "da dat", "dat duoc"})
_LEAST, _MOSTLY, _LONGEST = 4, 0.8, 40


def choose_rows(
    grid: Grid, header: Header, columns: Columns, choices: Choices
) -> tuple[Grid, Columns, frozenset[int], tuple[Question, ...]]:
    """Choose between rows that say the same of a unit under different words.

    Parameters
    ----------
    grid, header, columns : a table, its columns chosen.
    choices : of a person.

    Returns
    -------
    The sheet with each row naming its unit; the columns, whose block is the word chosen; the rows that are left out;
    what has to be asked.
    """
    if header.kind not in _KINDS or header.template:
        return grid, columns, frozenset(), ()
    result = _labels(grid, header, columns)
    if not result:
        return grid, columns, frozenset(), ()
    names = list(dict.fromkeys(result.values()))
    own_year = [
        name for name in names if choices.period and said(name, latest=choices.latest).years == (choices.period,)
    ]
    questions: tuple[Question, ...] = ()
    if len(own_year) == 1:
        chosen = own_year[0]
    else:
        options = tuple(
            Option(value=str(number), label=msg("{block}", block=name)) for number, name in enumerate(names, 1)
        )
        what = msg("Each unit has several rows: {names}. Which are the figures?", names=", ".join(names))
        question = ask(KEY, what, options, choices.answers)
        questions = (question,)
        chosen = names[int(question.answer) - 1] if question.answer else names[0]
    out = frozenset(row for row, name in result.items() if name != chosen)
    return _named(grid, columns, result), replace(columns, block=chosen), out, questions


def _labels(grid: Grid, header: Header, columns: Columns) -> Mapping[int, str]:
    """Return the rows that bear such a word, and the word; empty where no column holds them."""
    rows = [row for row in range(header.rows[-1] + 1, header.end) if row not in header.repeated]
    for position in range(grid.cells.shape[1]):
        if columns.keys.get(position, NOTE) != NOTE:
            continue
        filled = {row: grid.cells[row, position] for row in rows if grid.cells[row, position] is not None}
        labels = {row: shown(value) for row, value in filled.items() if _is_label(value)}
        kinds = Counter(labels.values())
        if len(labels) >= max(_LEAST, _MOSTLY * len(filled)) and len(kinds) > 1 and min(kinds.values()) > 1:
            return labels
    return {}


def _is_label(value: Any) -> bool:
    if isinstance(value, bool) or value is None or len(shown(value)) > _LONGEST:
        return False
    key = match_key(shown(value))
    bare = key.removeprefix("nam ").strip()
    year = bare.isdecimal() and said(bare, latest=9999).years == (int(bare),)
    words = key.split(" nam ")[0]
    return year or words in _PLAN or words in _RESULT


def _named(grid: Grid, columns: Columns, labels: Mapping[int, str]) -> Grid:
    """Return the sheet with the unit of a row written into the rows below it that bear a word and no unit."""
    places = [label for label, key in columns.keys.items() if key in UNIT_KEYS]
    cells = grid.cells.copy()
    for row in sorted(labels):
        above = row - 1
        if above in labels and all(cells[row, commune] is None for commune in places):
            cells[row, places] = cells[above, places]
    return replace(grid, cells=cells)
