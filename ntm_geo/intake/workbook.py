"""An office's workbook to a table: what was understood, every problem with its cell, and the rows that are sound."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from ntm_geo.errors import InputFileError, Message, msg
from ntm_geo.intake.cells import Rules, shown
from ntm_geo.intake.column_choice import unread_message
from ntm_geo.intake.column_doubts import ColumnRule, RawColumn, far_from_before, judge_column
from ntm_geo.intake.figure_year import FigureYear, TableTime, find_year, time_of, titles_of
from ntm_geo.intake.flag_marks import Legend, read_legend
from ntm_geo.intake.grid import Grid, read_grids
from ntm_geo.intake.lost import Lost
from ntm_geo.intake.layouts import SHEET_KINDS, UNIT_KEYS, UNIT_NAME_HEADING, SheetKind, layout
from ntm_geo.intake.problems import CellProblem, letter
from ntm_geo.intake.questions import LEAVE, Question
from ntm_geo.intake.reading import Reading, TableReading, columns_left, read_columns, rows_left
from ntm_geo.intake.sheet_rows import DataRow
from ntm_geo.intake.sheet_tables import TABLES, Known, SheetContent, build, check
from ntm_geo.intake.sheet_units import join_units, unit_lines
from ntm_geo.intake.sheet_values import Problems, SheetTable, offset_of, read_values
from ntm_geo.intake.table_layout import Choices, SheetLayout, lay_out, open_tables
from ntm_geo.intake.unit_words import UnitWords
from ntm_geo.intake.units import fingerprint
from ntm_geo.tables.base import validate
from ntm_geo.tables.provenance import Provenance

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ntm_geo.boundaries.matching import JoinReport
    from ntm_geo.criteria.model import CriteriaSet
    from ntm_geo.intake.layouts import Layout

_NOTES_SHEET: Final = "_ntm"
YEARLY: Final = frozenset({"results", "scores", "attributes"})
"""Kinds of data of a year; the others are registers."""
_MANY_ROWS_A_UNIT: Final = {"hamlets", "recognitions", "partners"}
_PROGRAMME: Final = {"results", "scores", "hamlets", "recognitions", "partners"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetQuestion:
    """What a sheet is read for, and what a person answered; what is left empty is found out from the file.

    ``answers`` pairs keys of questions with values of their options; ``columns`` pairs the place of a column (``E``,
    or ``Sheet!E``) with the key it is to be read as, empty for a column that is not to be read; ``header`` is the first
    and last row of the header, counted from 1.
    """

    kind: str = ""
    period: int | None = None
    sheets: tuple[str, ...] = ()
    answers: tuple[tuple[str, str], ...] = ()
    columns: tuple[tuple[str, str], ...] = ()
    header: tuple[int, int] | None = None


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
    """Codes of the units, and keys of the columns, the file speaks about: an empty cell of these means unknown."""
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


@dataclass(slots=True)
class _File:
    """A file on its way from grids to a table."""

    path: Path
    grids: tuple[Grid, ...]
    kind: SheetKind
    tables: list[SheetTable]
    titles: list[tuple[str, ...]]
    questions: list[Question]
    not_read: list[TableReading] = field(default_factory=list)


def read_workbook(
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
    known : hamlets, recognitions, agencies and figures kept already.
    grids : its sheets, where they were read before.

    Raises
    ------
    InputFileError
        Not a spreadsheet; no sheet with a header that is known; or a summary without single values.
    """
    asked, kept = question or SheetQuestion(), known or Known()
    grids = grids if grids is not None else read_grids(path)
    words = UnitWords(gazetteer)
    choices = Choices(
        answers=dict(asked.answers), columns=dict(asked.columns), latest=datetime.now(tz=UTC).year, period=asked.period
    )
    file = _tables(path, grids, criteria_set, words, asked, choices)
    year, times = _year(file, asked, choices)
    _keep_year(file, times, year.year)
    file.tables = [replace(table, offset=offset_of(number)) for number, table in enumerate(file.tables)]
    _name_districts(file, words)
    about = layout(file.kind, criteria_set)
    problems = Problems(file.tables)
    legend = _legend(file, about, choices.answers)
    lines = unit_lines(file.tables, carry_down=file.kind == "hamlets")
    column_rules, notes = _column_rules(file, about, lines, gazetteer, choices.answers, kept)
    rules = _rules(gazetteer, criteria_set, legend)
    values = read_values(about, rules, problems, column_rules)
    lines = lines.loc[values.index]
    if legend.blank_is_not_met:
        values = _blanks_not_met(values, about)
    lines, values, repeated = _without_repeats(file, lines, values, gazetteer, remembered or {})
    codes, join = _units(file.kind, lines, gazetteer, problems, remembered or {})
    content = SheetContent(about=about, frame=values, codes=codes, period=year.year or choices.latest)
    check(content, problems, kept)
    _report_columns(file, about, problems)
    _report_far(content, problems, kept)
    table = build(content, problems, kept)
    notes = (*notes, *_legend_notes(legend))
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
            frozenset(codes[~codes.index.isin(problems.bad_rows)].dropna()),
            frozenset(column.key for column in about.filled_in if column.key in values),
        ),
        provenance=Provenance(source=path.name, sha256=fingerprint(path)),
    )


# ------------------------------------------------------------------------------------------------ tables and time


def _tables(
    path: Path,
    grids: tuple[Grid, ...],
    criteria_set: CriteriaSet,
    words: UnitWords,
    asked: SheetQuestion,
    choices: Choices,
) -> _File:
    """Lay out all visible sheets, and open the tables of the kind that has most rows."""
    kind = asked.kind or _notes(grids).get("kind", "")
    kind = kind if kind in SHEET_KINDS else ""
    wanted = [grid for grid in grids if grid.name in asked.sheets] if asked.sheets else [
        grid for grid in grids if grid.visible and grid.name != _NOTES_SHEET
    ]  # fmt: skip
    rows = (asked.header[0] - 1, asked.header[1] - 1) if asked.header else None
    layouts = [lay_out(grid, criteria_set, words, kind=kind, rows=rows) for grid in wanted]
    opened = [(sheet, *open_tables(sheet, words, choices, first=0)) for sheet in layouts]
    best = _best_kind(opened)
    if best is None:
        raise _no_header(path, layouts)
    file = _File(path=path, grids=grids, kind=best, tables=[], titles=[], questions=[])
    for sheet, tables, questions in opened:
        own = [table for table in tables if table.header.kind == best and _tells_what(table)]
        filled = [table for table in own if table.rows.data or table.rows.hidden]
        file.tables += filled
        file.titles += [titles_of(table, sheet.titles) for table in filled]
        file.questions += questions if filled else []
        file.not_read += [_told(table, "no-rows") for table in own if table not in filled]
        file.not_read += [_told(table, "other-kind") for table in tables if table not in own]
        file.not_read += _foreign(sheet)
        if not tables:
            file.not_read.append(_whole(sheet.grid, "no-header"))
    names = {grid.name for grid in wanted}
    file.not_read += [
        _whole(grid, "not-chosen" if grid.visible else "hidden")
        for grid in grids
        if grid.name not in names and grid.name != _NOTES_SHEET
    ]
    if not file.tables:
        first = next(table for _sheet, tables, _questions in opened for table in tables if table.header.kind == best)
        file.tables, file.titles = [first], [titles_of(first)]
    return file


def _best_kind(
    opened: Sequence[tuple[SheetLayout, list[SheetTable], list[Question]]],
) -> SheetKind | None:
    """Return the kind of table with most rows of data, then with most columns."""
    scores: dict[SheetKind, tuple[int, int]] = {}
    for _sheet, tables, _questions in opened:
        for table in tables:
            if _tells_what(table):
                rows, columns = scores.get(table.header.kind, (0, 0))
                data = len(table.rows.data) + len(table.rows.hidden)
                scores[table.header.kind] = (rows + data, columns + len(table.columns.keys))
    return max(scores, key=lambda kind: scores[kind], default=None)


def _tells_what(table: SheetTable) -> bool:
    keys = set(table.columns.keys.values())
    return "name" in keys if table.header.kind == "agencies" else bool(keys & {"code", "unit_name"})


def _told(table: SheetTable, reason: str) -> TableReading:
    rows = (table.header.rows[0] + 1, table.header.end)
    return TableReading(
        sheet=table.grid.name, rows=rows, kind=table.header.kind, data=len(table.rows.data), read=not reason, reason=reason
    )


def _foreign(sheet: SheetLayout) -> list[TableReading]:
    return [
        TableReading(sheet=sheet.grid.name, rows=(table.row + 1, table.end), kind=table.kind, data=table.end - table.row - 1,
                     read=False, reason="other-kind")
        for table in sheet.foreign
    ]  # fmt: skip


def _whole(grid: Grid, reason: str) -> TableReading:
    return TableReading(sheet=grid.name, rows=(0, 0), kind="", data=len(grid.cells), read=False, reason=reason)


def _no_header(path: Path, layouts: Sequence[SheetLayout]) -> InputFileError:
    found = [sheet for sheet in layouts if sheet.headers]
    if found:
        return InputFileError(
            msg("No column of the sheet {sheet} says which commune a row is about.", sheet=found[0].grid.name),
            where=path.name,
            fix=msg("Add a column named {name}, or use the template.", name=UNIT_NAME_HEADING),
        )
    return InputFileError(
        msg("No sheet has a header we know: neither single criteria or indicators, nor hamlets, recognitions, "
            "attributes or agencies."),
        where=path.name,
        fix=msg("A count of criteria alone is not enough: use the template, or name the columns after the criteria."),
    )  # fmt: skip


def _notes(grids: tuple[Grid, ...]) -> dict[str, str]:
    """Return what a template of ours says about itself."""
    for grid in grids:
        if grid.name == _NOTES_SHEET and grid.cells.shape[1] > 1:
            return {shown(row[0]): shown(row[1]) for row in grid.cells}
    return {}


def _year(file: _File, asked: SheetQuestion, choices: Choices) -> tuple[FigureYear, list[TableTime]]:
    if file.kind not in YEARLY:
        return FigureYear(year=None, text="", questions=(), plan=False), []
    times = [
        time_of(table, titles, latest=choices.latest) for table, titles in zip(file.tables, file.titles, strict=True)
    ]
    year = find_year(
        times,
        noted=_notes(file.grids).get("period", ""),
        file_name=file.path.stem,
        chosen=asked.period,
        answers=choices.answers,
        latest=choices.latest,
        blocks_open=any(question.key == "block" and question.open for question in file.questions),
    )
    return year, times


def _keep_year(file: _File, times: Sequence[TableTime], year: int | None) -> None:
    """Leave out tables that speak of other years only, when others speak of the one that was chosen."""
    speaking = [year in time.years for time in times]
    if year is None or not any(speaking):
        return
    kept = [own or not time.years for own, time in zip(speaking, times, strict=True)]
    file.not_read += [_told(table, "other-year") for table, keep in zip(file.tables, kept, strict=True) if not keep]
    file.titles = [titles for titles, keep in zip(file.titles, kept, strict=True) if keep]
    file.tables = [table for table, keep in zip(file.tables, kept, strict=True) if keep]


def _name_districts(file: _File, words: UnitWords) -> None:
    """Give each table the one district its titles name, or the name of its sheet."""
    for number, table in enumerate(file.tables):
        named = list(dict.fromkeys(name for title in file.titles[number] for name in words.districts_in(title)))
        district = words.district(table.grid.name) or (named[0] if len(named) == 1 else "")
        file.tables[number] = replace(table, district=district)


# ------------------------------------------------------------------------------------------------ marks and columns


def _legend(file: _File, about: Layout, answers: Mapping[str, str]) -> Legend:
    """Understand the marks of all tables together; where empty cells mean "not met", rows left empty are data too."""
    flags = {column.key for column in about.columns if column.type == "flag"}
    values = [
        table.grid.cells[row, place]
        for table in file.tables
        for place, key in table.columns.keys.items()
        if key in flags
        for row in table.data_rows
        if not isinstance(table.grid.cells[row, place], Lost)
    ]
    notes = [title for titles in file.titles for title in titles]
    notes += [
        shown(value)
        for table in file.tables
        for row in table.rows.of("note", "title")
        for value in table.grid.cells[row]
        if isinstance(value, str)
    ]
    template = file.kind != "results" or any(table.header.template for table in file.tables)
    legend = read_legend(values, notes, answers, template=template)
    if legend.blank_is_not_met:
        for table in file.tables:
            for row in table.rows.of("form"):
                table.rows.roles[row] = "data"
                table.rows.data.append(DataRow(row=row, section=""))
            table.rows.data.sort(key=lambda data: data.row)
    return legend


def _legend_notes(legend: Legend) -> tuple[Message, ...]:
    if not legend.written:
        return ()
    words = {True: "met", False: "not met", None: "no figure"}
    signs = ", ".join(f"{sign} = {words[legend.meanings[sign]]}" for sign in legend.written)
    return (msg("The sheet itself says what its marks mean: {signs}.", signs=signs),)


def _blanks_not_met(values: pd.DataFrame, about: Layout) -> pd.DataFrame:
    flags = [column.key for column in about.filled_in if column.type == "flag" and column.key in values]
    filled = values[flags].where(values[flags].notna(), False)  # noqa: FBT003 - the value that is filled in
    return values.assign(**{key: filled[key].astype(object) for key in flags})


def _column_rules(
    file: _File,
    about: Layout,
    lines: pd.DataFrame,
    gazetteer: pd.DataFrame,
    answers: Mapping[str, str],
    known: Known,
) -> tuple[dict[int, dict[str, ColumnRule]], tuple[Message, ...]]:
    """Judge whole columns: measuring units, fractions, days, and figures unlike those of the year before."""
    columns = {column.key: column for column in about.columns}
    by_name = _sure_codes(lines, gazetteer)
    rules: dict[int, dict[str, ColumnRule]] = {}
    notes: dict[str, Message] = {}
    for number, table in enumerate(file.tables):
        rules[number] = {}
        units_below = table.rows.of("numbering")
        rows = table.data_rows
        for place, key in table.columns.keys.items():
            if key not in columns or key in UNIT_KEYS or columns[key].type not in {"number", "percent", "count", "date"}:
                continue
            raw = RawColumn(
                letter=str(place + 1) if table.grid.turned else letter(place),
                heading=table.columns.headings.get(place, ""),
                units_below=" ".join(shown(table.grid.cells[row, place]) for row in units_below),
                values=[table.grid.cells[row, place] for row in rows],
                percent=[(row, place) in table.grid.marks.percent for row in rows],
                codes=[by_name.get(row) for row in table.data],
            )
            rule = judge_column(columns[key], raw, answers, known.before_of(key))
            rules[number][key] = rule
            notes |= {str(note): note for note in rule.notes}
    return rules, tuple(notes.values())


def _sure_codes(lines: pd.DataFrame, gazetteer: pd.DataFrame) -> dict[int, str]:
    """Return the code of rows that name one by its code or by a name only one unit bears."""
    known = set(gazetteer["code"])
    once = gazetteer[~gazetteer["name"].duplicated(keep=False)]
    by_name = dict(zip(once["name"], once["code"], strict=True))
    found = {}
    for row, code, name in zip(lines.index, lines["code"], lines["name"], strict=True):
        own = code if isinstance(code, str) and code in known else by_name.get(str(name).removeprefix("Xã ") if name else "")
        if own:
            found[int(row)] = own
    return found


def _asked(rules: Mapping[int, Mapping[str, ColumnRule]]) -> tuple[Question, ...]:
    return tuple(question for own in rules.values() for rule in own.values() for question in rule.questions)


def _once(questions: Sequence[Question]) -> tuple[Question, ...]:
    return tuple({question.key: question for question in reversed(questions)}.values())[::-1]


def _rules(gazetteer: pd.DataFrame, criteria_set: CriteriaSet, legend: Legend) -> Rules:
    districts = frozenset(gazetteer["parent_code"].dropna())
    return Rules(
        today=datetime.now(tz=UTC).date(),
        lists={
            "strong_in": frozenset(criterion.code for criterion in criteria_set.criteria),
            "only_districts": districts,
            "not_districts": districts,
        },
        marks=legend.meanings,
    )


# ------------------------------------------------------------------------------------------------ rows and units


def _without_repeats(
    file: _File,
    lines: pd.DataFrame,
    values: pd.DataFrame,
    gazetteer: pd.DataFrame,
    remembered: Mapping[str, str],
) -> tuple[pd.DataFrame, pd.DataFrame, frozenset[int]]:
    """Take out rows of one table that say the same as rows of another, as a summary sheet beside those of districts."""
    if len(file.tables) < 2 or file.kind not in YEARLY:  # noqa: PLR2004 - nothing to repeat
        return lines, values, frozenset()
    from ntm_geo.boundaries.matching import match  # noqa: PLC0415

    codes = match(lines, gazetteer, remembered=remembered, once=False).frame["code"]
    seen: dict[str, int] = {}
    out: set[int] = set()
    for row in lines.index:
        code = codes[row]
        if not code:
            continue
        first = seen.setdefault(code, int(row))
        if first != row and _says_no_more(values.loc[row], values.loc[first]):
            out.add(int(row))
        elif first != row and _says_no_more(values.loc[first], values.loc[row]):
            out.add(first)
            seen[code] = int(row)
    kept = [row for row in lines.index if row not in out]
    return lines.loc[kept], values.loc[kept], frozenset(out)


def _says_no_more(row: pd.Series, other: pd.Series) -> bool:
    known = row.dropna()
    known = known.drop(labels=[key for key in UNIT_KEYS if key in known])
    return bool(len(known) == 0 or other.reindex(known.index).eq(known).all())


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


# ------------------------------------------------------------------------------------------------ reports


def _report_columns(file: _File, about: Layout, problems: Problems) -> None:
    """Warn of columns that seem to hold a criterion and were not read, and of criteria that no column holds."""
    for table in file.tables:
        for column in table.columns.not_read:
            if column.reason == "unread":
                what, expected = unread_message(column.heading)
                problems.add_at(
                    table, table.header.rows[-1], column.place, "column-unread", what, expected, severity="warning"
                )
    if file.kind == "results" and about.filled_in:
        present = {key for table in file.tables for key in table.columns.keys.values()}
        missing = [column.key for column in about.filled_in if column.key not in present]
        if missing and len(missing) <= len(about.filled_in) // 2:
            table = file.tables[0]
            what = msg("No column holds the criteria {codes}.", codes=", ".join(missing))
            problems.add_at(
                table, table.header.rows[-1], 0, "criteria-missing", what,
                msg("Nothing is said of them; what is kept stays."), severity="warning",
            )  # fmt: skip


def _report_far(content: SheetContent, problems: Problems, known: Known) -> None:
    """Warn of single figures that are ten times, or a tenth of, those of the year before."""
    for column in content.about.filled_in:
        before = known.before_of(column.key)
        if before is None or column.key not in content.frame or column.type not in {"number", "percent", "count"}:
            continue
        for row, code, value in zip(content.frame.index, content.codes, content.frame[column.key], strict=True):
            then = before.get(code) if isinstance(code, str) else None
            if then is not None and far_from_before(value, float(then)):
                what = msg("It is far from the figure of the year before ({then}).", then=f"{float(then):g}")
                problems.add(int(row), column.key, "far-from-before", what, msg("Compare it with the source."), severity="warning")


def _understood(
    file: _File,
    about: Layout,
    values: pd.DataFrame,
    year: FigureYear,
    notes: tuple[Message, ...],
    repeated: frozenset[int],
) -> Understood:
    read = []
    for table in file.tables:
        own = set(table.data)
        gone = bool(own) and own <= repeated
        read.append(replace(_told(table, ""), read=not gone, reason="repeats" if gone else ""))
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
        ),
        districts={table.grid.name: table.district for table in file.tables if table.district},
        mended_from=next((table.grid.mended_from for table in file.tables if table.grid.mended_from), ""),
        notes=notes,
    )
