"""An office's workbook to a table: what was understood, every problem with its cell, and the rows that are sound."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from ntm_geo.errors import InputFileError, msg
from ntm_geo.intake.cells import Rules, shown
from ntm_geo.intake.grid import Grid, read_grids
from ntm_geo.intake.header import Header, find_header
from ntm_geo.intake.layouts import SHEET_KINDS, UNIT_NAME_HEADING, SheetKind, layout
from ntm_geo.intake.problems import CellProblem, letter
from ntm_geo.intake.sheet_rows import SheetRows, tell_rows
from ntm_geo.intake.sheet_tables import TABLES, Known, SheetContent, build, check
from ntm_geo.intake.sheet_units import commune_rows, join_units, unit_lines
from ntm_geo.intake.sheet_values import Problems, read_values
from ntm_geo.intake.units import fingerprint
from ntm_geo.tables.base import validate
from ntm_geo.tables.provenance import Provenance

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ntm_geo.boundaries.matching import JoinReport
    from ntm_geo.criteria.model import CriteriaSet

_NOTES_SHEET: Final = "_ntm"
_YEARLY: Final = {"results", "scores", "attributes"}
_MANY_ROWS_A_UNIT: Final = {"hamlets", "recognitions", "partners"}
_PROGRAMME: Final = {"results", "scores", "hamlets", "recognitions", "partners"}
_YEAR: Final = re.compile(r"(?<!\d)(20[1-4]\d)(?!\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetQuestion:
    """What a sheet is read for; what is left empty is found out from the file."""

    kind: str = ""
    period: int | None = None
    sheet: str = ""
    take_hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """What was understood of a sheet, before anything is asked."""

    sheet: str
    kind: SheetKind
    period: int | None
    """Year of the figures; None for registers."""
    period_from: str
    """Text the year was read from; empty when a person gave it."""
    header_rows: tuple[int, ...]
    """Counted from 1, as a spreadsheet shows them."""
    columns: dict[str, str]
    """Letter of the column to the key of the layout."""
    doubtful: dict[str, str]
    """Letter to heading, for columns whose heading only looks like the one meant."""
    ignored: dict[str, str]
    """Letter to heading, for columns that are not used."""
    other_sheets: tuple[str, ...]
    mended_from: str
    """Legacy encoding the texts were in; empty when they were Unicode."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkbookIntake:
    """A sheet of an office, read.

    ``table`` follows the model of ``understood.kind`` in `ntm_geo.tables` and holds the rows without errors.
    """

    understood: Understood
    table: pd.DataFrame
    problems: tuple[CellProblem, ...]
    lines: pd.DataFrame
    """What each row says about its unit: ``code, name, parent_name``, indexed by row number counted from 0."""
    join: JoinReport | None
    rows: SheetRows
    taken: int
    """Rows without an error."""
    covered: tuple[frozenset[str], frozenset[str]]
    """Codes of the units, and keys of the columns, the sheet speaks about: an empty cell of these means unknown."""
    provenance: Provenance

    @property
    def errors(self) -> tuple[CellProblem, ...]:
        """Problems that keep their row out."""
        return tuple(one for one in self.problems if one.severity == "error")


def read_workbook(
    path: Path,
    *,
    gazetteer: pd.DataFrame,
    criteria_set: CriteriaSet,
    question: SheetQuestion | None = None,
    remembered: Mapping[str, str] | None = None,
    known: Known | None = None,
) -> WorkbookIntake:
    """Read a sheet of a workbook.

    Parameters
    ----------
    path : xlsx, xlsm, xlsb, xls, ods or CSV.
    gazetteer : ``tables.Units`` of the vintage its codes belong to.
    criteria_set : whose criteria and indicators are its columns.
    question : kind, period and sheet where a person chose them.
    remembered : decisions on names made before.
    known : hamlets and recognitions kept already.

    Raises
    ------
    InputFileError
        Not a spreadsheet; no sheet with a header that is known; no year; or a summary without single values.
    """
    asked, kept = question or SheetQuestion(), known or Known()
    grids = read_grids(path)
    grid, header = _choose(path, grids, criteria_set, asked)
    about = layout(header.kind, criteria_set)
    period, period_from = _period(path, grids, grid, header, asked)
    parents = list(gazetteer["parent_name"].dropna().unique())
    rows = tell_rows(grid, header, parents, take_hidden=asked.take_hidden)
    problems = Problems(grid, header)
    _report_hidden(rows, problems)
    silent = commune_rows(rows.data, grid, header)
    numbers = [one.row for one in rows.data if one.row not in silent]
    values = read_values(about, numbers, _rules(gazetteer, criteria_set), problems)
    lines = unit_lines(rows.data, grid, header, carry_down=header.kind == "hamlets").loc[numbers]
    codes, join = _units(lines, gazetteer, problems, remembered or {})
    content = SheetContent(
        header=header, about=about, frame=values, codes=codes, period=period or 0, totals=rows.totals
    )
    check(content, problems, kept)
    table = build(content, problems, kept)
    return WorkbookIntake(
        understood=_understood(grid, header, grids, period, period_from),
        table=validate(table, TABLES[header.kind], where=path.name),
        problems=problems.in_order(),
        lines=lines,
        join=join,
        rows=rows,
        taken=len(set(values.index[codes.notna()] if join else values.index) - problems.bad_rows),
        covered=(
            frozenset(codes[~codes.index.isin(problems.bad_rows)].dropna()),
            frozenset(column.key for column in about.filled_in if column.key in values),
        ),
        provenance=Provenance(source=path.name, sha256=fingerprint(path)),
    )


def _choose(
    path: Path, grids: tuple[Grid, ...], criteria_set: CriteriaSet, asked: SheetQuestion
) -> tuple[Grid, Header]:
    """Return the sheet that says most, or the one asked for."""
    kind = asked.kind or _notes(grids).get("kind", "")
    if kind and kind not in SHEET_KINDS:
        kind = ""
    shown_sheets = [one for one in grids if one.visible and one.name != _NOTES_SHEET]
    wanted = [one for one in grids if one.name == asked.sheet] if asked.sheet else shown_sheets
    found = [(header, one) for one in wanted if (header := find_header(one, criteria_set, kind=kind))]
    usable = [(header, one) for header, one in found if _tells_what(header)]
    if not usable:
        raise _no_header(path, found)
    header, grid = max(usable, key=lambda pair: len(pair[0].columns))
    return grid, header


def _tells_what(header: Header) -> bool:
    keys = set(header.columns.values())
    return "name" in keys if header.kind == "agencies" else bool(keys & {"code", "unit_name"})


def _no_header(path: Path, found: list[tuple[Header, Grid]]) -> InputFileError:
    if found:
        sheet = found[0][1].name
        return InputFileError(
            msg("No column of the sheet {sheet} says which commune a row is about.", sheet=sheet),
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


def _period(
    path: Path, grids: tuple[Grid, ...], grid: Grid, header: Header, asked: SheetQuestion
) -> tuple[int | None, str]:
    """Return the year of the figures and the text it was read from."""
    if header.kind not in _YEARLY:
        return None, ""
    if asked.period:
        return asked.period, ""
    titles = [shown(value) for row in grid.cells[: header.rows[0]] for value in row if value is not None]
    for text in (_notes(grids).get("period", ""), *titles, grid.name, path.stem):
        years = _YEAR.findall(text)
        if years:
            return int(years[-1]), text
    raise InputFileError(
        msg("The sheet does not say which year its figures are of."),
        where=f"{path.name} › {grid.name}",
        fix=msg("Choose the year, or write it above the table."),
    )


def _rules(gazetteer: pd.DataFrame, criteria_set: CriteriaSet) -> Rules:
    districts = frozenset(gazetteer["parent_code"].dropna())
    return Rules(
        today=datetime.now(tz=UTC).date(),
        lists={
            "strong_in": frozenset(one.code for one in criteria_set.criteria),
            "only_districts": districts,
            "not_districts": districts,
        },
    )


def _report_hidden(rows: SheetRows, problems: Problems) -> None:
    place = next((one for one in map(problems.header.place, ("unit_name", "name", "code")) if one is not None), None)
    for row in rows.hidden:
        what = msg("The row is hidden and was not read.")
        problems.add(row, place, "row-hidden", what, msg("Show the row, or delete it."), severity="warning")


def _units(
    lines: pd.DataFrame, gazetteer: pd.DataFrame, problems: Problems, remembered: Mapping[str, str]
) -> tuple[pd.Series, JoinReport | None]:
    """Return the code of each row's unit and how it was found; agencies belong to none."""
    kind = problems.header.kind
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


def _understood(
    grid: Grid, header: Header, grids: tuple[Grid, ...], period: int | None, period_from: str
) -> Understood:
    named: dict[str, Any] = {
        name: {letter(place): text for place, text in getattr(header, name).items()}
        for name in ("columns", "doubtful", "ignored")
    }
    return Understood(
        sheet=grid.name,
        kind=header.kind,
        period=period,
        period_from=period_from,
        header_rows=tuple(row + 1 for row in header.rows),
        other_sheets=tuple(one.name for one in grids if one is not grid and one.visible),
        mended_from=grid.mended_from,
        **named,
    )
