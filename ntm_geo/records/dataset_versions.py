"""What is kept: versions and their history, what differs between two, restoring, copies, how complete it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from ntm_geo.boundaries.units import full_name, read_units
from ntm_geo.errors import StoreError, msg
from ntm_geo.store.backup import backup, copy_daily
from ntm_geo.store.changes import Changes, compare
from ntm_geo.store.copies import Recovered, recover
from ntm_geo.store.datasets import get_version, list_versions, make_current, read_version
from ntm_geo.tables.unit_table import PROGRAMME_KIND

if TYPE_CHECKING:
    from pathlib import Path

    from ntm_geo.records.shipped import Figures
    from ntm_geo.store.versions import Version
    from ntm_geo.workspace.workspace import Workspace

_BY_EDITION: Final = ("plans", "assignments")
_YEARLY: Final = {"results": "criterion", "scores": "indicator"}


def history(workspace: Workspace, *, kind: str = "") -> tuple[Version, ...]:
    """Return the versions kept, newest first; only those of a kind if given."""
    return list_versions(workspace.store, kind=kind)


def describe_version(version: Version) -> dict[str, Any]:
    """Return a version as plain data."""
    return {
        "number": version.id,
        "kind": version.slot.kind,
        "vintage": version.slot.vintage,
        "period": version.slot.period or None,
        "rows": version.rows,
        "source": version.provenance.source,
        "sha256": version.provenance.sha256,
        "imported_at": version.provenance.imported_at,
        "imported_by": version.imported_by,
        "note": version.note,
        "current": version.current,
    }


def difference(workspace: Workspace, older: int, newer: int) -> Changes:
    """Return what differs between two versions of one place.

    Raises
    ------
    StoreError
        There is no such version, or the two are of different kinds.
    """
    first, second = get_version(workspace.store, older), get_version(workspace.store, newer)
    if first.slot.kind != second.slot.kind:
        raise StoreError(
            msg("The two versions hold different kinds of data: {one} and {other}.",
                one=first.slot.kind, other=second.slot.kind),
            fix=msg("Choose two versions of one kind."),
        )  # fmt: skip
    before, after = (read_version(workspace.store, item) for item in (first, second))
    return compare(first.slot.kind, before, after)


def restore(workspace: Workspace, number: int, *, by: str) -> Version:
    """Use a version again; all others stay.

    Raises
    ------
    StoreError
        There is no such version, or it is one of a plan of assignment, which only changes edition by edition.
    """
    version = get_version(workspace.store, number)
    if version.slot.kind in _BY_EDITION:
        raise StoreError(
            msg("A plan of assignment cannot be set back."),
            where=str(version.slot),
            fix=msg("Begin a new edition on the page of the assignment; every earlier one can be read there."),
        )
    return make_current(workspace.store, version, by=by)


def recover_copy(data_dir: Path) -> Recovered:
    """Put the newest good copy in the place of a damaged database, see `store.copies.recover`."""
    return recover(data_dir)


def copy_today(workspace: Workspace) -> Path | None:
    """Copy everything that is kept once a day, see `store.copies.copy_daily`."""
    return copy_daily(workspace.store, workspace.settings.data_dir, date.today())  # noqa: DTZ011 - the day here


def copy_all(workspace: Workspace, target: Path) -> Path:
    """Write everything that is kept into one file; StoreError when it exists or cannot be written."""
    return backup(workspace.store, target)


@dataclass(frozen=True, slots=True, kw_only=True)
class Completeness:
    """How much of a year is known.

    ``by_column`` has one row per criterion or indicator (``column``, ``filled``, ``share``), ``by_district`` one per
    district (``district``, ``filled``, ``share``); shares of 1. ``without`` names the communes nothing is known of.
    """

    kind: str
    communes: int
    share: float
    by_column: pd.DataFrame
    by_district: pd.DataFrame
    without: tuple[str, ...]


def completeness(workspace: Workspace, figures: Figures, *, kind: str, period: int, vintage: str) -> Completeness:
    """Return how complete results or values of a year are.

    Parameters
    ----------
    workspace : of the door.
    figures : the figures in use.
    kind : ``results`` or ``scores``.
    period : year.
    vintage : whose communes are asked for.
    """
    column = _YEARLY[kind]
    value = "met" if kind == "results" else "value"
    table = figures.results if kind == "results" else figures.scores
    units = read_units(workspace.province, vintage)
    communes = units[units["kind"].eq(PROGRAMME_KIND)]
    codes = [
        code
        for criterion in workspace.set_on(date(period, 12, 31)).criteria
        for code in ([criterion.code] if kind == "results" else [entry.code for entry in criterion.entries])
    ]
    known = table[table["period"].eq(period) & table[value].notna() & table["code"].isin(communes["code"])]
    known = known[known[column].isin(codes)]
    per_column = known[column].value_counts().reindex(codes, fill_value=0)
    per_unit = known["code"].value_counts().reindex(communes["code"], fill_value=0)
    districts = communes["parent_name"].fillna("").to_numpy()
    grouped = pd.DataFrame({"district": districts, "filled": per_unit.to_numpy(), "count": 1}).groupby(
        "district", as_index=False, sort=False
    )
    by_district = grouped.sum()
    by_district["share"] = by_district["filled"] / (by_district["count"] * len(codes))
    empty = communes[per_unit.to_numpy() == 0]
    return Completeness(
        kind=kind,
        communes=len(communes),
        share=len(known) / max(len(communes) * len(codes), 1),
        by_column=pd.DataFrame(
            {"column": codes, "filled": per_column.to_numpy(), "share": per_column.to_numpy() / max(len(communes), 1)}
        ),
        by_district=by_district[["district", "filled", "share"]],
        without=tuple(full_name(unit["kind"], unit["name"]) for unit in empty.to_dict("records")),
    )


def named_changes(workspace: Workspace, changes: Changes, *, vintage: str) -> pd.DataFrame:
    """Return changes with the names of their units: ``change, unit, row, column, before, after``.

    Parameters
    ----------
    workspace, changes : of the door; from `difference`.
    vintage : of the units; what is none of the province, for what belongs to no units.
    """
    known = vintage in {each.key for each in workspace.province.vintages}
    units = read_units(workspace.province, vintage).to_dict("records") if known else []
    names = {unit["code"]: full_name(unit["kind"], unit["name"]) for unit in units}
    frame = changes.frame.assign(unit=[names.get(code, "") for code in changes.frame["code"]])
    return frame[["change", "unit", "row", "column", "before", "after"]]
