"""Codes of hamlets: as written, as known, or the next number of their commune."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pandas as pd

from ntm_geo.boundaries.names import match_key
from ntm_geo.errors import msg

if TYPE_CHECKING:
    from ntm_geo.intake.sheets.known import Known
    from ntm_geo.intake.sheets.tables.sheet_values import Problems

_HAMLET_CODE: Final = re.compile(r"^\d{5}-\d{2}\Z")
_SEVERAL: Final = re.compile(r"[,;\n]\s*\w")


def name_hamlets(rows: pd.DataFrame, codes: pd.Series, problems: Problems, known: Known) -> None:
    """Give every row the code of its hamlet: as written, as known by name, else the next number of its commune.

    Parameters
    ----------
    rows : values of a list of hamlets; the column ``hamlet`` is written into it.
    codes : code of the commune of each row; missing where it is not sure.
    problems : of the file.
    known : hamlets kept already.
    """
    text = "name"
    before = known.hamlets if known.hamlets is not None else pd.DataFrame(columns=["hamlet", "code", "name"])
    named = {(code, match_key(name)): key for key, code, name in before[["hamlet", "code", "name"]].to_numpy()}
    written = set(rows.get("hamlet", pd.Series(dtype=object)).dropna())
    used = {*before["hamlet"], *written}
    seen: dict[tuple[str, str], int] = {}
    entered: dict[int, str | None] = {}
    for row in rows.index:
        code, name = codes[row], rows.loc[row, "name"]
        key = rows.loc[row, "hamlet"] if "hamlet" in rows else None
        entered[row] = None
        if pd.isna(code) or name is None:
            continue
        if key is not None and (not _HAMLET_CODE.match(key) or not key.startswith(code)):
            problems.add(
                row, "hamlet", "hamlet-code",
                msg("It is not the code of a hamlet of this commune."),
                msg("Such as {example}; leave it empty for a new hamlet.", example=f"{code}-01"),
            )  # fmt: skip
            continue
        if key is None and (code, match_key(name)) not in named and _SEVERAL.search(name):
            what = msg("The cell names several hamlets.")
            problems.add(row, text, "hamlet-several", what, msg("One row for each hamlet."))
            continue
        identity = (code, match_key(name))
        if identity in seen:
            what = msg("The hamlet stands in row {row} already.", row=problems.said_row(seen[identity]))
            problems.add(row, text, "hamlet-doubled", what, msg("One row for each hamlet."))
            continue
        seen[identity] = row
        entered[row] = key or named.get(identity) or _next_number(code, used)
        used.add(entered[row])
    rows["hamlet"] = pd.Series(entered, dtype=object)


def _next_number(code: str, used: set[str]) -> str:
    number = next(number for number in range(1, 1000) if f"{code}-{number:02d}" not in used)
    return f"{code}-{number:02d}"
