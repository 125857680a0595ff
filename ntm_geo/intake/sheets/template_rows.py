"""The rows of a template: one for each unit, hamlet or agency, with what is known already; and the same as CSV."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import pandas as pd

from ntm_geo.intake.sheets.cells.headings import BY_CODE
from ntm_geo.intake.texts.safe_text import plain_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ntm_geo.intake.sheets.cells.layouts import Column, Layout


def template_rows(
    about: Layout, gazetteer: pd.DataFrame, current: pd.DataFrame | None, hamlets: pd.DataFrame | None = None
) -> list[dict[str, Any]]:
    """Return the rows of a template: column to value; empty cells are left out.

    Parameters
    ----------
    about : layout of the sheet.
    gazetteer : ``tables.Units`` that get a row each, where rows stand for units.
    current : table of the kind to fill in.
    hamlets : ``tables.Hamlets`` that get a row each, where rows stand for the hamlets of the register.
    """
    units = {
        unit["code"]: {"code": unit["code"], "unit_name": unit["name"], "parent_name": unit["parent_name"]}
        for unit in gazetteer.to_dict("records")
    }
    table = current if current is not None else pd.DataFrame()
    if about.rows_are == "register":
        return _hamlet_rows(units, table, hamlets)
    if about.kind in BY_CODE:
        key, value = ("criterion", "met") if about.kind == "results" else ("indicator", "value")
        known: dict[str, dict[str, Any]] = {}
        for code, item, state in table[["code", key, value]].to_numpy() if len(table) else ():
            known.setdefault(code, {})[item] = state
        return [unit | _present(known.get(code, {})) for code, unit in units.items()]
    if about.kind == "agencies":
        return [_present(row) for row in table.to_dict("records")]
    by_unit: dict[str, list[dict[str, Any]]] = {}
    for row in table.to_dict("records"):
        by_unit.setdefault(row["code"], []).append(_present(row))
    empty: list[dict[str, Any]] = [{}] if about.rows_are == "units" else []
    return [unit | row for code, unit in units.items() for row in by_unit.get(code, empty)]


def _hamlet_rows(
    units: Mapping[str, dict[str, Any]], table: pd.DataFrame, hamlets: pd.DataFrame | None
) -> list[dict[str, Any]]:
    """Return a row for each hamlet of the register with its results, by commune and code."""
    known: dict[str, dict[str, Any]] = {}
    for row in table.to_dict("records"):
        known.setdefault(row["hamlet"], {})[row["item"]] = row["value"]
        if pd.notna(row["note"]):
            known[row["hamlet"]]["note"] = row["note"]
    by_unit: dict[str, list[dict[str, Any]]] = {}
    for row in [] if hamlets is None else hamlets.sort_values("hamlet").to_dict("records"):
        by_unit.setdefault(row["code"], []).append({"hamlet": row["hamlet"], "name": row["name"]})
    return [
        unit | hamlet | _present(known.get(hamlet["hamlet"], {}))
        for code, unit in units.items()
        for hamlet in by_unit.get(code, [])
    ]


def _present(row: Mapping[Any, Any]) -> dict[str, Any]:
    return {str(key): value for key, value in row.items() if pd.notna(value)}


def written(column: Column, value: Any) -> Any:
    """Return a value as it is written into a cell of its column."""
    if column.type == "flag":
        return "x" if value else 0
    if column.type == "choice":
        return next((name.vi for item, name in column.choices if item == value), value)
    if column.type == "date":
        return pd.Timestamp(value).date()
    if column.type == "count":
        return int(value)
    return float(value) if column.type in {"number", "percent"} else str(value)


def write_csv(path: Path, about: Layout, rows: list[dict[str, Any]]) -> Path:
    """Write rows as CSV that Vietnamese Excel opens: UTF-8 with a mark, semicolons, decimal commas."""
    text_file = io.StringIO()
    writer = csv.writer(text_file, delimiter=";", lineterminator="\r\n")
    writer.writerow([column.heading for column in about.columns])
    for row in rows:
        writer.writerow([_csv_cell(column, row[column.key]) if column.key in row else "" for column in about.columns])
    path.write_bytes(text_file.getvalue().encode("utf-8-sig"))
    return path


def _csv_cell(column: Column, value: Any) -> str:
    cell = written(column, value)
    if column.type == "date":
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, float):
        return f"{cell:.15g}".replace(".", ",")
    return plain_text(cell) if isinstance(cell, str) else str(cell)
