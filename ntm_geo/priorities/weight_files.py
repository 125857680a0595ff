"""Weights from a file: the planner's own, for the command line; and purposes by the names people type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from ntm_geo.boundaries.names import search_key
from ntm_geo.errors import InputFileError, TableError, msg
from ntm_geo.intake.sheets.plain_sheets import read_plain_sheet
from ntm_geo.priorities.engine import FACTORS, PURPOSES, Weight

if TYPE_CHECKING:
    from pathlib import Path

_COLUMNS: Final = ("factor", "weight", "first")


def purpose_of(typed: str) -> str:
    """Return the key of a purpose by its key or by its name, with or without tone marks: ``ve-dich`` is ``finish``.

    Raises
    ------
    TableError
        No purpose, or more than one, begins like that; all are named.
    """
    wanted = _plain(typed)
    names = {key: [_plain(key), _plain(purpose.name.vi), _plain(purpose.name.en)] for key, purpose in PURPOSES.items()}
    exact = [key for key, name in names.items() if wanted in name]
    begins = [key for key, value in names.items() if any(name.startswith(wanted) for name in value)]
    result = exact or (begins if wanted else [])
    if len(result) == 1:
        return result[0]
    choices = "; ".join(f"{key} ({purpose.name})" for key, purpose in PURPOSES.items())
    raise TableError(msg("There is no purpose {name}.", name=typed), fix=msg("Use one of: {choices}.", choices=choices))


def read_weights(path: Path) -> dict[str, Weight]:
    """Return weights from a sheet (.csv or .xlsx) with the columns ``factor``, ``weight``, ``first``.

    Raises
    ------
    InputFileError
        The file cannot be read, a column is missing, a weight is no number, or ``first`` is neither high nor low.
    """
    table = read_plain_sheet(path, _COLUMNS)
    result: dict[str, Weight] = {}
    for number, row in enumerate(table.to_dict("records"), start=2):
        key, first = str(row["factor"]).strip(), str(row["first"]).strip()
        value = pd.to_numeric(str(row["weight"]).replace(",", "."), errors="coerce")
        if key not in FACTORS or pd.isna(value) or first not in {"high", "low"} or key in result:
            raise InputFileError(
                msg("Line {number} is no weight: {factor}, {weight}, {first}.",
                    number=number, factor=key, weight=str(row["weight"]), first=first),
                where=path.name,
                fix=msg("Give each factor once ({choices}), a number, and high or low.", choices=", ".join(FACTORS)),
            )  # fmt: skip
        result[key] = Weight(value=float(value), first="high" if first == "high" else "low")
    return result


def _plain(name: str) -> str:
    """Return a name as people type it on a command line: no tone marks, words joined."""
    return "-".join(search_key(name.replace("-", " ").replace("_", " ")).split())
