"""Which drivers of GDAL may open a file: the one the intake decided on by the file's bytes, and no other."""

from __future__ import annotations

import contextlib
import ctypes
import os
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pyogrio
from pyogrio import _ogr

if TYPE_CHECKING:
    from ntm_geo.intake.guards.sniff import Kind

DRIVERS: Final[dict[Kind, tuple[str, ...]]] = {
    "shapefile": ("ESRI Shapefile",),
    "geopackage": ("GPKG",),
    "geojson": ("GeoJSON",),
    "mapinfo-table": ("MapInfo File",),
    "mapinfo-interchange": ("MapInfo File",),
    "kml": ("LIBKML", "KML"),
}
"""Drivers of a kind of file, the preferred one first. LIBKML reads the attributes of ``ExtendedData``; neither follows
the links of a KML, and both are told not to look for styles elsewhere."""
ALLOWED: Final = frozenset(name for names in DRIVERS.values() for name in names)
CONFIG: Final = {
    "CPL_VSIL_CURL_ALLOWED_EXTENSIONS": ".none",
    "CPL_CURL_ENABLE_VSIMEM": "NO",
    "GDAL_HTTP_CONNECTTIMEOUT": "1",
    "GDAL_HTTP_TIMEOUT": "1",
    "GDAL_HTTP_MAX_RETRY": "0",
    "GDAL_PAM_ENABLED": "NO",
    "GDAL_NUM_THREADS": "1",
    "LIBKML_RESOLVE_STYLE": "NO",
    "LIBKML_EXTERNAL_STYLE": "NO",
    "OGR_SQLITE_LOAD_EXTENSIONS": "",
    "OGR_SQLITE_STATIC_VIRTUAL_OGR": "NO",
    "OGR_GPKG_FOREIGN_KEY_CHECK": "NO",
    "SQLITE_LIST_ALL_TABLES": "NO",
}
"""Addresses a file names are not followed, programs beside the file not loaded, and nothing is written next to it."""
_SEEN: Final[set[str]] = set()


def forget_others(stored: frozenset[str] = ALLOWED) -> None:
    """Take every other driver out of GDAL, for as long as this process lives; none comes back.

    Raises
    ------
    RuntimeError
        Drivers are left that were to go.
    """
    pyogrio.set_gdal_config_options(CONFIG)
    library = _library()
    if library is not None:
        _deregister(library, stored)
    else:
        _skip(stored)
    left = set(pyogrio.list_drivers()) - stored
    if left:
        raise RuntimeError(", ".join(sorted(left)))


def keep_only(kind: Kind) -> None:
    """Leave GDAL the driver of one kind of file; only for a process made for that file.

    Raises
    ------
    RuntimeError
        Other drivers are left, or that one is missing.
    """
    here = set(pyogrio.list_drivers())
    driver = next((name for name in DRIVERS[kind] if name in here), "")
    forget_others(frozenset({driver}))
    if driver not in pyogrio.list_drivers():
        raise RuntimeError(kind)


def _deregister(library: Any, stored: frozenset[str]) -> None:
    """Take drivers out one by one, those for rasters too."""
    for position in reversed(range(library.GDALGetDriverCount())):
        driver = library.GDALGetDriver(position)
        if library.GDALGetDriverShortName(driver).decode() not in stored:
            library.GDALDeregisterDriver(driver)


def _skip(stored: frozenset[str]) -> None:
    """Have GDAL register its drivers again, but for those that are to go."""
    _SEEN.update(pyogrio.list_drivers())
    others = ",".join(sorted(_SEEN - stored))
    pyogrio.set_gdal_config_options({"OGR_SKIP": others, "GDAL_SKIP": others})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        _ogr._register_drivers()  # noqa: SLF001 - the public way in is its import, which is over


def _library() -> Any | None:
    """Return the GDAL pyogrio has loaded; None where its functions cannot be reached by name."""
    if os.name != "posix":
        return None
    with contextlib.suppress(OSError, AttributeError):
        library = ctypes.CDLL(str(Path(_ogr.__file__)))
        library.GDALGetDriver.restype = ctypes.c_void_p
        library.GDALGetDriverShortName.restype = ctypes.c_char_p
        library.GDALGetDriverShortName.argtypes = [ctypes.c_void_p]
        library.GDALDeregisterDriver.argtypes = [ctypes.c_void_p]
        return library
    return None
