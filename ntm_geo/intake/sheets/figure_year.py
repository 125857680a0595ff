"""The year of the figures of a file: from titles, headings, names of sheets and of the file, or from the person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ntm_geo.errors import msg
from ntm_geo.intake.sheets.cells.cells import shown
from ntm_geo.intake.sheets.cells.periods import Said, said
from ntm_geo.intake.sheets.cells.questions import LEAVE, PLAN, RESULTS, YEAR_END, Option, Question, ask

if TYPE_CHECKING:
    from ntm_geo.intake.sheets.tables.sheet_values import SheetTable

_PROPOSED: Final = 7
_MOST_TITLES: Final = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureYear:
    """The year of the figures, and what has to be asked about it."""

    year: int | None
    """None while it is open."""
    text: str
    """What it was read from; empty when a person gave it."""
    questions: tuple[Question, ...]
    plan: bool
    """Whether the figures are a plan: criteria registered for the year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableTime:
    """What the words around one table say about its time."""

    years: Mapping[int, str]
    """Year to the text that names it: of its block, else its titles, else the name of its sheet."""
    later: tuple[int, ...]
    part: bool
    plan: bool


def titles_of(table: SheetTable, more: Sequence[str] = ()) -> tuple[str, ...]:
    """Return the texts that stand above a table, from top to bottom.

    Parameters
    ----------
    table : with its sheet.
    more : texts taken out before the sheet was turned.
    """
    rows = table.grid.cells[table.header.top : table.header.rows[0]]
    texts = [shown(value) for row in rows for value in row if isinstance(value, str)]
    return tuple(dict.fromkeys((*more, *texts)))[:_MOST_TITLES]


def time_of(table: SheetTable, titles: Sequence[str], *, latest: int) -> TableTime:
    """Return what the words around a table say about its time; years to come are told apart.

    Parameters
    ----------
    table : with its sheet.
    titles : above it.
    latest : the present year.
    """
    heard = [(text, said(text, latest=latest)) for text in titles]
    block = said(table.columns.block, latest=latest)
    sheet = said(table.grid.name, latest=latest)
    years: dict[int, str] = {}
    for text, spoken in [(table.columns.block, block)] if block.years else heard:
        for year in spoken.years:
            years.setdefault(year, text)
    for year in sheet.years:
        years.setdefault(year, table.grid.name)
    everything: list[Said] = [spoken for _text, spoken in heard] + [block, sheet]
    later = tuple(dict.fromkeys(year for spoken in everything for year in spoken.later))
    return TableTime(
        years=years,
        later=later,
        part=any(spoken.part for spoken in everything),
        plan=block.plan or (not block.years and any(spoken.plan for spoken in [*(item for _t, item in heard), sheet])),
    )


def find_year(  # noqa: PLR0913 - everything that may name a year
    times: Sequence[TableTime],
    *,
    noted: str,
    file_name: str,
    chosen: int | None,
    answers: Mapping[str, str],
    latest: int,
    blocks_open: bool = False,
) -> FigureYear:
    """Return the year of the figures of a file.

    Parameters
    ----------
    times : of its tables.
    noted : year a template of ours names.
    file_name : without its ending.
    chosen : year a person gave.
    answers : of a person.
    latest : the present year.
    blocks_open : whether it is still open which of several blocks is read, whose words may tell the year.
    """
    if noted.isdecimal():
        return FigureYear(year=chosen or int(noted), text="" if chosen else noted, questions=(), plan=False)
    questions: list[Question] = []
    plan = _ask_plan(times, answers, questions)
    if any(time.part for time in times):
        questions.append(_ask_part(answers))
    years = _years(times, file_name, latest, plan=plan)
    if chosen:
        return FigureYear(year=chosen, text="", questions=tuple(questions), plan=plan)
    if len(years) == 1:
        [(year, text)] = years.items()
        return FigureYear(year=year, text=text, questions=tuple(questions), plan=plan)
    if blocks_open and not years:
        return FigureYear(year=None, text="", questions=tuple(questions), plan=plan)
    proposed = years or dict.fromkeys(range(latest, latest - _PROPOSED, -1), "")
    what = (
        msg("The file names several years: {years}. Which one are its figures of?", years=", ".join(map(str, years)))
        if years
        else msg("The file does not say which year its figures are of.")
    )
    options = tuple(
        Option(
            value=str(year), label=msg("{year}: “{text}”", year=year, text=text) if text else msg("{year}", year=year)
        )
        for year, text in proposed.items()
    )
    question = ask("year", what, options, answers)
    answered = int(question.answer) if question.answer else None
    return FigureYear(year=answered, text="", questions=(*questions, question), plan=plan)


def _years(times: Sequence[TableTime], file_name: str, latest: int, *, plan: bool) -> dict[int, str]:
    years: dict[int, str] = {}
    for time in times:
        for year, text in time.years.items():
            years.setdefault(year, text)
        if plan:
            for year in time.later:
                years.setdefault(year, str(year))
    for year in said(file_name, latest=latest).years:
        years.setdefault(year, file_name)
    return years


def _ask_plan(times: Sequence[TableTime], answers: Mapping[str, str], questions: list[Question]) -> bool:
    """Ask whether a table that speaks of a plan holds results; return whether it is a plan by the answer."""
    if not any(time.plan for time in times):
        return False
    question = ask(
        "plan",
        msg("The title speaks of a plan. What are the figures?"),
        (Option(value=PLAN, label=msg("A plan: criteria registered for the year")),
         Option(value=RESULTS, label=msg("Results of the year"))),
        answers,
    )  # fmt: skip
    questions.append(question)
    return question.answer == PLAN


def _ask_part(answers: Mapping[str, str]) -> Question:
    return ask(
        "part-of-year",
        msg("The title names a part of a year. Figures are kept for whole years: do these stand for the end"
            " of the year?"),
        (Option(value=LEAVE, label=msg("No, do not keep them")),
         Option(value=YEAR_END, label=msg("Yes, keep them as the figures of the year"))),
        answers,
    )  # fmt: skip
