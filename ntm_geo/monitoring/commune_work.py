"""Plans of a commune or a department: what is registered, how far a recognition is, what is in the way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from ntm_geo.dossiers.dossier_standing import with_dossier_steps
from ntm_geo.monitoring.difficulties import on_day
from ntm_geo.monitoring.procedure import stages
from ntm_geo.monitoring.work_registers import load
from ntm_geo.tables.base import each_row

if TYPE_CHECKING:
    from ntm_geo.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class CommuneWork:
    """What a commune is at work on."""

    registered: tuple[str, ...]
    """Criteria registered for the year, in the order of their numbers."""
    stages: tuple[tuple[str, str, date], ...]
    """Level, step reached, since when."""
    difficulties: tuple[tuple[str, bool], ...]
    """What is open, and whether it is late; late ones first."""
    solved: tuple[tuple[str, str, date], ...]
    """What was solved, how (empty where that is not known) and when; newest first."""
    inspections: tuple[tuple[date, str, str], ...]
    """Day, who came and what was found; newest first."""


def of_commune(workspace: Workspace, code: str, *, vintage: str, year: int, today: date | None = None) -> CommuneWork:
    """Return what a commune is at work on.

    Parameters
    ----------
    workspace : of the door.
    code : of the commune.
    vintage : of the code.
    year : of the plan.
    today : the day; the one of the clock unless given.
    """
    day = today or date.today()  # noqa: DTZ011 - the day at the place the program runs at
    planned = load(workspace, "registrations", vintage=vintage).table
    criterion = planned.loc[planned["code"].eq(code) & planned["year"].eq(year), "criterion"]
    steps = with_dossier_steps(workspace, load(workspace, "steps", vintage=vintage).table, vintage=vintage)
    reached = stages(steps, on=day)
    rows = on_day(load(workspace, "difficulties", vintage=vintage).table, day)
    rows = rows[rows["code"].eq(code)]
    solved = rows[rows["state"].eq("solved")].sort_values("solved_on", ascending=False)
    visits = load(workspace, "inspections", vintage=vintage).table
    visits = visits[visits["code"].eq(code)].sort_values("on", ascending=False)
    return CommuneWork(
        registered=tuple(sorted(criterion, key=int)),
        stages=tuple(
            (str(row.level), str(row.step), pd.Timestamp(row.since).date())
            for row in each_row(reached[reached["code"].eq(code)])
        ),
        difficulties=tuple((str(row.what), row.state == "late") for row in each_row(rows[rows["state"].ne("solved")])),
        solved=tuple(
            (str(row.what), "" if pd.isna(row.solution) else str(row.solution), pd.Timestamp(row.solved_on).date())
            for row in each_row(solved)
        ),
        inspections=tuple((pd.Timestamp(row.on).date(), str(row.who), str(row.findings)) for row in each_row(visits)),
    )


def open_difficulties(
    workspace: Workspace, *, vintage: str, department: str = "", today: date | None = None
) -> pd.DataFrame:
    """Return the difficulties that are not solved, late ones first; only those of a department if given.

    Returns
    -------
    See `difficulties.on_day`.
    """
    day = today or date.today()  # noqa: DTZ011 - the day at the place the program runs at
    rows = on_day(load(workspace, "difficulties", vintage=vintage).table, day)
    rows = rows[rows["state"].ne("solved")]
    return rows[rows["in_charge"].eq(department)] if department else rows


def planned(workspace: Workspace, *, vintage: str, year: int) -> set[tuple[str, str]]:
    """Return commune and criterion of everything registered for a year."""
    table = load(workspace, "registrations", vintage=vintage).table
    chosen = table[table["year"].eq(year)]
    return set(zip(chosen["code"], chosen["criterion"], strict=True))
