"""The decision that puts a plan in force: what it must say, the day proposed for it, what is doubtful about a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ntm_geo.errors import TableError, msg
from ntm_geo.i18n import _, format_date, format_years

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What makes an edition decided: number, day and signer of the decision."""

    number: str
    on: date
    signer: str
    place: str = ""
    """Place in the date line; that of the province unless given."""
    signer_office: str = ""
    """``chairman`` or ``vice_chairman``; empty when not known."""
    outside: bool = False
    """Whether a day outside the years of the plan is meant: it was asked about."""


def check_decision(decision: Decision | None, *, name: str, years: tuple[int, int], pairs: pd.DataFrame) -> Decision:
    """Return a decision that can be recorded.

    Parameters
    ----------
    decision : number, day and signer.
    name : of the plan.
    years : first and last year of the plan.
    pairs : ``tables.Assignments`` that are decided.

    Raises
    ------
    TableError
        It is not whole, its day lies outside the years without being meant, or nothing is assigned.
    """
    if decision is None or not decision.number.strip() or not decision.signer.strip():
        raise TableError(
            msg("A decision needs its number, day and signer."),
            where=name,
            fix=msg("Fill in all three, as they stand on the paper."),
        )
    if not years[0] <= decision.on.year <= years[1] and not decision.outside:
        raise TableError(
            msg("The decision is dated {day}, outside the time of the plan ({years}).",
                day=decision.on.strftime("%d/%m/%Y"), years=format_years(*years)),
            where=name,
            fix=msg("Correct the day, or say that it is meant."),
        )  # fmt: skip
    if not pairs["assigned"].any():
        raise TableError(
            msg("Nothing is assigned."), where=name, fix=msg("Assign at least one agency before deciding.")
        )
    return decision


def proposed_day(years: tuple[int, int], today: date | None = None) -> date:
    """Return the day a decision is proposed to have: today in the years of the plan, else their first day."""
    day = today or date.today()  # noqa: DTZ011 - the day at the place the program runs at
    return day if years[0] <= day.year <= years[1] else date(years[0], 1, 1)


def day_doubt(years: tuple[int, int], on: date) -> str:
    """Return what is doubtful about the day of a decision, to be asked about; empty for a day in the plan's years."""
    if on.year > years[1]:
        return _(
            "The decision would be dated {day}, after the plan's last year {last}: the plan would never have been in "
            "force, and would stand in no profile and on no slide.",
            day=format_date(on), last=years[1],
        )  # fmt: skip
    if on.year < years[0]:
        return _(
            "The decision would be dated {day}, before the plan's first year {first}: the plan is in force from "
            "{first} on.",
            day=format_date(on), first=years[0],
        )  # fmt: skip
    return ""
