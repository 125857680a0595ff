"""Registers: tables changed on screen and kept version by version, each saved over the version it was opened at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from ntm_geo.records.on_screen import edited_source
from ntm_geo.store.datasets import add_version, current_version, read_version
from ntm_geo.store.kinds import MODELS
from ntm_geo.store.versions import NewVersion
from ntm_geo.tables.base import empty_frame
from ntm_geo.tables.provenance import Provenance

if TYPE_CHECKING:
    from ntm_geo.store.versions import Slot, Version
    from ntm_geo.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Register:
    """A table as it is kept, and the number of its version; an empty one and None where nothing was entered yet."""

    table: pd.DataFrame
    version: int | None
    provenance: Provenance = Provenance(source="")  # noqa: RUF009 - frozen
    year: int = 0
    """Year illustrative rows are of; 0 for everything else."""

    @property
    def to_write(self) -> pd.DataFrame:
        """The rows a change begins with: those kept; illustrative rows that are only shipped are not taken over."""
        return self.table if self.version is not None else self.table.iloc[:0]


def empty_table(kind: str) -> pd.DataFrame:
    """Return a table of a kind of data without rows."""
    return empty_frame(MODELS[kind])


def read_register(workspace: Workspace, slot: Slot) -> Register:
    """Return what is kept in a slot: columns of the model of its kind, see `store.schema.MODELS`."""
    version = current_version(workspace.store, slot)
    if version is None:
        return Register(table=empty_table(slot.kind), version=None)
    return Register(table=read_version(workspace.store, version), version=version.id, provenance=version.provenance)


def write_register(  # noqa: PLR0913 - a version is all of these
    workspace: Workspace,
    slot: Slot,
    table: pd.DataFrame,
    *,
    by: str,
    expected: int | None,
    note: str = "",
    illustrative: bool = False,
) -> tuple[Version, bool]:
    """Keep a table that was changed on screen as a new version.

    Parameters
    ----------
    workspace : of the door.
    slot : where it is kept.
    table : all its rows, with the columns of the model of its kind.
    by : who changed it.
    expected : number of the version it was changed in; None where nothing was kept.
    note : what the history says of it.
    illustrative : whether made-up rows stand in it still.

    Returns
    -------
    The version, and whether it is new.

    Raises
    ------
    TableError
        A row breaks the model.
    VersionConflictError
        Somebody else saved meanwhile; nothing was changed.
    """
    provenance = Provenance(source=edited_source(), illustrative=illustrative)
    new = NewVersion(slot=slot, table=table.reset_index(drop=True), provenance=provenance, by=by, note=note)
    return add_version(workspace.store, new, expected=expected)


def numbered(table: pd.DataFrame) -> pd.DataFrame:
    """Give the rows of a table without a number the next ones, in their order."""
    numbers = pd.to_numeric(table["number"], errors="coerce")
    missing = numbers.isna()
    last = 0 if missing.all() else int(numbers.max())
    fresh = pd.Series(range(last + 1, last + 1 + int(missing.sum())), index=table.index[missing], dtype=float)
    return table.assign(number=numbers.fillna(fresh).astype("int64"))
