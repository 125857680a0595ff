"""Differences between two versions in words: units and agencies by name, columns by heading, values as people write."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from ntm_geo.i18n import _, format_date, format_number
from ntm_geo.records.agency_list import load_agencies
from ntm_geo.records.dataset_versions import named_changes
from ntm_geo.store.changes import CHANGED
from ntm_geo.store.kinds import KEYS, MODELS
from ntm_geo.tables.agency_table import AGENCY_KINDS
from ntm_geo.tables.assignment_table import PLAN_STATES, SIGNER_OFFICES
from ntm_geo.tables.base import heading_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ntm_geo.i18n import Localized
    from ntm_geo.store.changes import Changes
    from ntm_geo.workspace.workspace import Workspace

_DIGITS: Final = 4
_CODED: Final[Mapping[tuple[str, str], Mapping[str, Localized]]] = {
    ("agencies", "kind"): AGENCY_KINDS,
    ("assignments", "kind"): AGENCY_KINDS,
    ("plans", "state"): PLAN_STATES,
    ("plans", "signer_office"): SIGNER_OFFICES,
}
"""Columns whose values are keys, with the words for them."""


def column_words(kind: str, column: str) -> str:
    """Return the heading people know a column of a kind of data by; empty for a row as a whole."""
    if not column:
        return ""
    return heading_of(MODELS[kind], column) if kind in MODELS else {"geometry": _("Boundaries")}.get(column, column)


def value_words(kind: str, column: str, value: Any) -> str:
    """Return a value of a column as people write it; nothing there is told as such."""
    if value is None or (not isinstance(value, str) and pd.isna(value)) or value == "":
        return _("nothing")
    if isinstance(value, bool | np.bool_):
        if (kind, column) == ("results", "met"):
            return _("met") if value else _("not met")
        return _("yes") if value else _("no")
    if isinstance(value, pd.Timestamp):
        return format_date(value.date())
    if isinstance(value, float):
        return format_number(value, digits=_DIGITS)
    coded = _CODED.get((kind, column), {})
    return str(coded.get(str(value), value))


def row_words(kind: str, row: str, code: str, names: Mapping[str, str]) -> str:
    """Return what tells a row apart beside its unit: headings and values of the other keys.

    Parameters
    ----------
    kind : of the data.
    row : key of the row as `store.changes` writes it: its values with a space between them.
    code : of its unit; empty where it has none.
    names : of agencies and of whole rows, by their keys.
    """
    if row != code and row in names:
        return names[row]
    keys = KEYS[kind]
    values = row.split(" ", len(keys) - 1)
    if len(values) != len(keys):
        return row
    texts = []
    for key, value in zip(keys, values, strict=True):
        if key == "code" and value == code:
            continue
        texts.append(names.get(value, value) if key == "agency" else f"{column_words(kind, key)} {value}")
    return ", ".join(texts)


def worded_changes(workspace: Workspace, changes: Changes, *, kind: str, vintage: str) -> pd.DataFrame:
    """Return changes in words: ``change, unit, row, column, before, after``; see `datasets.named_changes`.

    Parameters
    ----------
    workspace, changes : of the door; from `datasets.difference`.
    kind : of the data.
    vintage : of the units; empty for what belongs to none.
    """
    frame = named_changes(workspace, changes, vintage=vintage)
    agencies = dict(load_agencies(workspace).table[["agency", "name"]].to_numpy()) if "agency" in KEYS[kind] else {}
    cells = {
        side: [
            value_words(kind, column, value) if change == CHANGED and column != "geometry" else ""
            for change, column, value in zip(frame["change"], frame["column"], frame[side], strict=True)
        ]
        for side in ("before", "after")
    }
    codes = changes.frame["code"]
    names = agencies | dict(changes.names)
    rows = [row_words(kind, row, code, names) for row, code in zip(frame["row"], codes, strict=True)]
    return frame.assign(row=rows, column=[column_words(kind, column) for column in frame["column"]], **cells)
