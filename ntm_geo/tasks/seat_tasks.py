"""What waits for a seat on a day: by its role, and by the communes, the department or the agency it acts for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from ntm_geo.boundaries.units import read_units
from ntm_geo.dossiers.appraising import waiting_for
from ntm_geo.dossiers.criterion_states import criterion_states
from ntm_geo.dossiers.dossier_rows import read_dossiers, this_day
from ntm_geo.dossiers.dossier_standing import days_for, where_dossiers_stand
from ntm_geo.monitoring.difficulties import on_day
from ntm_geo.monitoring.work_registers import load
from ntm_geo.partners.confirming import load_confirmations, with_confirmations
from ntm_geo.partners.partner_history import communes_helped
from ntm_geo.partners.support import follow_up, load_support
from ntm_geo.records.agency_list import load_agencies
from ntm_geo.tables.base import each_row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from ntm_geo.acting import Actor
    from ntm_geo.dossiers.dossier_rows import Dossiers
    from ntm_geo.records.shipped import Figures
    from ntm_geo.workspace.workspace import Workspace

KINDS: Final = (
    "correct", "fill", "check", "appraise", "vote", "decide", "solve", "pass_on", "overdue", "register", "do",
    "confirm", "refused",
)  # fmt: skip
"""Kinds of work in the order they are listed in."""
COLUMNS: Final = ("kind", "code", "criterion", "number", "about", "since", "due_on", "late")
ROLES: Final = ("coordination", "leader", "department", "district", "commune", "agency")
"""Roles something can wait for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """Whose work is looked for."""

    role: str
    units: frozenset[str] = frozenset()
    """Communes, or districts, it acts for."""
    body: str = ""
    """Department or agency it acts for."""


def seat_of(actor: Actor) -> Seat:
    """Return the seat of an account."""
    return Seat(role=actor.role, units=actor.units, body=actor.body)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Context:
    """Everything the work of a seat is read from."""

    workspace: Workspace
    figures: Figures
    seat: Seat
    vintage: str
    period: int
    day: date
    dossiers: Dossiers
    standing: pd.DataFrame
    communes: frozenset[str]
    """Communes of the programme the seat acts for: all of them where it is not for some."""


def tasks_of(
    workspace: Workspace, figures: Figures, seat: Seat, *, vintage: str, period: int, today: date | None = None
) -> pd.DataFrame:
    """Return what waits for a seat.

    Parameters
    ----------
    workspace, figures : of the door.
    seat : whose work it is; a role nothing waits for has none.
    vintage, period : units and year of the dossiers; support is that of the year of the day.
    today : the day; that of the clock unless given.

    Returns
    -------
    ``COLUMNS``: ``kind`` one of `KINDS`; ``code`` of the commune, ``criterion`` and ``number`` (of a difficulty or a
    support) where it is about one, else empty; ``about`` what was written of it; ``since`` and ``due_on`` days or
    missing; late work first, then by kind, by the day it is due, and by commune. Days a step should take are those of
    ``data/criteria/procedure.yaml``.
    """
    day = this_day(today)
    dossiers = read_dossiers(workspace, vintage=vintage, period=period)
    context = _Context(
        workspace=workspace,
        figures=figures,
        seat=seat,
        vintage=vintage,
        period=period,
        day=day,
        dossiers=dossiers,
        standing=where_dossiers_stand(workspace, figures, vintage=vintage, period=period, today=day),
        communes=_communes(workspace, seat, vintage),
    )
    rows = [row for find in _SOURCES.get(seat.role, ()) for row in find(context)]
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    days = {column: pd.to_datetime(table[column]) for column in ("since", "due_on")}
    criteria = table["criterion"].astype("object").where(table["criterion"].notna(), "")
    table = table.assign(
        **days, criterion=criteria, late=days["due_on"].lt(pd.Timestamp(day)), rank=table["kind"].map(KINDS.index)
    )
    table = table.sort_values(["late", "rank", "due_on", "code", "number"], ascending=[False, True, True, True, True])
    return table.drop(columns="rank").reset_index(drop=True)


def _communes(workspace: Workspace, seat: Seat, vintage: str) -> frozenset[str]:
    units = read_units(workspace.province, vintage)
    if seat.role not in {"commune", "district"}:
        return frozenset(units["code"])
    inside = units["code"].isin(seat.units) | units["parent_code"].isin(seat.units)
    return frozenset(units.loc[inside, "code"])


def _row(kind: str, code: str, **more: Any) -> dict[str, Any]:
    return dict.fromkeys(COLUMNS) | {"kind": kind, "code": code, "about": ""} | more


def _to_fill(context: _Context) -> Iterable[dict[str, Any]]:
    """Yield a commune's dossier while it is not sent, once any in the province was begun, and what came back."""
    used = bool(context.standing["begun"].any())
    for row in each_row(context.standing[context.standing["code"].isin(context.communes)]):
        if used and row.state in {"not_begun", "filling"}:
            yield _row("fill", row.code)
    for code, criteria in criterion_states(context.dossiers).items():
        for criterion, state in criteria.items():
            if code in context.communes and state.state == "sent_back":
                yield _row("correct", code, criterion=criterion, about=state.reason, since=state.since,
                           due_on=state.due_on)  # fmt: skip


def _to_appraise(context: _Context) -> Iterable[dict[str, Any]]:
    yield from _waiting(context, "department", "appraise", department=context.seat.body)


def _to_check(context: _Context) -> Iterable[dict[str, Any]]:
    yield from _waiting(context, "district", "check")


def _waiting(context: _Context, step: Any, kind: str, *, department: str = "") -> Iterable[dict[str, Any]]:
    table = waiting_for(context.workspace, context.dossiers, step, department=department)
    days, _verified = days_for(context.workspace, "district_checked" if step == "district" else "appraised")
    for row in each_row(table[table["code"].isin(context.communes)]):
        due = pd.Timestamp(row.sent_on) + pd.Timedelta(days=days)
        yield _row(kind, row.code, criterion=row.criterion, since=row.sent_on, due_on=due)


def _of_office(context: _Context) -> Iterable[dict[str, Any]]:
    """Yield what waits for the council and for the decision, and dossiers that are late at whoever has them."""
    kinds = {"council": "vote", "office": "decide"}
    for row in each_row(context.standing):
        kind = kinds.get(row.next) or ("overdue" if row.late else "")
        if kind:
            yield _row(kind, row.code, since=row.since, due_on=row.due_on, about=row.next if kind == "overdue" else "")


def _to_decide(context: _Context) -> Iterable[dict[str, Any]]:
    return (row for row in _of_office(context) if row["kind"] in {"decide", "overdue"})


def _difficulties(context: _Context) -> pd.DataFrame:
    register = load(context.workspace, "difficulties", vintage=context.vintage)
    rows = on_day(register.to_write, context.day)
    return rows[rows["state"].ne("solved")]


def _difficulty(kind: str, row: Any) -> dict[str, Any]:
    return _row(kind, row.code, criterion=row.criterion, number=row.number, about=str(row.what), since=row.raised_on,
                due_on=row.due_on)  # fmt: skip


def _to_solve(context: _Context) -> Iterable[dict[str, Any]]:
    """Yield the difficulties a department has to solve."""
    rows = _difficulties(context)
    return (_difficulty("solve", row) for row in each_row(rows[rows["in_charge"].eq(context.seat.body)]))


def _to_pass_on(context: _Context) -> Iterable[dict[str, Any]]:
    """Yield the difficulties nobody is in charge of, and those the ministry was told of."""
    rows = _difficulties(context)
    chosen = rows[rows["in_charge"].isna() | rows["to_ministry"].fillna(value=False).astype(bool)]
    return (_difficulty("pass_on", row) for row in each_row(chosen))


def _support(context: _Context) -> pd.DataFrame:
    """Return the support of the year of the day; what is illustrative asks nobody for anything."""
    workspace, vintage = context.workspace, context.vintage
    table = follow_up(workspace, vintage=vintage, year=context.day.year, on=context.day)
    if load_support(workspace, vintage=vintage).provenance.illustrative:
        table = table.iloc[:0]
    return with_confirmations(table, load_confirmations(workspace, vintage=vintage))


def _to_help(context: _Context) -> Iterable[dict[str, Any]]:
    """Yield the communes an agency has registered nothing with this year, and what it has still to do."""
    table = _support(context)
    mine = table[table["agency"].eq(context.seat.body)]
    helped = communes_helped(context.workspace, context.seat.body, vintage=context.vintage, today=context.day)
    for code in sorted(set(helped.loc[helped["year"].eq(context.day.year), "code"]) - set(mine["code"])):
        yield _row("register", str(code))
    for row in each_row(mine):
        if row.state != "done":
            yield _row("do", row.code, criterion=row.criterion, number=row.number, about=str(row.content),
                       due_on=row.due_on)  # fmt: skip
        elif row.confirmation == "refused":
            yield _row("refused", row.code, criterion=row.criterion, number=row.number, since=row.done_on,
                       about=row.confirmation_note or str(row.content))  # fmt: skip


def _to_confirm(context: _Context) -> Iterable[dict[str, Any]]:
    """Yield the support that was reported done and waits for the word of its commune."""
    table = _support(context)
    names = load_agencies(context.workspace).table.set_index("agency")["name"]
    for row in each_row(table[table["code"].isin(context.communes) & table["confirmation"].eq("waiting")]):
        about = f"{names.get(row.agency, row.agency)}: {row.content}"
        yield _row("confirm", row.code, criterion=row.criterion, number=row.number, about=about, since=row.done_on)


_SOURCES: Final[dict[str, tuple[Callable[[_Context], Iterable[dict[str, Any]]], ...]]] = {
    "coordination": (_of_office, _to_pass_on),
    "leader": (_to_decide,),
    "department": (_to_appraise, _to_solve),
    "district": (_to_check,),
    "commune": (_to_fill, _to_confirm),
    "agency": (_to_help,),
}
"""Where the work of each role comes from."""
