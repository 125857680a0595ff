"""Columns that say the same under different words: plan and result, two years, figure and verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

from ntm_geo.errors import msg
from ntm_geo.intake.guards.problems import letter
from ntm_geo.intake.sheets.cells.flag_marks import says_met, says_not_met
from ntm_geo.intake.sheets.cells.layouts import UNIT_KEYS
from ntm_geo.intake.sheets.cells.periods import said
from ntm_geo.intake.sheets.cells.questions import Option, Question, ask

if TYPE_CHECKING:
    from ntm_geo.intake.sheets.tables.grid import Grid
    from ntm_geo.intake.sheets.tables.header import HeadingUse

_LEAST_LIKE_MARKS: Final = 0.7
Reason = Literal["unknown", "hidden", "other-block", "empty", "note", "unread", "chosen", "remembered", "paired"]
"""Why a column is not read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnLook:
    """What stands in one column below the header: how many cells, and the share of each sort of content."""

    filled: int
    units: float
    codes: float
    districts: float
    marks: float


@dataclass(slots=True, kw_only=True)
class ColumnState:
    """The columns of a table while they are chosen."""

    grid: Grid
    figures: bool = False
    """Whether most columns hold figures and no marks."""
    uses: Mapping[int, HeadingUse]
    """Position to what its heading says."""
    looks: Mapping[int, ColumnLook]
    answers: Mapping[str, str]
    keys: dict[int, str]
    """Position to the key it has so far."""
    out: dict[int, Reason] = field(default_factory=dict)
    """Columns that are left out, and why."""
    questions: list[Question] = field(default_factory=list)
    paired: dict[int, int] = field(default_factory=dict)
    """Column for "met" to the one beside it for "not met": they are read together."""

    def drop(self, number: int, reason: Reason) -> None:
        """Leave a column out."""
        self.keys.pop(number, None)
        self.out[number] = reason


def name_of(grid: Grid, number: int) -> str:
    """Return the name of a column as a person finds it: its letter, or the number of a row of a turned sheet."""
    return str(number + 1) if grid.turned else letter(number)


def choose_block(state: ColumnState, *, latest: int, period: int | None) -> str:
    """Choose between columns that say the same under different words, and return the words over the block chosen.

    Parameters
    ----------
    state : the columns so far; those of other blocks are left out of it, and what is open is asked.
    latest : the present year.
    period : year of the figures a person chose: the block of that year is taken.
    """
    keys, uses = state.keys, state.uses
    doubled = [key for key, times in Counter(keys.values()).items() if times > 1 and not key.startswith("*")]
    if not doubled:
        labels = {uses[label].label for label, key in keys.items() if label in uses and key not in UNIT_KEYS}
        return next(iter(labels)) if len(labels) == 1 else ""
    blocks = _blocks(keys, uses, doubled)
    order = list(dict.fromkeys(blocks.values()))
    if len(order) < 2:  # noqa: PLR2004 - nothing to choose between
        return ""
    members = {name: sorted(key for key, block in blocks.items() if block == name) for name in order}
    if _pair(state, order, members):
        return ""
    chosen = _chosen(state, order, members, latest=latest, period=period)
    for name in order:
        if name != (chosen or order[0]):
            for position in members[name]:
                state.drop(position, "other-block")
    return " ".join((chosen or "").split())


def _pair(state: ColumnState, order: list[str], members: Mapping[str, list[int]]) -> bool:
    """Read two blocks together that hold what is met and what is not; return whether they are such."""
    met = [name for name in order if says_met(name)]
    rest = [name for name in order if says_not_met(name)]
    if len(order) != 2 or len(met) != 1 or len(rest) != 1:  # noqa: PLR2004 - a pair
        return False
    by_key = {state.keys[position]: position for position in members[rest[0]]}
    state.paired |= {
        position: by_key[state.keys[position]] for position in members[met[0]] if state.keys[position] in by_key
    }
    for position in members[rest[0]]:
        state.drop(position, "paired")
    return True


def _chosen(
    state: ColumnState, order: list[str], members: Mapping[str, list[int]], *, latest: int, period: int | None
) -> str | None:
    """Return the block that is read, by its year, its content or the person; None while that is open."""
    times = {name: said(name, latest=latest) for name in order}
    of_year = [name for name in order if period and times[name].years == (period,) and not times[name].plan]
    options = tuple(
        Option(
            value=str(number),
            label=msg("{block} (columns {first} to {last})", block=" ".join(name.split()),
                      first=name_of(state.grid, members[name][0]), last=name_of(state.grid, members[name][-1])),
        )
        for number, name in enumerate(order, 1)
    )  # fmt: skip
    what = msg("The same columns stand in the sheet more than once. Which are the figures?")
    question = ask("block", what, options, state.answers)
    if question.answer:
        state.questions.append(question)
        return order[int(question.answer) - 1]
    if len(of_year) == 1:
        return of_year[0]
    count = max(len(places) for places in members.values())
    fitting = [name for name in order if len(members[name]) == count and _fits(members[name], state)]
    if len(fitting) == 1 and not any(time.plan or time.years for time in times.values()):
        return fitting[0]
    state.questions.append(question)
    return None


def _blocks(keys: Mapping[int, str], uses: Mapping[int, HeadingUse], doubled: list[str]) -> dict[int, str]:
    """Return the block of each doubled column: the words that tell it from its like, or its turn where none do."""
    blocks: dict[int, str] = {}
    for key in doubled:
        places = [label for label, value in keys.items() if value == key]
        levels = {commune: uses[commune].label.split(" \u203a ") if commune in uses else [""] for commune in places}
        shared = set.intersection(*(set(parts) for parts in levels.values()))
        texts = {key: " \u203a ".join(part for part in parts if part not in shared) for key, parts in levels.items()}
        apart = len(set(texts.values())) == len(places)
        for turn, commune in enumerate(places, 1):
            blocks[commune] = texts[commune] if apart else f"\u2116 {turn}"
    return blocks


def _fits(places: list[int], state: ColumnState) -> bool:
    """Return whether the columns of a block hold what the table does: marks, or figures."""
    filled = [state.looks[commune] for commune in places if state.looks[commune].filled]
    share = sum(look.marks for look in filled) / max(len(filled), 1)
    return bool(filled) and (share < 1 - _LEAST_LIKE_MARKS if state.figures else share >= _LEAST_LIKE_MARKS)
