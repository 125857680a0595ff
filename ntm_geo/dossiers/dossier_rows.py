"""The tables of the dossiers of a year, and rows added to them, whoever else writes at that moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Final, Literal, TypeVar

import pandas as pd

from ntm_geo.acting import current_actor, signed
from ntm_geo.errors import VersionConflictError
from ntm_geo.records.registers import numbered, read_register, write_register
from ntm_geo.store.versions import Slot

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ntm_geo.records.registers import Register
    from ntm_geo.workspace.workspace import Workspace

T = TypeVar("T")
Kind = Literal["reports", "evidence", "sent_reports", "appraisals", "councils"]
_TRIES: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Dossiers:
    """Everything that is kept of the dossiers of a year, by the codes of a vintage."""

    vintage: str
    period: int
    reports: pd.DataFrame
    """``tables.Reports``."""
    evidence: pd.DataFrame
    """``tables.Evidence``."""
    sent: pd.DataFrame
    """``tables.SentReports`` with ``criterion`` each item belongs to."""
    appraisals: pd.DataFrame
    """``tables.Appraisals``, the oldest first."""
    councils: pd.DataFrame
    """``tables.Councils``, the oldest first."""

    def of(self, code: str) -> Dossiers:
        """Return what is kept of one commune."""
        return Dossiers(
            vintage=self.vintage,
            period=self.period,
            reports=self.reports[self.reports["code"].eq(code)],
            evidence=self.evidence[self.evidence["code"].eq(code)],
            sent=self.sent[self.sent["code"].eq(code)],
            appraisals=self.appraisals[self.appraisals["code"].eq(code)],
            councils=self.councils[self.councils["code"].eq(code)],
        )


def read_dossiers(workspace: Workspace, *, vintage: str, period: int) -> Dossiers:
    """Return what is kept of the dossiers of a year; empty tables where nobody began."""

    def table(kind: Kind) -> pd.DataFrame:
        return rows_of(workspace, kind, vintage=vintage, period=period).table

    sent = table("sent_reports")
    return Dossiers(
        vintage=vintage,
        period=period,
        reports=table("reports"),
        evidence=table("evidence"),
        sent=sent.assign(criterion=sent["item"].map(criterion_of)),
        appraisals=table("appraisals").sort_values("number", ignore_index=True),
        councils=table("councils").sort_values("number", ignore_index=True),
    )


def rows_of(workspace: Workspace, kind: Kind, *, vintage: str, period: int) -> Register:
    """Return one of the tables of a year, with the number of its version."""
    return read_register(workspace, Slot(kind=kind, vintage=vintage, period=period))


def criterion_of(item: str) -> str:
    """Return the criterion an indicator or part belongs to: ``5`` for ``5.1a``."""
    return str(item).partition(".")[0]


def add_rows(
    workspace: Workspace, kind: Kind, rows: Sequence[Mapping[str, Any]], *, vintage: str, period: int, by: str
) -> None:
    """Add rows to a table of a year; numbers are given, and rows of others stay.

    Raises
    ------
    TableError
        A row breaks its model.
    RightsError
        Whoever acts may not write it.
    VersionConflictError
        Somebody else wrote the same rows at that moment.
    """
    register = rows_of(workspace, kind, vintage=vintage, period=period)
    fresh = pd.DataFrame(list(rows)).reindex(columns=register.table.columns)
    table = with_rows(register.table, fresh)
    write_rows(workspace, kind, numbered(table) if "number" in table else table, register, period=period, by=by,
               vintage=vintage)  # fmt: skip


def write_rows(  # noqa: PLR0913 - a table with its place and its writer
    workspace: Workspace, kind: Kind, table: pd.DataFrame, register: Register, *, vintage: str, period: int, by: str
) -> None:
    """Keep a table of a year over the version it was made from."""
    slot = Slot(kind=kind, vintage=vintage, period=period)
    write_register(workspace, slot, table, by=by, expected=register.version)


def with_rows(table: pd.DataFrame, fresh: pd.DataFrame) -> pd.DataFrame:
    """Return a table with rows after its own; types are those of neither, the model sees to them."""
    parts = [part.astype("object") for part in (table, fresh) if len(part)]
    return pd.concat(parts, ignore_index=True) if parts else table


def again(write: Callable[[], T]) -> T:
    """Write; read again and write again where somebody else wrote the same in between."""
    for _turn in range(_TRIES - 1):
        try:
            return write()
        except VersionConflictError:
            continue
    return write()


def signature(by: str, today: date) -> dict[str, str]:
    """Return who acts, and when: ``at, by, account``."""
    actor = current_actor()
    at = datetime.combine(today, datetime.now(tz=UTC).time(), tzinfo=UTC).isoformat(timespec="seconds")
    return {"at": at, "by": signed(by) or "–", "account": actor.account if actor else ""}


def day_of(at: str) -> date:
    """Return the day of a moment as it is kept."""
    return date.fromisoformat(str(at)[:10])


def this_day(today: date | None) -> date:
    """Return the day given, or the one of the clock."""
    return today or date.today()  # noqa: DTZ011 - the day at the place the program runs at
