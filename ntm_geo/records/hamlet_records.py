"""Results of single hamlets by the set for hamlets, and counts as communes report them: kept year by year, checked."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

import pandas as pd

from ntm_geo.boundaries.units import read_units
from ntm_geo.errors import NotInForceError, TableError, msg
from ntm_geo.records.registers import read_register, write_register
from ntm_geo.records.shipped import HAMLET_RESULTS
from ntm_geo.store.kinds import MODELS
from ntm_geo.store.versions import Slot
from ntm_geo.tables.base import each_row, validate
from ntm_geo.tables.unit_table import PROGRAMME_KIND

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from ntm_geo.criteria.model import CriteriaSet
    from ntm_geo.errors import Message
    from ntm_geo.records.registers import Register
    from ntm_geo.store.versions import Version
    from ntm_geo.workspace.workspace import Workspace

COUNTS: Final = "hamlet_counts"
_PERCENT: Final = 100.0
_SHOWN: Final = 5


def hamlet_set(workspace: Workspace, period: int) -> CriteriaSet | None:
    """Return the set hamlets are judged by at the end of a year; None where none is in force then.

    Its criteria may not be entered yet, see `ready_hamlet_set`.
    """
    day = date(period, 12, 31)
    sets = [
        law for law in workspace.law.others.values() if law.subject == "hamlet" and law.effective <= day <= law.expires
    ]
    return max(sets, key=lambda law: law.effective, default=None)


def ready_hamlet_set(workspace: Workspace, period: int) -> CriteriaSet:
    """Return the set hamlets are judged by at the end of a year, its criteria entered.

    Raises
    ------
    NotInForceError
        No set for hamlets is in force then, or no criterion of it is entered.
    """
    law = hamlet_set(workspace, period)
    if law is None or not law.criteria:
        raise no_hamlet_criteria(period)
    return law


def no_hamlet_criteria(period: int) -> NotInForceError:
    """Return the error that no criteria for hamlets are entered for a year."""
    return NotInForceError(
        msg("No criteria for hamlets are entered for {year}.", year=period),
        fix=msg("Enter them first: Data, Criteria sets."),
    )


def item_codes(law: CriteriaSet) -> tuple[str, ...]:
    """Return what results may be entered for: each criterion as a whole, its indicators, and their parts."""
    return tuple(line.code for line in law.lines)


def load_results(workspace: Workspace, *, vintage: str, period: int) -> Register:
    """Return the results of hamlets kept for a year: ``tables.HamletResults``."""
    return read_register(workspace, Slot(kind=HAMLET_RESULTS, vintage=vintage, period=period))


def load_counts(workspace: Workspace, *, vintage: str, period: int) -> Register:
    """Return the counts reported for a year: ``tables.HamletCounts``."""
    return read_register(workspace, Slot(kind=COUNTS, vintage=vintage, period=period))


def save_results(  # noqa: PLR0913 - a version is all of these
    workspace: Workspace,
    table: pd.DataFrame,
    *,
    known: Collection[str],
    vintage: str,
    period: int,
    by: str,
    expected: int | None,
    illustrative: bool = False,
) -> tuple[Version, bool]:
    """Keep the results of a year as a new version.

    Parameters
    ----------
    workspace : of the door.
    table : ``tables.HamletResults``, all of the year; rows without a value are left out.
    known : codes of the hamlets of the register.
    vintage, period : of the codes; year.
    by : who changed them.
    expected : number of the version they were changed in; None where nothing was kept.
    illustrative : whether the register of hamlets is made up.

    Raises
    ------
    NotInForceError
        No criteria for hamlets are entered for the year.
    TableError
        A row names a hamlet or a code nobody knows, stands twice, or has a value that cannot be.
    VersionConflictError
        Somebody else saved meanwhile.
    """
    law = ready_hamlet_set(workspace, period)
    frame = table[table["value"].notna()].assign(period=period)
    frame = validate(frame.reset_index(drop=True), MODELS[HAMLET_RESULTS])
    _refuse(
        frame.loc[~frame["hamlet"].isin(list(known)), "hamlet"],
        lambda count: msg("{count} rows name a hamlet the register does not have.", count=count),
        msg("Add the hamlet to the register first."),
    )
    check_values(frame, law)
    slot = Slot(kind=HAMLET_RESULTS, vintage=vintage, period=period)
    ordered = frame.sort_values(["hamlet", "item"])
    return write_register(workspace, slot, ordered, by=by, expected=expected, illustrative=illustrative)


def check_values(frame: pd.DataFrame, law: CriteriaSet) -> None:
    """Refuse results that cannot be.

    Parameters
    ----------
    frame : ``tables.HamletResults``.
    law : the set for hamlets.

    Raises
    ------
    TableError
        A code is none of the set, a row stands twice, or a value is neither 1 nor 0 where something is met or not,
        below 0, or over 100 percent.
    """
    lines = {line.code: line for criterion in law.criteria for line in criterion.lines}
    _refuse(
        frame.loc[~frame["item"].isin(item_codes(law)), "item"],
        lambda count: msg("{count} rows name a criterion the set does not have.", count=count),
        msg("Use the codes of {name}.", name=str(law.name)),
    )
    doubled = frame[frame.duplicated(["hamlet", "item"])]
    _refuse(
        doubled["hamlet"] + " " + doubled["item"],
        lambda count: msg("{count} results are entered twice.", count=count),
        msg("Keep one row of each."),
    )
    wrong = [
        f"{row.hamlet} {row.item}: {row.value:g}"
        for row in each_row(frame)
        if not _can_be(row.value, passes=row.item not in lines or lines[row.item].sense == "pass",
                       percent=row.item in lines and lines[row.item].unit == "percent")
    ]  # fmt: skip
    _refuse(
        pd.Series(wrong, dtype="object"),
        lambda count: msg("{count} results cannot be: neither met nor not met, negative, or over 100%.", count=count),
        msg("1 for met, 0 for not met; a figure in the unit of its indicator."),
    )


def _can_be(value: float, *, passes: bool, percent: bool) -> bool:
    if passes:
        return value in {0.0, 1.0}
    return 0 <= value <= (_PERCENT if percent else float("inf"))


def save_counts(
    workspace: Workspace, table: pd.DataFrame, *, vintage: str, period: int, by: str, expected: int | None
) -> tuple[Version, bool]:
    """Keep the counts communes report for a year as a new version.

    Parameters
    ----------
    workspace : of the door.
    table : ``code, total, certified``; a row with both empty is left out.
    vintage, period : of the codes; year.
    by : who changed them.
    expected : number of the version they were changed in; None where nothing was kept.

    Raises
    ------
    TableError
        A row names no commune of the programme, stands twice, or has one number only, more certified than there are.
    VersionConflictError
        Somebody else saved meanwhile.
    """
    frame = table[["code", "total", "certified"]]
    frame = frame[frame[["total", "certified"]].notna().any(axis=1)].reset_index(drop=True)
    units = read_units(workspace.province, vintage)
    known = units.loc[units["kind"].eq(PROGRAMME_KIND), "code"]
    _refuse(
        frame.loc[~frame["code"].isin(known), "code"],
        lambda count: msg("{count} rows name no commune of the programme.", count=count),
        msg("Choose the commune from the list in each row."),
    )
    _refuse(
        frame.loc[frame["code"].duplicated(), "code"],
        lambda count: msg("{count} communes stand in more than one row.", count=count),
        msg("Keep one row of each."),
    )
    numbers = frame[["total", "certified"]].apply(pd.to_numeric)
    half = numbers.isna().any(axis=1) | numbers["certified"].gt(numbers["total"])
    _refuse(
        frame.loc[half, "code"],
        lambda count: msg(
            "{count} communes have one of the two numbers only, or more certified hamlets than hamlets.", count=count
        ),
        msg("Give both: all hamlets, and those of them that are certified."),
    )
    counts = validate(frame.assign(period=period), MODELS[COUNTS]).sort_values("code")
    return write_register(
        workspace, Slot(kind=COUNTS, vintage=vintage, period=period), counts, by=by, expected=expected
    )


def _refuse(wrong: pd.Series, what: Callable[[int], Message], fix: Message) -> None:
    """Raise an error that names how many rows it is about and the first of them; nothing where there are none."""
    if len(wrong):
        raise TableError(what(len(wrong)), where=", ".join(wrong.astype(str).head(_SHOWN)), fix=fix)
