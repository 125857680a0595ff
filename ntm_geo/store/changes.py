"""What differs between two tables of one kind: new, changed, missing rows, with before and after."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
import shapely

from ntm_geo.store.kinds import BOUNDARIES, BOUNDARY_COLUMNS, KEYS, MODELS

if TYPE_CHECKING:
    from collections.abc import Mapping

NEW, CHANGED, MISSING = "new", "changed", "missing"
BY_ROWS: Final = frozenset({
    "results", "scores", "hamlets", "recognitions", "attributes", "conditions", "registrations", "steps",
    "difficulties", "inspections", "attachments", "support",
    "hamlet_results", "hamlet_counts", "advanced_scores", "modern_scores", "next_scores", "funds", "comments",
    "views", "reports", "evidence", "sent_reports", "appraisals", "councils", "confirmations",
})  # fmt: skip
"""Kinds of data whose rows say nothing of each other, so that changes of different rows can stand side by side."""
CHANGE_COLUMNS: Final = ("change", "row", "code", "column", "before", "after")


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What a table would change in another.

    ``frame`` has one row per cell that changes (``changed``) and per row that is ``new`` or ``missing``: ``change``,
    ``row`` (its key as text), ``code`` of the unit (empty for others), ``column``, ``before``, ``after``.
    """

    frame: pd.DataFrame
    new: int
    changed: int
    missing: int
    unchanged: int
    names: Mapping[str, str] = field(default_factory=dict)
    """Name of a row by its key as text, where the kind has names; the newer one where a name changed."""

    @property
    def any(self) -> bool:
        """Whether the two tables differ at all."""
        return bool(self.new or self.changed or self.missing)


def compare(kind: str, before: pd.DataFrame | None, after: pd.DataFrame) -> Changes:
    """Compare two tables of a kind row by row.

    Parameters
    ----------
    kind : of the data; its natural key tells rows apart.
    before : the older table, None where there is none.
    after : the newer table.

    Returns
    -------
    The changes; rows are counted, so ``new + changed + unchanged`` is the length of ``after``.
    """
    old = _keyed(kind, after.iloc[:0] if before is None else before)
    new = _keyed(kind, after)
    added, gone = new.index.difference(old.index), old.index.difference(new.index)
    both = new.index.intersection(old.index)
    cells = _changed_cells(old.loc[both], new.loc[both])
    touched = int(cells["row"].nunique())
    rows = [
        _whole(added, NEW),
        cells,
        _whole(gone, MISSING),
    ]
    frame = pd.concat(rows, ignore_index=True)
    frame["code"] = _codes(kind, frame["row"])
    frame["row"] = frame["row"].map(_text)
    return Changes(
        frame=frame[list(CHANGE_COLUMNS)],
        new=len(added),
        changed=touched,
        missing=len(gone),
        unchanged=len(both) - touched,
        names=_names(old) | _names(new),
    )


def merge(kind: str, before: pd.DataFrame | None, after: pd.DataFrame) -> pd.DataFrame:
    """Return the newer table together with the rows only the older one has.

    Parameters
    ----------
    kind : of the data.
    before, after : as for `compare`.
    """
    if before is None or before.empty:
        return after
    keys = list(KEYS[kind])
    stored = before[~pd.MultiIndex.from_frame(before[keys]).isin(pd.MultiIndex.from_frame(after[keys]))]
    if stored.empty:
        return after
    joined = pd.concat([stored, after], ignore_index=True)
    return joined.astype(dict(after.dtypes)).sort_values(keys, ignore_index=True)


def combine(
    kind: str, before: pd.DataFrame | None, mine: pd.DataFrame, others: pd.DataFrame
) -> tuple[pd.DataFrame, list[str]]:
    """Return one table with the changes of two people who began with the same.

    Parameters
    ----------
    kind : of the data, one of `BY_ROWS`.
    before : what both began with, None where there was nothing.
    mine, others : what each made of it.

    Returns
    -------
    The table; and the rows both changed, and not to the same, each with its columns as ``mine ≠ others``. Rows that are
    only numbered and were added by both keep both: mine take the next numbers.
    """
    start = _keyed(kind, mine.iloc[:0] if before is None else before)
    if KEYS[kind] == ("number",):
        mine = _renumbered(mine, taken=set(others["number"]) - {key[0] for key in start.index})
    ours, theirs = _keyed(kind, mine), _keyed(kind, others)
    touched = _touched(start, ours)
    both = touched & _touched(start, theirs)
    clashes = [key for key in both if _row_of(ours, key) != _row_of(theirs, key)]
    keys = list(KEYS[kind])
    left = [key in touched for key in zip(*(others[key] for key in keys), strict=True)]
    came = [key in touched for key in zip(*(mine[key] for key in keys), strict=True)]
    parts = [others[~np.array(left, dtype=bool)], mine[np.array(came, dtype=bool)]]
    filled = [part for part in parts if len(part)] or [others.iloc[:0]]
    table = pd.concat(filled, ignore_index=True).astype(dict(mine.dtypes)).sort_values(keys, ignore_index=True)
    return table, [_clash(ours, theirs, key) for key in sorted(clashes, key=_text)]


def _renumbered(mine: pd.DataFrame, *, taken: set[int]) -> pd.DataFrame:
    """Return rows whose numbers somebody else has given meanwhile under the numbers that follow."""
    moved = mine["number"].isin(taken)
    first = max([*taken, *mine["number"], 0]) + 1
    numbers = mine["number"].copy()
    numbers[moved] = range(first, first + int(moved.sum()))
    return mine.assign(number=numbers)


def _touched(start: pd.DataFrame, end: pd.DataFrame) -> set[Any]:
    return {key for key in {*start.index, *end.index} if _row_of(start, key) != _row_of(end, key)}


def _row_of(keyed: pd.DataFrame, key: Any) -> tuple[Any, ...] | None:
    return tuple(keyed.iloc[keyed.index.get_loc(key)]) if key in keyed.index else None


def _clash(mine: pd.DataFrame, others: pd.DataFrame, key: Any) -> str:
    """Return a row two people changed: its key, and where both have it the columns that differ."""
    ours, theirs = _row_of(mine, key), _row_of(others, key)
    if ours is None or theirs is None:
        return _text(key)
    pairs = zip(mine.columns, ours, theirs, strict=True)
    cells = ", ".join(f"{column}: {a} ≠ {b}" for column, a, b in pairs if a != b)
    return f"{_text(key)} ({cells})"


def _keyed(kind: str, table: pd.DataFrame) -> pd.DataFrame:
    columns = BOUNDARY_COLUMNS if kind == BOUNDARIES else list(MODELS[kind].to_schema().columns)
    plain = pd.DataFrame(table)[list(columns)].astype("object")
    plain = plain.where(plain.notna(), None)
    if kind == BOUNDARIES and len(plain):
        plain["geometry"] = shapely.to_wkb(shapely.normalize(table["geometry"].to_numpy()), hex=True)
    keys = list(KEYS[kind])
    index = pd.Index(list(map(tuple, plain[keys].to_numpy())), tupleize_cols=False)
    return plain.drop(columns=keys).set_axis(index)


def _names(keyed: pd.DataFrame) -> dict[str, str]:
    if "name" not in keyed:
        return {}
    return {_text(key): str(name) for key, name in zip(keyed.index, keyed["name"], strict=True) if name}


def _changed_cells(old: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    parts = []
    for column in new.columns:
        was, becomes = old[column].to_numpy(), new[column].to_numpy()
        differs = np.array([not _same(a, b) for a, b in zip(was, becomes, strict=True)], dtype=bool)
        shape = column == "geometry"
        parts.append(
            pd.DataFrame(
                {
                    "change": CHANGED,
                    "row": new.index[differs],
                    "column": column,
                    "before": "" if shape else was[differs],
                    "after": "" if shape else becomes[differs],
                },
            ),
        )
    return _stack(parts)


def _stack(parts: list[pd.DataFrame]) -> pd.DataFrame:
    filled = [part for part in parts if len(part)]
    return pd.concat(filled, ignore_index=True).astype("object") if filled else _whole(pd.Index([]), CHANGED)


def _same(item: Any, other: Any) -> bool:
    if item is None or other is None:
        return item is other
    return bool(item == other)


def _whole(rows: pd.Index, change: str) -> pd.DataFrame:
    frame = pd.DataFrame({"row": pd.Series(list(rows), dtype="object")})
    return frame.assign(change=change, column="", before=None, after=None).astype("object")


def _codes(kind: str, rows: pd.Series) -> pd.Series:
    keys = KEYS[kind]
    if keys[0] == "hamlet":  # its code begins with that of the commune it was registered in
        return rows.map(lambda key: str(key[0])[:5]).astype("object")
    if "code" not in keys or kind == "law":
        return pd.Series("", index=rows.index, dtype="object")
    index = keys.index("code")
    return rows.map(lambda key: str(key[index])).astype("object")


def _text(key: tuple[Any, ...]) -> str:
    return " ".join(f"{part:%Y-%m-%d}" if isinstance(part, pd.Timestamp) else str(part) for part in key)
