"""An office's workbook to a table: what was understood, every problem with its cell, and the rows that are sound."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import pandas as pd

from ntm_geo.errors import Message, msg
from ntm_geo.intake.boundary_files.clean_units import fingerprint
from ntm_geo.intake.guards.problems import CellProblem
from ntm_geo.intake.sheets.cells.layouts import layout
from ntm_geo.intake.sheets.cells.questions import LEAVE, Question
from ntm_geo.intake.sheets.cells.sheet_kinds import SCORES, SheetKind
from ntm_geo.intake.sheets.cells.unit_words import UnitWords
from ntm_geo.intake.sheets.figure_year import FigureYear
from ntm_geo.intake.sheets.file_columns import (
    blanks_not_met,
    cell_rules,
    column_rules_of,
    legend_notes,
    legend_of,
    report_columns,
    report_far,
    report_small_shares,
)
from ntm_geo.intake.sheets.known import Known
from ntm_geo.intake.sheets.reading import Reading, columns_left, first_rows, read_columns, rows_left
from ntm_geo.intake.sheets.sheet_file import (
    YEARLY,
    SheetFile,
    SheetQuestion,
    choose_tables,
    keep_year,
    name_districts,
    read_table,
    without_repeats,
    year_of,
)
from ntm_geo.intake.sheets.sheet_tables import TABLES, SheetContent, build, check
from ntm_geo.intake.sheets.sheet_units import join_units, unit_lines
from ntm_geo.intake.sheets.tables.column_choice import Choices
from ntm_geo.intake.sheets.tables.grid import Grid, read_grids
from ntm_geo.intake.sheets.tables.sheet_values import Problems, offset_of, read_values
from ntm_geo.tables.base import validate
from ntm_geo.tables.provenance import Provenance

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ntm_geo.boundaries.matching import JoinReport
    from ntm_geo.criteria.model import CriteriaSet
    from ntm_geo.intake.sheets.cells.column_rule import ColumnRule
    from ntm_geo.intake.sheets.cells.layouts import Layout
    from ntm_geo.intake.sheets.tables.sheet_values import SheetTable

__all__ = ["YEARLY", "SheetQuestion", "Understood", "WorkbookIntake", "read_workbook"]

_OF_HAMLETS: Final = {"hamlets", "hamlet_results"}
_MANY_ROWS_A_UNIT: Final = {*_OF_HAMLETS, "recognitions", "partners"}
_PROGRAMME: Final = {*_MANY_ROWS_A_UNIT, *SCORES, "results"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """What was understood of a file, before anything is asked."""

    sheets: tuple[str, ...]
    """Sheets that are read, in their order."""
    kind: SheetKind
    period: int | None
    """Year of the figures; None for registers, and while it is open."""
    period_from: str
    """Text the year was read from; empty when a person gave it."""
    plan: bool
    """Whether the figures are a plan: criteria registered for the year."""
    header_rows: tuple[int, ...]
    """Of the first table; counted from 1, as a spreadsheet shows them."""
    reading: Reading
    districts: Mapping[str, str]
    """Sheet to the district its title or its name says its rows are of."""
    mended_from: str
    """Legacy encoding the texts were in; empty when they were Unicode."""
    notes: tuple[Message, ...]
    """What was done without asking: units that were converted, legends of the sheet itself that were followed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkbookIntake:
    """The tables of a file, read.

    ``table`` follows the model of ``understood.kind`` in `ntm_geo.tables` and holds the rows without errors.
    """

    understood: Understood
    table: pd.DataFrame
    problems: tuple[CellProblem, ...]
    questions: tuple[Question, ...]
    lines: pd.DataFrame
    """What each row says about its unit: ``code, name, parent_name``, numbered as `SheetTable.data`."""
    places: Mapping[int, str]
    """Number of a data row to its place as a person finds it."""
    join: JoinReport | None
    rows: int
    """Number of data rows."""
    taken: int
    """Rows without an error."""
    covered: tuple[frozenset[str], frozenset[str]]
    """Codes of the units (of the hamlets, for results of hamlets), and keys of the columns, the file speaks about: an
    empty cell of these means unknown."""
    provenance: Provenance

    @property
    def errors(self) -> tuple[CellProblem, ...]:
        """Problems that keep their row out."""
        return tuple(problem for problem in self.problems if problem.severity == "error")

    @property
    def open_questions(self) -> tuple[Question, ...]:
        """Questions without an answer that have to have one before anything is kept."""
        return tuple(question for question in self.questions if question.open)

    @property
    def refused(self) -> bool:
        """Whether an answer says that the file is not to be kept."""
        return any(question.key == "part-of-year" and question.answer == LEAVE for question in self.questions)


def read_workbook(  # noqa: PLR0913 - what is known already, each by its name
    path: Path,
    *,
    gazetteer: pd.DataFrame,
    criteria_set: CriteriaSet,
    question: SheetQuestion | None = None,
    remembered: Mapping[str, str] | None = None,
    known: Known | None = None,
    grids: tuple[Grid, ...] | None = None,
) -> WorkbookIntake:
    """Read the tables of a workbook.

    Parameters
    ----------
    path : xlsx, xlsm, xlsb, xls, ods or CSV.
    gazetteer : ``tables.Units`` of the vintage its codes belong to.
    criteria_set : whose criteria and indicators are its columns.
    question : kind, year, sheets and answers where a person chose them.
    remembered : decisions on names made before.
    known : hamlets, recognitions, agencies and figures kept already, and what columns were said to be before.
    grids : its sheets, where they were read before.

    Raises
    ------
    InputFileError
        Not a spreadsheet; no sheet with a header that is known; or a summary without single values.
    """
    sheet_question, stored = question or SheetQuestion(), known or Known()
    grids = grids if grids is not None else read_grids(path)
    words = UnitWords(gazetteer)
    choices = Choices(
        answers=dict(sheet_question.answers),
        columns=dict(sheet_question.columns),
        latest=datetime.now(tz=UTC).year,
        period=sheet_question.period,
        known=stored.columns,
    )
    file = choose_tables(path, grids, criteria_set, words, sheet_question, choices)
    year, times = year_of(file, sheet_question, choices)
    keep_year(file, times, year.year)
    file.tables = [replace(table, offset=offset_of(number)) for number, table in enumerate(file.tables)]
    name_districts(file, words)
    about = layout(file.kind, criteria_set)
    problems = Problems(file.tables)
    legend = legend_of(file, about, choices.answers, year.year)
    lines = unit_lines(file.tables, carry_down=file.kind in _OF_HAMLETS)
    column_rules, notes = column_rules_of(file, about, lines, gazetteer, choices.answers, stored)
    rules = cell_rules(gazetteer, criteria_set, legend)
    values = read_values(about, rules, problems, column_rules)
    lines = lines.loc[values.index]
    if legend.blank_is_not_met:
        values = blanks_not_met(file, values, about)
    lines, values, repeated = without_repeats(file, lines, values, gazetteer, remembered or {})
    codes, join = _units(file.kind, lines, gazetteer, problems, remembered or {})
    content = SheetContent(about=about, frame=values, codes=codes, period=year.year or choices.latest)
    check(content, problems, stored)
    report_columns(file, about, problems)
    report_far(content, problems, stored)
    report_small_shares(content, problems)
    table = build(content, problems, stored)
    sound = ~codes.index.isin(problems.bad_rows)
    notes = (*notes, *legend_notes(legend), *_stray_notes(grids), *_repeat_notes(repeated))
    return WorkbookIntake(
        understood=_understood(file, about, values, year, notes, repeated),
        table=validate(table, TABLES[file.kind], where=path.name),
        problems=problems.in_order(),
        questions=_once((*file.questions, *year.questions, *legend.questions, *_asked(column_rules))),
        lines=lines,
        places={int(row): problems.said_row(int(row)) for row in lines.index},
        join=join,
        rows=len(values),
        taken=len(set(values.index[codes.notna()] if join else values.index) - problems.bad_rows),
        covered=(
            frozenset((values["hamlet"] if file.kind == "hamlet_results" else codes)[sound].dropna()),
            frozenset(column.key for column in about.filled_in if column.key in values),
        ),
        provenance=Provenance(source=path.name, sha256=fingerprint(path)),
    )


def _units(
    kind: str, lines: pd.DataFrame, gazetteer: pd.DataFrame, problems: Problems, remembered: Mapping[str, str]
) -> tuple[pd.Series, JoinReport | None]:
    """Return the code of each row's unit and how it was found; agencies belong to none."""
    if kind == "agencies":
        return pd.Series(None, index=lines.index, dtype=object), None
    return join_units(
        lines,
        gazetteer,
        problems,
        remembered=remembered,
        once=kind not in _MANY_ROWS_A_UNIT,
        programme_only=kind in _PROGRAMME,
    )


def _asked(rules: Mapping[int, Mapping[str, ColumnRule]]) -> tuple[Question, ...]:
    return tuple(question for by_column in rules.values() for rule in by_column.values() for question in rule.questions)


def _once(questions: Sequence[Question]) -> tuple[Question, ...]:
    return tuple({question.key: question for question in reversed(questions)}.values())[::-1]


def _repeat_notes(repeated: frozenset[int]) -> tuple[Message, ...]:
    """Return what is said of rows that another table of the file repeats."""
    if not repeated:
        return ()
    return (msg("{count} rows say the same as rows of another table and were read once.", count=len(repeated)),)


def _lends_district(table: SheetTable) -> bool:
    """Return whether any row of a table has its district from the title or the name of the sheet only."""
    commune = table.columns.place("parent_name")
    return bool(table.district) and any(
        not row.section and (commune is None or table.grid.cells[row.row, commune] is None) for row in table.rows.data
    )


def _stray_notes(grids: tuple[Grid, ...]) -> tuple[Message, ...]:
    """Return what is said of cells that stand far away from all others and were left out."""
    return tuple(
        msg("Sheet “{sheet}”: {count} cells far away from the table were left out ({cells}).",
            sheet=grid.name, count=grid.stray_count, cells=", ".join(grid.stray))
        for grid in grids
        if grid.stray_count
    )  # fmt: skip


def _understood(
    file: SheetFile,
    about: Layout,
    values: pd.DataFrame,
    year: FigureYear,
    notes: tuple[Message, ...],
    repeated: frozenset[int],
) -> Understood:
    read = []
    for table in file.tables:
        data = set(table.data)
        gone = bool(data) and data <= repeated
        read.append(replace(read_table(table, ""), read=not gone, reason="repeats" if gone else ""))
    first = file.tables[0]
    return Understood(
        sheets=tuple(dict.fromkeys(table.grid.name for table in file.tables)),
        kind=file.kind,
        period=year.year,
        period_from=year.text,
        plan=year.plan,
        header_rows=tuple(row + 1 for row in first.header.rows),
        reading=Reading(
            columns=read_columns(file.tables, about, values),
            left=columns_left(file.tables),
            tables=(*read, *file.not_read),
            rows=rows_left(file.tables),
            first_rows=first_rows(first),
        ),
        districts={table.grid.name: table.district for table in file.tables if _lends_district(table)},
        mended_from=next((table.grid.mended_from for table in file.tables if table.grid.mended_from), ""),
        notes=notes,
    )
