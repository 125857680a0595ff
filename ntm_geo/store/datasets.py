"""Versions of datasets: added, never changed; which one is current is a pointer that is moved.

A *slot* is what one version can stand in for another in: kind, vintage and period. The register of hamlets has one
slot for a vintage (period 0), the results of 2022 have their own.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd
from sqlalchemy import and_, insert, select, update

from ntm_geo.acting import Deed, signed
from ntm_geo.errors import StoreError, msg
from ntm_geo.store.changes import BY_ROWS, combine
from ntm_geo.store.data_state import DataState
from ntm_geo.store.schema import ROWS, current_dataset, dataset, event, plain_rows
from ntm_geo.store.versions import (
    NewVersion,
    Slot,
    Version,
    checked_table,
    conflict,
    content_key,
    log_event,
    now,
    refuse_loss,
    refuse_return,
    typed_table,
)
from ntm_geo.tables.provenance import Provenance

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy import Connection, Row, Select

    from ntm_geo.store.database import Store

    Tables = Callable[[], tuple[pd.DataFrame | None, pd.DataFrame | None]]


def add_version(store: Store, new: NewVersion, *, expected: int | None = -1) -> tuple[Version, bool]:
    """Keep a table as a new version and make it current, all or nothing.

    Parameters
    ----------
    store : the open database.
    new : ``table`` follows the model of its kind in `ntm_geo.tables`; boundaries are a GeoDataFrame with ``code, name,
        kind, parent_code, parent_name, geometry`` in EPSG:4326.
    expected : number of the version its changes were compared with, None for none; left out, nothing is checked. What
        others stored meanwhile stays, where no row was touched by both.

    Returns
    -------
    The version, and whether it is new: content that is current already is not kept a second time.

    Raises
    ------
    TableError
        The table breaks its model.
    VersionConflictError
        Another version became current meanwhile, and touches the same rows.
    StoreError
        The database cannot be written.
    """
    checked = replace(new, table=checked_table(new.slot.kind, new.table, new.provenance.source))
    with store.writing() as connection:
        return _add(connection, store, checked, expected=expected)


def add_together(store: Store, parts: Sequence[tuple[NewVersion, int | None]]) -> tuple[Version, ...]:
    """Keep tables that belong together as new versions of their slots: all of them, or none.

    Parameters
    ----------
    store : the open database.
    parts : what is to be kept, each with the number of the version it was compared with, see `add_version`.

    Returns
    -------
    The version each table stands in now, in the order given.

    Raises
    ------
    TableError
        A table breaks its model.
    VersionConflictError
        Another version of one of the slots became current meanwhile; nothing was kept.
    """
    checked = [
        (replace(new, table=checked_table(new.slot.kind, new.table, new.provenance.source)), expected)
        for new, expected in parts
    ]
    with store.writing() as connection:
        return tuple(_add(connection, store, new, expected=expected)[0] for new, expected in checked)


def _add(connection: Connection, store: Store, new: NewVersion, *, expected: int | None) -> tuple[Version, bool]:
    """Keep a checked table and make it current, inside a transaction, where whoever acts may."""
    province = store.province
    key = content_key(new.slot.kind, new.table)
    before = _current(connection, province, new.slot)
    if expected not in {-1, before.id if before else None}:
        new = _with_others(store, new, expected, before)
        key = content_key(new.slot.kind, new.table)
    if before is not None and before.key == key:
        return before, False
    tables: Tables = lambda: (None if before is None else read_version(store, before), new.table)  # noqa: E731
    refuse_loss(new, tables)
    store.check(connection, Deed(verb="write", kind=new.slot.kind, period=new.slot.period, tables=tables))
    number = _insert(connection, province, new, key=key, rows=len(new.table), parent=before)
    rows = [{"dataset_id": number, **row} for row in plain_rows(new.table)]
    if rows:
        connection.execute(insert(ROWS[new.slot.kind]), rows)
    _point(connection, province, new.slot, number)
    log_event(connection, province, by=new.by, action="import", number=number, note=new.note)
    return _one(connection, province, number), True


def _with_others(store: Store, new: NewVersion, expected: int | None, current: Version | None) -> NewVersion:
    """Return what is to be stored together with what others stored meanwhile, where no row is touched by both.

    Raises
    ------
    VersionConflictError
        A row is, or the kind of data is one whose rows belong together.
    """
    if new.alone or new.slot.kind not in BY_ROWS or current is None:
        raise conflict(new.slot)
    before = None if expected is None else read_version(store, get_version(store, expected))
    table, both = combine(new.slot.kind, before, new.table, read_version(store, current))
    if both:
        raise conflict(new.slot, both)
    return replace(new, table=checked_table(new.slot.kind, table, new.provenance.source))


def list_versions(
    store: Store, *, kind: str = "", vintage: str | None = None, period: int | None = None
) -> tuple[Version, ...]:
    """Return the versions kept, newest first; only those of a kind, vintage or period if given."""
    return tuple(
        version
        for version in data_state(store).versions
        if kind in {"", version.slot.kind}
        and vintage in {None, version.slot.vintage}
        and period in {None, version.slot.period}
    )


def get_version(store: Store, number: int) -> Version:
    """Return a version by its number; StoreError when there is none."""
    for version in data_state(store).versions:
        if version.id == number:
            return version
    raise _no_version(number)


def current_version(store: Store, slot: Slot) -> Version | None:
    """Return the version in use, None where nothing was brought in."""
    return next((version for version in data_state(store).versions if version.current and version.slot == slot), None)


def read_version(store: Store, version: Version) -> pd.DataFrame:
    """Return the table of a version, as it was brought in.

    Returns
    -------
    The table of the kind's model in `ntm_geo.tables`; boundaries as a GeoDataFrame in EPSG:4326.

    Raises
    ------
    StoreError
        The version is not whole.
    """
    return store.memory.table(version, lambda: _read(store, version))


def _read(store: Store, version: Version) -> pd.DataFrame:
    rows = ROWS[version.slot.kind]
    columns = [column for column in rows.columns if column.name != "dataset_id"]
    with store.reading() as connection:
        result = connection.execute(select(*columns).where(rows.c.dataset_id == version.id)).all()
    if len(result) != version.rows:
        raise StoreError(
            msg("Version {number} is not whole: {found} of {rows} rows.", number=version.id, found=len(result),
                rows=version.rows),
            where=store.where,
            fix=msg("Bring the source file in again: {source}.", source=version.provenance.source),
        )  # fmt: skip
    frame = pd.DataFrame(result, columns=[column.name for column in columns])
    return typed_table(version.slot.kind, frame)


def make_current(store: Store, version: Version, *, by: str, expected: int | None = -1) -> Version:
    """Use a version again, also an older one; all others stay.

    Parameters
    ----------
    store : the open database.
    version : to be used.
    by : who decides.
    expected : number of the version thought to be current; left out, nothing is checked.

    Raises
    ------
    VersionConflictError
        Another version became current meanwhile.
    StoreError
        The kind of data is only ever added to.
    """
    with store.writing() as connection:
        before = _current(connection, store.province, version.slot)
        if expected not in {-1, before.id if before else None}:
            raise conflict(version.slot)
        if before is None or before.id != version.id:
            refuse_return(version.slot)
            store.check(connection, Deed(verb="restore", kind=version.slot.kind))
            _point(connection, store.province, version.slot, version.id)
            log_event(connection, store.province, by=by, action="make-current", number=version.id)
    return replace(version, current=True)


def revision(store: Store) -> int:
    """Return a number that grows with everything done in the province; what was computed for it holds until then."""
    return data_state(store).event


def data_state(store: Store) -> DataState:
    """Return the state of the data: that of the run, or the one now; see `store.data_state`."""
    return store.memory.current(lambda known: _state(store, known))


def _state(store: Store, known: DataState | None) -> DataState:
    last = select(event.c.id, event.c.at).where(event.c.province == store.province).order_by(event.c.id.desc()).limit(1)
    with store.snapshot() as connection:
        row = connection.execute(last).one_or_none()
        number, at = (row.id, row.at) if row is not None else (0, "")
        if known is not None and (known.event, known.at) == (number, at):
            return known
        rows = connection.execute(_versions(store.province).order_by(dataset.c.id.desc()))
        return DataState(event=number, at=at, versions=tuple(map(_version, rows)))


def _versions(province: str) -> Select[Any]:
    """Return the question for all versions of a province, each with whether it is current."""
    pointed = and_(
        current_dataset.c.dataset_id == dataset.c.id,
        current_dataset.c.province == dataset.c.province,
    )
    is_current = current_dataset.c.dataset_id.is_not(None).label("is_current")
    return (
        select(dataset, is_current)
        .select_from(dataset.outerjoin(current_dataset, pointed))
        .where(dataset.c.province == province)
    )


def _version(row: Row[Any]) -> Version:
    return Version(
        id=row.id,
        slot=Slot(kind=row.kind, vintage=row.vintage, period=row.period),
        key=row.key,
        rows=row.rows,
        provenance=Provenance(
            source=row.source,
            sha256=row.sha256,
            imported_at=row.imported_at,
            illustrative=row.illustrative,
            schematic=row.schematic,
        ),
        imported_by=row.imported_by,
        note=row.note,
        parent_id=row.parent_id,
        current=bool(row.is_current),
    )


def _one(connection: Connection, province: str, number: int) -> Version:
    row = connection.execute(_versions(province).where(dataset.c.id == number)).one_or_none()
    if row is None:
        raise _no_version(number)
    return _version(row)


def _no_version(number: int) -> StoreError:
    return StoreError(
        msg("There is no version {number}.", number=number),
        fix=msg("Choose one of the versions listed by: data list."),
    )


def _at(table: Any, province: str, slot: Slot) -> Any:
    return and_(
        table.c.province == province,
        table.c.kind == slot.kind,
        table.c.vintage == slot.vintage,
        table.c.period == slot.period,
    )


def _current(connection: Connection, province: str, slot: Slot) -> Version | None:
    number = connection.execute(
        select(current_dataset.c.dataset_id).where(_at(current_dataset, province, slot)),
    ).scalar_one_or_none()
    return None if number is None else _one(connection, province, number)


def _insert(
    connection: Connection, province: str, new: NewVersion, *, key: str, rows: int, parent: Version | None
) -> int:
    done = connection.execute(
        insert(dataset).values(
            province=province,
            kind=new.slot.kind,
            vintage=new.slot.vintage,
            period=new.slot.period,
            key=key,
            rows=rows,
            source=new.provenance.source,
            sha256=new.provenance.sha256,
            imported_at=now(),
            imported_by=signed(new.by),
            illustrative=new.provenance.illustrative,
            schematic=new.provenance.schematic,
            note=new.note,
            parent_id=parent.id if parent else None,
        ),
    )
    return int(done.inserted_primary_key[0])  # type: ignore[index]


def _point(connection: Connection, province: str, slot: Slot, number: int) -> None:
    """Move the pointer of a slot; the first version of a slot sets it."""
    moved = connection.execute(
        update(current_dataset).where(_at(current_dataset, province, slot)).values(dataset_id=number),
    )
    if moved.rowcount == 0:
        connection.execute(
            insert(current_dataset).values(
                province=province, kind=slot.kind, vintage=slot.vintage, period=slot.period, dataset_id=number
            ),
        )
