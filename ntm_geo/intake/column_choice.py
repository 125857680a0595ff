"""Which column of a table is which: by its heading, by what stands in it, and by the person where both leave it open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from ntm_geo.errors import Message, msg
from ntm_geo.intake.flag_marks import is_mark
from ntm_geo.intake.headings import BY_CODE, NOTE, plain
from ntm_geo.intake.layouts import UNIT_KEYS
from ntm_geo.intake.periods import said
from ntm_geo.intake.problems import letter
from ntm_geo.intake.questions import LEAVE, TAKE, Option, Question, ask

if TYPE_CHECKING:
    from ntm_geo.intake.grid import Grid
    from ntm_geo.intake.header import Header, HeadingUse
    from ntm_geo.intake.unit_words import UnitWords

_SAMPLE: Final = 300
_MOSTLY, _HALF = 0.8, 0.5
_LEAST_LIKE_MARKS: Final = 0.7
Reason = Literal["unknown", "hidden", "other-block", "empty", "note", "unread", "chosen"]


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

    def place(self, key: str) -> int | None:
        """Return the position of a column, None when the table does not have it."""
        return next((place for place, own in self.keys.items() if own == key), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """What stands in one column below the header."""

    filled: int
    units: float
    codes: float
    districts: float
    marks: float


def choose_columns(
    grid: Grid,
    header: Header,
    words: UnitWords,
    *,
    answers: Mapping[str, str],
    chosen: Mapping[str, str],
    latest: int,
    period: int | None = None,
) -> Columns:
    """Choose the columns of a table.

    Parameters
    ----------
    grid, header : the sheet and one of its headers.
    words : names and codes of the units.
    answers : of a person, by question.
    chosen : letter of a column to the key a person gave it; empty for a column that is not to be read.
    latest : the present year.
    period : year of the figures a person chose; of several blocks that of this year is taken.
    """
    looks = _looks(grid, header, words)
    uses = {use.place: use for use in header.uses}
    sure = {use.key for use in header.uses if use.sure}
    keys = {place: use.key for place, use in uses.items() if use.key and (use.sure or use.key not in sure)}
    if not header.template and header.kind != "agencies":
        keys = _units_by_content(keys, looks, uses, header.kind)
    hidden = {place for place in keys if place in grid.marks.hidden_columns}
    out: dict[int, Reason] = {}
    questions: list[Question] = []
    if hidden:
        questions += _drop_hidden(keys, hidden, looks, answers, out)
    block, asked = _choose_block(keys, uses, looks, answers, out, (latest, period))
    questions += asked
    for name, key in chosen.items():
        _overrule(grid, name, key, keys, out)
    _drop_doubled(keys, looks, out)
    exchanged = [use for place, use in uses.items() if use.exchanged and place in keys and letter(place) not in chosen]
    questions += [_ask_heading(use, answers, keys) for use in exchanged]
    width = grid.cells.shape[1]
    headings = {place: uses[place].heading if place in uses else "" for place in range(width)}
    return Columns(
        keys={place: keys[place] for place in sorted(keys)},
        headings=headings,
        doubtful=frozenset(place for place in keys if place in uses and not uses[place].sure and uses[place].key),
        not_read=_not_read(header, keys, out, looks, headings),
        block=block,
        questions=tuple(questions),
    )


def _looks(grid: Grid, header: Header, words: UnitWords) -> dict[int, _Look]:
    rows = [
        grid.cells[number]
        for number in range(header.rows[-1] + 1, min(header.end, header.rows[-1] + 1 + _SAMPLE))
        if number not in header.repeated
    ]
    looks = {}
    for place in range(grid.cells.shape[1]):
        values = [row[place] for row in rows if row[place] is not None]
        total = max(len(values), 1)
        texts = [value for value in values if isinstance(value, str)]
        districts = sum(1 for text in texts if words.district(text)) if words.districts else 0
        looks[place] = _Look(
            filled=len(values),
            units=sum(map(words.unit, texts)) / total,
            codes=sum(map(words.code, values)) / total,
            districts=districts / total,
            marks=sum(map(is_mark, values)) / total,
        )
    return looks


def _units_by_content(
    keys: dict[int, str], looks: Mapping[int, _Look], uses: Mapping[int, HeadingUse], kind: str
) -> dict[int, str]:
    """Correct which columns name the unit by what stands in them: a heading may be any word."""
    keys = dict(keys)
    own = {place for place, key in keys.items() if key not in UNIT_KEYS and uses[place].sure}
    names = {place: look.units * look.filled for place, look in looks.items() if place not in own}
    headed = [place for place, key in keys.items() if key == "unit_name"]
    best = max(names, key=lambda place: (names[place], -place), default=None)
    if kind == "hamlets" and headed:
        best = headed[0]
    if best is not None and names.get(best, 0) > 0 and looks[best].units >= (_HALF / 2 if best in headed else _HALF / 2):
        for place in headed:
            if place != best and names.get(place, 0) < names[best]:
                del keys[place]
        if not any(key == "unit_name" for key in keys.values()):
            keys[best] = "unit_name"
    by_code = [place for place, look in looks.items() if look.codes >= _MOSTLY and look.filled > 1 and place not in own]
    coded = [place for place, key in keys.items() if key == "code"]
    if by_code and not any(place in by_code for place in coded):
        for place in coded:
            del keys[place]
        keys.setdefault(by_code[0], "code")
        if keys[by_code[0]] != "unit_name":
            keys[by_code[0]] = "code"
    if "parent_name" not in keys.values():
        unit = next((place for place, key in keys.items() if key == "unit_name"), None)
        parents = [
            place for place, look in looks.items()
            if look.districts >= _HALF and place != unit and place not in own and place not in keys
        ]  # fmt: skip
        if parents:
            keys[parents[0]] = "parent_name"
    return keys


def _drop_hidden(
    keys: dict[int, str],
    hidden: set[int],
    looks: Mapping[int, _Look],
    answers: Mapping[str, str],
    out: dict[int, Reason],
) -> list[Question]:
    """Leave hidden columns out; where no visible one says the same, ask."""
    seen = {key for place, key in keys.items() if place not in hidden}
    alone = [place for place in hidden if keys[place] not in seen and looks[place].filled]
    own = [place for place in alone if not keys[place].startswith("*")]
    asked: list[Question] = []
    if own:
        letters = ", ".join(letter(place) for place in sorted(own))
        asked.append(
            ask(
                "hidden-columns",
                msg("Columns {columns} are hidden, and no visible column holds the same. Are they read?", columns=letters),
                (Option(value=TAKE, label=msg("Read them")), Option(value=LEAVE, label=msg("Leave them out"))),
                answers,
            )
        )
    take = bool(asked) and asked[0].answer == TAKE
    for place in hidden:
        if not (take and place in own):
            out[place] = "hidden"
            del keys[place]
    return asked


def _choose_block(
    keys: dict[int, str],
    uses: Mapping[int, HeadingUse],
    looks: Mapping[int, _Look],
    answers: Mapping[str, str],
    out: dict[int, Reason],
    time: tuple[int, int | None],
) -> tuple[str, list[Question]]:
    """Choose between columns that say the same under different words: plan and result, two years, figure and verdict."""
    counted = Counter(keys.values())
    doubled = [key for key, times in counted.items() if times > 1 and not key.startswith("*")]
    if not doubled:
        labels = {uses[place].label for place, key in keys.items() if place in uses and key not in UNIT_KEYS}
        shared = next(iter(labels)) if len(labels) == 1 else ""
        return shared, []
    blocks = _blocks(keys, uses, doubled)
    order = list(dict.fromkeys(blocks.values()))
    if len(order) < 2:  # noqa: PLR2004 - nothing to choose between
        return "", []
    members = {name: sorted(place for place, own in blocks.items() if own == name) for name in order}
    fitting = [name for name in order if _fits(members[name], looks)]
    options = tuple(
        Option(
            value=str(number),
            label=msg("{block} (columns {first} to {last})", block=_tidy(name), first=letter(members[name][0]),
                      last=letter(members[name][-1])),
        )
        for number, name in enumerate(order, 1)
    )  # fmt: skip
    question = ask("block", msg("The same columns stand in the sheet more than once. Which are the figures?"), options, answers)
    latest, period = time
    times = {name: said(name, latest=latest) for name in order}
    kept = order[int(question.answer) - 1] if question.answer else None
    asked = [question]
    of_year = [name for name in order if period and times[name].years == (period,) and not times[name].plan]
    if kept is None and len(of_year) == 1:
        kept, asked = of_year[0], []
    if kept is None and len(fitting) == 1 and not any(times[name].plan or times[name].years for name in order):
        kept, asked = fitting[0], []
    for name in order:
        if name != (kept or order[0]):
            for place in members[name]:
                out[place] = "other-block"
                del keys[place]
    return _tidy(kept or ""), asked


def _blocks(keys: Mapping[int, str], uses: Mapping[int, HeadingUse], doubled: list[str]) -> dict[int, str]:
    """Return the block of each doubled column: the words that tell it from its like, or its turn where none do."""
    blocks: dict[int, str] = {}
    for key in doubled:
        places = [place for place, own in keys.items() if own == key]
        levels = {place: uses[place].label.split(" \u203a ") if place in uses else [""] for place in places}
        shared = set.intersection(*(set(parts) for parts in levels.values()))
        texts = {place: " \u203a ".join(part for part in parts if part not in shared) for place, parts in levels.items()}
        apart = len(set(texts.values())) == len(places)
        for turn, place in enumerate(places, 1):
            blocks[place] = texts[place] if apart else f"\u2116 {turn}"
    return blocks


def _fits(places: list[int], looks: Mapping[int, _Look]) -> bool:
    filled = [looks[place] for place in places if looks[place].filled]
    return bool(filled) and sum(look.marks for look in filled) / len(filled) >= _LEAST_LIKE_MARKS


def _tidy(name: str) -> str:
    return " ".join(name.split())


def _overrule(grid: Grid, name: str, key: str, keys: dict[int, str], out: dict[int, Reason]) -> None:
    """Give a column the key a person chose; the column that had it before is not read."""
    place = next((place for place in range(grid.cells.shape[1]) if letter(place) == name), None)
    if place is None:
        return
    keys.pop(place, None)
    out.pop(place, None)
    if not key:
        out[place] = "chosen"
        return
    for other in [other for other, own in keys.items() if own == key]:
        del keys[other]
        out[other] = "chosen"
    keys[place] = key


def _drop_doubled(keys: dict[int, str], looks: Mapping[int, _Look], out: dict[int, Reason]) -> None:
    """Keep one column of each key that is still doubled: the fullest, then the first."""
    for key in [key for key, times in Counter(keys.values()).items() if times > 1]:
        places = sorted(place for place, own in keys.items() if own == key)
        best = max(places, key=lambda place: (looks[place].filled, -place))
        for place in places:
            if place != best:
                del keys[place]
                out[place] = "other-block" if looks[place].filled else "empty"


def _ask_heading(use: HeadingUse, answers: Mapping[str, str], keys: dict[int, str]) -> Question:
    """Ask about a heading that bears the code of one column and the name of another."""
    question = ask(
        f"column-{letter(use.place)}",
        msg("The heading “{heading}” has the number of {one} and the name of {other}. Which is meant?",
            heading=use.heading, one=use.key, other=use.exchanged),
        (Option(value=use.key, label=msg("{code}, as its number says", code=use.key)),
         Option(value=use.exchanged, label=msg("{code}, as its name says", code=use.exchanged))),
        answers,
    )  # fmt: skip
    if question.answer:
        keys[use.place] = question.answer
    return question


def _not_read(
    header: Header,
    keys: Mapping[int, str],
    out: Mapping[int, Reason],
    looks: Mapping[int, _Look],
    headings: Mapping[int, str],
) -> tuple[NotRead, ...]:
    """Return the columns that are not read; one that looks like a criterion is told apart from mere remarks."""
    left: list[NotRead] = []
    for place, look in looks.items():
        heading = headings[place]
        if place in keys and keys[place] != NOTE:
            continue
        if not heading and not look.filled:
            continue
        reason: Reason = out.get(place, "unknown")
        if reason == "unknown" and keys.get(place) == NOTE:
            reason = "note"
        elif reason == "unknown" and not look.filled:
            reason = "empty"
        elif reason == "unknown" and header.kind in BY_CODE and _like_criterion(heading, look):
            reason = "unread"
        left.append(NotRead(place=place, heading=heading, reason=reason))
    return tuple(left)


def _like_criterion(heading: str, look: _Look) -> bool:
    """Return whether a column that nobody knows may hold a criterion: by its marks, or by the words of its heading."""
    named = said_like_criterion(heading)
    return named or look.marks >= _LEAST_LIKE_MARKS


def said_like_criterion(heading: str) -> bool:
    """Return whether a heading speaks of a criterion or indicator, known or not."""
    words = plain(heading).split()
    return bool(words) and (words[0].startswith(("tc", "ct")) or words[:2] in (["tieu", "chi"], ["chi", "tieu"]))


def unread_message(heading: str) -> tuple[Message, Message]:
    """Return what is said of a column that seems to hold a criterion and is not read."""
    return (
        msg("The column “{heading}” seems to hold a criterion, but none of that name is known; it was not read.",
            heading=heading or "–"),
        msg("Choose what it is, or name it after the criterion."),
    )  # fmt: skip


def value_of(row: Any, place: int | None) -> Any:
    """Return a cell of a row; None where the table does not have the column."""
    return None if place is None else row[place]
