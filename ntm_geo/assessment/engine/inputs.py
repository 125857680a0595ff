"""What an assessment takes in: strangers and doubles are refused, towns are left out and said so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from ntm_geo.assessment.engine.matrix_form import places
from ntm_geo.errors import Message, TableError, UnknownUnitError, msg
from ntm_geo.tables.findings import Finding
from ntm_geo.tables.unit_table import PROGRAMME_KIND

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SHOWN: Final = 5
"""How many examples a message names."""


def programme_codes(units: pd.DataFrame) -> pd.Index[str]:
    """Return the codes of the units inside the programme, in the order of the gazetteer (``tables.Units``)."""
    codes: pd.Index[str] = pd.Index(units.loc[units["kind"].eq(PROGRAMME_KIND), "code"], name="code")
    return codes


def take_units(frame: pd.DataFrame, units: pd.DataFrame, *, table: Message) -> tuple[pd.DataFrame, list[Finding]]:
    """Return the rows of the programme's communes, and what was left out.

    Parameters
    ----------
    frame : a table with a ``code`` column.
    units : ``tables.Units``.
    table : what the table is called, for messages.

    Raises
    ------
    UnknownUnitError
        A code is not in the gazetteer.
    """
    position = places(frame["code"], pd.Index(units["code"]))
    if (position < 0).any():
        strangers = frame.loc[position < 0, "code"].unique()
        raise UnknownUnitError(
            msg(
                "{count} unit codes of the {table} are not on the list of units: {codes}.",
                count=len(strangers),
                table=table,
                codes=examples(sorted(map(str, strangers))),
            ),
            fix=msg("Check the codes, and that the list of units is of the same time."),
        )
    inside = units["kind"].eq(PROGRAMME_KIND).to_numpy(bool)[position]
    if inside.all():
        return frame, []
    finding = Finding(
        severity="info",
        kind="outside-programme",
        place=examples(sorted(frame.loc[~inside, "code"].unique())),
        what=msg(
            "{count} rows of the {table} are of towns or wards, which are outside the programme, and are left out.",
            count=int((~inside).sum()),
            table=table,
        ),
    )
    return frame[inside], [finding]


def take_codes(
    frame: pd.DataFrame,
    column: str,
    known: Iterable[str],
    *,
    table: Message,
) -> tuple[pd.DataFrame, list[Finding]]:
    """Return the rows whose indicator or criterion is in the criteria set, and what was left out.

    Parameters
    ----------
    frame : a table with the column.
    column : ``indicator`` or ``criterion``.
    known : codes of the criteria set.
    table : what the table is called, for messages.
    """
    inside = frame[column].isin(list(known))
    if inside.all():
        return frame, []
    finding = Finding(
        severity="warning",
        kind=f"unknown-{column}",
        place=examples(sorted(frame.loc[~inside, column].unique())),
        what=msg(
            "{count} rows of the {table} have codes the criteria set does not know, and are left out.",
            count=int((~inside).sum()),
            table=table,
        ),
    )
    return frame[inside], [finding]


def refuse_doubles(frame: pd.DataFrame, keys: Sequence[str], *, table: Message) -> None:
    """Refuse a table that says two things of one case.

    Raises
    ------
    TableError
        Two rows have the same keys.
    """
    doubled = frame.loc[frame.duplicated(list(keys)), list(keys)]
    if len(doubled):
        shown = doubled.astype(str).agg(" ".join, axis=1)
        raise TableError(
            msg(
                "{count} entries of the {table} are given more than once: {shown}.",
                count=len(doubled),
                table=table,
                shown=examples(list(shown)),
            ),
            fix=msg("Keep one row of each."),
        )


def examples(names: Sequence[str]) -> str:
    """Return the first few names as a list for a message, with an ellipsis when there are more."""
    return ", ".join([*names[:SHOWN], "…"] if len(names) > SHOWN else names)
