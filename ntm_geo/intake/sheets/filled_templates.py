"""Sheets to fill in, filled with what is known; and an office's own file back, its faults marked."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ntm_geo.assessment.by_other_sets.kind_sets import asked_by, set_of_kind
from ntm_geo.assessment.rules.law_lookup import show
from ntm_geo.boundaries.units import read_units
from ntm_geo.errors import InputFileError, NotInForceError, msg
from ntm_geo.intake.sheets.cells.sheet_kinds import SCORES, TOLD_KINDS
from ntm_geo.intake.sheets.known import registered_hamlets
from ntm_geo.intake.sheets.marking import mark_problems
from ntm_geo.intake.sheets.sheet_import import YEARLY, slot_of
from ntm_geo.intake.sheets.templates import TemplateNotes, write_template
from ntm_geo.records.hamlet_records import ready_hamlet_set
from ntm_geo.reports.spreadsheet_cells import printable
from ntm_geo.store.datasets import current_version, read_version
from ntm_geo.tables.unit_table import PROGRAMME_KIND

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    import pandas as pd

    from ntm_geo.intake.guards.problems import CellProblem
    from ntm_geo.intake.sheets.cells.sheet_kinds import SheetKind
    from ntm_geo.workspace.workspace import Workspace


def template_name(kind: SheetKind, period: int, form: str) -> str:
    """Return what the file of a sheet to fill in is called, without marks."""
    names = {"results": "tieu-chi", "scores": "chi-tieu", "hamlets": "xom", "recognitions": "cong-nhan"}
    names |= {"attributes": "dac-diem-xa", "agencies": "co-quan", "partners": "don-vi-giup-do"}
    names |= {"hamlet_results": "tieu-chi-xom"}
    names |= {"advanced_scores": "chi-tieu-nang-cao", "modern_scores": "chi-tieu-hien-dai"}
    names |= {"next_scores": "chi-tieu-bo-ke-tiep"}
    year = f"-{period}" if kind in YEARLY else ""
    return f"{names[kind]}{year}.{form}"


def template(  # noqa: PLR0913 - a sheet with all that fills it
    workspace: Workspace,
    *,
    kind: SheetKind,
    period: int,
    form: str = "xlsx",
    filled: bool = True,
    only: Collection[str] = (),
    known: pd.DataFrame | None = None,
) -> tuple[str, bytes]:
    """Return the name and content of a sheet to fill in.

    Parameters
    ----------
    workspace : of the door.
    kind : of the sheet.
    period : year of the figures; its units are those in force at its end.
    form : ``xlsx`` or ``csv``.
    filled : whether what is kept is filled in: then it is an export. Hamlets of the register are in it either way.
    only : codes of the communes that get a row; all unless given.
    known : table of the kind to fill in, in the place of what is kept.

    Raises
    ------
    InputFileError
        The kind has no CSV file, which could not be told from the values of the year's own set.
    NotInForceError, LawError
        The kind is of a set that does not hold in the year, or whose criteria or indicators are not entered.
    """
    of_hamlets = kind == "hamlet_results"
    vintage = workspace.province.vintage_on(date(period, 12, 31)).key
    if form == "csv" and kind not in TOLD_KINDS:
        raise InputFileError(
            msg("This sheet is made for Excel only: a CSV file does not say which set its codes are of."),
            fix=msg("Choose the file type Excel."),
        )
    law = ready_hamlet_set(workspace, period) if of_hamlets else set_of_kind(workspace, kind, period)
    if of_hamlets:
        thresholds = {}
    else:
        thresholds = asked_by(workspace, law, period) if kind in SCORES - {"scores"} else _asked(workspace, period)
    current = known if known is not None else _current(workspace, kind, vintage, period) if filled else None
    if current is not None:
        current = _safe(current)
    units = read_units(workspace.province, vintage)
    units = units[units["code"].isin(list(only))] if only else units
    name = template_name(kind, period, form)
    with tempfile.TemporaryDirectory() as folder:
        path = write_template(
            Path(folder) / name,
            kind=kind,
            criteria_set=law,
            gazetteer=units[units["kind"].eq(PROGRAMME_KIND)],
            notes=TemplateNotes(period=period, vintage=vintage, province=workspace.province.key, thresholds=thresholds),
            current=current,
            hamlets=_safe(registered_hamlets(workspace, vintage=vintage, period=period).hamlets)
            if of_hamlets
            else None,
        )
        return name, path.read_bytes()


def marked_copy(source: Path, problems: Sequence[CellProblem]) -> tuple[str, bytes]:
    """Return the name and content of an office's own file with the cells of its problems marked."""
    name = f"{source.stem}-can-sua.xlsx"
    with tempfile.TemporaryDirectory() as folder:
        return name, mark_problems(source, problems, Path(folder) / name).read_bytes()


def _safe(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table without characters a spreadsheet cannot hold."""
    return table.map(lambda value: printable(value) if isinstance(value, str) else value)


def _current(workspace: Workspace, kind: str, vintage: str, period: int) -> pd.DataFrame | None:
    version = current_version(workspace.store, slot_of(kind, vintage=vintage, period=period))
    return read_version(workspace.store, version) if version else None


def _asked(workspace: Workspace, period: int) -> dict[str, str]:
    """Return for each indicator what the law asks for at the end of the year and who is in charge."""
    try:
        lines = show(workspace, on=date(period, 12, 31))
    except NotInForceError:
        return {}
    return {line.indicator: f"{line.sentence} {line.departments}" for line in lines}
