"""Support of communes by agencies: registered for a year, given, and how those communes developed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pandas as pd

from ntm_geo.errors import TableError, msg
from ntm_geo.i18n import _, format_money, format_number, format_years
from ntm_geo.records.agency_list import check_known, load_agencies
from ntm_geo.records.made_up.made_up_work import read_work_register
from ntm_geo.records.registers import numbered, write_register
from ntm_geo.store.kinds import MODELS
from ntm_geo.store.versions import Slot

if TYPE_CHECKING:
    from datetime import date

    from ntm_geo.assessment.period import PeriodAssessment
    from ntm_geo.records.registers import Register
    from ntm_geo.store.versions import Version
    from ntm_geo.workspace.workspace import Workspace

_SHOWN: Final = 5
_FEW: Final = 5
"""Fewer communes than this on either side, and no mean is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Criteria gained by communes that had a partner and by those that had none, between two years.

    The two groups were not alike to begin with: the ones that are helped are chosen. ``before`` is where each
    group started; no figure here proves an effect.
    """

    first: int
    last: int
    helped: int
    others: int
    helped_gain: float | None
    """Mean criteria gained; None for fewer than five communes."""
    others_gain: float | None
    helped_before: float | None
    """Mean criteria met in the first year."""
    others_before: float | None


def load_support(workspace: Workspace, *, vintage: str) -> Register:
    """Return what is kept for the units of a vintage, ``tables.Support``, or the illustrative rows shipped for them."""
    return read_work_register(workspace, "support", vintage=vintage)


def save_support(
    workspace: Workspace, table: pd.DataFrame, *, vintage: str, by: str, expected: int | None
) -> tuple[Version, bool]:
    """Keep a changed table as a new version; new rows get their numbers.

    Parameters
    ----------
    workspace : of the door.
    table : all its rows, columns of ``tables.Support``.
    vintage : of the codes.
    by : who changed it.
    expected : number of the version it was changed in, None where nothing was kept.

    Returns
    -------
    The version, and whether it is new.

    Raises
    ------
    TableError
        A row breaks the model, names an unknown agency, commune or criterion, or was done in another year than the one
        it is registered for or after.
    VersionConflictError
        Somebody else saved meanwhile.
    """
    columns = list(MODELS["support"].to_schema().columns)
    frame = numbered(table.reindex(columns=columns).replace({"": None}).reset_index(drop=True))
    check_known(workspace, frame, vintage=vintage)
    criteria = {criterion.code for law in workspace.criteria_sets.values() for criterion in law.criteria}
    _refuse(
        frame.loc[frame["criterion"].notna() & ~frame["criterion"].isin(criteria)],
        "criterion",
    )
    done = pd.to_datetime(frame["done_on"])
    early = frame.loc[done.notna() & done.dt.year.lt(pd.to_numeric(frame["year"], errors="coerce"))]
    if len(early):
        raise TableError(
            msg("{count} rows were done before the year they are registered for.", count=len(early)),
            where="; ".join(early["content"].astype(str).head(_SHOWN)),
            fix=msg("Correct the day, or the year."),
        )
    return write_register(workspace, Slot(kind="support", vintage=vintage), frame, by=by, expected=expected)


def follow_up(workspace: Workspace, *, vintage: str, year: int, on: date) -> pd.DataFrame:
    """Return what was registered for a year with where it stands on a day.

    Returns
    -------
    Columns of ``tables.Support``, then ``agency_name`` and ``state``: ``done``, ``late`` or ``open``; late first, then
    by agency and number.
    """
    table = load_support(workspace, vintage=vintage).table
    chosen_table = table[table["year"].eq(year)].copy()
    names = load_agencies(workspace).table.set_index("agency")["name"]
    chosen_table["agency_name"] = chosen_table["agency"].map(names).fillna(chosen_table["agency"])
    due = pd.to_datetime(chosen_table["due_on"])
    day = pd.Timestamp(on)
    done = pd.to_datetime(chosen_table["done_on"]).le(day)
    late = ~done & (due.lt(day) | (due.isna() & (chosen_table["year"] < on.year)))
    chosen_table["state"] = "open"
    chosen_table.loc[late, "state"] = "late"
    chosen_table.loc[done, "state"] = "done"
    order = chosen_table["state"].map({"late": 0, "open": 1, "done": 2})
    placed = chosen_table.assign(order=order).sort_values(["order", "agency", "number"], ignore_index=True)
    return placed.drop(columns="order")


def totals(table: pd.DataFrame, by: str) -> pd.DataFrame:
    """Return registered and done by agency or commune.

    Parameters
    ----------
    table : of `follow_up`.
    by : ``agency`` or ``code``.

    Returns
    -------
    ``by, items, done, late, money, money_done, days, days_done``, sorted by ``by``; money in million VND.
    """
    frame = table.assign(finished=table["state"].eq("done"), overdue=table["state"].eq("late"), items=1)
    sums = frame.groupby(by, as_index=False)[
        ["items", "finished", "overdue", "money", "money_done", "days", "days_done"]
    ].sum()
    return sums.rename(columns={"finished": "done", "overdue": "late"})


def support_sentence(table: pd.DataFrame, year: int) -> str:
    """Return what was registered and done in a year, as it can be read aloud; ``table`` of `follow_up`."""
    if table.empty:
        return _("Nothing is registered for {year} yet.", year=year)
    states = table["state"].value_counts()
    sentence = _(
        "{agencies} agencies registered {items} contents with {communes} communes for {year}, {money} in "
        "all; {done} are done.",
        agencies=format_number(table["agency"].nunique()),
        items=format_number(len(table)),
        communes=format_number(table["code"].nunique()),
        year=year,
        money=format_money(float(table["money"].sum())),
        done=format_number(int(states.get("done", 0))),
    )
    late = int(states.get("late", 0))
    if late:
        sentence += " " + _("{late} are late.", late=format_number(late))
    return sentence


def compare_progress(before: PeriodAssessment, after: PeriodAssessment, helped: frozenset[str]) -> Comparison:
    """Return what communes gained between two years, those with a partner beside those without.

    Parameters
    ----------
    before, after : of two years on the same units and against the same set; communes recognised in the first are left
        out, for they were not to gain any more.
    helped : codes with a partner in the years between.
    """
    first = before.assessment.standings.set_index("code")
    last = after.assessment.standings.set_index("code")
    open_ones = first[first["recognition"].isna()].index.intersection(last.index)
    gain = (last["met"] - first["met"]).loc[open_ones]
    start = first["met"].loc[open_ones]
    mask = open_ones.isin(list(helped))
    return Comparison(
        first=before.period,
        last=after.period,
        helped=int(mask.sum()),
        others=int((~mask).sum()),
        helped_gain=_mean(gain[mask]),
        others_gain=_mean(gain[~mask]),
        helped_before=_mean(start[mask]),
        others_before=_mean(start[~mask]),
    )


def progress_sentences(comparison: Comparison) -> tuple[str, ...]:
    """Return a comparison as sentences, the last one saying what it is not."""
    if comparison.helped_gain is None or comparison.others_gain is None:
        return (
            _(
                "{helped} communes had a partner and {others} had none in {years}: too few on one side to compare.",
                helped=comparison.helped,
                others=comparison.others,
                years=format_years(comparison.first, comparison.last),
            ),
        )
    return (
        _(
            "From {first} to {last}, the {helped} communes with a partner gained {gain} criteria on average; the "
            "{others} without one gained {other_gain}.",
            first=comparison.first,
            last=comparison.last,
            helped=comparison.helped,
            others=comparison.others,
            gain=format_number(comparison.helped_gain, digits=1),
            other_gain=format_number(comparison.others_gain, digits=1),
        ),
        _(
            "They began with {before} and {other_before} criteria met on average.",
            before=format_number(comparison.helped_before or 0.0, digits=1),
            other_before=format_number(comparison.others_before or 0.0, digits=1),
        ),
        caveat(),
    )


def caveat() -> str:
    """Return the sentence that stands under every comparison of helped communes with the rest."""
    return _(
        "This is not a proof that help worked: communes with a partner were chosen for reasons that also move their "
        "results, such as being near the standard or especially difficult."
    )


def _mean(values: pd.Series) -> float | None:
    return float(values.mean()) if len(values) >= _FEW else None


def _refuse(wrong: pd.DataFrame, column: str) -> None:
    if len(wrong):
        raise TableError(
            msg("{count} rows name a criterion no set has.", count=len(wrong)),
            where=", ".join(wrong[column].astype(str).head(_SHOWN)),
            fix=msg("Give the number of a criterion, or leave it empty."),
        )
