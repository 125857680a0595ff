"""The columns of all tables of a file judged together: what marks mean, how columns are turned, what is far off."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from ntm_geo.boundaries.names import split_kind
from ntm_geo.errors import Message, msg
from ntm_geo.intake.sheets.cells.cells import Rules, shown
from ntm_geo.intake.sheets.cells.flag_marks import Legend, read_legend, sign_of
from ntm_geo.intake.sheets.cells.layouts import UNIT_KEYS
from ntm_geo.intake.sheets.cells.lost import Lost
from ntm_geo.intake.sheets.column_doubts import RawColumn, far_from_before, judge_column
from ntm_geo.intake.sheets.tables.column_blocks import name_of
from ntm_geo.intake.sheets.tables.column_choice import unread_message
from ntm_geo.intake.sheets.tables.sheet_rows import DataRow

if TYPE_CHECKING:
    from ntm_geo.criteria.model import CriteriaSet
    from ntm_geo.intake.sheets.cells.column_rule import ColumnRule
    from ntm_geo.intake.sheets.cells.layouts import Layout
    from ntm_geo.intake.sheets.known import Known
    from ntm_geo.intake.sheets.sheet_file import SheetFile
    from ntm_geo.intake.sheets.sheet_tables import SheetContent
    from ntm_geo.intake.sheets.tables.sheet_values import Problems

_LARGE_SHARE: Final = 10
"""Median share from which one below 1 in the same column is told."""


def legend_of(file: SheetFile, about: Layout, answers: Mapping[str, str], year: int | None) -> Legend:
    """Understand the marks of all tables together; where empty cells mean "not met", rows left empty are data too.

    Rows about no unit of the list, such as counts under "of these", say nothing about marks.
    """
    flags = {column.key for column in about.columns if column.type == "flag"}
    values = [
        table.grid.cells[row, label]
        for table in file.tables
        for label, key in table.columns.keys.items()
        if key in flags
        for row in table.known_rows or table.data_rows
        if not isinstance(table.grid.cells[row, label], Lost)
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
    legend = read_legend(values, notes, answers, template=template, year=year)
    if legend.blank_is_not_met:
        for table in file.tables:
            for row in table.rows.of("form"):
                table.rows.roles[row] = "data"
                table.rows.data.append(DataRow(row=row, section=""))
            table.rows.data.sort(key=lambda data: data.row)
    return legend


def legend_notes(legend: Legend) -> tuple[Message, ...]:
    """Return what the sheet itself says of its marks, where it does."""
    if not legend.written:
        return ()
    signs = {
        meaning: ", ".join(sign for sign in legend.written if legend.meanings[sign] is meaning) or "\u2013"
        for meaning in (True, False, None)
    }
    return (
        msg("The sheet itself says what its marks mean: met {met}; not met {rest}; no figure {silent}.",
            met=signs[True], rest=signs[False], silent=signs[None]),
    )  # fmt: skip


def blanks_not_met(file: SheetFile, values: pd.DataFrame, about: Layout) -> pd.DataFrame:
    """Return the values with empty cells under criteria as not met; a cell that says "no figure" is not empty."""
    flags = {column.key for column in about.filled_in if column.type == "flag" and column.key in values}
    filled = values.copy()
    for table in file.tables:
        for label, key in table.columns.keys.items():
            if key in flags:
                blank = [row for row in table.data_rows if not sign_of(table.grid.cells[row, label])]
                filled.loc[[table.offset + row for row in blank], key] = False
    return filled


def column_rules_of(
    file: SheetFile,
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
        for label, key in table.columns.keys.items():
            if (
                key not in columns
                or key in UNIT_KEYS
                or columns[key].type not in {"number", "percent", "count", "date"}
            ):
                continue
            raw = RawColumn(
                letter=name_of(table.grid, label),
                heading=table.columns.headings.get(label, ""),
                units_below=" ".join(shown(table.grid.cells[row, label]) for row in units_below),
                cells=table.cells(label),
                percent=[(row, label) in table.grid.marks.percent for row in rows],
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
    result = {}
    for row, code, name in zip(lines.index, lines["code"], lines["name"], strict=True):
        doubts = (
            code if isinstance(code, str) and code in known else by_name.get(split_kind(str(name))[1] if name else "")
        )
        if doubts:
            result[int(row)] = doubts
    return result


def cell_rules(gazetteer: pd.DataFrame, criteria_set: CriteriaSet, legend: Legend) -> Rules:
    """Return what the cells of all tables are read against."""
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


def report_columns(file: SheetFile, about: Layout, problems: Problems) -> None:
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


def report_small_shares(content: SheetContent, problems: Problems) -> None:
    """Warn of shares below 1 in a column whose other shares are large: 0.35 beside 35 may be a fraction."""
    for column in content.about.filled_in:
        if column.type != "percent" or column.key not in content.frame:
            continue
        shares = content.frame[column.key].to_numpy("float64", na_value=np.nan)
        small = (shares > 0) & (shares < 1)
        rest = shares[shares >= 1]
        if not small.any() or not rest.size or float(np.median(rest)) < _LARGE_SHARE:
            continue
        for row, share in zip(content.frame.index[small], shares[small], strict=True):
            table, inside = problems.table(int(row))
            commune = table.columns.place(column.key)
            written = table.grid.cells[inside, commune] if commune is not None else None
            if commune is None or (inside, commune) in table.grid.marks.percent or "%" in str(written):
                continue
            what = msg("{share} % stands beside shares of about {rest} %.",
                       share=f"{share:g}", rest=f"{float(np.median(rest)):g}")  # fmt: skip
            expected = msg("Compare it with the source: a fraction has to be written in percent.")
            problems.add_at(table, inside, commune, "share-small", what, expected, severity="warning")


def report_far(content: SheetContent, problems: Problems, known: Known) -> None:
    """Warn of single figures that are ten times, or a tenth of, those of the year before."""
    for column in content.about.filled_in:
        before = known.before_of(column.key)
        if before is None or column.key not in content.frame or column.type not in {"number", "percent", "count"}:
            continue
        for row, code, value in zip(content.frame.index, content.codes, content.frame[column.key], strict=True):
            then = before.get(code) if isinstance(code, str) else None
            if then is not None and far_from_before(value, float(then)):
                what = msg("It is far from the figure of the year before ({then}).", then=f"{float(then):g}")
                problems.add(
                    int(row),
                    column.key,
                    "far-from-before",
                    what,
                    msg("Compare it with the source."),
                    severity="warning",
                )
