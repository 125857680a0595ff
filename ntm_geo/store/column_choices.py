"""What people said the columns of sheets are; remembered by heading, so that nobody chooses twice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, delete, insert, select

from ntm_geo.acting import Deed, signed
from ntm_geo.store.datasets import data_state
from ntm_geo.store.schema import column_choice
from ntm_geo.store.versions import log_event, now

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import ColumnElement

    from ntm_geo.store.database import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnChoice:
    """What a column was said to be, by whom and when."""

    key: str
    """Key of the column in the layout; empty for one that is not read."""
    by: str
    decided_at: str
    """Moment, as ISO 8601 in UTC."""


def remembered_columns(store: Store, criteria_set: str, kind: str) -> dict[str, ColumnChoice]:
    """Return the choices for a kind of sheet: heading (`boundaries.names.match_key`) to what it was taken for.

    Parameters
    ----------
    store : the open database.
    criteria_set : key of the set whose columns they are; empty for kinds that have the same columns under every set.
    kind : of the sheet.
    """
    query = select(column_choice).where(_of(store, criteria_set, kind))

    def ask() -> dict[str, ColumnChoice]:
        with store.reading() as connection:
            return {
                row.heading: ColumnChoice(key=row.key, by=row.decided_by, decided_at=row.decided_at)
                for row in connection.execute(query)
            }

    return dict(store.memory.noted(data_state(store), ("column-choices", criteria_set, kind), ask))


def remember_columns(store: Store, criteria_set: str, kind: str, choices: Mapping[str, str], *, by: str) -> None:
    """Keep choices; a later one on the same heading replaces the earlier.

    Parameters
    ----------
    store, criteria_set, kind : as in `remembered_columns`.
    choices : heading to the key of its column, empty for a column that is not read.
    by : who chose.
    """
    if not choices:
        return
    with store.writing() as connection:
        store.check(connection, Deed(verb="write", kind="columns"))
        connection.execute(
            delete(column_choice).where(
                and_(_of(store, criteria_set, kind), column_choice.c.heading.in_(list(choices))),
            ),
        )
        rows = [
            {
                "province": store.province,
                "criteria_set": criteria_set,
                "kind": kind,
                "heading": heading,
                "key": key,
                "decided_by": signed(by),
                "decided_at": now(),
            }
            for heading, key in choices.items()
        ]
        connection.execute(insert(column_choice), rows)
        note = f"{kind}: {', '.join(choices)}"
        log_event(connection, store.province, by=by, action="column-choice", number=None, note=note)


def forget_columns(store: Store, criteria_set: str, kind: str, headings: Iterable[str], *, by: str) -> None:
    """Take choices back; such columns are read by their heading again."""
    taken_back = list(headings)
    if not taken_back:
        return
    with store.writing() as connection:
        store.check(connection, Deed(verb="write", kind="columns"))
        done = connection.execute(
            delete(column_choice).where(
                and_(_of(store, criteria_set, kind), column_choice.c.heading.in_(taken_back)),
            ),
        )
        if done.rowcount:
            note = f"{kind}: {', '.join(taken_back)}"
            log_event(connection, store.province, by=by, action="column-unchoice", number=None, note=note)


def _of(store: Store, criteria_set: str, kind: str) -> ColumnElement[bool]:
    return and_(
        column_choice.c.province == store.province,
        column_choice.c.criteria_set == criteria_set,
        column_choice.c.kind == kind,
    )
