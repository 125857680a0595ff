"""Counts a sheet writes beside its rows, checked against them: criteria met, totals, hamlets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from ntm_geo.boundaries.names import match_key
from ntm_geo.errors import msg
from ntm_geo.intake.sheets.cells.headings import CERTIFIED_COUNT, HAMLET_COUNT, MET_COUNT
from ntm_geo.intake.sheets.tables.sheet_values import extra_values

if TYPE_CHECKING:
    import pandas as pd

    from ntm_geo.intake.sheets.cells.layouts import Layout
    from ntm_geo.intake.sheets.tables.sheet_values import Problems, SheetTable

_PART: Final = re.compile(r"(?:trong do|bao gom|gom|chia ra)\b")
"""How a row of totals begins that counts a part only: of which, including, divided into."""
_OF_ALL: Final = re.compile(r"\s*/\s*(?:\d{1,3}|tc|tieu chi)\s*\Z|\s*(?:TC|ti\u00eau ch\u00ed)\s*\Z")
"""What stands behind a count: ``/19``, ``/TC``, the word for criteria."""


def _whole(value: Any) -> int | None:
    """Return a cell as a whole number, also where it says of how many (``13/19``); None when it is none."""
    text = _OF_ALL.sub("", str(value))
    try:
        number = float(text.replace(",", ".")) if value is not None else None
    except ValueError:
        return None
    return int(number) if number is not None and number.is_integer() else None


def check_met_count(about: Layout, frame: pd.DataFrame, problems: Problems) -> None:
    """Check the column that counts the criteria met against the marks of its row.

    met ≤ count ≤ met + unknown: cells without a mark may be met or not, so a count is refuted only outside of that.
    """
    keys = [column.key for column in about.filled_in]
    marks = frame.reindex(columns=keys)
    met_of, unknown_of = marks.eq(True).sum(axis=1), marks.isna().sum(axis=1)
    met_count = MET_COUNT
    for row, value in extra_values(MET_COUNT, marks.index, problems).items():
        if value is None:
            continue
        count, met, unknown = _whole(value), int(met_of[row]), int(unknown_of[row])
        if count is None or not 0 <= count <= len(keys):
            expected = msg("A number from {low} to {high}.", low="0", high=str(len(keys)))
            problems.add(row, met_count, "count-range", msg("It is no number of criteria."), expected)
        elif not met <= count <= met + unknown:
            what = msg("The row marks {met} criteria as met.", met=met)
            problems.add(row, met_count, "count-differs", what, msg("The same number as the marks."))


def check_totals(about: Layout, frame: pd.DataFrame, problems: Problems) -> None:
    """Check total rows against the marks: of the whole table, or of the rows above or below up to the next total.

    Offices write totals above or below what they count, and do not say which: a total is refuted only where it fits
    none of these. It is a warning, since the marks are what is taken over.
    """
    keys = {column.key for column in about.filled_in} & set(frame)
    for table in problems.tables:
        start = -1
        totals = [row for row in table.rows.totals if not _counts_a_part(table, row)]
        for total, following in zip(totals, [*totals[1:], table.header.end], strict=False):
            for label, key in table.columns.keys.items():
                if key not in keys:
                    continue
                count = _whole(table.grid.cells[total, label])
                chosen_frame = frame[key].reindex(table.data)
                met = chosen_frame.index[chosen_frame.eq(True)] - table.offset
                # All rows above, those above since the total before, the whole table; then those below.
                possible = {int((met < total).sum()), int(((met < total) & (met > start)).sum()), len(met)}
                possible.add(int(((met > total) & (met < following)).sum()))
                if count is not None and count not in possible:
                    what = msg("The rows mark {met} communes as meeting it.", met=len(met))
                    expected = msg("The same number as the marks.")
                    problems.add_at(table, total, label, "total-differs", what, expected, severity="warning")
            start = total


def _counts_a_part(table: SheetTable, row: int) -> bool:
    """Return whether a row counts some of the communes only: those of a border, of a zone."""
    texts = [value for value in table.grid.cells[row] if isinstance(value, str)]
    return any(_PART.match(match_key(text)) for text in texts)


def check_hamlet_counts(rows: pd.Index, problems: Problems) -> None:
    """Check that no commune has more certified hamlets than hamlets."""
    total = extra_values(HAMLET_COUNT, rows, problems)
    certified = extra_values(CERTIFIED_COUNT, rows, problems)
    for row in rows if total and certified else ():
        all_of, some = _whole(total[row]), _whole(certified[row])
        if all_of is not None and some is not None and some > all_of:
            what = msg("More hamlets are certified than there are ({total}).", total=all_of)
            problems.add(row, CERTIFIED_COUNT, "hamlets-exceed", what, msg("At most all of them."))
