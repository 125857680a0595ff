"""Which systems of a ``.prj`` GDAL can find in its database: it searches for the others in vain, up to three seconds.

GDAL takes a system of its database for the one of a ``.prj`` where PROJ is 90 per cent sure: both are the same and
their names as well, but for capitals and signs; a projection without a name is known by its figures, a datum without
one by its ellipsoid. So there is nothing to be found for a projection of a name nobody listed, nor over a datum of a
name nobody listed: that is what systems made by hand are like, and what is left of a custom system of QGIS.
"""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from functools import lru_cache
from pathlib import Path
from typing import Final

import pyogrio
from pyproj import CRS

_SEARCH: Final = "USE_OSR_FIND_MATCHES"
_DATABASE: Final = Path(pyogrio.__file__).with_name("proj_data") / "proj.db"
"""The database GDAL searches; a GDAL installed elsewhere has its own, of which nothing is known here."""
_NAMES: Final = {
    table: f"SELECT name FROM {table} UNION SELECT alt_name FROM alias_name WHERE table_name = '{table}'"  # noqa: S608
    for table in ("projected_crs", "geodetic_datum")
}
_SIGNS: Final = re.compile(r"[\W_]+")
_NAMELESS: Final = {"", "unknown", "unnamed"}
_ENSEMBLE: Final = " ensemble"


def spare_search(path: Path) -> None:
    """Have GDAL search its database for the system of a shapefile only if it can be found there.

    The order holds until it is given for the next file. Errors are those of `pyogrio.read_info`.
    """
    pyogrio.set_gdal_config_options({_SEARCH: False})
    definition = pyogrio.read_info(path)["crs"]
    pyogrio.set_gdal_config_options({_SEARCH: bool(definition) and may_be_listed(CRS(definition))})


def may_be_listed(crs: CRS) -> bool:
    """Return whether the database can hold a system by that name, or any over that datum.

    Examples
    --------
    >>> may_be_listed(CRS("EPSG:9210"))
    True
    """
    listed = listed_names()
    if not listed or not crs.is_projected or crs.geodetic_crs is None or crs.geodetic_crs.datum is None:
        return True
    names = {
        "geodetic_datum": crs.geodetic_crs.datum.name.removesuffix(_ENSEMBLE),
        "projected_crs": crs.name,
    }
    return all(name.lower() in _NAMELESS or _plain(name) in listed[table] for table, name in names.items())


@lru_cache(maxsize=1)
def listed_names() -> dict[str, frozenset[str]]:
    """Return the names and other names of projected systems and of datums, by table; empty where none can be read."""
    try:
        with closing(sqlite3.connect(f"{_DATABASE.as_uri()}?mode=ro&immutable=1", uri=True)) as database:
            return {table: frozenset(_plain(row[0]) for row in database.execute(_NAMES[table])) for table in _NAMES}
    except sqlite3.Error:
        return {}


def _plain(name: str) -> str:
    """Return letters and figures of a name, which is what PROJ compares."""
    return _SIGNS.sub("", name).lower()
