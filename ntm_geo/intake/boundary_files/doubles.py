"""Codes that stand more than once: parts and copies of one unit become one, different units are refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import geopandas as gpd
import shapely

from ntm_geo.boundaries.names import match_key
from ntm_geo.errors import InputFileError, msg
from ntm_geo.tables.findings import Finding

if TYPE_CHECKING:
    import pandas as pd

_SHOWN: Final = 5


def refuse_doubles(units: pd.DataFrame, text: str) -> None:
    """Refuse a code that stands at units with different names.

    Parameters
    ----------
    units : ``code, name``.
    text : name of the file.

    Raises
    ------
    InputFileError
        With the codes and names.
    """
    keys = units["name"].map(match_key)
    apart = keys.groupby(units["code"]).nunique()
    doubled = units[units["code"].isin(apart.index[apart > 1])].sort_values("code")
    if doubled.empty:
        return
    shown = "; ".join(f"{row.code} ({row.name})" for row in doubled.head(_SHOWN).itertuples(index=False))
    raise InputFileError(
        msg(
            "{count} codes stand at units with different names: {shown}.", count=doubled["code"].nunique(), shown=shown
        ),
        where=text,
        fix=msg("Correct the codes; give the parts of one unit one code and one name."),
    )


def merge_parts(units: gpd.GeoDataFrame, text: str) -> tuple[gpd.GeoDataFrame, tuple[Finding, ...]]:
    """Return one row per code: copies are dropped, parts are merged; other columns are those of the first row.

    Parameters
    ----------
    units : ``code, name`` and valid polygons; rows of one code bear one name.
    text : name of the file.
    """
    doubled = units["code"].duplicated(keep=False)
    if not doubled.any():
        return units, ()
    rest = units[~units["code"].duplicated()].copy()
    shapes: dict[object, object] = {}
    copies: list[str] = []
    parts: list[str] = []
    for code, rows in units[doubled].groupby("code", sort=True):
        normalize = rows.geometry.normalize().drop_duplicates()
        distinct = units.geometry.loc[normalize.index]
        shapes[code] = distinct.iloc[0] if len(distinct) == 1 else shapely.union_all(distinct.to_numpy())
        (copies if len(distinct) == 1 else parts).append(str(rows["name"].iloc[0]))
    merged = [shapes.get(code, shape) for code, shape in zip(rest["code"], rest.geometry, strict=True)]
    rest = rest.set_geometry(gpd.GeoSeries(merged, index=rest.index, crs=units.crs))
    findings = []
    if parts:
        what = msg(
            "{count} units stood in several parts, which were merged: {names}.", count=len(parts), names=_few(parts)
        )
        findings.append(Finding(severity="info", kind="parts-merged", place=text, what=what))
    if copies:
        what = msg(
            "{count} units stood there more than once, the same each time: {names}.",
            count=len(copies),
            names=_few(copies),
        )
        findings.append(Finding(severity="info", kind="copies-dropped", place=text, what=what))
    return rest, tuple(findings)


def _few(names: list[str]) -> str:
    return ", ".join(names[:_SHOWN]) + (" …" if len(names) > _SHOWN else "")
