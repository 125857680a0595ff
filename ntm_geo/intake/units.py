"""Raw features to clean units: codes with their zeros, names with their kind apart, valid polygons in EPSG:4326."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj.exceptions import ProjError

from ntm_geo.boundaries.geometry import WGS84, area_km2, repair_polygons
from ntm_geo.boundaries.names import kind_of, normal_name, split_kind
from ntm_geo.errors import CrsError, InputFileError, Message, msg
from ntm_geo.intake.columns import find_columns
from ntm_geo.intake.vector import RawFeatures, read_features
from ntm_geo.tables.findings import Finding, Severity
from ntm_geo.tables.provenance import Provenance
from ntm_geo.tables.units import PROGRAMME_KIND

if TYPE_CHECKING:
    from pathlib import Path

COLUMNS: Final = ("code", "name", "kind", "parent_code", "parent_name")
_SHOWN: Final = 5
_DIGITS: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundaryIntake:
    """A boundary file, clean, with everything that was changed or doubted.

    ``units`` has the columns ``code, name, kind, parent_code, parent_name, geometry`` in EPSG:4326, valid polygons
    only, ordered by code.
    """

    units: gpd.GeoDataFrame
    findings: tuple[Finding, ...]
    provenance: Provenance
    source_crs: str
    layer: str
    columns_used: dict[str, str]


class _Log:
    """Gathers findings about one file."""

    def __init__(self, place: str, findings: Sequence[Finding]) -> None:
        self.place = place
        self.findings = list(findings)

    def add(self, severity: Severity, kind: str, what: Message, hint: Message | None = None) -> None:
        self.findings.append(Finding(severity=severity, kind=kind, place=self.place, what=what, hint=hint))


def read_boundaries(path: Path, *, layer: str = "") -> BoundaryIntake:
    """Read a boundary file of an office.

    Parameters
    ----------
    path : ``.shp`` with its family, GeoPackage, GeoJSON, or a zip or folder of one of these or of one-feature GeoJSON
        files; in any CRS with a definition.
    layer : layer of a GeoPackage with several.

    Raises
    ------
    InputFileError
        Not a boundary file, not a whole one, empty, points or lines, no codes or names, or a code twice.
    CrsError
        No CRS, or coordinates that do not fit it.
    """
    raw = read_features(path, layer=layer)
    log = _Log(path.name, raw.findings)
    columns = _columns(raw, log)
    kept = _with_area(raw.table, log)
    codes = _codes(kept[columns["code"]], log)
    names, kinds = _names(kept, columns, log)
    units = gpd.GeoDataFrame(
        {
            "code": codes.to_numpy(),
            "name": names.to_numpy(),
            "kind": kinds.to_numpy(),
            "parent_code": _parent(kept, columns, "parent_code"),
            "parent_name": _parent(kept, columns, "parent_name"),
        },
        geometry=_to_wgs84(kept, log),
        crs=WGS84,
    )
    _refuse_doubles(units, path.name)
    units = _repaired(units, log).sort_values("code", ignore_index=True)
    _check_coverage(units, log)
    return BoundaryIntake(
        units=units,
        findings=tuple(log.findings),
        provenance=Provenance(source=path.name, sha256=fingerprint(path)),
        source_crs=raw.table.crs.to_string(),
        layer=raw.layer,
        columns_used=columns,
    )


def fingerprint(path: Path) -> str:
    """Return the SHA-256 of a file and its companions of the same name, or of all files of a folder."""
    if path.is_dir():
        members = sorted(one for one in path.rglob("*") if one.is_file())
    elif path.suffix.lower() == ".shp":
        members = sorted(one for one in path.parent.iterdir() if one.is_file() and one.stem == path.stem)
    else:
        members = [path]
    digest = hashlib.sha256()
    for one in members:
        digest.update(one.suffix.lower().encode())
        digest.update(one.read_bytes())
    return digest.hexdigest()


def _columns(raw: RawFeatures, log: _Log) -> dict[str, str]:
    if raw.table.empty:
        raise _refused(log.place, msg("The file holds no features."), msg("Export the boundaries again."))
    attributes = raw.table.drop(columns=raw.table.geometry.name)
    columns = find_columns(attributes)
    for meaning, column in columns.items():
        log.add("info", "column", msg("{meaning} is read from the attribute {column}.", meaning=meaning, column=column))
    for meaning, what in (
        ("code", msg("No attribute holds the official codes.")),
        ("name", msg("No attribute holds the names.")),
    ):
        if meaning not in columns:
            known = ", ".join(map(str, attributes.columns)) or "–"
            raise _refused(log.place, what, msg("Name the attributes MA_XA and TEN_XA; found: {found}.", found=known))
    return columns


def _with_area(table: gpd.GeoDataFrame, log: _Log) -> gpd.GeoDataFrame:
    """Leave out features without geometry; refuse points and lines."""
    missing = table.geometry.isna() | table.geometry.is_empty
    if missing.any():
        log.add(
            "warning",
            "no-geometry",
            msg("{count} features have no geometry and were left out.", count=int(missing.sum())),
        )
    kept = table[~missing]
    flat = shapely.get_dimensions(kept.geometry.to_numpy()) == 2  # noqa: PLR2004 - polygons
    if not flat.any():
        kinds = ", ".join(sorted(set(kept.geometry.geom_type))) or "–"
        raise _refused(
            log.place,
            msg("It holds {kinds}, not polygons.", kinds=kinds),
            msg(
                "Give the layer of boundaries (polygons) of the units.",
            ),
        )
    if not flat.all():
        log.add(
            "warning",
            "not-polygon",
            msg("{count} features are no polygons and were left out.", count=int((~flat).sum())),
        )
    return kept[flat].reset_index(drop=True)


def _codes(values: pd.Series, log: _Log) -> pd.Series:
    """Return five-digit codes; zeros lost by a spreadsheet come back."""
    texts = values.map(_code_text)
    bad = ~texts.str.fullmatch(r"\d{1,5}")
    if bad.any():
        shown = ", ".join(texts[bad].head(_SHOWN).map(repr))
        raise _refused(
            log.place,
            msg("{count} codes are not numbers of up to five digits: {shown}.", count=int(bad.sum()), shown=shown),
            msg("Correct the codes in the file."),
        )
    padded = texts.str.zfill(_DIGITS)
    changed = int((padded != values.astype(str)).sum())
    if changed:
        log.add("info", "code-padded", msg("{count} codes were brought back to five digits.", count=changed))
    return padded


def _code_text(value: object) -> str:
    """Return a code as text, whatever a spreadsheet made of it (1267, 1267.0, " 01267 ")."""
    if value is None or value is pd.NA or (isinstance(value, float) and np.isnan(value)):
        return ""
    return str(value).strip().removesuffix(".0")


def _names(table: gpd.GeoDataFrame, columns: dict[str, str], log: _Log) -> tuple[pd.Series, pd.Series]:
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
    texts: pd.Series = table[columns[meaning]].map(_code_text).map(normal_name)
    return texts.astype("object").where(texts.ne(""), None).reset_index(drop=True)


def _to_wgs84(table: gpd.GeoDataFrame, log: _Log) -> gpd.GeoSeries:
    """Return the geometry in EPSG:4326; coordinates that do not fit their CRS are refused."""
    crs = table.crs
    try:
        turned = table.geometry.to_crs(WGS84)
    except ProjError as caught:
        raise _misplaced(log.place, str(caught)) from None
    bounds = np.array(turned.total_bounds)
    limit = np.array([180, 90, 180, 90])
    if not np.isfinite(bounds).all() or (np.abs(bounds) > limit).any():
        raise _misplaced(log.place, crs.name)
    if crs.to_epsg() != 4326:  # noqa: PLR2004 - WGS 84
        log.add("info", "reprojected", msg("Coordinates were turned from {crs} into WGS 84.", crs=crs.name))
    return turned


def _misplaced(place: str, crs: str) -> CrsError:
    return CrsError(
        msg("The coordinates do not fit the coordinate system the file names ({crs}).", crs=crs),
        where=place,
        fix=msg("Export the boundaries again with the coordinate system they are drawn in."),
    )


def _refuse_doubles(units: gpd.GeoDataFrame, place: str) -> None:
    doubled = units[units["code"].duplicated(keep=False)].sort_values("code")
    if doubled.empty:
        return
    shown = "; ".join(f"{row.code} ({row.name})" for row in doubled.head(_SHOWN).itertuples(index=False))
    raise _refused(
        place,
        msg("{count} codes stand more than once: {shown}.", count=doubled["code"].nunique(), shown=shown),
        msg("Merge the parts of a unit into one feature, or correct its code."),
    )


def _repaired(units: gpd.GeoDataFrame, log: _Log) -> gpd.GeoDataFrame:
    repair = repair_polygons(units.geometry.to_numpy())
    mended = units.set_geometry(gpd.GeoSeries(repair.geometry, crs=WGS84, index=units.index))
    if repair.flattened:
        log.add("info", "flattened", msg("Heights of the coordinates were dropped."))
    if repair.repaired:
        rows = list(repair.repaired)
        change = float(np.abs(area_km2(mended.geometry.iloc[rows]) - area_km2(units.geometry.iloc[rows])).sum())
        names = ", ".join(units["name"].iloc[rows[:_SHOWN]])
        log.add(
            "warning",
            "geometry-repaired",
            msg(
                "{count} outlines crossed themselves and were repaired ({names}); {area} km² changed.",
                count=len(rows),
                names=names,
                area=round(change, 3),
            ),
        )
    if repair.trimmed:
        log.add(
            "info",
            "geometry-trimmed",
            msg("{count} units also held points or lines, which were dropped.", count=len(repair.trimmed)),
        )
    lost = mended.geometry.is_empty
    if lost.any():
        names = ", ".join(mended.loc[lost, "name"].head(_SHOWN))
        log.add(
            "error",
            "no-area",
            msg("{count} units have no area and were left out: {names}.", count=int(lost.sum()), names=names),
        )
    if lost.all():
        raise _refused(log.place, msg("No unit has any area."), msg("Export the boundaries again."))
    return mended[~lost]


def _check_coverage(units: gpd.GeoDataFrame, log: _Log) -> None:
    edges = shapely.coverage_invalid_edges(units.geometry.to_numpy())
    bad = ~shapely.is_empty(edges)
    if bad.any():
        names = ", ".join(units.loc[bad, "name"].head(_SHOWN))
        log.add(
            "warning",
            "coverage",
            msg(
                "{count} units overlap their neighbours or leave gaps ({names} …); the map closes them.",
                count=int(bad.sum()),
                names=names,
            ),
        )


def _refused(place: str, what: Message, fix: Message) -> InputFileError:
    return InputFileError(what, where=place, fix=fix)
