"""Boundary sets the user has brought in: one folder a set, never overwritten, whole or not at all.

``<data_dir>/boundaries/<province>/<vintage>/<key>/`` holds ``units.gpkg`` and ``about.json``; the key is the start of
the source file's SHA-256, so the same file twice is the same set.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import geopandas as gpd

from ntm_geo.errors import StoreError, msg
from ntm_geo.tables.provenance import Provenance

_UNITS = "units.gpkg"
_ABOUT = "about.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundarySet:
    """A boundary set that is kept: where it is, for which vintage, how many units, from which file."""

    key: str
    province: str
    vintage: str
    units: int
    provenance: Provenance
    folder: Path

    def read(self) -> gpd.GeoDataFrame:
        """Return its units: ``code, name, kind, parent_code, parent_name, geometry``, EPSG:4326.

        Raises
        ------
        StoreError
            The kept file cannot be read any more.
        """
        try:
            return gpd.read_file(self.folder / _UNITS)
        except Exception as caught:
            raise StoreError(
                msg("The kept boundary set cannot be read."),
                where=str(self.folder / _UNITS),
                fix=msg("Bring the source file in again: {source}.", source=self.provenance.source),
            ) from caught


def keep_boundary_set(
    units: gpd.GeoDataFrame,
    provenance: Provenance,
    *,
    data_dir: Path,
    province: str,
    vintage: str,
) -> tuple[BoundarySet, bool]:
    """Keep a boundary set; the same source file for the same vintage is kept once.

    Parameters
    ----------
    units : clean units as intake returns them, EPSG:4326.
    provenance : of the source file, with its ``sha256``.
    data_dir : the user's data folder.
    province : key of the province.
    vintage : key of the vintage the codes belong to.

    Returns
    -------
    The set, and whether it is new.

    Raises
    ------
    StoreError
        The data folder cannot be written.
    """
    key = provenance.sha256[:12]
    home = data_dir / "boundaries" / province / vintage
    folder = home / key
    if folder.exists():
        return _read(folder, province, vintage), False
    stamped = asdict(provenance) | {"imported_at": _now()}
    try:
        home.mkdir(parents=True, exist_ok=True)
        draft = _draft(home, units, {"units": len(units), "provenance": stamped})
        draft.rename(folder)
    except OSError as caught:
        raise StoreError(
            msg("The boundary set cannot be written: {reason}.", reason=caught.strerror or str(caught)),
            where=str(home),
            fix=msg("Make the folder writable, or set NTM_DATA_DIR to one that is."),
        ) from caught
    return _read(folder, province, vintage), True


def list_boundary_sets(*, data_dir: Path, province: str, vintage: str) -> tuple[BoundarySet, ...]:
    """Return the sets kept for a vintage, newest first."""
    home = data_dir / "boundaries" / province / vintage
    kept = [_read(about.parent, province, vintage) for about in home.glob(f"[!.]*/{_ABOUT}")]
    return tuple(sorted(kept, key=lambda one: (one.provenance.imported_at, one.key), reverse=True))


def _now() -> str:
    return datetime.now(tz=UTC).isoformat(timespec="seconds")


def _draft(home: Path, units: gpd.GeoDataFrame, about: dict[str, Any]) -> Path:
    """Write a whole set beside its place, so that a rename makes it appear at once."""
    draft = Path(tempfile.mkdtemp(prefix=".draft-", dir=home))
    try:
        units.to_file(draft / _UNITS, driver="GPKG", layer="units")
        (draft / _ABOUT).write_text(json.dumps(about, ensure_ascii=False, indent=1), encoding="utf-8")
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    return draft


def _read(folder: Path, province: str, vintage: str) -> BoundarySet:
    about = json.loads((folder / _ABOUT).read_text(encoding="utf-8"))
    return BoundarySet(
        key=folder.name,
        province=province,
        vintage=vintage,
        units=about["units"],
        provenance=Provenance(**about["provenance"]),
        folder=folder,
    )
