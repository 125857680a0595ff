"""Which column of a table is which: by its heading, by what stands in it, by the person where both leave it open."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from ntm_geo.errors import Message, msg
from ntm_geo.intake.sheets.cells.flag_marks import is_mark
from ntm_geo.intake.sheets.cells.heading_text import plain
from ntm_geo.intake.sheets.cells.headings import BY_CODE, NOTE
from ntm_geo.intake.sheets.cells.layouts import UNIT_KEYS
from ntm_geo.intake.sheets.cells.questions import LEAVE, TAKE, Option, Question, ask
from ntm_geo.intake.sheets.cells.sheet_kinds import SCORES
from ntm_geo.intake.sheets.tables.column_blocks import ColumnLook, ColumnState, Reason, choose_block, name_of
from ntm_geo.intake.sheets.tables.column_memory import apply_known

if TYPE_CHECKING:
    from collections.abc import Collection

    from ntm_geo.intake.sheets.cells.sheet_kinds import SheetKind
    from ntm_geo.intake.sheets.cells.unit_words import UnitWords
    from ntm_geo.intake.sheets.tables.grid import Grid
    from ntm_geo.intake.sheets.tables.header import Header

_SAMPLE: Final = 300
_MOSTLY, _HALF, _SOME = 0.8, 0.5, 0.25
_LEAST_LIKE_MARKS: Final = 0.7
_NUMBERED: Final = re.compile(r"(?:1?\d\.\d{1,2}|1?\d\.)[.)\s]+[a-z]")
"""Headings that begin like a criterion or an indicator of the set, such as ``10. Thu nhap`` or ``12.1 Ty le``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotRead:
    """A column that is not read, and why."""

    place: int
    heading: str
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The columns of one table by what they are."""

    keys: Mapping[int, str]
    """Position to the key in the layout, or to one of the extra keys."""
    headings: Mapping[int, str]
    """Position to the printed heading, of all columns."""
    doubtful: frozenset[int]
    """Columns whose heading only looks like the one meant."""
    not_read: tuple[NotRead, ...]
    block: str
    """Words over the block that was chosen; empty where there is only one."""
    questions: tuple[Question, ...]
    paired: Mapping[int, int] = field(default_factory=dict)
    """Column for "met" to the one for "not met" that is read together with it."""
    remembered: frozenset[int] = frozenset()
    """Columns that are read, or not read, as a person chose for an earlier file."""

    def place(self, key: str) -> int | None:
        """Return the position of a column, None when the table does not have it."""
        return next((label for label, value in self.keys.items() if value == key), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What a person chose for the tables of a file."""

    answers: Mapping[str, str]
    columns: Mapping[str, str]
    """``Sheet!E`` or ``E`` to the key of a column; empty for one that is not to be read."""
    latest: int
    """The present year."""
    period: int | None = None
    known: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """What was chosen for earlier files: kind and heading to the key of a column, empty for one not to be read."""

    def columns_of(self, sheet: str) -> dict[str, str]:
        """Return name of a column to its key, of one sheet."""
        chosen = {}
        for label, key in self.columns.items():
            name, _mark, column = label.rpartition("!")
            if name in {"", sheet}:
                chosen[column] = key
        return chosen


def choose_columns(grid: Grid, header: Header, words: UnitWords, choices: Choices) -> Columns:
    """Choose the columns of a table.

    Parameters
    ----------
    grid, header : the sheet and one of its headers.
    words : names and codes of the units.
    choices : of a person.
    """
    sure = {use.key for use in header.uses if use.sure}
    state = ColumnState(
        grid=grid,
        figures=header.kind in SCORES | {"attributes"},
        uses={use.place: use for use in header.uses},
        looks=_looks(grid, header, words),
        answers=choices.answers,
        keys={use.place: use.key for use in header.uses if use.key and (use.sure or use.key not in sure)},
    )
    if not header.template and header.kind != "agencies":
        _name_units(state, header.kind)
        _find_codes(state)
        _find_districts(state)
    _drop_hidden(state)
    block = choose_block(state, latest=choices.latest, period=choices.period)
    chosen = choices.columns_of(grid.name)
    remembered = apply_known(state, header, choices.known, chosen)
    for name, key in chosen.items():
        _overrule(state, name, key)
    _drop_doubled(state)
    _ask_headings(state, {*chosen, *(name_of(grid, position) for position in remembered)})
    columns = _chosen(state, header, block)
    return replace(columns, remembered=remembered, doubtful=columns.doubtful - remembered)


def _chosen(state: ColumnState, header: Header, block: str) -> Columns:
    uses, keys = state.uses, state.keys
    headings = {
        position: uses[position].heading if position in uses else "" for position in range(state.grid.cells.shape[1])
    }
    return Columns(
        keys={key: keys[key] for key in sorted(keys)},
        headings=headings,
        doubtful=frozenset(key for key in keys if key in uses and not uses[key].sure and uses[key].key),
        not_read=_not_read(state, header, headings),
        block=block,
        questions=tuple(state.questions),
        paired={key: rest for key, rest in state.paired.items() if key in keys},
    )


def _looks(grid: Grid, header: Header, words: UnitWords) -> dict[int, ColumnLook]:
    rows = [
        grid.cells[number]
        for number in range(header.rows[-1] + 1, min(header.end, header.rows[-1] + 1 + _SAMPLE))
        if number not in header.repeated
    ]
    looks = {}
    for position in range(grid.cells.shape[1]):
        filled = [row[position] for row in rows if row[position] is not None]
        total = max(len(filled), 1)
        texts = [value for value in filled if isinstance(value, str)]
        districts = sum(1 for text in texts if words.district(text)) if words.districts else 0
        looks[position] = ColumnLook(
            filled=len(filled),
            units=sum(map(words.unit, texts)) / total,
            codes=sum(map(words.code, filled)) / total,
            districts=districts / total,
            marks=sum(map(is_mark, filled)) / total,
        )
    return looks


def _own(state: ColumnState) -> set[int]:
    """Return the columns whose headings surely name figures of the table."""
    return {
        label
        for label, key in state.keys.items()
        if key not in UNIT_KEYS and not key.startswith("*") and state.uses[label].sure
    }


def _name_units(state: ColumnState, kind: SheetKind) -> None:
    """Find the column that names the unit by what stands in it: its heading may be any word."""
    numbers = _own(state)
    names = {key: look.units * look.filled for key, look in state.looks.items() if key not in numbers}
    headed = [label for label, key in state.keys.items() if key == "unit_name"]
    best = max(names, key=lambda name: (names[name], -name), default=None)
    if kind in {"hamlets", "hamlet_results"} and headed:
        best = headed[0]
    if best is None or not names.get(best) or state.looks[best].units < _SOME:
        return
    for position in headed:
        if position != best and names.get(position, 0) < names[best]:
            del state.keys[position]
    if "unit_name" not in state.keys.values():
        state.keys[best] = "unit_name"


def _find_codes(state: ColumnState) -> None:
    """Find the column that holds official codes, whatever its heading calls them."""
    remembered, keys = _own(state), state.keys
    holding = [
        key for key, look in state.looks.items() if look.codes >= _MOSTLY and look.filled > 1 and key not in remembered
    ]
    headed = [label for label, key in keys.items() if key == "code"]
    if not holding or any(position in holding for position in headed):
        return
    for position in headed:
        del keys[position]
    if keys.get(holding[0]) != "unit_name":
        keys[holding[0]] = "code"


def _find_districts(state: ColumnState) -> None:
    """Find the column of districts where no heading names it."""
    if "parent_name" in state.keys.values():
        return
    taken = _own(state) | set(state.keys)
    parents = [key for key, look in state.looks.items() if look.districts >= _HALF and key not in taken]
    if parents:
        state.keys[parents[0]] = "parent_name"


def _drop_hidden(state: ColumnState) -> None:
    """Leave hidden columns out; where no visible one says the same, ask."""
    keys = state.keys
    hidden = {key for key in keys if key in state.grid.marks.hidden_columns}
    seen = {key for label, key in keys.items() if label not in hidden}
    alone = [
        position
        for position in sorted(hidden)
        if keys[position] not in seen and state.looks[position].filled and not keys[position].startswith("*")
    ]
    take = False
    if alone:
        names = ", ".join(name_of(state.grid, position) for position in alone)
        question = ask(
            "hidden-columns",
            msg("Columns {columns} are hidden, and no visible column holds the same. Are they read?", columns=names),
            (Option(value=TAKE, label=msg("Read them")), Option(value=LEAVE, label=msg("Leave them out"))),
            state.answers,
        )
        state.questions.append(question)
        take = question.answer == TAKE
    for position in hidden:
        if not (take and position in alone):
            state.drop(position, "hidden")


def _overrule(state: ColumnState, name: str, key: str) -> None:
    """Give a column the key a person chose; the column that had it before is not read."""
    width = state.grid.cells.shape[1]
    position = next((position for position in range(width) if name_of(state.grid, position) == name), None)
    if position is None:
        return
    if not key:
        state.drop(position, "chosen")
        return
    for other in [other for other, value in state.keys.items() if value == key and other != position]:
        state.drop(other, "chosen")
    state.out.pop(position, None)
    state.keys[position] = key


def _drop_doubled(state: ColumnState) -> None:
    """Keep one column of each key that is still doubled: the fullest, then the first."""
    keys, looks = state.keys, state.looks
    for key in [key for key, times in Counter(keys.values()).items() if times > 1]:
        places = sorted(label for label, value in keys.items() if value == key)
        best = max(places, key=lambda item: (looks[item].filled, -item))
        for commune in places:
            if commune != best:
                state.drop(commune, "other-block" if looks[commune].filled else "empty")


def _ask_headings(state: ColumnState, chosen: Collection[str]) -> None:
    """Ask about headings that bear the code of one column and the name of another."""
    for key, use in state.uses.items():
        name = name_of(state.grid, key)
        if not use.exchanged or key not in state.keys or name in chosen:
            continue
        question = ask(
            f"column-{name}",
            msg("The heading “{heading}” has the number of {one} and the name of {other}. Which is meant?",
                heading=use.heading, one=use.key, other=use.exchanged),
            (Option(value=use.key, label=msg("{code}, as its number says", code=use.key)),
             Option(value=use.exchanged, label=msg("{code}, as its name says", code=use.exchanged))),
            state.answers,
        )  # fmt: skip
        state.questions.append(question)
        if question.answer:
            state.keys[key] = question.answer


def _not_read(state: ColumnState, header: Header, headings: Mapping[int, str]) -> tuple[NotRead, ...]:
    """Return the columns that are not read; one that looks like a criterion is told apart from mere remarks."""
    left: list[NotRead] = []
    for label, look in state.looks.items():
        heading, key = headings[label], state.keys.get(label)
        if (key is not None and key != NOTE) or (not heading and not look.filled):
            continue
        reason = state.out.get(label, "unknown")
        if reason == "unknown" and key == NOTE:
            reason = "note"
        elif reason == "unknown" and not look.filled:
            reason = "empty"
        elif reason == "unknown" and header.kind in BY_CODE and _like_criterion(heading, look):
            reason = "unread"
        left.append(NotRead(place=label, heading=heading, reason=reason))
    return tuple(left)


def _like_criterion(heading: str, look: ColumnLook) -> bool:
    """Return whether a column that nobody knows may hold a criterion: by its marks, or by the words of its heading."""
    words = plain(heading).split()
    named = bool(words) and (words[0].startswith(("tc", "ct")) or words[:2] in (["tieu", "chi"], ["chi", "tieu"]))
    return named or bool(_NUMBERED.match(plain(heading))) or look.marks >= _LEAST_LIKE_MARKS


def unread_message(heading: str) -> tuple[Message, Message]:
    """Return what is said of a column that seems to hold a criterion and is not read."""
    return (
        msg("The column “{heading}” seems to hold a criterion, but none of that name is known; it was not read.",
            heading=heading or "–"),
        msg("Choose what it is, or name it after the criterion."),
    )  # fmt: skip
