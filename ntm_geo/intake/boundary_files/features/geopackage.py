"""GeoPackages: which layer is meant, and a database in which nothing is computed."""

from __future__ import annotations

import re
import shutil
import sqlite3
import tempfile
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ntm_geo.errors import msg
from ntm_geo.intake.boundary_files.features.gdal import Choices, RawFeatures, layers_of, read_layer, refused, unreadable
from ntm_geo.intake.boundary_files.features.layers import no_such_layer, several_layers, with_unread
from ntm_geo.tables.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

_INDEX: Final = re.compile(r"\s*CREATE\s+VIRTUAL\s+TABLE\s+(?:\"[^\"]*\"|[\w.]+)\s+USING\s+rtree\s*\(", re.IGNORECASE)
_VIRTUAL: Final = re.compile(r"\s*CREATE\s+VIRTUAL\b", re.IGNORECASE)
_COMPUTED: Final = re.compile(r"\bGENERATED\s+ALWAYS\b|\bAS\s*\(", re.IGNORECASE)
_NAMES_AND_REMARKS: Final = re.compile(r"\"[^\"]*\"|'[^']*'|`[^`]*`|\[[^\]]*\]|/\*.*?\*/|--[^\n]*", re.DOTALL)
_STANDARD_TRIGGER: Final = re.compile(r"(?:rtree|trigger|gpkg|ogr)_\w+", re.IGNORECASE)
_MOST: Final = 5000
_SHOWN: Final = 5
Schema = list[tuple[str, str, str, str]]
"""Kind, name, table and definition of everything a database defines."""


def read_geopackage(path: Path, choices: Choices) -> RawFeatures:
    """Read one layer of a GeoPackage: a table that holds its values itself.

    Raises
    ------
    InputFileError
        No layer or several, the layer or the index of layers is computed (a view), or the database is broken.
    CrsError
        The layer does not say where its coordinates lie.
    """
    schema = _schema(path)
    views = {name.lower() for kind, name, _table, _sql in schema if kind == "view"}
    _refuse_view(path, next((name for name in sorted(views) if name.startswith("gpkg_")), ""), views)
    _refuse_view(path, choices.layer, views)
    _refuse_virtual(path, schema)
    with _without_programs(path, schema) as plain:
        layer, names = _layer(plain, choices.layer)
        raw = with_unread(read_layer(plain, choices, layer=layer), path.name, names)
    left_out = tuple(
        Finding(
            severity="info",
            kind="view",
            place=path.name,
            what=msg("The layer {layer} is computed from others (a view); it was left out.", layer=view[:60]),
        )
        for view in sorted(views)[:_SHOWN]
    )
    return replace(raw, findings=(*raw.findings, *left_out))


def _layer(path: Path, layer: str) -> tuple[str, list[str]]:
    """Return the layer to read, and the names of all."""
    layers = layers_of(path)
    names = [name for name, _ in layers]
    areas = [name for name, kind in layers if "Polygon" in kind or kind in {"Unknown", "GeometryCollection"}]
    if layer and layer not in names:
        raise no_such_layer(path.name, layer, names)
    if not layer and len(areas) > 1:
        raise several_layers(path.name, areas)
    chosen = layer or next(iter(areas or names), "")
    if not chosen:
        raise refused(path.name, msg("It holds no layer."), msg("Export the boundaries again."))
    return chosen, names


def _schema(path: Path) -> Schema:
    """Return what a database defines; nothing of it is run, and the file is opened as one nobody may write.

    Raises
    ------
    InputFileError
        It is no database, or defines too much.
    """
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as base:
            base.execute("PRAGMA trusted_schema = OFF")
            base.execute("PRAGMA cell_size_check = ON")
            rows = base.execute("SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_master").fetchmany(
                _MOST + 1
            )
            schema = [(str(kind), str(name), str(table), str(sql)) for kind, name, table, sql in rows]
    except (sqlite3.Error, UnicodeError, ValueError, OverflowError) as caught:
        raise unreadable(path.name, caught) from None
    if len(schema) > _MOST:
        raise refused(path.name, msg("It defines too many tables."), msg("Export the boundaries again."))
    return schema


def _refuse_view(path: Path, layer: str, views: set[str]) -> None:
    if layer.lower() in views:
        raise refused(
            path.name,
            msg("Its layer {layer} is computed from others (a view).", layer=layer),
            msg("Export the layer as a table of its own."),
        )


def _refuse_virtual(path: Path, schema: Schema) -> None:
    """Refuse tables that are programs, other than the index of places every GeoPackage has."""
    for kind, name, _table, sql in schema:
        plain_index = _INDEX.match(sql) and name.lower().startswith("rtree_")
        if kind == "table" and ((_VIRTUAL.match(sql) and not plain_index) or _computed(sql)):
            raise refused(
                path.name,
                msg("Its table {table} is computed by a program.", table=name[:60]),
                msg("Export the boundaries into a new GeoPackage."),
            )


def _computed(sql: str) -> bool:
    """Return whether a table has columns that are computed; names between quotes tell nothing."""
    return bool(_COMPUTED.search(_NAMES_AND_REMARKS.sub(" x ", sql)))


@contextmanager
def _without_programs(path: Path, schema: Schema) -> Iterator[Path]:
    """Give the database itself when it has no views and only the usual triggers, else a copy that has lost them."""
    odd = [
        name for kind, name, _, _ in schema
        if kind == "view" or (kind == "trigger" and not _STANDARD_TRIGGER.fullmatch(name))
    ]  # fmt: skip
    if not odd:
        yield path
        return
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, path.name)
        shutil.copyfile(path, copy)
        _strip(copy, {name for kind, name, _, _ in schema if kind == "view"})
        yield copy


def _strip(path: Path, views: set[str]) -> None:
    """Take views and triggers out of a copy, and the rows that speak of them, without running any."""
    try:
        with closing(sqlite3.connect(path)) as base:
            base.execute("PRAGMA trusted_schema = OFF")
            base.execute("PRAGMA writable_schema = ON")
            base.execute("DELETE FROM sqlite_master WHERE type IN ('view', 'trigger')")
            base.execute("PRAGMA writable_schema = RESET")
            base.commit()
        with closing(sqlite3.connect(path)) as base:
            for table in ("gpkg_contents", "gpkg_geometry_columns", "gpkg_ogr_contents"):
                if base.execute("SELECT 1 FROM sqlite_master WHERE lower(name) = ?", (table,)).fetchone():
                    gone = [(view.lower(),) for view in views]
                    base.executemany(f"DELETE FROM {table} WHERE lower(table_name) = ?", gone)  # noqa: S608 - names above
            base.commit()
    except (sqlite3.Error, UnicodeError) as caught:
        raise unreadable(path.name, caught) from None
