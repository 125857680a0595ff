"""Hamlets: the register of a year's end, how far each level is from its share, and how certifications are changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from ntm_geo.assessment.carried_registers import registers_of
from ntm_geo.assessment.derived import derived
from ntm_geo.assessment.engine.targets import hamlets_needed
from ntm_geo.assessment.hamlet_counts import compare_counts
from ntm_geo.boundaries.units import full_name
from ntm_geo.errors import NotInForceError, TableError, msg
from ntm_geo.i18n import _, format_number
from ntm_geo.i18n.collation import by_name
from ntm_geo.maps.palette import HAMLET_POINT_COLOURS
from ntm_geo.records.registers import write_register
from ntm_geo.store.datasets import current_version
from ntm_geo.store.kinds import KEYS
from ntm_geo.store.versions import Slot
from ntm_geo.tables.base import each_row
from ntm_geo.tables.standing_table import certified_hamlets

if TYPE_CHECKING:
    from ntm_geo.assessment.hamlet_standing import HamletStanding
    from ntm_geo.assessment.period import PeriodAssessment
    from ntm_geo.records.shipped import Figures
    from ntm_geo.store.versions import Version
    from ntm_geo.workspace.workspace import Workspace

KIND: Final = "hamlets"


@dataclass(frozen=True, slots=True, kw_only=True)
class HamletGoal:
    """How far a place is from its share of certified hamlets."""

    name: str
    certified: int
    total: int
    needed: int
    """Hamlets to certify still, so that the share is reached; 0 when it is."""

    @property
    def share(self) -> float:
        """Share of 1; 0 where there are no hamlets."""
        return self.certified / self.total if self.total else 0.0


def hamlet_target(workspace: Workspace, year: int) -> float | None:
    """Return the share of 1 the programme of a year's period aims at; None where it has no such target."""
    return next((target.value for target in workspace.targets_of(year) if target.measure == "hamlet_share"), None)


def hamlet_goals(standing: PeriodAssessment, target: float) -> tuple[HamletGoal, tuple[HamletGoal, ...], pd.DataFrame]:
    """Return how far province, districts and communes are from a share.

    Parameters
    ----------
    standing : of the year.
    target : share of 1.

    Returns
    -------
    The province; the districts, by name; and the communes as ``code, name, district, certified, total, needed``, sorted
    by district and name. Each level aims at the share by itself, so what the levels need does not add up.
    """
    frame = _needed(standing, target)
    by_district = frame[frame["district"].ne("")].groupby("district")[["certified", "total"]].sum()
    count = frame[["certified", "total"]].sum()
    return (
        _goal("", count, target),
        tuple(_goal(str(name), row, target) for name, row in by_district.iterrows()),
        frame,
    )


@derived
def _needed(standing: PeriodAssessment, target: float) -> pd.DataFrame:
    """Return how far communes are from a share, see `hamlet_goals`."""
    units = standing.units.set_index("code")
    counts = standing.assessment.hamlet_counts
    frame = pd.DataFrame(
        {
            "code": counts["code"],
            "name": _names(standing, counts["code"]),
            "district": counts["code"].map(units["parent_name"]).fillna(""),
            "certified": counts["certified"],
            "total": counts["total"],
        }
    )
    frame["needed"] = [
        hamlets_needed(int(certified), int(total), target)
        for certified, total in zip(frame["certified"], frame["total"], strict=True)
    ]
    return frame.sort_values(["district", "name", "code"], key=by_name, ignore_index=True)


def _names(standing: PeriodAssessment, codes: pd.Series) -> pd.Series:
    """Return the full names of units by their codes, in the order of the codes."""
    units = standing.units
    names = [full_name(kind, name) for kind, name in zip(units["kind"], units["name"], strict=True)]
    return codes.map(dict(zip(units["code"], names, strict=True)))


def _goal(name: str, counts: pd.Series, target: float) -> HamletGoal:
    certified, total = int(counts["certified"]), int(counts["total"])
    return HamletGoal(name=name, certified=certified, total=total, needed=hamlets_needed(certified, total, target))


@derived
def register(figures: Figures, standing: PeriodAssessment, *, district: str = "", commune: str = "") -> pd.DataFrame:
    """Return the hamlets of a place as they stood at the end of a year.

    Parameters
    ----------
    figures : the province works with.
    standing : of the year; its units must have a register of their own.
    district, commune : codes; all communes unless given.

    Returns
    -------
    ``tables.Hamlets`` and ``commune`` (name), ``certified`` (whether it was at the year's end), sorted by commune and
    hamlet.

    Raises
    ------
    NotInForceError
        Hamlets are not kept by the units shown: only counts were carried to them.
    """
    if standing.carried or standing.vintage not in figures.registers:
        raise NotInForceError(
            msg("Hamlets are kept by the units of {kept}.", kept=", ".join(figures.registers)),
            fix=msg("Choose these units to see the hamlets one by one."),
        )
    table = figures.registers[standing.vintage].hamlets
    units = standing.units.set_index("code")
    if commune:
        table = table[table["code"].eq(commune)]
    elif district:
        table = table[table["code"].isin(units.index[units["parent_code"].eq(district)])]
    known = table[table["code"].isin(units.index)]
    return known.assign(
        commune=_names(standing, known["code"]),
        certified=certified_hamlets(known, period=standing.period),
    ).sort_values(["code", "hamlet"], ignore_index=True)


def class_rows(
    hamlets: HamletStanding, standing: PeriodAssessment, *, district: str = "", commune: str = ""
) -> pd.DataFrame:
    """Return the rows of `HamletStanding.table` of a district or commune, given by code; of all unless given."""
    table = hamlets.table
    if commune:
        return table[table["code"].eq(commune)].reset_index(drop=True)
    if district:
        inside = standing.units.loc[standing.units["parent_code"].eq(district), "code"]
        return table[table["code"].isin(inside)].reset_index(drop=True)
    return table


@derived
def hamlet_points(figures: Figures, standing: PeriodAssessment) -> tuple[tuple[float, float, str, str], ...]:
    """Return the hamlets with coordinates as places of a map: dark when certified, light when not.

    Parameters
    ----------
    figures : the province works with.
    standing : of the year; without a register of its units there are no places.
    """
    if standing.carried or standing.vintage not in figures.registers:
        return ()
    rows = register(figures, standing)
    if "lon" not in rows:
        return ()
    placed = rows[rows["lon"].notna() & rows["lat"].notna()]
    words = {True: _("certified"), False: _("not certified")}
    return tuple(
        (
            round(float(row.lat), 5),
            round(float(row.lon), 5),
            HAMLET_POINT_COLOURS[bool(row.certified)],
            f"{row.name}, {row.commune}: {words[bool(row.certified)]}",
        )
        for row in each_row(placed)
    )


def save_register(
    workspace: Workspace, figures: Figures, edited: pd.DataFrame, *, vintage: str, by: str, expected: int | None
) -> tuple[Version, bool]:
    """Keep changed hamlets as a new version of the register; hamlets that were not shown stay as they are.

    Parameters
    ----------
    workspace : of the door.
    figures : the register the changes were made in.
    edited : rows of ``tables.Hamlets``, changed or added.
    vintage : of the codes.
    by : who changed them.
    expected : number of the version they were changed in; None where nothing was kept yet.

    Raises
    ------
    TableError
        A row breaks the schema, or is revoked before it was certified.
    VersionConflictError
        Somebody else saved meanwhile.
    """
    columns = list(figures.registers[vintage].hamlets.columns)
    edited = edited[columns]
    since, until = pd.to_datetime(edited["certified_on"]), pd.to_datetime(edited["revoked_on"])
    wrong = edited[until.notna() & (since.isna() | until.lt(since))]
    if len(wrong):
        raise TableError(
            msg("{count} hamlets are revoked without being certified before.", count=len(wrong)),
            where=", ".join(wrong["name"].astype(str).head(5)),
            fix=msg("Give the day of the certification, before the day it is revoked."),
        )
    years = edited["for_year"].astype("Int64")
    early = edited[years.notna() & (since.isna() | years.gt(since.dt.year.astype("Int64")).fillna(value=False))]
    if len(early):
        raise TableError(
            msg("{count} hamlets are certified for a year without a decision, or for a later one.", count=len(early)),
            where=", ".join(early["name"].astype(str).head(5)),
            fix=msg("Give the day of the decision; the year is that day's or an earlier one, or empty."),
        )
    before = figures.registers[vintage].hamlets
    (key,) = KEYS[KIND]
    table = pd.concat([before[~before[key].isin(edited[key])], edited], ignore_index=True)
    slot = Slot(kind=KIND, vintage=vintage)
    made_up = figures.provenance.illustrative
    return write_register(workspace, slot, table, by=by, expected=expected, illustrative=made_up)


def register_version(workspace: Workspace, vintage: str) -> int | None:
    """Return the number of the register's version in use; None where nothing was kept yet."""
    version = current_version(workspace.store, Slot(kind=KIND, vintage=vintage))
    return version.id if version else None


def count_differences(workspace: Workspace, figures: Figures, standing: PeriodAssessment) -> dict[str, str]:
    """Return for each commune whose report and register differ a sentence that says so and which of the two holds.

    Parameters
    ----------
    workspace, figures : of the door.
    standing : of the year; none where its figures are carried to newer units.

    Returns
    -------
    Code to sentence. A made-up register is compared with nothing.
    """
    if standing.carried or figures.hamlets_made_up(standing.vintage):
        return {}
    hamlets = registers_of(workspace, figures, vintage=standing.vintage, period=standing.period)[0].hamlets
    compared = compare_counts(figures, hamlets, vintage=standing.vintage, period=standing.period)
    wrong = compared["total"].ne(compared["register_total"]) | compared["certified"].ne(compared["register_certified"])
    names = dict(zip(standing.units["code"], standing.units["name"], strict=True))
    return {row.code: _difference(str(names.get(row.code, row.code)), row) for row in each_row(compared[wrong])}


def _difference(name: str, row: Any) -> str:
    values = {
        "name": name,
        "certified": format_number(row.certified),
        "total": format_number(row.total),
        "listed": format_number(row.register_certified),
        "all": format_number(row.register_total),
    }
    if row.holds == "register":
        return _(
            "{name} reports {certified} of {total} hamlets certified, the register has {listed} of {all}: it has all "
            "hamlets of the commune, so its count holds.",
            **values,
        )
    return _(
        "{name} reports {certified} of {total} hamlets certified, the register has {listed} of {all}: it does not have "
        "all hamlets of the commune, so the report holds.",
        **values,
    )
