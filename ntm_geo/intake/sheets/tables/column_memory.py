"""Columns read as a person chose for an earlier file, by their heading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from ntm_geo.boundaries.names import match_key
from ntm_geo.intake.sheets.tables.column_blocks import ColumnState, name_of

if TYPE_CHECKING:
    from ntm_geo.intake.sheets.tables.header import Header


def apply_known(
    state: ColumnState, header: Header, known: Mapping[tuple[str, str], str], chosen: Mapping[str, str]
) -> frozenset[int]:
    """Give columns what was chosen for their headings before, and return which.

    Left alone are templates, hidden columns, headings that stand twice, columns a person chooses now, and every
    choice that would put two columns on one key.

    Parameters
    ----------
    state : of the columns, changed in place.
    header : of the table.
    known : kind and heading to the key of a column, empty for one not to be read.
    chosen : name of a column to the key a person gives it now.
    """
    if header.template or not known:
        return frozenset()
    headings = {key: match_key(use.heading) for key, use in state.uses.items()}
    times = Counter(headings.values())
    taken = set(chosen.values()) - {""}
    proposed = {
        key: known[header.kind, heading]
        for key, heading in headings.items()
        if (header.kind, heading) in known
        and times[heading] == 1
        and name_of(state.grid, key) not in chosen
        and known[header.kind, heading] not in taken
        and key not in state.grid.marks.hidden_columns
    }
    proposed = _without_clashes(state, proposed)
    for label, key in proposed.items():
        if not key:
            state.drop(label, "remembered")
            continue
        state.out.pop(label, None)
        state.keys[label] = key
    return frozenset(proposed)


def _without_clashes(state: ColumnState, proposed: Mapping[int, str]) -> dict[int, str]:
    """Leave out what would put two columns on one key, until nothing would."""
    left = dict(proposed)
    while True:
        after = {label: key for label, key in (dict(state.keys) | left).items() if key}
        times = Counter(after.values())
        clashing = [label for label, key in left.items() if key and times[key] > 1]
        if not clashing:
            return left
        for position in clashing:
            del left[position]
