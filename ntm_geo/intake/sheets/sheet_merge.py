"""What is kept of a sheet beside what was kept before: the rows and cells it does not speak about stay."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from ntm_geo.intake.sheets.cells.sheet_kinds import SCORES
from ntm_geo.intake.sheets.sheet_tables import TABLES
from ntm_geo.records.shipped import HAMLET_RESULTS
from ntm_geo.store.changes import merge
from ntm_geo.tables.base import validate
from ntm_geo.tables.monitoring_tables import Registrations

if TYPE_CHECKING:
    import pandas as pd

    from ntm_geo.intake.sheets.workbook import WorkbookIntake
    from ntm_geo.store.versions import Slot

Mode = Literal["merge", "replace"]
BY_CELL: Final = {"results": "criterion"} | dict.fromkeys(SCORES, "indicator")
"""Kinds of data of communes a sheet speaks about cell by cell, with the column that names the cell."""
PLANS: Final = "registrations"


def combined(intake: WorkbookIntake, slot: Slot, before: pd.DataFrame | None, mode: Mode) -> tuple[pd.DataFrame, int]:
    """Return the sheet's rows with the kept ones it does not speak about, and how many these are."""
    kind = intake.understood.kind
    table = _registered(intake) if slot.kind == PLANS else intake.table
    if before is None or before.empty or mode == "replace":
        return table, 0
    codes, columns = intake.covered
    if slot.kind == PLANS:
        spoken = (
            before["code"].isin(codes)
            & before["criterion"].isin(columns)
            & before["year"].eq(intake.understood.period or 0)
        )
        joined = merge(PLANS, before[~spoken], table)
        return validate(joined, Registrations), len(joined) - len(table)
    if kind in BY_CELL:
        spoken = before["code"].isin(codes) & before[BY_CELL[kind]].isin(columns)
        joined = merge(kind, before[~spoken], table)
    elif kind == HAMLET_RESULTS:
        spoken = before["hamlet"].isin(codes) & before["item"].isin(columns)
        joined = merge(kind, before[~spoken], table)
    elif kind == "attributes":
        joined = merge(kind, before, _fill(table, before, columns))
    else:
        joined = merge(kind, before, table)
    return validate(joined, TABLES[kind]), len(joined) - len(table)


def _registered(intake: WorkbookIntake) -> pd.DataFrame:
    """Return a plan as what plans are kept as: the criteria each commune registered for the year."""
    met = intake.table[intake.table["met"].eq(True)]
    table = met[["code", "criterion"]].assign(year=intake.understood.period or 0, note=None)
    return validate(table.reindex(columns=list(Registrations.to_schema().columns)), Registrations)


def _fill(table: pd.DataFrame, before: pd.DataFrame, columns: frozenset[str]) -> pd.DataFrame:
    """Keep what is known of a commune in the columns the sheet does not have."""
    silent = [str(name) for name in before if name not in {*columns, "code", "period"}]
    joined = before.set_index("code")[silent].reindex(table["code"])
    return table.assign(**{name: joined[name].to_numpy() for name in silent}).astype(dict(before.dtypes))
