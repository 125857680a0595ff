"""Boundary files to raw features: every format an office keeps them in, alone, in a zip or in a folder.

The file is unpacked, looked at and read in a child process that sees nothing else (`ntm_geo.intake.sandbox`).
"""

from __future__ import annotations

import json
import re
import tempfile
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import geopandas as gpd
import pandas as pd

from ntm_geo.errors import msg
from ntm_geo.intake.boundary_files.features.crs_guess import warm_up
from ntm_geo.intake.boundary_files.features.drivers import forget_others, keep_only
from ntm_geo.intake.boundary_files.features.feature_data import from_data, to_data
from ntm_geo.intake.boundary_files.features.gdal import (
    Choices,
    RawFeatures,
    read_layer,
    refuse_size,
    refused,
    unreadable,
)
from ntm_geo.intake.boundary_files.features.geopackage import read_geopackage
from ntm_geo.intake.boundary_files.features.kml import read_kml
from ntm_geo.intake.boundary_files.features.listed_systems import listed_names
from ntm_geo.intake.boundary_files.features.mapinfo import read_interchange, read_table
from ntm_geo.intake.guards.archive import unpack
from ntm_geo.intake.guards.sniff import sniff
from ntm_geo.intake.sandbox import BOUNDARY_LIMITS, run_isolated, task
from ntm_geo.intake.sandbox.plain import BrokenAnswerError, decode, encode
from ntm_geo.intake.sandbox.staging import harmless_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ntm_geo.intake.guards.sniff import Kind

__all__ = ["RawFeatures", "read_features"]

_ENDINGS: Final = {".shp", ".gpkg", ".geojson", ".json", ".tab", ".mif", ".kml"}
_NEEDED: Final = (".shx", ".dbf")
_SHAPEFILE: Final = (".shp", ".shx", ".dbf", ".prj", ".cpg", ".qpj", ".sbn", ".sbx", ".qix")
_MAPINFO: Final = (".tab", ".dat", ".map", ".id", ".ind", ".mif", ".mid")
_COMPANIONS: Final = (*_SHAPEFILE, *_MAPINFO)
"""Endings of the files a shapefile or MapInfo table consists of."""
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
    args = {"layer": layer, "encoding": encoding, "crs": crs, "local_crs": local_crs}
    data = run_isolated("boundaries", path, args, limits=BOUNDARY_LIMITS, companions=_COMPANIONS)
    try:
        raw = from_data(data)
    except BrokenAnswerError as caught:
        raise unreadable(path.name, caught) from None
    return _called_as_given(raw, path)


def _called_as_given(raw: RawFeatures, path: Path) -> RawFeatures:
    """Give the file the name the person knows it by, where it was read under a more harmless one."""
    copy = Path(harmless_name(path.name))
    if copy.name == path.name:
        return raw
    findings = tuple(
        replace(finding, place=path.name) if finding.place == copy.name else finding for finding in raw.findings
    )
    return replace(raw, findings=findings, layer=path.stem if raw.layer == copy.stem else raw.layer)


def _get_ready() -> None:
    """Forget the drivers nobody needs, and read a file of ours once: what is loaded then, every child has."""
    forget_others()
    feature = '{"type": "Feature", "properties": {"code": "1", "name": "x"}, "geometry": %s}'
    ring = '{"type": "Polygon", "coordinates": [[[106, 22], [107, 22], [107, 23], [106, 22]]]}'
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "sample.geojson")
        path.write_text('{"type": "FeatureCollection", "features": [%s]}' % (feature % ring), encoding="utf-8")
        from_data(decode(encode(to_data(_read_geojson(path, [path], Choices())))))


def _warm_up() -> None:
    """Load what many files need and a single one may not."""
    listed_names()
    warm_up()


@task("boundaries", prepare=_get_ready, warm=_warm_up)
def _read_in_child(path: Path, args: dict[str, str]) -> dict[str, Any]:
    """Read a boundary file in a process made for it: only the driver of its kind is left there."""
    choices = Choices(**args)
    with _opened(path) as members:
        kind, files = _choose(path, members)
        keep_only(kind)
        return to_data(_read_kind(kind, path, files, choices))


def _read_kind(kind: Kind, path: Path, files: list[Path], choices: Choices) -> RawFeatures:
    if kind == "shapefile":
        return _read_shapefile(files[0], choices)
    if kind == "geopackage":
        return read_geopackage(files[0], choices)
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
        members = [item for item in sorted(path.rglob("*")) if item.is_file()]
        refuse_size(path, members)
        yield members
        return
    kind = sniff(path)
    refuse_size(path, [path])
    if kind == "zip":
        with tempfile.TemporaryDirectory() as folder:
            unpack(path, Path(folder))
            yield [path for path in sorted(Path(folder).rglob("*")) if path.is_file() and "__MACOSX" not in path.parts]
    else:
        yield [path]


def _choose(path: Path, members: list[Path]) -> tuple[Kind, list[Path]]:
    """Tell which of the files hold the boundaries."""
    alone = members == [path]
    likely = (
        members
        if alone
        else [member for member in members if member.suffix.lower() in _ENDINGS and not _hidden(member)]
    )
    kinds: dict[Kind, list[Path]] = {}
    for item in likely:
        kinds.setdefault(sniff(item), []).append(item)
    if not kinds:
        raise refused(
            path.name,
            msg("No boundary file was found in it."),
            msg(
                "Put a shapefile or MapInfo table with its companions, a GeoPackage, KML or GeoJSON files into it.",
            ),
        )
    if len(kinds) > 1 or any(len(files) > 1 for kind, files in kinds.items() if kind not in _PARTS):
        names = ", ".join(item.name for item in likely[:6])
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
    family = [item for item in path.parent.iterdir() if item.is_file() and item.stem.lower() == path.stem.lower()]
    refuse_size(path, family)
    companions = {item.suffix.lower() for item in family}
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
