"""Boundary sets the user has brought in, newest first; every one stays choosable for its vintage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import geopandas as gpd

from ntm_geo.store.datasets import add_version, list_versions, read_version
from ntm_geo.store.kinds import BOUNDARIES
from ntm_geo.store.versions import NewVersion, Slot, Version

if TYPE_CHECKING:
    from ntm_geo.store.database import Store
    from ntm_geo.tables.provenance import Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundarySet:
    """A boundary set that is kept."""

    version: Version
    store: Store

    @property
    def key(self) -> str:
        """Key of its content, as it stands in links."""
        return self.version.key

    @property
    def units(self) -> int:
        """How many units it draws."""
        return self.version.rows

    @property
    def provenance(self) -> Provenance:
        """Where it came from."""
        return self.version.provenance

    def read(self) -> gpd.GeoDataFrame:
        """Return its units: ``code, name, kind, parent_code, parent_name, geometry``, EPSG:4326.

        Raises
        ------
        StoreError
            It is not whole any more.
        """
        return gpd.GeoDataFrame(read_version(self.store, self.version))


def keep_boundary_set(
    store: Store,
    units: gpd.GeoDataFrame,
    provenance: Provenance,
    *,
    vintage: str,
    by: str,
) -> tuple[BoundarySet, bool]:
    """Keep a boundary set and make it the one in use; what is in use already is not kept twice.

    Parameters
    ----------
    store : the open database.
    units : clean units as intake returns them, EPSG:4326.
    provenance : of the source file.
    vintage : key of the vintage the codes belong to.
    by : who brings it in.

    Returns
    -------
    The set, and whether it is new.

    Raises
    ------
    StoreError
        The database cannot be written.
    """
    slot = Slot(kind=BOUNDARIES, vintage=vintage)
    version, new = add_version(store, NewVersion(slot=slot, table=units, provenance=provenance, by=by))
    return BoundarySet(version=version, store=store), new


def list_boundary_sets(store: Store, *, vintage: str) -> tuple[BoundarySet, ...]:
    """Return the sets kept for a vintage: the one in use first, then the newest; the same content once."""
    versions = list_versions(store, kind=BOUNDARIES, vintage=vintage)
    once: dict[str, Version] = {}
    for version in sorted(versions, key=lambda value: not value.current):
        once.setdefault(version.key, version)
    return tuple(BoundarySet(version=version, store=store) for version in once.values())
