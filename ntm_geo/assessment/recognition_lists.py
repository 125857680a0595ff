"""Recognitions of a year as lists: by year and by day of the decision, by decision, and those that wait for one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from ntm_geo.assessment.commune_status import communes_of
from ntm_geo.assessment.derived import derived
from ntm_geo.assessment.engine.tiers import counting_for, recognition_level
from ntm_geo.i18n import _, format_date
from ntm_geo.tables.base import each_row
from ntm_geo.tables.standing_table import in_force, in_force_on, years_of

if TYPE_CHECKING:
    from datetime import date

    from ntm_geo.assessment.period import PeriodAssessment


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoCounts:
    """Recognised communes at the end of a year, counted in the two ways there are."""

    by_year: int
    """Recognised for the year or an earlier one, also by a decision of the next January."""
    by_day: int
    """Recognised by a decision signed by 31 December."""


def decision_text(number: object, on: date | pd.Timestamp) -> str:
    """Return a decision as it is cited: number and day, for the same number stands again in another year.

    Parameters
    ----------
    number : of the decision; empty or missing where it is not known.
    on : the day it was signed.
    """
    day = format_date(pd.Timestamp(on).date())
    if not isinstance(number, str) or not number.strip():
        return _("decision of {day}, number not known", day=day)
    return _("{number} of {day}", number=number, day=day)


def tier_text(tier: str, *, pending: bool) -> str:
    """Return what a tier is called of a commune: with the word that it waits for a decision, where it does."""
    return _("{tier}, waits for a decision", tier=tier) if pending else tier


@derived
def two_counts(standing: PeriodAssessment) -> TwoCounts:
    """Return how many communes are recognised at the end of the year, by year and by day of the decision."""
    codes = pd.Index(standing.assessment.standings["code"])
    counting = counting_for(standing.recognitions, standing.criteria_set)
    by_day = recognition_level(counting, codes=codes, period=standing.period, on=_last_day(standing))
    by_year = standing.assessment.standings["recognition"]
    return TwoCounts(by_year=int(by_year.notna().sum()), by_day=int(by_day.notna().sum()))


def decisions_table(standing: PeriodAssessment) -> pd.DataFrame:
    """Return the decisions the recognitions of a year rest on, the newest first.

    Returns
    -------
    ``decision, for_year, communes, names, after``: one row for each number and day of a decision and year it is given
    for; ``after`` tells whether it was signed after the end of the year looked at. What came with the parts of a merged
    commune is no decision and left out.
    """
    table = counting_for(standing.recognitions, standing.criteria_set)
    table = table[in_force(table, period=standing.period) & ~table["code"].isin(standing.pending)]
    communes = communes_of(standing).set_index("code")["name"]
    table = table[table["code"].isin(communes.index)]
    table = table.assign(
        for_year=years_of(table), name=table["code"].map(communes), after=~in_force_on(table, on=_last_day(standing)),
        number=table["decision"].fillna(""),
    )  # fmt: skip
    groups = table.groupby(["recognised_on", "number", "for_year"])
    made = groups.agg(
        communes=("code", "size"), names=("name", lambda names: ", ".join(sorted(names))), after=("after", "any")
    ).reset_index()
    made = made.sort_values(["recognised_on", "for_year"], ascending=False, ignore_index=True)
    decisions = [decision_text(row.number, row.recognised_on) for row in each_row(made)]
    return made.assign(decision=decisions)[["decision", "for_year", "communes", "names", "after"]]


def pending_table(standing: PeriodAssessment) -> pd.DataFrame:
    """Return the merged communes whose recognition waits for a decision of their own.

    Returns
    -------
    ``code, name, district, met, state``: ``state`` says that it waits.
    """
    standings = standing.assessment.standings
    waiting = standings[standings["pending"]]
    total = len(standing.criteria_set.criteria)
    table = communes_of(standing).merge(waiting[["code", "met"]], on="code")
    met = [_("{met} of {total}", met=int(count), total=total) for count in table["met"]]
    return table.assign(met=met, state=_("waits for a decision"))


def _last_day(standing: PeriodAssessment) -> date:
    return pd.Timestamp(year=standing.period, month=12, day=31).date()
