"""What differs between two editions of a criteria set, in words."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from ntm_geo.criteria.law_columns import key_words
from ntm_geo.criteria.law_levels import FOR_ALL, PROVINCE_WORDS, area_columns, read_levels
from ntm_geo.i18n import _, format_date, format_number
from ntm_geo.records.change_words import column_words, value_words, worded_changes
from ntm_geo.store.changes import CHANGED
from ntm_geo.workspace.law_in_use import KIND

if TYPE_CHECKING:
    from ntm_geo.criteria.model import CriteriaSet
    from ntm_geo.store.changes import Changes
    from ntm_geo.store.versions import Version
    from ntm_geo.workspace.workspace import Workspace

_DIGITS: Final = 4
_COLUMNS: Final = ["change", "unit", "row", "column", "before", "after"]


def law_changes(law: CriteriaSet, changes: Changes) -> pd.DataFrame:
    """Return changes in words: ``change, row, column, before, after``.

    Parameters
    ----------
    law : the set, for the names of its regions, groups and units.
    changes : of `store.changes.compare` between two tables of its lines.
    """
    frame, names = changes.frame, dict(changes.names)
    cells = {
        side: [
            _value(law, column, value) if change == CHANGED else ""
            for change, column, value in zip(frame["change"], frame["column"], frame[side], strict=True)
        ]
        for side in ("before", "after")
    }
    return pd.DataFrame(
        {
            "change": frame["change"],
            "row": [_row(row, names.get(row, "")) for row in frame["row"]],
            "column": [column_words(KIND, column) for column in frame["column"]],
            **cells,
        }
    )


def version_changes(workspace: Workspace, changes: Changes, version: Version) -> pd.DataFrame:
    """Return changes of a version of any kind in words: ``change, unit, row, column, before, after``."""
    kind, key = version.slot.kind, version.slot.vintage
    sets = workspace.shipped_law.every
    if kind == KIND and key in sets:
        return law_changes(sets[key], changes).assign(unit="")[_COLUMNS]
    return worded_changes(workspace, changes, kind=kind, vintage=key)


def level_words(law: CriteriaSet, levels: str) -> str:
    """Return the levels of a value as people write them: ``Nhóm 1: 90; Nhóm 2: 80``."""
    areas = area_columns(law, [levels])
    parts = []
    for area, level in read_levels(levels).items():
        if level is None:
            return str(PROVINCE_WORDS)
        number = format_number(level, digits=_DIGITS)
        parts.append(number if area == FOR_ALL else f"{areas.get(area, area)}: {number}")
    return "; ".join(parts)


def _value(law: CriteriaSet, column: str, value: Any) -> str:
    if column == "levels" and isinstance(value, str) and value:
        return level_words(law, value)
    return key_words(law).get(column, {}).get(str(value)) or value_words(KIND, column, value)


def _row(row: str, name: str) -> str:
    """Return what tells a line apart: code and name, the day its value begins, the case it is for."""
    code, day, situation = (*row.split(" ", 2), "", "")[:3]
    words = _("{code} {name}, from {day}", code=code, name=name, day=format_date(date.fromisoformat(day)))
    return f"{words}, {situation}" if situation else words
