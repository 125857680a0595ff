"""What people decided about names that did not match by themselves; remembered, so that nobody is asked twice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from sqlalchemy import and_, delete, insert, select

from ntm_geo.acting import Deed, signed
from ntm_geo.store.datasets import data_state
from ntm_geo.store.schema import name_fix
from ntm_geo.store.versions import log_event, now

if TYPE_CHECKING:
    from ntm_geo.store.database import Store


def remembered(store: Store, vintage: str) -> dict[str, str]:
    """Return the decisions for a vintage: key of a row (`boundaries.matching`) to the code of its unit."""
    query = select(name_fix.c.key, name_fix.c.code).where(
        name_fix.c.province == store.province, name_fix.c.vintage == vintage
    )

    def ask() -> dict[str, str]:
        with store.reading() as connection:
            return {row.key: row.code for row in connection.execute(query)}

    return dict(store.memory.noted(data_state(store), ("name-fixes", vintage), ask))


def remember(store: Store, vintage: str, fixes: Mapping[str, str], *, by: str) -> None:
    """Keep decisions; a later one on the same name replaces the earlier.

    Parameters
    ----------
    store : the open database.
    vintage : whose units the codes belong to.
    fixes : key of a row to the code of its unit.
    by : who decides.
    """
    if not fixes:
        return
    with store.writing() as connection:
        store.check(connection, Deed(verb="write", kind="names"))
        connection.execute(
            delete(name_fix).where(
                and_(
                    name_fix.c.province == store.province,
                    name_fix.c.vintage == vintage,
                    name_fix.c.key.in_(list(fixes)),
                ),
            ),
        )
        rows = [
            {
                "province": store.province,
                "vintage": vintage,
                "key": key,
                "code": code,
                "decided_by": signed(by),
                "decided_at": now(),
            }
            for key, code in fixes.items()
        ]
        connection.execute(insert(name_fix), rows)
        log_event(connection, store.province, by=by, action="name-fix", number=None, note=f"{vintage}: {len(fixes)}")


def forget(store: Store, vintage: str, key: str, *, by: str) -> None:
    """Take a decision back; the name is asked about again next time."""
    with store.writing() as connection:
        store.check(connection, Deed(verb="write", kind="names"))
        done = connection.execute(
            delete(name_fix).where(
                name_fix.c.province == store.province, name_fix.c.vintage == vintage, name_fix.c.key == key
            ),
        )
        if done.rowcount:
            log_event(connection, store.province, by=by, action="name-unfix", number=None, note=f"{vintage}: {key}")
