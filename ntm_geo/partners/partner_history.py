"""Who helped whom, year by year: from the plans decided here and from what is known of the years before them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

import pandas as pd

from ntm_geo.boundaries.crosswalks import main_target, older_crosswalks
from ntm_geo.boundaries.units import full_name, read_units
from ntm_geo.partners.plan_editions import Edition, plans_kept, read_editions
from ntm_geo.records.agency_list import earlier_partners, load_agencies

if TYPE_CHECKING:
    from ntm_geo.workspace.workspace import Workspace

COLUMNS: Final = (
    "year", "agency", "agency_name", "kind", "code", "name", "district", "decision", "plan", "illustrative",
)  # fmt: skip
_FORMAL: Final = ("decided", "ended", "replaced")


def history(workspace: Workspace, *, vintage: str, today: date | None = None) -> pd.DataFrame:
    """Return who helped whom in which year, up to the year of the day.

    Parameters
    ----------
    workspace : of the door.
    vintage : of the units; partners of older units are carried to the units these went into.
    today : the day; that of the clock unless given.

    Returns
    -------
    ``year, agency, agency_name, kind, code, name, district, decision, plan, illustrative``: one row per agency, commune
    and year, newest year first. ``plan`` is the name of the plan, empty for years before the plans kept here. In a
    year, the edition decided last by its end counts; a plan that ended counts until the year it ended in.
    """
    day = today or date.today()  # noqa: DTZ011 - the day at the place the program runs at
    earlier = _earlier(workspace, vintage)
    parts = [earlier[earlier["year"].le(day.year)]]
    for version in plans_kept(workspace, vintage=vintage):
        formal = read_editions(workspace, version.slot.period, version.slot.vintage, states=_FORMAL)
        parts += _of_plan(formal, day.year)
    filled = [part for part in parts if len(part)]
    if not filled:
        return pd.DataFrame(columns=list(COLUMNS))
    table = pd.concat(filled, ignore_index=True)
    # A plan decided here says more of a year than the register of earlier years.
    order = table.sort_values("plan", ascending=False).drop_duplicates(["year", "agency", "code"])
    order = order.sort_values(["year", "code", "agency"], ascending=[False, True, True], ignore_index=True)
    return order[list(COLUMNS)]


def partners_of(workspace: Workspace, code: str, *, vintage: str, today: date | None = None) -> pd.DataFrame:
    """Return who helped a commune, newest year first, see `history`."""
    table = history(workspace, vintage=vintage, today=today)
    return table[table["code"].eq(code)].reset_index(drop=True)


def communes_helped(workspace: Workspace, agency: str, *, vintage: str, today: date | None = None) -> pd.DataFrame:
    """Return whom an agency helped, newest year first, see `history`."""
    table = history(workspace, vintage=vintage, today=today)
    return table[table["agency"].eq(agency)].reset_index(drop=True)


def year_lines(table: pd.DataFrame, column: str = "agency_name") -> tuple[tuple[int, str, bool], ...]:
    """Return a history as lines to read: year, names with a semicolon between them, whether any of it is illustrative.

    Parameters
    ----------
    table : of `partners_of`, or of `communes_helped` with ``column`` ``name``.
    """
    return tuple(
        (int(str(year)), "; ".join(sorted(rows[column])), bool(rows["illustrative"].any()))
        for year, rows in table.groupby("year", sort=False)
    )


def _of_plan(formal: tuple[Edition, ...], until: int) -> list[pd.DataFrame]:
    """Return the years of a plan, each as its last edition decided by then had it."""
    if not formal:
        return []
    parts = []
    first, last = min(edition.first_year for edition in formal), max(edition.last_year for edition in formal)
    for year in range(first, min(last, until) + 1):
        holding = [edition for edition in formal if _holds(edition, year)]
        if holding:
            item = holding[-1]
            parts.append(
                item.assigned[["agency", "agency_name", "kind", "code", "name", "district"]].assign(
                    year=year, decision=item.decision, plan=item.name, illustrative=item.provenance.illustrative
                )
            )
    return parts


def _holds(edition: Edition, year: int) -> bool:
    begun = edition.decided_on is None or edition.decided_on.year <= year
    going = edition.state != "ended" or year <= edition.changed_on.year
    return begun and going and edition.first_year <= year <= edition.last_year


def _earlier(workspace: Workspace, vintage: str) -> pd.DataFrame:
    """Return the register of earlier years with names; that of older units too where none was kept of the vintage."""
    register = earlier_partners(workspace, vintage=vintage)
    tables = [register.table.assign(illustrative=register.provenance.illustrative)] if len(register.table) else []
    if register.version is None:
        for older, crosswalk in older_crosswalks(workspace.province, vintage):
            carried = earlier_partners(workspace, vintage=older)
            if not carried.table.empty:
                moved = carried.table["code"].map(main_target(crosswalk))
                rows = carried.table.assign(code=moved, illustrative=carried.provenance.illustrative)
                tables.append(rows.dropna(subset="code"))
                break
    table = pd.concat(tables, ignore_index=True) if tables else register.table.assign(illustrative=False)
    units = read_units(workspace.province, vintage).set_index("code")
    agencies = load_agencies(workspace).table.set_index("agency")
    table = table[table["code"].isin(units.index)]
    names = {code: full_name(row["kind"], row["name"]) for code, row in units.to_dict("index").items()}
    return table[["agency", "code", "year"]].assign(
        agency_name=table["agency"].map(agencies["name"]).fillna(table["agency"]),
        kind=table["agency"].map(agencies["kind"]),
        name=table["code"].map(names),
        district=table["code"].map(units["parent_name"]),
        decision=table["decision"].fillna(""),
        plan="",
        illustrative=table["illustrative"],
    )
