"""Drafts: what somebody has begun and not saved, kept for his browser until it is saved, discarded or forgotten.

A draft is no data: it has no versions, is in no history, and changes nothing that others see.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from sqlalchemy import and_, delete, insert, or_, select

from ntm_geo.store.schema import draft

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement

    from ntm_geo.store.database import Store

KEPT_FOR: Final = timedelta(days=90)
"""How long a draft nobody touches is kept."""


def drafts_of(store: Store, seat: str, kind: str) -> dict[str, str]:
    """Return the drafts of a browser: name to content, the one changed last first.

    Parameters
    ----------
    store : the open database.
    seat : of the browser, see `ui.seat`.
    kind : of what is being made.
    """
    query = select(draft.c.name, draft.c.content).where(_of(store, seat, kind)).order_by(draft.c.changed_at.desc())
    with store.reading() as connection:
        return {row.name: row.content for row in connection.execute(query)}


def keep_draft(store: Store, seat: str, kind: str, name: str, content: str) -> None:
    """Keep a draft in the place of an earlier one of that name; those nobody has touched for long go.

    Parameters
    ----------
    store, seat, kind : as in `drafts_of`.
    name : of the draft.
    content : what is kept, as text.
    """
    moment = datetime.now(tz=UTC)
    forgotten = _said(moment - KEPT_FOR)
    row = {"province": store.province, "seat": seat, "kind": kind, "name": name}
    with store.writing() as connection:
        connection.execute(
            delete(draft).where(
                or_(
                    and_(_of(store, seat, kind), draft.c.name == name),
                    and_(draft.c.province == store.province, draft.c.changed_at < forgotten),
                )
            )
        )
        connection.execute(
            insert(draft), row | {"content": content, "changed_at": moment.isoformat(timespec="microseconds")}
        )


def drop_draft(store: Store, seat: str, kind: str, name: str) -> None:
    """Drop a draft; one that is not there is no error."""
    with store.writing() as connection:
        connection.execute(delete(draft).where(_of(store, seat, kind), draft.c.name == name))


def _said(moment: datetime) -> str:
    """Return a moment as text whose order is that of time: two changes within a second keep theirs."""
    return moment.isoformat(timespec="microseconds")


def _of(store: Store, seat: str, kind: str) -> ColumnElement[bool]:
    return and_(draft.c.province == store.province, draft.c.seat == seat, draft.c.kind == kind)
