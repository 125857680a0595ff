"""Costs: the planner's own price of each criterion, kept version by version, for page and command line alike."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final

import pandas as pd

from ntm_geo.criteria.efforts import Efforts, load_efforts
from ntm_geo.errors import TableError, msg
from ntm_geo.i18n import _, format_date
from ntm_geo.intake.sheets.plain_sheets import read_plain_sheet
from ntm_geo.records.registers import read_register, write_register
from ntm_geo.store.datasets import current_version, read_version
from ntm_geo.store.versions import Slot
from ntm_geo.tables.base import each_row
from ntm_geo.themes import download_files

if TYPE_CHECKING:
    from pathlib import Path

    from ntm_geo.criteria.model import CriteriaSet
    from ntm_geo.store.versions import Version
    from ntm_geo.workspace.workspace import Workspace

SLOT: Final = Slot(kind="costs")
OTHERS: Final = ("hamlet", "advanced", "model")
"""What costs money besides criteria; these have a fixed part only."""
COLUMNS: Final = ("item", "fixed", "per_gap")
_ALL: Final = ("criteria_set", *COLUMNS)


def costs_in_use(workspace: Workspace, criteria_set: CriteriaSet) -> tuple[Efforts, Version | None]:
    """Return what completing a criterion costs, and the version it was kept in; None where the shipped costs hold.

    The order of criteria (what comes before what) is always that of the shipped file.
    """
    shipped = load_efforts(workspace.criteria_dir, criteria_set)
    result = current_version(workspace.store, SLOT)
    if result is None:
        return shipped, None
    table = read_version(workspace.store, result)
    chosen_table = table[table["criteria_set"].eq(criteria_set.key)]
    return (with_costs(shipped, chosen_table, criteria_set), result) if len(chosen_table) else (shipped, None)


def with_costs(shipped: Efforts, table: pd.DataFrame, criteria_set: CriteriaSet) -> Efforts:
    """Return efforts with the costs of a table in the place of the shipped ones.

    Parameters
    ----------
    shipped : of `load_efforts`; gives the order of criteria.
    table : ``item, fixed, per_gap``: every criterion of the set and everything of `OTHERS`, each once.
    criteria_set : the set.

    Raises
    ------
    TableError
        A line is missing, doubled or strange, or a cost is empty or negative; it is named.
    """
    items = [*(criterion.code for criterion in criteria_set.criteria), *OTHERS]
    # A criterion's number may have become one: 2 or 2.0 in a sheet is criterion 2.
    named = table["item"].astype(str).str.strip().str.removesuffix(".0").tolist()
    strange = sorted({*named} ^ {*items}) or sorted({item for item in named if named.count(item) > 1})
    if strange:
        raise TableError(
            msg("The costs must have one line for each of the set's criteria and for hamlet, advanced, model."),
            where=", ".join(strange),
            fix=msg("Add what is missing, and take out what is strange or doubled."),
        )
    numbers = {
        item: (pd.to_numeric(row.fixed, errors="coerce"), pd.to_numeric(row.per_gap, errors="coerce"))
        for item, row in zip(named, each_row(table), strict=True)
    }
    wrong = [item for item, pair in numbers.items() if not all(0 <= item < float("inf") for item in pair)]
    if wrong:
        raise TableError(
            msg("A cost is empty, negative or no number."),
            where=", ".join(wrong),
            fix=msg("Give million VND, 0 or more."),
        )
    hamlet, advanced, model = (float(numbers[item][0]) for item in OTHERS)
    return replace(
        shipped,
        costs={item: (float(numbers[item][0]), float(numbers[item][1])) for item in items if item not in OTHERS},
        hamlet=hamlet,
        advanced=advanced,
        model=model,
        illustrative=False,
    )


def table_of(efforts: Efforts) -> pd.DataFrame:
    """Return costs as a table: ``item, fixed, per_gap``; criteria first."""
    rows = [(code, *pair) for code, pair in efforts.costs.items()]
    rows += [("hamlet", efforts.hamlet, 0.0), ("advanced", efforts.advanced, 0.0), ("model", efforts.model, 0.0)]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def save_costs(
    workspace: Workspace, efforts: Efforts, criteria_set: CriteriaSet, *, by: str, expected: int | None
) -> tuple[Version, bool]:
    """Keep costs as a new version.

    Parameters
    ----------
    workspace : of the door.
    efforts : costs of every criterion of the set.
    criteria_set : the set; costs of other sets stay as they are.
    by : who changed them.
    expected : number of the version they were changed in, None where nothing was kept.

    Raises
    ------
    TableError
        A cost is empty or negative.
    VersionConflictError
        Somebody else saved meanwhile.
    """
    costs_of_set = table_of(with_costs(efforts, table_of(efforts), criteria_set))
    costs_of_set = costs_of_set.assign(criteria_set=criteria_set.key)[list(_ALL)]
    table = read_register(workspace, SLOT).table
    rest = table[table["criteria_set"].ne(criteria_set.key)]
    costs_of_set = pd.concat([rest, costs_of_set], ignore_index=True) if len(rest) else costs_of_set
    return write_register(workspace, SLOT, costs_of_set, by=by, expected=expected)


def last_number(workspace: Workspace) -> int | None:
    """Return the number of the costs kept last, of whatever set."""
    result = current_version(workspace.store, SLOT)
    return None if result is None else result.id


def read_costs(path: Path, shipped: Efforts, criteria_set: CriteriaSet) -> Efforts:
    """Return the costs of a sheet (.csv or .xlsx) with the headings ``item``, ``fixed``, ``per_gap``.

    Raises
    ------
    InputFileError, TableError
        The file cannot be read, or its lines are not what `with_costs` asks for.
    """
    return with_costs(shipped, read_plain_sheet(path, COLUMNS), criteria_set)


def costs_book(efforts: Efforts, criteria_set: CriteriaSet) -> bytes:
    """Return costs as a workbook `read_costs` takes back: the headings it asks for, and each criterion's name."""
    names = {criterion.code: str(criterion.name) for criterion in criteria_set.criteria}
    table = table_of(efforts)
    table["name"] = table["item"].map(names).fillna("")
    headings = {name: name for name in (*COLUMNS, "name")}
    return download_files.workbook(table, headings=headings, title=_("Costs of the criteria"), source=_("million VND"))


def costs_sentence(version: Version | None) -> str:
    """Return whose costs are used, to stand beside a plan."""
    if version is None:
        return _("Costs are made up unless you wrote your own; the plan is as good as they are.")
    return _(
        "Costs: version {number}, saved on {day} by {who}.",
        number=version.id,
        day=format_date(date.fromisoformat(version.provenance.imported_at[:10])),
        who=version.imported_by or "–",
    )
