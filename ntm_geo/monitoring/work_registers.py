"""Monitoring: what is registered, under way, asked for, in the way and inspected; checked, kept version by version."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final, Literal, get_args

import pandas as pd

from ntm_geo.boundaries.units import read_units
from ntm_geo.criteria.recognition_law import load_ended_steps
from ntm_geo.errors import TableError, msg
from ntm_geo.monitoring.funds import check_funds
from ntm_geo.monitoring.procedure import check_steps
from ntm_geo.records.made_up.made_up_work import read_work_register
from ntm_geo.records.registers import numbered, read_register, write_register
from ntm_geo.store.kinds import MODELS
from ntm_geo.store.versions import Slot
from ntm_geo.tables.base import each_row
from ntm_geo.tables.unit_table import PROGRAMME_KIND

if TYPE_CHECKING:
    from ntm_geo.monitoring.procedure import StepFinding
    from ntm_geo.records.registers import Register
    from ntm_geo.store.versions import Version
    from ntm_geo.workspace.workspace import Workspace

Kind = Literal["registrations", "steps", "difficulties", "inspections", "conditions", "funds"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
_NUMBERED: Final = ("difficulties", "inspections")
_ENDS: Final = (("solved_on", "raised_on"), ("due_on", "raised_on"))
_SHOWN: Final = 5


def load(workspace: Workspace, kind: Kind, *, vintage: str) -> Register:
    """Return what is kept of a kind for the units of a vintage, or the illustrative rows shipped for them.

    Parameters
    ----------
    workspace : of the door.
    kind : of data.
    vintage : of the codes.
    """
    if kind == "conditions" or kind == "funds":  # noqa: PLR1714 - told apart by the types
        return read_register(workspace, Slot(kind=kind, vintage=vintage))
    return read_work_register(workspace, kind, vintage=vintage)


def save(
    workspace: Workspace,
    kind: Kind,
    table: pd.DataFrame,
    *,
    vintage: str,
    by: str,
    expected: int | None,
) -> tuple[Version, bool]:
    """Keep a changed table as a new version; new rows get their numbers.

    Parameters
    ----------
    workspace : of the door.
    kind : of data.
    table : all its rows.
    vintage : of the codes.
    by : who changed it.
    expected : number of the version it was changed in, None where nothing was kept.

    Returns
    -------
    The version, and whether it is new.

    Raises
    ------
    TableError
        A row breaks the model, names an unknown commune, criterion or condition, stands twice, or its days or sums of
        money contradict each other.
    VersionConflictError
        Somebody else saved meanwhile.
    """
    frame = numbered(table) if kind in _NUMBERED else table
    columns = list(MODELS[kind].to_schema().columns)
    frame = frame[columns].replace({"": None})
    _check_codes(workspace, frame, vintage)
    _check_criteria(workspace, frame)
    _check_days(frame)
    _check_conditions(workspace, frame)
    if kind == "funds":
        check_funds(frame)
    return write_register(workspace, Slot(kind=kind, vintage=vintage), frame, by=by, expected=expected)


def findings(workspace: Workspace, *, vintage: str) -> list[StepFinding]:
    """Return what is out of order in the steps that are kept."""
    steps = load(workspace, "steps", vintage=vintage).table
    return check_steps(steps, load_ended_steps(workspace.criteria_dir))


def _check_codes(workspace: Workspace, table: pd.DataFrame, vintage: str) -> None:
    units = read_units(workspace.province, vintage)
    known = set(units.loc[units["kind"].eq(PROGRAMME_KIND), "code"])
    wrong = table.loc[table["code"].notna() & ~table["code"].isin(known), "code"]  # none at all is told with its row
    if len(wrong):
        raise TableError(
            msg("{count} rows name no commune of the programme.", count=len(wrong)),
            where=", ".join(wrong.astype(str).head(_SHOWN)),
            fix=msg("Choose the commune from the list in each row."),
        )


def _check_criteria(workspace: Workspace, table: pd.DataFrame) -> None:
    if "criterion" not in table:
        return
    known = {criterion.code for law in workspace.criteria_sets.values() for criterion in law.criteria}
    wrong = table.loc[table["criterion"].notna() & ~table["criterion"].isin(known), "criterion"]
    if len(wrong):
        raise TableError(
            msg("{count} rows name a criterion the set does not have.", count=len(wrong)),
            where=", ".join(wrong.astype(str).head(_SHOWN)),
            fix=msg("Give a number from 1 to {last}.", last=len(known)),
        )


def _check_days(table: pd.DataFrame) -> None:
    """Refuse what ends before it begins."""
    for later, earlier in _ENDS:
        if later not in table:
            return
        wrong = table[pd.to_datetime(table[later]).lt(pd.to_datetime(table[earlier]))]
        if len(wrong):
            raise TableError(
                msg("{count} rows end before they begin.", count=len(wrong)),
                where=", ".join(wrong["what"].astype(str).head(_SHOWN)),
                fix=msg("Correct the days: raised first, then due or solved."),
            )


def _check_conditions(workspace: Workspace, table: pd.DataFrame) -> None:
    """Refuse a condition the set of its year does not have, and one that is said twice of a commune and year."""
    if "condition" not in table:
        return
    known = {year: _conditions_of(workspace, year) for year in table["period"].dropna().astype(int).unique()}
    rows = table.dropna(subset=["code", "period", "condition"])  # what is missing is told with its row
    wrong = rows[[row.condition not in known[int(row.period)] for row in each_row(rows)]]
    if len(wrong):
        raise TableError(
            msg("{count} rows name a condition the criteria set of their year does not have.", count=len(wrong)),
            where=", ".join(wrong["period"].astype(int).astype(str).head(_SHOWN)),
            fix=msg("Choose a condition from the list, and a year of the set it belongs to."),
        )
    doubled = rows[rows.duplicated(["code", "period", "condition"])]
    if len(doubled):
        raise TableError(
            msg("{count} rows say twice whether a condition is met.", count=len(doubled)),
            where=", ".join(doubled["code"].head(_SHOWN)),
            fix=msg("Keep one row of each."),
        )


def _conditions_of(workspace: Workspace, year: int) -> set[str]:
    law = workspace.set_on(date(year, 12, 31)).recognition
    return {condition.key for condition in law.conditions} if law else set()
