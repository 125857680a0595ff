"""Raw features to clean units: codes with their zeros, names and kinds apart, valid polygons in EPSG:4326."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import geopandas as gpd
import pandas as pd

from ntm_geo.boundaries.geometry import WGS84
from ntm_geo.boundaries.names import kind_of, normal_name, split_kind
from ntm_geo.errors import InputFileError, msg
from ntm_geo.intake.boundary_files.codes import code_text, join_parts, read_codes
from ntm_geo.intake.boundary_files.doubles import merge_parts, refuse_doubles
from ntm_geo.intake.boundary_files.features.columns import find_columns, find_doubtful_codes, meaning_of
from ntm_geo.intake.boundary_files.features.gdal import layers_of, refused
from ntm_geo.intake.boundary_files.features.layers import unread
from ntm_geo.intake.boundary_files.features.vector import RawFeatures, read_features
from ntm_geo.intake.boundary_files.log import Log
from ntm_geo.intake.boundary_files.outlines import repaired, to_wgs84, with_area
from ntm_geo.intake.boundary_files.provinces import Listed, choose_province, list_provinces
from ntm_geo.intake.guards.packed import refuse_packed
from ntm_geo.intake.guards.sniff import sniff
from ntm_geo.tables.findings import Finding
from ntm_geo.tables.provenance import Provenance
from ntm_geo.tables.unit_table import PROGRAMME_KIND

if TYPE_CHECKING:
    from pathlib import Path

MAIN_SUFFIXES: Final = (".shp", ".tab", ".mif", ".gpkg", ".geojson", ".json", ".kml")
"""Endings of the files a boundary set is known by, among those that come with it."""
COLUMNS: Final = ("code", "name", "kind", "parent_code", "parent_name")


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundaryIntake:
    """A boundary file, clean, with everything that was changed or doubted.

    ``units`` has the columns ``code, name, kind, parent_code, parent_name, geometry`` in EPSG:4326, valid polygons
    only, ordered by code; a unit without a usable code has a placeholder, see `codes`. ``encoding`` is what its texts
    were in; ``names_before_after`` shows up to five of them as a program without a notion of encodings would, beside
    how they are read; empty when they were UTF-8.
    """

    units: gpd.GeoDataFrame
    findings: tuple[Finding, ...]
    provenance: Provenance
    source_crs: str
    layer: str
    columns_used: dict[str, str]
    provinces: Listed = ()
    """Code, name and number of features of the provinces its units say they belong to."""
    encoding: str = "utf-8"
    names_before_after: tuple[tuple[str, str], ...] = ()


def dropped_name(path: Path) -> str:
    """Return the name people know a file by; for a folder of files that belong together, that of the main one."""
    if not path.is_dir():
        return path.name
    names = sorted(item.name for item in path.iterdir())
    return next((name for name in names if name.lower().endswith(MAIN_SUFFIXES)), path.name)


def read_boundaries(
    path: Path, *, layer: str = "", encoding: str = "", crs: str = "", province: str = "", local_crs: str = ""
) -> BoundaryIntake:
    """Read a boundary file of an office.

    Parameters
    ----------
    path : ``.shp``, ``.tab`` or ``.mif`` with its family, GeoPackage, GeoJSON, KML, KMZ, or a zip or folder of one of
        these or of one-feature GeoJSON or KML files.
    layer : layer of a file with several.
    encoding : of the texts, chosen by a person; otherwise judged over all of them.
    crs : chosen by a person, otherwise what the file says; ``EPSG:9210 yx`` when the northing comes first.
    province : code or name of the province whose units are read, of a file with several.
    local_crs : CRS the province measures in; orders the proposals of a file that does not say its own.

    Raises
    ------
    InputFileError
        Not a boundary file, not a whole one, empty, points or lines, no names, or one code at different units.
    LayerChoiceError
        Several layers of polygons and none chosen.
    CrsMissingError
        No CRS, or coordinates that do not fit it; with proposals.
    ProvinceChoiceError
        Units of several provinces and none chosen, or none of the one chosen; with the provinces in it.
    """
    refuse_packed(path)
    raw = read_features(path, layer=layer, encoding=encoding, crs=crs, local_crs=local_crs)
    log = Log(dropped_name(path), raw.findings)
    _tell_folders(path, layer, log)
    columns = _columns(raw, log)
    area = with_area(_of_province(raw.table, columns, province, log), log)
    result = read_codes(area[columns["code"]] if "code" in columns else None, area[columns["name"]], log)
    codes, area = result.codes[result.stays], area[result.stays].reset_index(drop=True)
    names, kinds = _names(area, columns, log)
    units = gpd.GeoDataFrame(
        {
            "code": codes.to_numpy(),
            "name": names.to_numpy(),
            "kind": kinds.to_numpy(),
            "parent_code": _parent(area, columns, "parent_code"),
            "parent_name": _parent(area, columns, "parent_name"),
        },
        geometry=to_wgs84(area, local_crs, log),
        crs=WGS84,
    )
    units = units.assign(code=join_parts(units))
    refuse_doubles(units, path.name)
    units, merged = merge_parts(repaired(units, log), path.name)
    units = units.sort_values("code", ignore_index=True)
    log.findings += merged
    return BoundaryIntake(
        units=units,
        findings=tuple(log.findings),
        provenance=Provenance(source=dropped_name(path), sha256=fingerprint(path)),
        source_crs=raw.table.crs.to_string(),
        layer=raw.layer,
        columns_used=columns,
        provinces=list_provinces(area, columns),
        encoding=raw.encoding,
        names_before_after=raw.before_after,
    )


def fingerprint(path: Path) -> str:
    """Return the SHA-256 of a file and its companions of the same name, or of all files of a folder."""
    if path.is_dir():
        members = sorted(item for item in path.rglob("*") if item.is_file())
    elif path.suffix.lower() in {".shp", ".tab", ".mif"}:
        members = sorted(
            item for item in path.parent.iterdir() if item.is_file() and item.stem.lower() == path.stem.lower()
        )
    else:
        members = [path]
    digest = hashlib.sha256()
    for member in members:
        digest.update(member.suffix.lower().encode())
        digest.update(member.read_bytes())
    return digest.hexdigest()


def _columns(raw: RawFeatures, log: Log) -> dict[str, str]:
    if raw.table.empty:
        raise refused(log.place, msg("The file holds no features."), msg("Export the boundaries again."))
    attributes = raw.table.drop(columns=raw.table.geometry.name)
    columns = find_columns(attributes)
    if "code" not in columns and (doubtful := find_doubtful_codes(attributes)):
        columns = {"code": doubtful} | {meaning: column for meaning, column in columns.items() if column != doubtful}
    if "name" not in columns:
        known = ", ".join(map(str, attributes.columns)) or "–"
        fix = msg("Name the attributes MA_XA and TEN_XA; found: {found}.", found=known)
        raise InputFileError(msg("No attribute holds the names."), where=log.place, fix=fix)
    for meaning, column in columns.items():
        what = msg("{meaning} is read from the attribute {column}.", meaning=meaning_of(meaning), column=column)
        log.add("info", "column", what)
    return columns


def _tell_folders(path: Path, layer: str, log: Log) -> None:
    """Tell which folders of a KML were not read."""
    if layer and path.is_file() and sniff(path) == "kml":
        finding = unread(path.name, [name for name, _kind in layers_of(path)], layer)
        log.findings += [finding] if finding else []


def _of_province(table: gpd.GeoDataFrame, columns: dict[str, str], province: str, log: Log) -> gpd.GeoDataFrame:
    if province and not {"province_code", "province_name"}.intersection(columns):
        log.add("warning", "province", msg("No attribute names the province, so all units were read."))
        return table
    frame = choose_province(table, columns, province=province, text=log.place)
    if len(frame) < len(table):
        log.add(
            "info",
            "province",
            msg(
                "{count} features are read; those of other provinces were left out ({left}).",
                count=len(frame),
                left=len(table) - len(frame),
            ),
        )
    return frame


def _names(table: gpd.GeoDataFrame, columns: dict[str, str], log: Log) -> tuple[pd.Series, pd.Series]:
    raw = table[columns["name"]].fillna("").astype(str)
    if "\ufffd" in "".join(raw):
        log.add(
            "warning",
            "encoding",
            msg("Some letters of the names could not be read."),
            msg("Export the file again with UTF-8 text."),
        )
    nameless = raw.str.strip().eq("")
    if nameless.any():
        log.add("warning", "no-name", msg("{count} units have no name.", count=int(nameless.sum())))
    parts = raw.map(split_kind)
    names = parts.str[1].where(~nameless, "?")
    tidied = int((raw.map(normal_name) != raw).sum())
    if tidied:
        log.add("info", "name-tidied", msg("{count} names had doubled spaces or decomposed letters.", count=tidied))
    kinds = parts.str[0]
    if "kind" in columns:
        kinds = kinds.where(kinds.ne(""), table[columns["kind"]].fillna("").astype(str).map(kind_of))
    unknown = kinds.eq("")
    if unknown.any():
        log.add(
            "warning",
            "no-kind",
            msg(
                "{count} units do not say whether they are a commune, ward or town; they are taken for communes.",
                count=int(unknown.sum()),
            ),
        )
    return names, kinds.where(~unknown, PROGRAMME_KIND)


def _parent(table: gpd.GeoDataFrame, columns: dict[str, str], meaning: str) -> pd.Series:
    if meaning not in columns:
        return pd.Series([None] * len(table), dtype="object")
    texts: pd.Series = table[columns[meaning]].map(code_text).map(normal_name)
    return texts.astype("object").where(texts.ne(""), None).reset_index(drop=True)
