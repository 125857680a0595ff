"""Ingest a sheet: say what was understood, what is open, what is wrong and what would change; keep it when told to."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final

import pandas as pd

from ntm_geo.assessment.by_other_sets.kind_sets import OF_OTHER_SETS, set_of_kind, sets_to_read
from ntm_geo.assessment.by_other_sets.upper_level import levels_by_year
from ntm_geo.boundaries.units import full_name, read_units
from ntm_geo.criteria.model import CriteriaSet
from ntm_geo.errors import InputFileError, NotInForceError, OpenQuestionsError, msg
from ntm_geo.intake.sheets.cells.sheet_kinds import SCORES
from ntm_geo.intake.sheets.hamlet_keys import hamlet_law, speaks_of_hamlets
from ntm_geo.intake.sheets.known import Known, registered_hamlets
from ntm_geo.intake.sheets.saved_column_choices import keep_columns, known_columns
from ntm_geo.intake.sheets.sheet_file import notes_of
from ntm_geo.intake.sheets.sheet_merge import BY_CELL, PLANS, Mode, combined
from ntm_geo.intake.sheets.sheet_units import lasting
from ntm_geo.intake.sheets.tables.grid import Grid, read_grids
from ntm_geo.intake.sheets.workbook import YEARLY, SheetQuestion, WorkbookIntake, read_workbook
from ntm_geo.records.agency_list import load_agencies, still_made_up
from ntm_geo.records.hamlet_records import ready_hamlet_set
from ntm_geo.records.shipped import HAMLET_RESULTS
from ntm_geo.store.changes import Changes, compare
from ntm_geo.store.datasets import add_version, current_version, read_version
from ntm_geo.store.name_fixes import remember, remembered
from ntm_geo.store.versions import NO_PERIOD, NewVersion, Slot, Version
from ntm_geo.tables.unit_table import PROGRAMME_KIND

if TYPE_CHECKING:
    from pathlib import Path

    from ntm_geo.workspace.workspace import Workspace

__all__ = ["YEARLY", "Mode", "SheetKept", "SheetPreview", "keep_sheet", "preview_sheet", "slot_of"]

_MOSTLY: Final = 0.5
"""Share of a district's communes from which a sheet is taken to be about the whole district."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPreview:
    """What a sheet would do to the data, before it does it."""

    intake: WorkbookIntake
    law: CriteriaSet
    """Set whose criteria and indicators the columns are."""
    slot: Slot
    base: Version | None
    """Version the changes are compared with; None where nothing is kept yet."""
    mode: Mode
    table: pd.DataFrame
    """What would be kept: the sheet's rows, and with ``merge`` the kept rows it does not speak about."""
    changes: Changes
    untouched: int
    """Kept rows the sheet does not speak about and that stay."""
    absent: tuple[str, ...] = ()
    """Names of the communes the sheet leaves out, of the districts most of whose communes it has."""
    expected: int = 0
    """Communes of these districts in all."""
    columns: tuple[tuple[str, str], ...] = ()
    """Places of columns and what a person chose them to be."""

    @property
    def can_be_kept(self) -> bool:
        """Whether there is something sound to keep and nothing open."""
        return bool(self.intake.taken) and not self.intake.open_questions and not self.intake.refused


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetKept:
    """What came of keeping a plan."""

    version: Version
    new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What a file is read with, the same in every reading of it."""

    path: Path
    grids: tuple[Grid, ...]
    question: SheetQuestion
    decisions: Mapping[str, str]


def preview_sheet(
    workspace: Workspace,
    path: Path,
    *,
    vintage: str = "",
    question: SheetQuestion | None = None,
    mode: Mode = "merge",
    decisions: Mapping[str, str] | None = None,
) -> SheetPreview:
    """Read a file of sheets and compare it with what is kept; nothing is written.

    Parameters
    ----------
    workspace : of the door.
    path : the workbook.
    vintage : key of the vintage its codes and names belong to; that of its year unless given, and of a register without
        a year the one that fits most of its rows.
    question : kind, year, sheets, columns and answers where a person chose them.
    mode : ``merge`` keeps the rows the sheet does not speak about, ``replace`` drops them.
    decisions : names decided just now: key of a line to the code of its unit.

    Raises
    ------
    InputFileError
        It is not a sheet we know.
    NotInForceError
        The units were not in force in the year of the figures.
    """
    wanted = _Asked(
        path=path, grids=read_grids(path), question=question or SheetQuestion(), decisions=dict(decisions or {})
    )
    first = vintage or workspace.province.vintages[0].key
    law, intake = _first_read(workspace, wanted, first)
    chosen, law, intake = _with_right_units(workspace, wanted, intake, law, text=vintage, first=first)
    slot = _slot(intake, chosen)
    base = current_version(workspace.store, slot)
    before = read_version(workspace.store, base) if base else None
    table, untouched = combined(intake, slot, before, mode)
    absent, expected = _absent(workspace, intake, slot)
    return SheetPreview(
        intake=intake,
        law=law,
        slot=slot,
        base=base,
        mode=mode,
        table=table,
        changes=compare(slot.kind, before, table),
        untouched=untouched,
        absent=absent,
        expected=expected,
        columns=wanted.question.columns,
    )


def _absent(workspace: Workspace, intake: WorkbookIntake, slot: Slot) -> tuple[tuple[str, ...], int]:
    """Return the communes a sheet about all communes leaves out, and how many it should have."""
    if slot.kind not in BY_CELL:
        return (), 0
    units = read_units(workspace.province, slot.vintage)
    communes = units[units["kind"].eq(PROGRAMME_KIND)]
    there = communes["code"].isin(intake.table["code"])
    parent_code = communes["parent_code"].fillna("")
    wanted = communes[there.groupby(parent_code).transform("mean").ge(_MOSTLY)]
    left = wanted[~wanted["code"].isin(intake.table["code"])]
    names = [full_name(kind, name) for kind, name in zip(left["kind"], left["name"], strict=True)]
    named = [
        f"{name}, {district}" if isinstance(district, str) else name
        for name, district in zip(names, left["parent_name"], strict=True)
    ]
    return tuple(named), len(wanted)


def keep_sheet(
    workspace: Workspace, preview: SheetPreview, *, by: str, note: str = "", decisions: Mapping[str, str] | None = None
) -> SheetKept:
    """Keep what a plan says, as a new version in use; all or nothing. Columns that were chosen are remembered.

    Parameters
    ----------
    workspace, plan : from `preview_sheet`.
    by : who brings it in.
    note : a remark for the history.
    decisions : names decided for this sheet, remembered for the next; a name several units bear only with its district.

    Raises
    ------
    OpenQuestionsError
        The file leaves something open that decides figures, or an answer says that it is not to be kept.
    VersionConflictError
        Somebody else brought in another version since the plan was made, and it touches the same rows, or this sheet
        replaces all of them.
    StoreError
        The database cannot be written.
    """
    if preview.intake.open_questions or preview.intake.refused:
        open_keys = ", ".join(question.key for question in preview.intake.open_questions)
        raise OpenQuestionsError(
            msg("The file leaves questions open: {keys}.", keys=open_keys or "part-of-year"),
            where=preview.intake.provenance.source,
            fix=msg("Answer them, then keep it."),
        )
    made_up = still_made_up(workspace, preview.slot, preview.table)
    if preview.slot.kind == HAMLET_RESULTS:
        slot = preview.slot
        made_up = registered_hamlets(workspace, vintage=slot.vintage, period=slot.period).made_up
    provenance = replace(preview.intake.provenance, illustrative=made_up)
    new = NewVersion(
        slot=preview.slot, table=preview.table, provenance=provenance, by=by, note=note, alone=preview.mode == "replace"
    )
    expected = preview.base.id if preview.base else None
    version, is_new = add_version(workspace.store, new, expected=expected)
    if decisions:
        units = read_units(workspace.province, preview.slot.vintage)
        remember(workspace.store, preview.slot.vintage, lasting(decisions, units), by=by)
    understood = preview.intake.understood
    keep_columns(workspace, understood.reading, preview.columns, kind=understood.kind, law=preview.law, by=by)
    return SheetKept(version=version, new=is_new)


def slot_of(kind: str, *, vintage: str, period: int) -> Slot:
    """Return where a kind of data is kept: by vintage and year, by vintage, or (agencies) by neither."""
    if kind == "agencies":
        return Slot(kind=kind)
    return Slot(kind=kind, vintage=vintage, period=period if kind in YEARLY else NO_PERIOD)


def _slot(intake: WorkbookIntake, vintage: str) -> Slot:
    understood = intake.understood
    kind = PLANS if understood.plan and understood.kind == "results" else understood.kind
    return slot_of(kind, vintage=vintage, period=understood.period or NO_PERIOD)


def _first_read(workspace: Workspace, wanted: _Asked, vintage: str) -> tuple[CriteriaSet, WorkbookIntake]:
    """Read a file by the criteria set of the year that was chosen, else by the first set that has its columns.

    Results of hamlets are read by the set for hamlets: where the file is our template for them or a person says so, and
    where a list of hamlets has columns for most criteria of that set.
    """
    noted = notes_of(wanted.grids)
    kind, year = wanted.question.kind or noted.get("kind", ""), wanted.question.period
    if kind == HAMLET_RESULTS:
        law = hamlet_law(workspace, year)
        return law, _read(workspace, wanted, vintage, law)
    if not kind and speaks_of_hamlets(wanted.grids):
        with contextlib.suppress(InputFileError, NotInForceError):
            law = hamlet_law(workspace, year)
            intake = _read(workspace, wanted, vintage, law)
            if len(intake.covered[1] & {criterion.code for criterion in law.criteria}) >= len(law.criteria) / 2:
                return law, intake
    sets = sets_to_read(workspace, kind, year or noted.get("period", "") if kind in OF_OTHER_SETS else year)
    return _by_first_set(workspace, wanted, vintage, sets)


def _by_first_set(
    workspace: Workspace, wanted: _Asked, vintage: str, sets: list[CriteriaSet]
) -> tuple[CriteriaSet, WorkbookIntake]:
    """Read a file by the first set that has its columns."""
    try:
        return sets[0], _read(workspace, wanted, vintage, sets[0])
    except InputFileError:
        for law in sets[1:]:
            with contextlib.suppress(InputFileError):
                return law, _read(workspace, wanted, vintage, law)
        raise


def _with_right_units(
    workspace: Workspace, wanted: _Asked, intake: WorkbookIntake, law: CriteriaSet, *, text: str, first: str
) -> tuple[str, CriteriaSet, WorkbookIntake]:
    """Read a file again by the units and the law of its year, and beside the figures kept of the year before."""
    period = intake.understood.period
    if period is None:
        best, intake = _best_units(workspace, wanted, intake, law, text=text, first=first)
        return best, law, intake
    native = workspace.province.vintage_on(date(period, 12, 31)).key
    if text and text != native:
        raise NotInForceError(
            msg("The units of {vintage} were not in force at the end of {year}.", vintage=text, year=period),
            where=wanted.path.name,
            fix=msg("Choose the units of {vintage}, or another year.", vintage=native),
        )
    kind = intake.understood.kind
    of_hamlets = kind == HAMLET_RESULTS
    right = ready_hamlet_set(workspace, period) if of_hamlets else set_of_kind(workspace, kind, period)
    before = _year_before(workspace, intake.understood.kind, native, period)
    if (native, right.key) != (first, law.key) or before is not None or of_hamlets:
        intake = _read(workspace, wanted, native, right, before, period=period)
    return native, right, intake


def _best_units(
    workspace: Workspace, wanted: _Asked, intake: WorkbookIntake, law: CriteriaSet, *, text: str, first: str
) -> tuple[str, WorkbookIntake]:
    """Return a register read by the units that fit most of its rows; the first vintage where others fit no better."""
    if text or intake.join is None or intake.understood.kind in YEARLY:
        return first, intake
    best, matched = (first, intake), intake.join.matched
    for vintage in workspace.province.vintages:
        if vintage.key == first or matched == intake.rows:
            continue
        other = _read(workspace, wanted, vintage.key, law)
        if other.join is not None and other.join.matched > matched:
            best, matched = (vintage.key, other), other.join.matched
    return best


def _year_before(workspace: Workspace, kind: str, vintage: str, period: int) -> pd.DataFrame | None:
    """Return the figures of the year before on the same units, a column for each key; None where none are kept."""
    if kind not in SCORES | {"attributes"}:
        return None
    version = current_version(workspace.store, Slot(kind=kind, vintage=vintage, period=period - 1))
    if version is None:
        return None
    table = read_version(workspace.store, version)
    if kind == "attributes":
        return table
    wide = table.pivot_table(index="code", columns="indicator", values="value", aggfunc="first")
    return wide.reset_index()


def _read(
    workspace: Workspace,
    wanted: _Asked,
    vintage: str,
    law: CriteriaSet,
    before: pd.DataFrame | None = None,
    *,
    period: int = NO_PERIOD,
) -> WorkbookIntake:
    hamlets, recognitions = (
        read_version(workspace.store, version) if version else None
        for kind in ("hamlets", "recognitions")
        for version in [current_version(workspace.store, Slot(kind=kind, vintage=vintage))]
    )
    if law.subject == "hamlet" and period != NO_PERIOD:
        hamlets = registered_hamlets(workspace, vintage=vintage, period=period).hamlets
    units = read_units(workspace.province, vintage)
    return read_workbook(
        wanted.path,
        gazetteer=units,
        criteria_set=law,
        question=wanted.question,
        remembered=lasting(remembered(workspace.store, vintage), units) | dict(wanted.decisions),
        known=Known(
            hamlets=hamlets,
            recognitions=recognitions,
            agencies=load_agencies(workspace).table,
            before=before,
            columns=known_columns(workspace, law),
            levels=levels_by_year(workspace),
        ),
        grids=wanted.grids,
    )
