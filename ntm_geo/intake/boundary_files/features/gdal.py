"""One layer of one file through GDAL: safely, within limits, its texts in Unicode, its CRS known or asked for."""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import geopandas as gpd
import pyogrio
import shapely
from pyogrio.errors import CRSError as ReaderCrsError
from pyogrio.errors import DataLayerError, DataSourceError, FeatureError, FieldError, GeometryError
from pyproj import CRS
from pyproj.exceptions import CRSError
from shapely.errors import ShapelyError

from ntm_geo.errors import CrsError, CrsMissingError, InputFileError, Message, msg
from ntm_geo.intake.boundary_files.features.attribute_texts import Texts, decode_table, known_encoding
from ntm_geo.intake.boundary_files.features.crs_guess import SWAPPED, propose_crs
from ntm_geo.intake.boundary_files.features.crs_text import names_files
from ntm_geo.intake.boundary_files.features.datum import settle_datum
from ntm_geo.intake.boundary_files.features.drivers import CONFIG
from ntm_geo.intake.boundary_files.features.listed_systems import spare_search
from ntm_geo.tables.findings import Finding

if TYPE_CHECKING:
    from pathlib import Path

MAX_FILE_BYTES: Final = 500_000_000
"""Most bytes a boundary file may have, its companions included."""
MAX_FEATURES: Final = 100_000
"""Most features a layer may have; the country has 3,321 communes."""
GDAL_ERRORS: Final = (
    CRSError,
    DataLayerError,
    DataSourceError,
    FeatureError,
    FieldError,
    GeometryError,
    ReaderCrsError,
    ShapelyError,
    NameError,
    RuntimeError,
    ValueError,
    TypeError,
    OSError,
    UnicodeError,
)
"""Whatever a broken file makes the reader raise; a NameError where it stumbles over a definition of a CRS."""
_FOLDERS: Final = re.compile(r"[^\s'\"]*ntm-read-\w+[\\/](?:in|tmp)[\\/](?:tmp\w+[\\/])?")
"""Where the copy stood that was read: nobody knows that place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RawFeatures:
    """Features as the file holds them, in its own CRS, and what the reading noticed.

    ``encoding`` is what the texts were in; ``before_after`` pairs up to five texts as they stood with how they read.
    """

    table: gpd.GeoDataFrame
    layer: str
    findings: tuple[Finding, ...]
    encoding: str = "utf-8"
    before_after: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What a person chose for a file: what is empty is found out.

    ``crs`` may end in `SWAPPED` when the northing comes first; ``local_crs`` orders the proposals for a missing one.
    """

    layer: str = ""
    encoding: str = ""
    crs: str = ""
    local_crs: str = ""


def read_layer(path: Path, choices: Choices, *, raw_text: bool = False, layer: str = "") -> RawFeatures:
    """Read one layer of a file GDAL knows.

    Parameters
    ----------
    path : the file.
    choices : of a person; its layer is the caller's concern.
    raw_text : the format does not reliably say how its texts are encoded, so their bytes are judged.
    layer : which one, of a file with several.

    Raises
    ------
    InputFileError
        It cannot be read, holds no geometry, or is too large.
    CrsError
        It does not say where its coordinates lie, or the CRS chosen does not exist.
    """
    encoding = known_encoding(choices.encoding, where=path.name)
    _go_offline()
    options: dict[str, Any] = {"layer": layer} if layer else {}
    if raw_text:
        options["encoding"] = "ISO-8859-1"
    try:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            if path.suffix.lower() == ".shp":
                spare_search(path)
            _refuse_many(path, options)
            table = pyogrio.read_dataframe(path, use_arrow=False, **options)
    except GDAL_ERRORS as error:
        raise unreadable(path.name, error) from None
    if not isinstance(table, gpd.GeoDataFrame):
        raise refused(path.name, msg("It holds a table without geometry."), msg("Give the file with the boundaries."))
    texts = decode_table(table.drop(columns=table.geometry.name), raw=raw_text, encoding=encoding)
    frame = gpd.GeoDataFrame(texts.table, geometry=table.geometry.to_numpy(), crs=table.crs)
    decodes = sorted({str(item.message).encode("ascii", "replace").decode() for item in caught})
    findings = [
        Finding(severity="warning", kind="reader", place=path.name, what=msg("The reader says: {text}", text=text))
        for text in decodes
    ]
    frame = settle_datum(frame, path, chosen=choices.crs, local_crs=choices.local_crs)
    placed = _placed(frame, choices, path.name)
    if choices.crs and frame.crs is not None and frame.crs != placed.crs:
        what = msg("The file names {own}, but {chosen} was chosen.", own=frame.crs.name, chosen=placed.crs.name)
        findings.append(Finding(severity="warning", kind="crs-chosen", place=path.name, what=what))
    return RawFeatures(
        table=placed,
        layer=layer or path.stem,
        findings=(*findings, *_told(texts, path.name, chosen=bool(encoding))),
        encoding=texts.encoding,
        before_after=texts.before_after,
    )


def layers_of(path: Path) -> list[tuple[str, str]]:
    """Return name and geometry type of the layers of a file.

    Raises
    ------
    InputFileError
        It cannot be opened.
    """
    _go_offline()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return [(str(name), str(kind or "")) for name, kind in pyogrio.list_layers(path)]
    except GDAL_ERRORS as caught:
        raise unreadable(path.name, caught) from None


def _refuse_many(path: Path, options: dict[str, Any]) -> None:
    """Refuse a layer of too many features before they are read; a small file cannot hold them."""
    if path.stat().st_size > MAX_FEATURES and pyogrio.read_info(path, **options)["features"] > MAX_FEATURES:
        raise refused(
            path.name,
            msg("It holds more than {count} features.", count=MAX_FEATURES),
            msg("Give the layer of the communes alone."),
        )


@cache
def _go_offline() -> None:
    pyogrio.set_gdal_config_options(CONFIG)


def _told(texts: Texts, text: str, *, chosen: bool) -> list[Finding]:
    """Say which encoding was found, where it was not the usual one, with names before and after."""
    if texts.encoding == "utf-8":
        return []
    shown = "; ".join(f"{before} → {after}" for before, after in texts.before_after)
    if texts.encoding == "windows-1252" and not chosen:
        what = msg("The encoding of the texts is not known; they are read as Western European.")
        hint = msg("Choose the encoding, or export the file again with UTF-8 text.")
        return [Finding(severity="warning", kind="encoding", place=text, what=what, hint=hint)]
    what = msg(
        "The texts are in the encoding {name} and were turned into Unicode: {shown}.", name=_called(texts), shown=shown
    )
    doubt = None if chosen else msg("Compare the names; if they look wrong, choose another encoding.")
    return [Finding(severity="info", kind="encoding", place=text, what=what, hint=doubt)]


def _called(texts: Texts) -> str:
    return {"tcvn3": "TCVN3 (ABC)", "vni": "VNI", "windows-1258": "Windows-1258"}.get(texts.encoding, texts.encoding)


def _placed(table: gpd.GeoDataFrame, choices: Choices, text: str) -> gpd.GeoDataFrame:
    """Return the table with a CRS: the one chosen, else the file's own."""
    if choices.crs:
        name = choices.crs.removesuffix(SWAPPED)
        try:
            crs = CRS.from_user_input(name)
        except CRSError:
            crs = None
        if crs is None or names_files(crs):
            raise CrsError(
                msg("There is no coordinate system {name}.", name=name),
                where=text,
                fix=msg("Give its EPSG code, such as EPSG:4326."),
            )
        if choices.crs != name:
            shapes = table.geometry.to_numpy()
            table = table.set_geometry(shapely.transform(shapes, lambda xy: xy[:, ::-1]))
        return table.set_crs(crs, allow_override=True)
    known = table.crs is not None and (table.crs.is_geographic or table.crs.is_projected)
    if known and not names_files(table.crs):
        return table
    raise no_crs(table, text, choices.local_crs)


def no_crs(table: gpd.GeoDataFrame, text: str, local_crs: str) -> CrsMissingError:
    """Return the error of a file that does not say where it lies, with proposals."""
    return CrsMissingError(
        msg("It does not say in which coordinate system its coordinates are."),
        where=text,
        fix=msg("Choose the coordinate system, add the .prj file, or export the boundaries again with it."),
        proposals=proposals_for(table, local_crs),
    )


def proposals_for(table: gpd.GeoDataFrame, local_crs: str) -> tuple[Any, ...]:
    """Return the proposals of `propose_crs` for the bounds of a table."""
    west, south, east, north = map(float, table.total_bounds)
    return propose_crs((west, south, east, north), local_crs=local_crs)


def refuse_size(path: Path, members: list[Path]) -> None:
    """Refuse files that are too large to be boundaries.

    Raises
    ------
    InputFileError
        More than `MAX_FILE_BYTES` in all.
    """
    size = sum(member.stat().st_size for member in members)
    if size > MAX_FILE_BYTES:
        raise refused(
            path.name,
            msg(
                "It is too large: {size} MB, more than {limit}.",
                size=size // 1_000_000,
                limit=MAX_FILE_BYTES // 1_000_000,
            ),
            msg("Give the layer of the communes alone."),
        )


def refused(where: str, what: Message, fix: Message) -> InputFileError:
    """Return the error of a file that is not what it should be."""
    return InputFileError(what, where=where, fix=fix)


def unreadable(where: str, caught: Exception) -> InputFileError:
    """Return the error of a file the reader gave up on."""
    return InputFileError(
        msg("The file cannot be read: {reason}.", reason=_FOLDERS.sub("", str(caught).split("\n", maxsplit=1)[0])),
        where=where,
        fix=msg("Open it in a GIS and export it again; it may be damaged."),
    )
