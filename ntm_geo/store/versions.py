"""What a version of a dataset is: its place, its key, its source, who brought it in; and the trail of what is done."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import pandas as pd
import shapely
from sqlalchemy import insert

from ntm_geo.acting import current_actor, signed
from ntm_geo.store.schema import BOUNDARIES, KEYS, event

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from ntm_geo.tables.provenance import Provenance

NO_PERIOD: Final = 0
"""Period of what is a register and not a yearly table."""
_KEY_LENGTH: Final = 12


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
