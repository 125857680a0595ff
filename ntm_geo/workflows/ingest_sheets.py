"""Ingest a sheet: say what was understood, what is wrong and what would change; keep it only when told to."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final, Literal

import pandas as pd

from ntm_geo.boundaries.units import read_units
from ntm_geo.errors import InputFileError, NotInForceError, msg
from ntm_geo.i18n import _, format_number, text
from ntm_geo.intake.sheet_tables import TABLES, Known
from ntm_geo.intake.workbook import SheetQuestion, WorkbookIntake, read_workbook
from ntm_geo.store.changes import Changes, compare, merge
from ntm_geo.store.datasets import add_version, current_version, read_version
from ntm_geo.store.name_fixes import remember, remembered
from ntm_geo.store.versions import NO_PERIOD, NewVersion, Slot, Version
from ntm_geo.tables.base import validate
from ntm_geo.workflows.agencies import load_agencies, still_made_up

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ntm_geo.criteria.model import CriteriaSet
    from ntm_geo.intake.problems import CellProblem
    from ntm_geo.workflows.workspace import Workspace

Mode = Literal["merge", "replace"]
YEARLY: Final = frozenset({"results", "scores", "attributes"})
"""Kinds of data of a year; the others are registers."""
_BY_CELL: Final = {"results": "criterion", "scores": "indicator"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPlan:
    """What a sheet would do to the data, before it does it."""

    intake: WorkbookIntake
    slot: Slot
    base: Version | None
    """Version the changes are compared with; None where nothing is kept yet."""
    mode: Mode
    table: pd.DataFrame
    """What would be kept: the sheet's rows, and with ``merge`` the kept rows it does not speak about."""
    changes: Changes
    untouched: int
    """Kept rows the sheet does not speak about and that stay."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetKept:
    """What came of keeping a plan."""

    version: Version
    new: bool


def plan_sheet(
    workspace: Workspace,
    path: Path,
    *,
    vintage: str = "",
    question: SheetQuestion | None = None,
    mode: Mode = "merge",
    decisions: Mapping[str, str] | None = None,
) -> SheetPlan:
    """Read a sheet and compare it with what is kept; nothing is written.

    Parameters
    ----------
    workspace : of the door.
    path : the workbook.
    vintage : key of the vintage its codes and names belong to; that of its year unless given.
    question : kind, year and sheet where a person chose them.
    mode : ``merge`` keeps the rows the sheet does not speak about, ``replace`` drops them.
    decisions : names decided just now: key of a line to the code of its unit.

    Raises
    ------
    InputFileError
        It is not a sheet we know.
    NotInForceError
        The units were not in force in the year of the figures.
    """
    chosen = vintage or workspace.province.vintages[0].key
    law, intake = _first_read(workspace, path, chosen, question, decisions)
    period = intake.understood.period
    native = _native(workspace, period) if period else chosen
    if vintage and period and vintage != native:
        raise NotInForceError(
            msg("The units of {vintage} were not in force at the end of {year}.", vintage=vintage, year=period),
            where=path.name,
            fix=msg("Choose the units of {vintage}, or another year.", vintage=native),
        )
    right = workspace.set_on(date(period, 12, 31)) if period else law
    if (native, right.key) != (chosen, law.key):
        chosen = native
        intake = _read(workspace, path, chosen, right, question, decisions)
    slot = slot_of(intake.understood.kind, vintage=chosen, period=period or NO_PERIOD)
    base = current_version(workspace.store, slot)
    before = read_version(workspace.store, base) if base else None
    table, untouched = _combined(intake, before, mode)
    return SheetPlan(
        intake=intake,
        slot=slot,
        base=base,
        mode=mode,
        table=table,
        changes=compare(slot.kind, before, table),
        untouched=untouched,
    )


def keep_sheet(
    workspace: Workspace, plan: SheetPlan, *, by: str, note: str = "", decisions: Mapping[str, str] | None = None
) -> SheetKept:
    """Keep what a plan says, as a new version in use; all or nothing.

    Parameters
    ----------
    workspace, plan : from `plan_sheet`.
    by : who brings it in.
    note : a remark for the history.
    decisions : names decided for this sheet, remembered for the next.

    Raises
    ------
    VersionConflictError
        Somebody else brought in another version since the plan was made.
    StoreError
        The database cannot be written.
    """
    provenance = replace(plan.intake.provenance, illustrative=still_made_up(workspace, plan.slot, plan.table))
    new = NewVersion(slot=plan.slot, table=plan.table, provenance=provenance, by=by, note=note)
    expected = plan.base.id if plan.base else None
    version, is_new = add_version(workspace.store, new, expected=expected)
    if decisions:
        remember(workspace.store, plan.slot.vintage, decisions, by=by)
    return SheetKept(version=version, new=is_new)


def slot_of(kind: str, *, vintage: str, period: int) -> Slot:
    """Return where a kind of data is kept: by vintage and year, by vintage, or (agencies) by neither."""
    if kind == "agencies":
        return Slot(kind=kind)
    return Slot(kind=kind, vintage=vintage, period=period if kind in YEARLY else NO_PERIOD)


def _native(workspace: Workspace, year: int) -> str:
    return workspace.province.vintage_on(date(year, 12, 31)).key


def _first_read(
    workspace: Workspace,
    path: Path,
    vintage: str,
    question: SheetQuestion | None,
    decisions: Mapping[str, str] | None,
) -> tuple[CriteriaSet, WorkbookIntake]:
    """Read a sheet by the criteria set of the year that was chosen, else by the first set that has its columns."""
    asked = question.period if question else None
    sets = [workspace.set_on(date(asked, 12, 31))] if asked else list(workspace.criteria_sets.values())
    try:
        return sets[0], _read(workspace, path, vintage, sets[0], question, decisions)
    except InputFileError:
        for law in sets[1:]:
            with contextlib.suppress(InputFileError):
                return law, _read(workspace, path, vintage, law, question, decisions)
        raise


def _read(
    workspace: Workspace,
    path: Path,
    vintage: str,
    law: CriteriaSet,
    question: SheetQuestion | None,
    decisions: Mapping[str, str] | None,
) -> WorkbookIntake:
    hamlets, recognitions = (
        read_version(workspace.store, version) if version else None
        for kind in ("hamlets", "recognitions")
        for version in [current_version(workspace.store, Slot(kind=kind, vintage=vintage))]
    )
    return read_workbook(
        path,
        gazetteer=read_units(workspace.province, vintage),
        criteria_set=law,
        question=question,
        remembered=remembered(workspace.store, vintage) | dict(decisions or {}),
        known=Known(hamlets=hamlets, recognitions=recognitions, agencies=load_agencies(workspace).table),
    )


def _combined(intake: WorkbookIntake, before: pd.DataFrame | None, mode: Mode) -> tuple[pd.DataFrame, int]:
    """Return the sheet's rows with the kept ones it does not speak about, and how many these are."""
    kind, table = intake.understood.kind, intake.table
    if before is None or before.empty or mode == "replace":
        return table, 0
    codes, columns = intake.covered
    if kind in _BY_CELL:
        spoken = before["code"].isin(codes) & before[_BY_CELL[kind]].isin(columns)
        joined = merge(kind, before[~spoken], table)
    elif kind == "attributes":
        joined = merge(kind, before, _fill(table, before, columns))
    else:
        joined = merge(kind, before, table)
    return validate(joined, TABLES[kind]), len(joined) - len(table)


def _fill(table: pd.DataFrame, before: pd.DataFrame, columns: frozenset[str]) -> pd.DataFrame:
    """Keep what is known of a commune in the columns the sheet does not have."""
    silent = [str(name) for name in before if name not in {*columns, "code", "period"}]
    kept = before.set_index("code")[silent].reindex(table["code"])
    return table.assign(**{name: kept[name].to_numpy() for name in silent}).astype(dict(before.dtypes))


# ------------------------------------------------------------------------------------------------ said


def understood_lines(plan: SheetPlan) -> list[str]:
    """Return what was understood of a sheet, as lines to read, before anything is asked."""
    found = plan.intake.understood
    lines = [
        _("Sheet “{sheet}”: {kind}, header in row {rows}.",
          sheet=found.sheet, kind=kind_name(found.kind), rows=", ".join(map(str, found.header_rows))),
        _("{count} rows of data; {taken} of them are sound.",
          count=format_number(len(plan.intake.rows.data)), taken=format_number(plan.intake.taken)),
    ]  # fmt: skip
    if found.period:
        from_where = _("read from “{text}”", text=found.period_from) if found.period_from else _("as chosen")
        lines.append(_("Year {year} ({where}); units of {vintage}.", year=found.period, where=from_where,
                       vintage=plan.slot.vintage))  # fmt: skip
    if found.mended_from:
        lines.append(_("The text was in {encoding} and was turned into Unicode.", encoding=found.mended_from.upper()))
    doubtful = "; ".join(f"{letter}: {heading}" for letter, heading in found.doubtful.items())
    if doubtful:
        lines.append(_("Headings that only look like ours: {headings}", headings=doubtful))
    ignored = "; ".join(f"{letter}: {heading}" for letter, heading in found.ignored.items())
    if ignored:
        lines.append(_("Columns not used: {headings}", headings=ignored))
    if found.other_sheets:
        lines.append(_("Other sheets of the file: {names}", names=", ".join(found.other_sheets)))
    return lines


def change_lines(plan: SheetPlan) -> list[str]:
    """Return what keeping the sheet would change, as lines to read."""
    changes = plan.changes
    if not changes.any:
        return [_("Nothing would change: the data are kept already.")]
    lines = [
        _("{new} new, {changed} changed, {unchanged} unchanged, {missing} removed rows.",
          new=format_number(changes.new), changed=format_number(changes.changed),
          unchanged=format_number(changes.unchanged), missing=format_number(changes.missing)),
    ]  # fmt: skip
    if plan.untouched:
        lines.append(_("{count} kept rows are not in the sheet and stay.", count=format_number(plan.untouched)))
    return lines


def kind_name(kind: str) -> str:
    """Return what a kind of data is called, in the current language."""
    names = {
        "results": _("Criteria met"),
        "scores": _("Values of the indicators"),
        "hamlets": _("Hamlets and their certification"),
        "recognitions": _("Recognised communes"),
        "attributes": _("Attributes of the communes"),
        "agencies": _("Agencies that help"),
        "boundaries": _("Boundaries"),
        "registrations": _("Registered criteria"),
        "steps": _("Steps of recognition"),
        "difficulties": _("Difficulties"),
        "inspections": _("Inspections"),
        "thresholds": _("Thresholds of the province"),
        "attachments": _("Photographs and documents"),
        "scenarios": _("Scenarios of priorities"),
        "plans": _("Plans of assignment"),
        "assignments": _("Pairs of a plan of assignment"),
        "partners": _("Partners of earlier years"),
        "support": _("Support registered and done"),
        "distances": _("Ways by road"),
        "costs": _("Costs of the criteria"),
    }
    return names[kind]


def sheet_report(plan: SheetPlan, kept: SheetKept | None = None) -> dict[str, Any]:
    """Return a plan as plain data, for programs; texts in the current language."""
    intake, found = plan.intake, plan.intake.understood
    return {
        "source": intake.provenance.source,
        "sha256": intake.provenance.sha256,
        "sheet": found.sheet,
        "kind": found.kind,
        "period": found.period,
        "vintage": plan.slot.vintage,
        "columns": found.columns,
        "ignored": found.ignored,
        "doubtful": found.doubtful,
        "rows": len(intake.rows.data),
        "taken": intake.taken,
        "matched": intake.join.counts if intake.join else {},
        "problems": [describe_problem(one) for one in intake.problems],
        "changes": {
            "new": plan.changes.new,
            "changed": plan.changes.changed,
            "missing": plan.changes.missing,
            "unchanged": plan.changes.unchanged,
            "untouched": plan.untouched,
        },
        "kept": kept.version.id if kept else None,
        "new": bool(kept and kept.new),
    }


def describe_problem(problem: CellProblem) -> dict[str, str]:
    """Return a problem of a cell as plain data; texts in the current language."""
    return {
        "severity": problem.severity,
        "kind": problem.kind,
        "sheet": problem.sheet,
        "cell": problem.cell,
        "value": problem.value,
        "what": text(problem.what),
        "expected": text(problem.expected),
    }


def sheet_lines(plan: SheetPlan, kept: SheetKept | None = None) -> list[str]:
    """Return a plan, and what came of it, as lines to read."""
    lines = [*understood_lines(plan)]
    for one in plan.intake.problems:
        mark = "x" if one.severity == "error" else "!"
        value = f" “{one.value}”" if one.value else ""
        lines.append(f"{mark} {one.place}{value}: {text(one.what)} {text(one.expected)}")
    lines += change_lines(plan)
    if kept is None:
        return [*lines, _("Nothing was kept (dry run).")]
    if not kept.new:
        return [*lines, _("It was kept before; nothing changed.")]
    return [*lines, _("Kept as version {number}.", number=kept.version.id)]
