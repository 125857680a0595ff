"""Boundary files to raw features: shapefile, GeoPackage, GeoJSON, alone, in a zip or in a folder."""

from __future__ import annotations

import json
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import geopandas as gpd
import pandas as pd
import pyogrio
from pyogrio.errors import DataLayerError, DataSourceError, FieldError
from shapely.errors import ShapelyError

from ntm_geo.errors import CrsError, InputFileError, Message, msg
from ntm_geo.intake.archive import unpack
from ntm_geo.intake.sniff import sniff
from ntm_geo.tables.findings import Finding

if TYPE_CHECKING:
    from ntm_geo.intake.sniff import Kind

_ENDINGS: Final = {".shp", ".gpkg", ".geojson", ".json"}
_NEEDED: Final = (".shx", ".dbf")
_GDAL_ERRORS: Final = (
    DataLayerError,
    DataSourceError,
    FieldError,
    ShapelyError,
    RuntimeError,
    ValueError,
    OSError,
    UnicodeError,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RawFeatures:
    """Features as the file holds them, in its own CRS, and what the reading noticed."""

    table: gpd.GeoDataFrame
    layer: str
    findings: tuple[Finding, ...]


def read_features(path: Path, *, layer: str = "") -> RawFeatures:
    """Read the features of a boundary file.

    Parameters
    ----------
    path : a file, a zip, or a folder.
    layer : layer of a GeoPackage with several.

    Raises
    ------
    InputFileError
        It is not a boundary file, or not a whole one.
    CrsError
        It does not say where its coordinates lie.
    """
    with _opened(path) as members:
        kind, files = _choose(path, members)
        if kind == "shapefile":
            return _read_shapefile(files[0])
        if kind == "geopackage":
            return _read_geopackage(files[0], layer)
        return _read_geojson(path, files)


@contextmanager
def _opened(path: Path) -> Iterator[list[Path]]:
    """Give the files a path stands for; those of a zip live as long as the context."""
    if path.is_dir():
        yield [one for one in sorted(path.rglob("*")) if one.is_file()]
    elif sniff(path) == "zip":
        with tempfile.TemporaryDirectory() as folder:
            unpack(path, Path(folder))
            yield [one for one in sorted(Path(folder).rglob("*")) if one.is_file() and "__MACOSX" not in one.parts]
    else:
        yield [path]


def _choose(path: Path, members: list[Path]) -> tuple[Kind, list[Path]]:
    """Tell which of the files hold the boundaries."""
    alone = members == [path]
    likely = members if alone else [one for one in members if one.suffix.lower() in _ENDINGS and not _hidden(one)]
    kinds: dict[Kind, list[Path]] = {}
    for one in likely:
        kinds.setdefault(sniff(one), []).append(one)
    if not kinds:
        raise _refused(
            path.name,
            msg("No boundary file was found in it."),
            msg(
                "Put a shapefile with its companions, a GeoPackage or GeoJSON files into it.",
            ),
        )
    several = len(kinds) > 1 or len(kinds.get("shapefile", [])) > 1 or len(kinds.get("geopackage", [])) > 1
    if several:
        names = ", ".join(one.name for one in likely[:6])
        raise _refused(
            path.name,
            msg("It holds more than one boundary file: {names}.", names=names),
            msg(
                "Give one of them alone.",
            ),
        )
    return next(iter(kinds.items()))


def _hidden(path: Path) -> bool:
    return path.name.startswith(".")


def _read_shapefile(path: Path) -> RawFeatures:
    companions = {one.suffix.lower() for one in path.parent.iterdir() if one.stem.lower() == path.stem.lower()}
    for ending in _NEEDED:
        if ending not in companions:
            raise _refused(
                path.name,
                msg("The companion file {name} is missing.", name=f"{path.stem}{ending}"),
                msg(
                    "Put all files of the shapefile ({endings}) into one folder or zip.",
                    endings=".shp .shx .dbf .prj",
                ),
            )
    if ".prj" not in companions:
        raise _no_crs(path.name)
    return _read(path)


def _read_geopackage(path: Path, layer: str) -> RawFeatures:
    try:
        layers = [(str(name), str(kind or "")) for name, kind in pyogrio.list_layers(path)]
    except _GDAL_ERRORS as caught:
        raise _unreadable(path.name, caught) from None
    areas = [name for name, kind in layers if "Polygon" in kind or kind in {"Unknown", "GeometryCollection"}]
    names = [name for name, _kind in layers]
    if layer and layer not in names:
        raise _refused(
            path.name,
            msg("There is no layer {layer} in it.", layer=layer),
            msg(
                "Choose one of: {choices}.",
                choices=", ".join(names) or "–",
            ),
        )
    if not layer and len(areas) > 1:
        raise _refused(
            path.name,
            msg("It holds several layers of polygons."),
            msg(
                "Choose one of: {choices}.",
                choices=", ".join(areas),
            ),
        )
    chosen = layer or next(iter(areas or names), "")
    if not chosen:
        raise _refused(path.name, msg("It holds no layer."), msg("Export the boundaries again."))
    return _read(path, layer=chosen)


def _read_geojson(path: Path, files: list[Path]) -> RawFeatures:
    """Read GeoJSON files; several are taken as parts of one set."""
    parts = []
    for file in files:
        _check_geojson(file)
        parts.append(_read(file))
    tables = [part.table for part in parts]
    crs = tables[0].crs
    if any(table.crs != crs for table in tables):
        raise _refused(
            path.name,
            msg("Its files use different coordinate systems."),
            msg(
                "Export all of them in the same one, such as WGS 84.",
            ),
        )
    table = gpd.GeoDataFrame(pd.concat(tables, ignore_index=True), crs=crs)
    findings = tuple(finding for part in parts for finding in part.findings)
    return RawFeatures(table=table, layer=parts[0].layer if len(parts) == 1 else path.stem, findings=findings)


def _check_geojson(path: Path) -> None:
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, OSError, RecursionError) as caught:
        raise _refused(
            path.name,
            msg("It is not whole JSON: {reason}.", reason=str(caught)),
            msg(
                "Export the boundaries again as GeoJSON.",
            ),
        ) from None
    if not isinstance(content, dict) or content.get("type") not in {"FeatureCollection", "Feature"}:
        raise _refused(
            path.name,
            msg("It is JSON, but not GeoJSON features."),
            msg(
                "Export the boundaries again as GeoJSON.",
            ),
        )


def _read(path: Path, **options: Any) -> RawFeatures:
    """Read one file; what the library warns of becomes findings."""
    try:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            table = pyogrio.read_dataframe(path, **options)
    except _GDAL_ERRORS as error:
        raise _unreadable(path.name, error) from None
    if not isinstance(table, gpd.GeoDataFrame):
        raise _refused(path.name, msg("It holds a table without geometry."), msg("Give the file with the boundaries."))
    if table.crs is None:
        raise _no_crs(path.name)
    said = sorted({str(one.message) for one in caught})
    findings = tuple(
        Finding(severity="warning", kind="reader", place=path.name, what=msg("The reader says: {text}", text=text))
        for text in said
    )
    return RawFeatures(table=table, layer=options.get("layer", path.stem), findings=findings)


def _refused(where: str, what: Message, fix: Message) -> InputFileError:
    return InputFileError(what, where=where, fix=fix)


def _unreadable(where: str, caught: Exception) -> InputFileError:
    return InputFileError(
        msg("The file cannot be read: {reason}.", reason=str(caught).split("\n", maxsplit=1)[0]),
        where=where,
        fix=msg("Open it in a GIS and export it again; it may be damaged."),
    )


def _no_crs(where: str) -> CrsError:
    return CrsError(
        msg("It does not say in which coordinate system its coordinates are."),
        where=where,
        fix=msg("Add the .prj file, or export the boundaries again with their coordinate system."),
    )
