"""What a version of a dataset is: its place, its key, its source, who brought it in; and the trail of what is done."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import geopandas as gpd
import pandas as pd
import shapely
from sqlalchemy import insert

from ntm_geo.acting import current_actor, signed
from ntm_geo.errors import StoreError, VersionConflictError, msg
from ntm_geo.store.changes import NEW, compare
from ntm_geo.store.kinds import APPEND_ONLY, BOUNDARIES, BOUNDARY_COLUMNS, KEYS, MODELS
from ntm_geo.store.schema import event
from ntm_geo.tables.base import validate

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy import Connection

    from ntm_geo.tables.provenance import Provenance

NO_PERIOD: Final = 0
"""Period of what is a register and not a yearly table."""
_KEY_LENGTH: Final = 12
_MOST_ROWS: Final = 5
"""Rows named in an error."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """Place of one kind of data: what a newer version of it replaces."""

    kind: str
    """A key of `schema.MODELS`, or ``boundaries``."""
    vintage: str = ""
    period: int = NO_PERIOD

    def __str__(self) -> str:
        """Return ``kind vintage period`` without what is empty."""
        return " ".join(str(part) for part in (self.kind, self.vintage, self.period) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of a dataset: what it is, where it came from, and whether it is in use."""

    id: int
    slot: Slot
    key: str
    """Start of the hash of its content; the same content is the same key."""
    rows: int
    provenance: Provenance
    imported_by: str
    note: str
    parent_id: int | None
    """Version that was current when this one came in."""
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NewVersion:
    """What is to be kept: a table, its place, its source, and who brings it in."""

    slot: Slot
    table: pd.DataFrame
    provenance: Provenance
    by: str
    note: str = ""
    alone: bool = False
    """Whether it is to stand by itself, without rows others stored since the version it was compared with."""


def content_key(kind: str, table: pd.DataFrame) -> str:
    """Return the start of a hash over the content of a table, whatever the order of its rows."""
    plain = pd.DataFrame(table).copy()
    if kind == BOUNDARIES:
        plain["geometry"] = shapely.to_wkb(shapely.normalize(plain["geometry"].to_numpy()), hex=True)
    text = plain.sort_values(list(KEYS[kind]), ignore_index=True).to_csv(index=False, date_format="%Y-%m-%d")
    return hashlib.sha256(f"{kind}\n{text}".encode()).hexdigest()[:_KEY_LENGTH]


def now() -> str:
    """Return the time as it is kept: ISO 8601, UTC, to the second."""
    return datetime.now(tz=UTC).isoformat(timespec="seconds")


def log_event(
    connection: Connection, province: str, *, by: str, action: str, number: int | None, note: str = ""
) -> None:
    """Write down who did what, from which account and address, in the transaction that does it."""
    actor = current_actor()
    connection.execute(
        insert(event).values(
            province=province, at=now(), by=signed(by), action=action, dataset_id=number, note=note,
            account=actor.account if actor else "", address=actor.address if actor else "",
        ),
    )  # fmt: skip


def conflict(slot: Slot, rows: Sequence[str] = ()) -> VersionConflictError:
    """Return the error for a table that was changed by somebody else meanwhile; ``rows`` say what of it by both."""
    if not rows:
        return VersionConflictError(
            msg("Somebody else brought in or chose another version meanwhile; nothing was changed."),
            where=str(slot),
            fix=msg("Look at what changed and try again."),
        )
    shown = "; ".join(rows[:_MOST_ROWS]) + (" …" if len(rows) > _MOST_ROWS else "")
    return VersionConflictError(
        msg("Somebody else changed the same rows meanwhile ({count}): {rows}. Nothing was changed.",
            count=len(rows), rows=shown),
        where=str(slot),
        fix=msg("Look at what stands there now, then keep it or enter yours again."),
    )  # fmt: skip


def refuse_loss(new: NewVersion, tables: Callable[[], tuple[pd.DataFrame | None, pd.DataFrame | None]]) -> None:
    """Refuse rows changed or left out of a kind that is only added to; StoreError names the first of them."""
    if new.slot.kind not in APPEND_ONLY:
        return
    frame = compare(new.slot.kind, tables()[0], new.table).frame
    lost = [str(row) for row in frame.loc[frame["change"].ne(NEW), "row"].unique()]
    if lost:
        raise _only_added(new.slot, lost)


def refuse_return(slot: Slot) -> None:
    """Refuse to use an older version again of a kind that is only added to."""
    if slot.kind in APPEND_ONLY:
        raise _only_added(slot)


def _only_added(slot: Slot, rows: Sequence[str] = ()) -> StoreError:
    """Return the error for a change of rows that are only ever added to."""
    shown = "; ".join(rows[:_MOST_ROWS]) + (" …" if len(rows) > _MOST_ROWS else "")
    what = msg("What was sent, appraised and voted on is only added to; nothing of it is changed or taken away.")
    return StoreError(
        msg("{what} Rows: {rows}.", what=what, rows=shown) if rows else what,
        where=str(slot),
        fix=msg("Add what is right now; both stay on record, and the newest counts."),
    )


def checked_table(kind: str, table: pd.DataFrame, source: str) -> pd.DataFrame:
    """Return a table as it may be stored; TableError, naming its source, where it breaks its model."""
    if kind == BOUNDARIES:
        return table[list(BOUNDARY_COLUMNS)]
    return validate(table, MODELS[kind], where=source)


def typed_table(kind: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Return rows of the database with the types of their model, in the order of their keys."""
    if kind == BOUNDARIES:
        texts = frame[list(BOUNDARY_COLUMNS[:-1])].astype("object")
        units = gpd.GeoDataFrame(texts, geometry=list(frame["geometry"]), crs="EPSG:4326")
        in_order: pd.DataFrame = units.sort_values("code", ignore_index=True)
        return in_order
    model = MODELS[kind]
    for name, about in model.to_schema().columns.items():
        if str(about.dtype).startswith("datetime"):
            frame[name] = pd.to_datetime(frame[name])
    return validate(frame, model).sort_values(list(KEYS[kind]), ignore_index=True)
