"""Boundary files to raw features: every format an office keeps them in, alone, in a zip or in a folder."""

from __future__ import annotations

import json
import re
import sqlite3
import tempfile
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import geopandas as gpd
import pandas as pd

from ntm_geo.errors import msg
from ntm_geo.intake.archive import unpack
from ntm_geo.intake.gdal import Choices, RawFeatures, layers_of, read_layer, refuse_size, refused, unreadable
from ntm_geo.intake.kml import read_kml
from ntm_geo.intake.layers import no_such_layer, several_layers, with_unread
from ntm_geo.intake.mapinfo import read_interchange, read_table
from ntm_geo.intake.sniff import sniff

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ntm_geo.intake.sniff import Kind

__all__ = ["RawFeatures", "read_features"]

_ENDINGS: Final = {".shp", ".gpkg", ".geojson", ".json", ".tab", ".mif", ".kml"}
_NEEDED: Final = (".shx", ".dbf")
_CRS_KEYS: Final = {"crs", "coordrefsys"}
_OGC_NAME: Final = re.compile(r"https?://www\.opengis\.net/(?:def/crs|gml/srs)/[\w/.#-]*", re.IGNORECASE)
_ADDRESS: Final = re.compile(r'"(?:link|url|href)"|https?:|ftp:|file:|/vsi', re.IGNORECASE)
_PARTS: Final = {"geojson", "kml"}
"""Kinds of which several files are parts of one set."""


def read_features(
    path: Path, *, layer: str = "", encoding: str = "", crs: str = "", local_crs: str = ""
) -> RawFeatures:
    """Read the features of a boundary file.

    Parameters
    ----------
    path : a file, a zip, or a folder.
    layer : layer of a GeoPackage or KML with several.
    encoding : of the texts, chosen by a person; otherwise judged over all of them.
    crs : chosen by a person; otherwise what the file says.
    local_crs : CRS the province measures in; orders the proposals when the file does not say its own.

    Raises
    ------
    InputFileError
        It is not a boundary file, or not a whole one.
    CrsMissingError
        It does not say where its coordinates lie; the error brings proposals.
    CrsError
        The CRS chosen does not exist.
    """
    choices = Choices(layer=layer, encoding=encoding, crs=crs, local_crs=local_crs)
    with _opened(path) as members:
        kind, files = _choose(path, members)
        if kind == "shapefile":
            return _read_shapefile(files[0], choices)
        if kind == "geopackage":
            return _read_geopackage(files[0], choices)
        if kind == "mapinfo-table":
            return read_table(files[0], choices)
        if kind == "mapinfo-interchange":
            return read_interchange(files[0], choices)
        if kind == "kml":
            return read_kml(path, files, choices)
        return _read_geojson(path, files, choices)


@contextmanager
def _opened(path: Path) -> Iterator[list[Path]]:
    """Give the files a path stands for; those of a zip live as long as the context."""
    if path.is_dir():
        members = [one for one in sorted(path.rglob("*")) if one.is_file()]
        refuse_size(path, members)
        yield members
        return
    kind = sniff(path)
    refuse_size(path, [path])
    if kind == "zip":
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
        raise refused(
            path.name,
            msg("No boundary file was found in it."),
            msg(
                "Put a shapefile or MapInfo table with its companions, a GeoPackage, KML or GeoJSON files into it.",
            ),
        )
    if len(kinds) > 1 or any(len(files) > 1 for kind, files in kinds.items() if kind not in _PARTS):
        names = ", ".join(one.name for one in likely[:6])
        raise refused(
            path.name,
            msg("It holds more than one boundary file: {names}.", names=names),
            msg(
                "Give one of them alone.",
            ),
        )
    return next(iter(kinds.items()))


def _hidden(path: Path) -> bool:
    return path.name.startswith(".")


def _read_shapefile(path: Path, choices: Choices) -> RawFeatures:
    family = [one for one in path.parent.iterdir() if one.is_file() and one.stem.lower() == path.stem.lower()]
    refuse_size(path, family)
    companions = {one.suffix.lower() for one in family}
    for ending in _NEEDED:
        if ending not in companions:
            raise refused(
                path.name,
                msg("The companion file {name} is missing.", name=f"{path.stem}{ending}"),
                msg(
                    "Put all files of the shapefile ({endings}) into one folder or zip.",
                    endings=".shp .shx .dbf .prj",
                ),
            )
    return read_layer(path, choices, raw_text=True)


def _read_geopackage(path: Path, choices: Choices) -> RawFeatures:
    layer = choices.layer
    views = _views(path)
    layers = layers_of(path)
    areas = [name for name, kind in layers if "Polygon" in kind or kind in {"Unknown", "GeometryCollection"}]
    names = [name for name, _kind in layers]
    if layer and layer not in names:
        raise no_such_layer(path.name, layer, names)
    if not layer and len(areas) > 1:
        raise several_layers(path.name, areas)
    chosen = layer or next(iter(areas or names), "")
    if not chosen:
        raise refused(path.name, msg("It holds no layer."), msg("Export the boundaries again."))
    _refuse_view(path, chosen, views)
    return with_unread(read_layer(path, choices, layer=chosen), path.name, names)


def _views(path: Path) -> set[str]:
    """Return the tables of a GeoPackage that are computed from others, in small letters.

    Raises
    ------
    InputFileError
        It is no database, or its own tables are computed: what that costs cannot be known before.
    """
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as base:
            rows = base.execute("SELECT name FROM sqlite_master WHERE type = 'view'")
            views = {str(name).lower() for (name,) in rows}
    except (sqlite3.Error, UnicodeError) as caught:
        raise unreadable(path.name, caught) from None
    _refuse_view(path, next((one for one in sorted(views) if one.startswith("gpkg_")), ""), views)
    return views


def _refuse_view(path: Path, layer: str, views: set[str]) -> None:
    if layer.lower() in views:
        raise refused(
            path.name,
            msg("Its layer {layer} is computed from others (a view).", layer=layer),
            msg("Export the layer as a table of its own."),
        )


def _read_geojson(path: Path, files: list[Path], choices: Choices) -> RawFeatures:
    """Read GeoJSON files; several are taken as parts of one set."""
    parts = []
    for file in files:
        _check_geojson(file)
        parts.append(read_layer(file, choices))
    tables = [part.table for part in parts]
    crs = tables[0].crs
    if any(table.crs != crs for table in tables):
        raise refused(
            path.name,
            msg("Its files use different coordinate systems."),
            msg(
                "Export all of them in the same one, such as WGS 84.",
            ),
        )
    table = gpd.GeoDataFrame(pd.concat(tables, ignore_index=True), crs=crs)
    findings = tuple(finding for part in parts for finding in part.findings)
    return RawFeatures(
        table=table,
        layer=parts[0].layer if len(parts) == 1 else path.stem,
        findings=findings,
        encoding=next((part.encoding for part in parts if part.encoding != "utf-8"), "utf-8"),
        before_after=next((part.before_after for part in parts if part.before_after), ()),
    )


def _check_geojson(path: Path) -> None:
    """Refuse what is no GeoJSON, and a CRS the reader would fetch from somewhere, however it is hidden."""
    systems: list[object] = []

    def gather(pairs: list[tuple[str, object]]) -> dict[str, object]:
        systems.extend(value for key, value in pairs if key.lower() in _CRS_KEYS)
        return dict(pairs)

    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"), object_pairs_hook=gather)
    except (ValueError, OSError, RecursionError) as caught:
        raise refused(
            path.name,
            msg("It is not whole JSON: {reason}.", reason=str(caught)),
            msg(
                "Export the boundaries again as GeoJSON.",
            ),
        ) from None
    if not isinstance(content, dict) or content.get("type") not in {"FeatureCollection", "Feature"}:
        raise refused(
            path.name,
            msg("It is JSON, but not GeoJSON features."),
            msg(
                "Export the boundaries again as GeoJSON.",
            ),
        )
    if any(map(_follows_link, systems)):
        raise refused(
            path.name,
            msg("Its coordinate system is only a link to another address."),
            msg("Export the boundaries again in WGS 84."),
        )


def _follows_link(crs: object) -> bool:
    """Return whether the reader would fetch a CRS; addresses of the OGC are names, which it knows by heart."""
    text = _OGC_NAME.sub("", json.dumps(crs)) if isinstance(crs, dict | str) else ""
    return bool(_ADDRESS.search(text))
