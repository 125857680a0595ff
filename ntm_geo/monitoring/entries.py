"""Records: one difficulty, inspection, support or hamlet written down where it is learned; what others keep stays.

Adding a row does not depend on the rows that are there: when somebody else saved meanwhile, it is added to theirs.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from ntm_geo.assessment.hamlets import register_version, save_register
from ntm_geo.criteria.in_force import in_charge
from ntm_geo.errors import TableError, VersionConflictError, msg
from ntm_geo.monitoring import work_registers
from ntm_geo.partners.support import load_support, save_support
from ntm_geo.records.figures import load_figures

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ntm_geo.store.versions import Version
    from ntm_geo.workspace.workspace import Workspace

_TRIES: Final = 3


def add_record(
    workspace: Workspace, kind: work_registers.Kind, row: Mapping[str, Any], *, vintage: str, by: str
) -> Version:
    """Write down one difficulty, inspection, registration or step.

    Parameters
    ----------
    workspace : of the door.
    kind : of record.
    row : values by column of its table; what is left out stays empty, the number is given.
    vintage : of the code.
    by : who writes it down.

    Raises
    ------
    TableError
        A value is missing or cannot be; see `monitoring.save`.
    """

    def add() -> Version:
        stored = work_registers.load(workspace, kind, vintage=vintage)
        return work_registers.save(
            workspace, kind, _with(stored.to_write, row), vintage=vintage, by=by, expected=stored.version
        )[0]

    return _again(add)


def solve_difficulty(workspace: Workspace, number: int, *, on: date, how: str, vintage: str, by: str) -> Version:
    """Write down that a difficulty was solved.

    Parameters
    ----------
    number : of the difficulty.
    on, how : day and way it was solved.
    vintage, by : as in `add_record`.

    Raises
    ------
    TableError
        There is no such difficulty, or it was solved before it was raised.
    """

    def solve() -> Version:
        stored = work_registers.load(workspace, "difficulties", vintage=vintage)
        chosen = stored.to_write["number"].eq(number)
        if not chosen.any():
            raise TableError(
                msg("There is no difficulty of number {number}.", number=number),
                fix=msg("It was taken away meanwhile; open the page again."),
            )
        table = stored.table.copy()
        table["solved_on"] = pd.to_datetime(table["solved_on"]).mask(chosen, pd.Timestamp(on))
        table["solution"] = table["solution"].astype("object").mask(chosen, how.strip() or None)
        return work_registers.save(workspace, "difficulties", table, vintage=vintage, by=by, expected=stored.version)[0]

    return _again(solve)


def add_support(workspace: Workspace, row: Mapping[str, Any], *, vintage: str, by: str) -> Version:
    """Write down what an agency registered or did with a commune; see `add_record` and `support.save_support`."""

    def add() -> Version:
        register = load_support(workspace, vintage=vintage)
        return save_support(
            workspace, _with(register.to_write, row), vintage=vintage, by=by, expected=register.version
        )[0]

    return _again(add)


def report_support(  # noqa: PLR0913 - one field each
    workspace: Workspace,
    number: int,
    *,
    on: date,
    done: str,
    money: float | None,
    days: float | None,
    vintage: str,
    by: str,
) -> Version:
    """Write down that a support was done, or correct what was reported of it.

    Parameters
    ----------
    number : of the support.
    on, done : day it was done, and what was done.
    money, days : million VND spent and days worked; None where not known.
    vintage, by : as in `add_record`.

    Raises
    ------
    TableError
        There is no such support, or it was done before the year it is registered for; see `support.save_support`.
    """

    def report() -> Version:
        register = load_support(workspace, vintage=vintage)
        table = register.to_write.copy()
        chosen = table["number"].eq(number)
        if not chosen.any():
            raise TableError(
                msg("There is no support of number {number}.", number=number),
                fix=msg("It was taken away meanwhile; open the page again."),
            )
        values = {"done": " ".join(done.split()) or None, "money_done": money, "days_done": days}
        table["done_on"] = pd.to_datetime(table["done_on"]).mask(chosen, pd.Timestamp(on))
        for column, value in values.items():
            table[column] = table[column].astype("object").mask(chosen, value)
        return save_support(workspace, table, vintage=vintage, by=by, expected=register.version)[0]

    return _again(report)


def certify_hamlet(  # noqa: PLR0913 - one field each
    workspace: Workspace,
    code: str,
    hamlet: str,
    *,
    on: date,
    decision: str,
    vintage: str,
    by: str,
    for_year: int | None = None,
) -> Version:
    """Write down that a hamlet was certified; a name the commune's register does not know yet is added to it.

    Parameters
    ----------
    code : of the commune.
    hamlet : key of a hamlet of the register, or the name of a new one.
    on, decision : day of the certificate, and number of the decision.
    vintage, by : as in `add_record`.
    for_year : year it is given for; None where it is that of the decision.

    Raises
    ------
    TableError
        The year is after the decision, or neither a hamlet nor a name was given.
    """
    if not hamlet.strip():
        raise TableError(
            msg("The hamlet is missing."), fix=msg("Choose it from the list, or write the name of a new one.")
        )

    def certify() -> Version:
        figures = load_figures(workspace)
        table = figures.registers[vintage].hamlets
        chosen_table = table[table["code"].eq(code)]
        entered = hamlet.strip()
        known = chosen_table[
            chosen_table["hamlet"].eq(entered) | chosen_table["name"].str.strip().str.lower().eq(entered.lower())
        ]
        day = pd.Timestamp(on)
        row = known.iloc[[0]].copy() if len(known) else _new_hamlet(chosen_table, code, entered, table)
        row["certified_on"], row["decision"], row["revoked_on"] = day, decision.strip() or None, pd.NaT
        row["for_year"] = pd.array([for_year], dtype="Int64")
        number = register_version(workspace, vintage)
        return save_register(workspace, figures, row, vintage=vintage, by=by, expected=number)[0]

    return _again(certify)


def department_for(workspace: Workspace, criterion: str, on: date, *, period: int) -> str:
    """Return the key of the department in charge of a criterion; empty where none is, or several are.

    Parameters
    ----------
    criterion : of the set of the period.
    on : the day; where nobody is in charge of that set any more on it, whoever was at the end of the period counts.
    period : year whose set the criterion is of.
    """
    end = date(period, 12, 31)
    law = workspace.set_on(end)
    for day in (on, end):
        departments = in_charge(workspace.departments, criterion, on=day, criteria_set=law.key) if criterion else ()
        if departments:
            return departments[0].key if len(departments) == 1 else ""
    return ""


def _new_hamlet(frame: pd.DataFrame, code: str, name: str, table: pd.DataFrame) -> pd.DataFrame:
    numbers = pd.to_numeric(frame["hamlet"].str.rsplit("-", n=1).str[-1], errors="coerce")
    last = int(numbers.max()) if numbers.notna().any() else 0
    fresh = pd.DataFrame([{"hamlet": f"{code}-{last + 1:02d}", "code": code, "name": name}])
    return fresh.reindex(columns=table.columns)


def _with(table: pd.DataFrame, row: Mapping[str, Any]) -> pd.DataFrame:
    added = pd.DataFrame([dict(row)]).reindex(columns=table.columns).astype("object")
    return added if table.empty else pd.concat([table.astype("object"), added], ignore_index=True)


def _again(write: Callable[[], Version]) -> Version:
    """Write; read again and write again where somebody else saved in between."""
    for _try in range(_TRIES - 1):
        try:
            return write()
        except VersionConflictError:
            continue
    return write()
