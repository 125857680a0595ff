"""Entering a criteria set: its table as people fill it in, what they filled in as a proposal, and the files to ship."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from ntm_geo.criteria.law_columns import DAYS, column_headings, from_columns, key_words, to_columns
from ntm_geo.criteria.law_edition import read_edition
from ntm_geo.criteria.law_levels import area_columns
from ntm_geo.criteria.law_yaml import law_files
from ntm_geo.i18n import _
from ntm_geo.records.law_editions import Scan, keep_edition, law_table, shipped_set

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ntm_geo.criteria.law_lines import PlaceOf
    from ntm_geo.store.versions import Version
    from ntm_geo.tables.findings import Finding
    from ntm_geo.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class EntryTable:
    """A set as a table to type into."""

    frame: pd.DataFrame
    """Columns of ``headings``; levels are texts, days are dates, empty cells None."""
    headings: dict[str, str]
    words: dict[str, dict[str, str]]
    """Columns that hold keys, with the words for each key."""
    areas: tuple[str, ...]
    """Columns of levels."""
    days: tuple[str, ...]
    version: int | None
    """Version it is of; None for the shipped lines."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Proposal:
    """An edition that is proposed."""

    criteria_set: str
    lines: pd.DataFrame
    """``tables.LawLines``."""
    findings: tuple[Finding, ...]
    """What was wrong with cells already."""
    place_of: PlaceOf
    version: int | None
    """Version it was changed in; None for the shipped lines."""
    scan: Scan | None = None


def entry_table(workspace: Workspace, key: str) -> EntryTable:
    """Return a set as a table to type into; LawError where there is no such set."""
    law, table = shipped_set(workspace, key), law_table(workspace, key)
    frame = to_columns(law, table.lines)
    areas = tuple(area_columns(law, table.lines["levels"].dropna()))
    for area in areas:
        frame[area] = [f"{cell:.15g}".replace(".", ",") if isinstance(cell, float) else cell for cell in frame[area]]
    for column in DAYS:
        frame[column] = pd.to_datetime(frame[column])
    return EntryTable(
        frame=frame,
        headings=column_headings(law, table.lines),
        words=key_words(law),
        areas=areas,
        days=DAYS,
        version=table.version.id if table.version is not None else None,
    )


def typed_proposal(workspace: Workspace, key: str, frame: pd.DataFrame, *, table: EntryTable) -> Proposal:
    """Return what was typed into a table as a proposal.

    Parameters
    ----------
    workspace : of the door.
    key : of the set.
    frame : the table as it stands on the screen.
    table : as it was shown.
    """

    def cell(number: int, column: str) -> str:
        code = frame["code"].iloc[number]
        row = code if isinstance(code, str) and code else _("row {number}", number=number + 1)
        return f"{row} › {table.headings.get(column, column)}"

    lines, findings = from_columns(shipped_set(workspace, key), frame, cell)
    numbers = list(lines.index)
    return Proposal(
        criteria_set=key,
        lines=lines.reset_index(drop=True),
        findings=tuple(findings),
        place_of=lambda number, column: cell(int(numbers[number]), column),
        version=table.version,
    )


def proposal_findings(workspace: Workspace, proposal: Proposal) -> tuple[Finding, ...]:
    """Return what is wrong with a proposal, each fault with its place."""
    edition = read_edition(
        shipped_set(workspace, proposal.criteria_set),
        proposal.lines,
        place_of=proposal.place_of,
        checks=workspace.settings.law_checks,
        noted=proposal.findings,
    )
    return edition.findings


def accept(workspace: Workspace, proposal: Proposal, *, by: str) -> tuple[Version, bool]:
    """Put a proposal without a fault in use, see `records.law_editions.keep_edition`."""
    return keep_edition(
        workspace, proposal.criteria_set, proposal.lines, by=by, expected=proposal.version, scan=proposal.scan
    )


def mark_compared(workspace: Workspace, key: str, codes: Sequence[str], *, by: str, page: str) -> tuple[Version, bool]:
    """Keep that somebody compared all levels of some codes with the official text today."""
    table = law_table(workspace, key)
    lines = compared_lines(table.lines, codes, by=by, page=page)
    return keep_edition(workspace, key, lines, by=by, expected=table.version.id if table.version else None)


def compared_lines(lines: pd.DataFrame, codes: Sequence[str], *, by: str, page: str) -> pd.DataFrame:
    """Return lines in which somebody compared all levels of some codes today, beside whoever did before."""
    chosen = lines["code"].isin(codes)
    first = chosen & lines["checked_by"].isna()
    second = chosen & lines["checked_by"].notna() & lines["checked_by"].ne(by)
    today = pd.Timestamp(date.today())  # noqa: DTZ011 - the day at the place the program runs at
    result = lines.copy()
    for prefix, rows in (("checked", first), ("second", second)):
        result.loc[rows, f"{prefix}_by"] = by
        result.loc[rows, f"{prefix}_on"] = today
        result.loc[rows, f"{prefix}_page"] = page.strip() or None
    return result


def shipping_files(workspace: Workspace, key: str) -> dict[str, str]:
    """Return the set in use as the files it is shipped as: name to text."""
    lines = law_table(workspace, key).lines
    return law_files(shipped_set(workspace, key), lines, checks=workspace.settings.law_checks)
