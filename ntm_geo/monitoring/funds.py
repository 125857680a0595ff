"""Money raised for the programme: by source, commune and year, added up as Forms 07 and 11 want it.

Source: reporting forms of the programme from 2026 (not checked against the official text).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import pandas as pd

from ntm_geo.errors import TableError, msg
from ntm_geo.i18n import _
from ntm_geo.tables.base import each_row
from ntm_geo.tables.monitoring_tables import FUND_SOURCES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

MEASURES: Final = ("planned", "raised_half", "raised", "planned_rest")
"""Columns of money of ``tables.Funds``."""
_GROUPS: Final = (
    ("1", ("central_investment", "central_recurrent")),
    ("2", ("province_budget", "commune_budget")),
    ("3", ("integrated",)),
    ("4", ("credit",)),
    ("5", ("enterprises",)),
    ("6", ("people_cash", "people_in_kind")),
)
"""Number of each heading of the forms, and the sources under it."""
_SHOWN: Final = 5


class FundLine(NamedTuple):
    """A line of Form 07 or 11; money in million VND, None where nothing is reported."""

    number: str
    name: str
    strong: bool
    planned: float | None
    raised_half: float | None
    raised: float | None
    planned_rest: float | None


def source_names() -> dict[str, str]:
    """Return what each source of money is called."""
    words = (
        _("Central budget, investment"),
        _("Central budget, recurrent"),
        _("Budget of the province"),
        _("Budget of the commune"),
        _("Integrated from other programmes"),
        _("Policy credit"),
        _("Enterprises"),
        _("Community and people, in cash"),
        _("Community and people, labour and goods in money"),
    )
    return dict(zip(FUND_SOURCES, words, strict=True))


def fund_lines(funds: pd.DataFrame, *, year: int, codes: Collection[str] | None = None) -> tuple[FundLine, ...]:
    """Return the lines of the forms: all together, each heading, and the sources under it.

    Parameters
    ----------
    funds : ``tables.Funds``.
    year : whose money.
    codes : communes that are added up; all of them unless given.

    Returns
    -------
    The lines. A sum is empty where none of its parts is reported; a part that is not reported adds nothing.
    """
    chosen = funds[funds["year"].eq(year)]
    if codes is not None:
        chosen = chosen[chosen["code"].isin(list(codes))]
    names = source_names()
    heads = dict(zip((number for number, _sources in _GROUPS), _group_names(), strict=True))
    lines = [FundLine("", _("Money raised in all"), True, *_sums(chosen))]
    for number, sources in _GROUPS:
        part = chosen[chosen["source"].isin(sources)]
        lines.append(FundLine(number, heads[number], True, *_sums(part)))
        if len(sources) > 1:
            lines += [
                FundLine("–", names[source], False, *_sums(part[part["source"].eq(source)])) for source in sources
            ]
    return tuple(lines)


def check_funds(table: pd.DataFrame) -> None:
    """Refuse a source that stands twice for a commune and year, and more raised in half a year than in the year.

    Raises
    ------
    TableError
        Names the rows.
    """
    rows = table.dropna(subset=["code", "year", "source"])  # what is missing is told with its row
    doubled = rows[rows.duplicated(["code", "year", "source"])]
    if len(doubled):
        raise TableError(
            msg("{count} rows say the same source of a commune and year twice.", count=len(doubled)),
            where=", ".join(doubled["code"].astype(str).head(_SHOWN)),
            fix=msg("Keep one row of each."),
        )
    more = rows[pd.to_numeric(rows["raised_half"]).gt(pd.to_numeric(rows["raised"]))]
    if len(more):
        raise TableError(
            msg("{count} rows raised more in six months than in the year.", count=len(more)),
            where=", ".join(more["code"].astype(str).head(_SHOWN)),
            fix=msg("The year holds the six months: correct one of the two."),
        )


def communes_with(funds: pd.DataFrame, year: int) -> Iterator[str]:
    """Yield the codes of communes that reported anything of a year."""
    for row in each_row(funds.loc[funds["year"].eq(year), ["code"]].drop_duplicates()):
        yield row.code


def _group_names() -> tuple[str, ...]:
    return (
        _("Central budget"),
        _("Local budget"),
        _("Integrated from other programmes"),
        _("Policy credit"),
        _("Enterprises"),
        _("Community and people"),
    )


def _sums(rows: pd.DataFrame) -> tuple[float | None, ...]:
    """Return the sum of each measure, None where no row has one."""
    sums = [rows[measure].dropna() for measure in MEASURES]
    return tuple(None if values.empty else float(values.sum()) for values in sums)
