"""Where the support of a year stands: by agency, by commune, and in sentences; with those that registered nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from ntm_geo.i18n import _, format_money, format_number
from ntm_geo.partners.confirming import load_confirmations, with_confirmations
from ntm_geo.partners.partner_history import history
from ntm_geo.partners.support import follow_up, support_sentence, totals

if TYPE_CHECKING:
    from datetime import date

    from ntm_geo.assessment.rules.shortfalls import Need
    from ntm_geo.workspace.workspace import Workspace

CONFIRMATIONS: Final = ("confirmed", "refused", "waiting")
COUNTS: Final = (
    "items", "done", "late", *CONFIRMATIONS, "money", "money_done", "days", "days_done",
)  # fmt: skip
"""What is summed; money in million VND."""
_LONGEST: Final = 600


def support_seen(workspace: Workspace, *, vintage: str, year: int, on: date) -> pd.DataFrame:
    """Return what was registered for a year with where it stands and what communes say of it.

    Returns
    -------
    Columns of `support.follow_up`, then those of `confirming.with_confirmations`.
    """
    table = follow_up(workspace, vintage=vintage, year=year, on=on)
    return with_confirmations(table, load_confirmations(workspace, vintage=vintage))


def pairs_of(workspace: Workspace, *, vintage: str, year: int, on: date) -> pd.DataFrame:
    """Return who helps whom in a year: ``agency, agency_name, code, name``, see `partner_history.history`."""
    table = history(workspace, vintage=vintage, today=on)
    columns = ["agency", "agency_name", "code", "name"]
    return table.loc[table["year"].eq(year), columns].reset_index(drop=True)


def communes_of_agency(
    workspace: Workspace, agency: str, *, vintage: str, year: int, on: date
) -> tuple[int, tuple[str, ...]]:
    """Return the communes an agency helps in a year, or in the newest year before it that is known.

    Returns
    -------
    The year they are of, 0 where it never helped any, and their codes.
    """
    table = history(workspace, vintage=vintage, today=on)
    known = table[table["agency"].eq(agency) & table["year"].le(year)]
    if known.empty:
        return 0, ()
    newest = int(known["year"].max())
    return newest, tuple(sorted(known.loc[known["year"].eq(newest), "code"]))


def by_agency(table: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """Return where each agency stands.

    Parameters
    ----------
    table : of `support_seen`.
    pairs : of `pairs_of`.

    Returns
    -------
    ``agency, agency_name, communes, without`` and `COUNTS`: communes of the year, those of them it registered nothing
    with. Agencies that have communes and registered nothing first, then those that are late, then by name.
    """
    return _overview(table, pairs, "agency", "code", "agency_name", "communes").sort_values(
        ["none", "late", "agency_name"], ascending=[False, False, True], ignore_index=True
    ).drop(columns="none")  # fmt: skip


def by_commune(table: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """Return where each commune stands: ``code, name, agencies, without`` and `COUNTS`, see `by_agency`."""
    return _overview(table, pairs, "code", "agency", "name", "agencies").sort_values(
        ["none", "late", "code"], ascending=[False, False, True], ignore_index=True
    ).drop(columns="none")  # fmt: skip


def _overview(table: pd.DataFrame, pairs: pd.DataFrame, by: str, other: str, name: str, count: str) -> pd.DataFrame:
    registered = set(zip(table["agency"], table["code"], strict=True))
    silent = [pair not in registered for pair in zip(pairs["agency"], pairs["code"], strict=True)]
    assigned = pairs.assign(without=pd.Series(silent, index=pairs.index, dtype=int)).groupby(by).agg(
        **{count: (other, "nunique"), "without": ("without", "sum")}
    )  # fmt: skip
    sums = totals(table, by).set_index(by)
    marks = {mark: table["confirmation"].eq(mark).groupby(table[by]).sum() for mark in CONFIRMATIONS}
    joined = assigned.join(sums.assign(**marks), how="outer").reindex(columns=[count, "without", *COUNTS]).fillna(0)
    whole = [column for column in joined.columns if column not in {"money", "money_done", "days", "days_done"}]
    known = [frame[[by, name]] for frame in (table, pairs) if name in frame and len(frame)]
    names = {str(key): str(text) for frame in known for key, text in frame.to_numpy()}
    joined = joined.astype(dict.fromkeys(whole, "int64")).rename_axis(by).reset_index()
    joined.insert(1, name, [names.get(key, key) for key in joined[by]])
    return joined.assign(none=joined[count].gt(0) & joined["items"].eq(0))


def overview_sentences(table: pd.DataFrame, agencies: pd.DataFrame, year: int) -> tuple[str, ...]:
    """Return both tables as they can be read aloud; ``table`` of `support_seen`, ``agencies`` of `by_agency`."""
    sentences = [support_sentence(table, year)]
    if agencies["communes"].any():
        none = int((agencies["communes"].gt(0) & agencies["items"].eq(0)).sum())
        sentences.append(
            _(
                "{count} of {all} agencies that have communes in {year} registered nothing yet.",
                count=format_number(none), all=format_number(int(agencies["communes"].gt(0).sum())), year=year,
            )
        )  # fmt: skip
    else:
        sentences.append(_("Who helps whom in {year} is not decided here.", year=year))
    sums = agencies[["days", "money_done", "days_done"]].sum()
    if sums.any():
        sentences.append(
            _(
                "{days} days of work are registered; {money_done} are spent and {days_done} days worked.",
                days=format_number(float(sums["days"])), money_done=format_money(float(sums["money_done"])),
                days_done=format_number(float(sums["days_done"])),
            )
        )  # fmt: skip
    if agencies["done"].sum():
        sentences.append(
            _(
                "Of {done} done, their communes confirm {confirmed}, do not confirm {refused}, and {waiting} wait for "
                "their word.",
                done=format_number(int(agencies["done"].sum())),
                **{mark: format_number(int(agencies[mark].sum())) for mark in CONFIRMATIONS},
            )
        )
    return tuple(sentences)


def agency_sentence(table: pd.DataFrame, pairs: pd.DataFrame, year: int) -> str:
    """Return where a single agency stands; both tables of it alone, and ``pairs`` empty where none is decided."""
    late = int(table["state"].eq("late").sum())
    done = int(table["state"].eq("done").sum())
    silent = set(pairs["code"]) - set(table["code"])
    sentence = _(
        "{year}: {communes} communes, {items} contents registered, {done} done, {late} late.",
        year=year, communes=format_number(pairs["code"].nunique()), items=format_number(len(table)),
        done=format_number(done), late=format_number(late),
    )  # fmt: skip
    if silent:
        sentence += " " + _("Nothing is registered with {count} of them yet.", count=format_number(len(silent)))
    return sentence


def proposed_content(need: Need) -> str:
    """Return words an agency may begin with when it registers help with what a commune misses."""
    lines = [
        _("{name} is {value} ({rule})", name=line.name, value=line.value, rule=line.rule) for line in need.shortfalls
    ]
    head = _("Help to meet criterion {code} ({name})", code=need.criterion, name=need.name)
    return (f"{head}: {'; '.join(lines)}" if lines else head)[:_LONGEST]
