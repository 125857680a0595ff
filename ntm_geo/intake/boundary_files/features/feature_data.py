"""Raw features as plain data and back: how boundaries come out of the process that reads them."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj import CRS
from pyproj.exceptions import CRSError
from shapely.errors import ShapelyError

from ntm_geo.intake.boundary_files.features.crs_text import names_files
from ntm_geo.intake.boundary_files.features.gdal import RawFeatures
from ntm_geo.intake.sandbox.faults import from_message, to_message
from ntm_geo.intake.sandbox.plain import BrokenAnswerError
from ntm_geo.tables.findings import Finding, Severity

_NUMBERS: Final = "biufM"
_PLAIN: Final = (str, bool, int, float, datetime, date, time, type(None))
_SEVERITIES: Final[dict[str, Severity]] = {"error": "error", "warning": "warning", "info": "info"}
_CRS: Final = re.compile(
    r"(?:EPSG|ESRI|OGC|IGNF|IAU_\d+):\w{1,12}|[A-Z_]{6,20}\s*\[[\s\S]*\]|\+proj=[\s\S]*", re.IGNORECASE
)


def to_data(raw: RawFeatures) -> dict[str, Any]:
    """Return raw features as plain data (see `ntm_geo.intake.sandbox.plain`); the geometry as well-known binary."""
    table = raw.table
    shapes = table.geometry.to_numpy()
    binary = [b"" if shape is None else bytes(shape) for shape in shapely.to_wkb(shapes)]
    places = [index for index, name in enumerate(table.columns) if name != table.geometry.name]
    return {
        "names": [str(table.columns[commune]) for commune in places],
        "columns": [_column(table.iloc[:, commune]) for commune in places],
        "lengths": np.array([len(item) for item in binary], dtype=np.int64),
        "binary": np.frombuffer(b"".join(binary), dtype=np.uint8),
        "crs": table.crs.srs if _CRS.fullmatch(table.crs.srs) else table.crs.to_wkt(),
        "layer": raw.layer,
        "findings": [
            {"severity": finding.severity, "kind": finding.kind, "place": finding.place}
            | {"what": from_message(finding.what), "hint": finding.hint and from_message(finding.hint)}
            for finding in raw.findings
        ],
        "encoding": raw.encoding,
        "before_after": [list(pair) for pair in raw.before_after],
    }


def from_data(data: Any) -> RawFeatures:
    """Return the raw features in plain data of `to_data`.

    Raises
    ------
    BrokenAnswerError
        The data is anything else.
    """
    try:
        shapes = shapely.from_wkb(_split(data["binary"], data["lengths"]))
        columns = [_series(column, len(shapes)) for column in data["columns"]]
        attributes = pd.concat(columns, axis=1) if columns else pd.DataFrame(index=range(len(shapes)))
        attributes.columns = pd.Index([str(name) for name in data["names"]])
        table = gpd.GeoDataFrame(attributes, geometry=shapes, crs=_system(str(data["crs"])))
        return RawFeatures(
            table=table,
            layer=str(data["layer"]),
            findings=tuple(map(_finding, data["findings"])),
            encoding=str(data["encoding"]),
            before_after=tuple((str(before), str(after)) for before, after in data["before_after"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError, ShapelyError, CRSError, OverflowError) as caught:
        raise BrokenAnswerError(str(caught)) from None


def _system(text: str) -> CRS:
    """Return a coordinate system that will have no file opened."""
    crs = CRS.from_user_input(text) if _CRS.fullmatch(text) else None
    if crs is None or names_files(crs):
        raise BrokenAnswerError
    return crs


def _column(values: pd.Series) -> Any:
    """Return numbers and times as an array, everything else as a list."""
    if isinstance(values.dtype, np.dtype) and values.dtype.kind in _NUMBERS:
        return values.to_numpy()
    kind = "str" if values.dtype == "str" else "object"
    cells = [None if value is pd.NA or value is pd.NaT else value for value in values]
    if kind == "str":
        cells = [value if isinstance(value, str) else None for value in cells]
    return {"kind": kind, "cells": [value if isinstance(value, _PLAIN) else _text(value) for value in cells]}


def _text(value: object) -> object:
    if isinstance(value, np.generic):
        return value.item()
    return value.hex() if isinstance(value, bytes) else str(value)


def _series(column: Any, count: int) -> pd.Series:
    if isinstance(column, np.ndarray):
        values = pd.Series(column.copy())
    elif column["kind"] == "str":
        values = pd.Series([None if cell is None else str(cell) for cell in column["cells"]], dtype="str")
    else:
        values = pd.Series(column["cells"], dtype="object")
    if len(values) != count:
        raise BrokenAnswerError
    return values


def _split(binary: Any, lengths: Any) -> list[bytes | None]:
    """Return the geometry of each feature; None where there is none."""
    content = binary.tobytes()
    ends = np.cumsum(lengths)
    if (lengths < 0).any() or (len(ends) and ends[-1] != len(content)):
        raise BrokenAnswerError
    return [content[end - size : end] if size else None for end, size in zip(ends, lengths, strict=True)]


def _finding(data: Any) -> Finding:
    return Finding(
        severity=_SEVERITIES[data["severity"]],
        kind=str(data["kind"]),
        place=str(data["place"]),
        what=to_message(data["what"]),
        hint=to_message(data["hint"]) if data["hint"] else None,
    )
