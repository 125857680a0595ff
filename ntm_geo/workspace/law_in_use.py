"""The law in use: the shipped sets, and for each the edition an office entered, where there is one.

What an office entered stands before what is shipped. An edition that no longer fits the shipped set (after an upgrade)
is passed over, never shown half; `law check` says so.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import pandas as pd

from ntm_geo.criteria.law_edition import departments_of, read_edition
from ntm_geo.criteria.law_lines import in_order
from ntm_geo.criteria.set_succession import Correspondence, read_correspondences
from ntm_geo.errors import LawError
from ntm_geo.store.datasets import current_version, data_state, read_version
from ntm_geo.store.versions import Slot
from ntm_geo.tables.base import each_row
from ntm_geo.tables.findings import Finding
from ntm_geo.tables.law_table import Correspondences

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ntm_geo.criteria.model import CriteriaSet, Department
    from ntm_geo.criteria.set_succession import Succession
    from ntm_geo.store.database import Store
    from ntm_geo.store.versions import Version

KIND: Final = "law"
CORRESPONDENCES: Final = "correspondences"


@dataclass(frozen=True, slots=True, kw_only=True)
class LawInUse:
    """Sets by key, the oldest first; departments; and what is wrong with editions that are passed over."""

    sets: Mapping[str, CriteriaSet]
    departments: tuple[Department, ...]
    successions: tuple[Succession, ...] = ()
    """How criteria of a set stand in for those of another."""
    others: Mapping[str, CriteriaSet] = field(default_factory=dict)
    """Sets communes are not judged by year after year, by key: of hamlets, of advanced communes."""
    findings: tuple[Finding, ...] = ()

    @property
    def every(self) -> dict[str, CriteriaSet]:
        """All sets an office may enter, by key."""
        return {**self.others, **self.sets}


def law_slot(key: str) -> Slot:
    """Return the place the edition of a set is kept at."""
    return Slot(kind=KIND, vintage=key)


def correspondence_slot(source: str, target: str) -> Slot:
    """Return the place what stands in for the criteria of a newer set is kept at."""
    return Slot(kind=CORRESPONDENCES, vintage=f"{source}:{target}")


def edition_lines(store: Store, key: str) -> pd.DataFrame | None:
    """Return the lines an office entered for a set, ``tables.LawLines``; None where none are."""
    version = current_version(store, law_slot(key))
    return None if version is None else in_order(read_version(store, version))


def law_in_use(store: Store, shipped: LawInUse, *, checks: int) -> LawInUse:
    """Return the law with the editions that are in use; worked out once for a state of the data.

    Parameters
    ----------
    store : of the province.
    shipped : sets and departments as they are shipped.
    checks : people who have to have compared a value for it to count as checked.
    """
    law: LawInUse = store.memory.noted(
        data_state(store), (KIND, checks), lambda: _with_editions(store, shipped, checks)
    )
    return law


def _with_editions(store: Store, shipped: LawInUse, checks: int) -> LawInUse:
    sets, departments = shipped.every, shipped.departments
    findings: list[Finding] = []
    for key, law in shipped.every.items():
        lines = edition_lines(store, key)
        if lines is None:
            continue
        edition = read_edition(law, lines, checks=checks)
        if edition.law is None:
            findings += edition.findings
            continue
        sets[key] = edition.law
        departments = departments_of(law, lines, departments)
    successions = []
    for succession in shipped.successions:
        version = current_version(store, correspondence_slot(succession.source, succession.target))
        try:
            successions.append(succession if version is None else _edited(store, version, succession, sets))
        except LawError as caught:
            findings.append(Finding(severity="error", kind=CORRESPONDENCES, place=caught.where, what=caught.what))
            successions.append(succession)
    return LawInUse(
        sets={key: sets[key] for key in shipped.sets},
        others={key: sets[key] for key in shipped.others},
        departments=departments,
        successions=tuple(successions),
        findings=tuple(findings),
    )


def _edited(store: Store, version: Version, succession: Succession, sets: Mapping[str, CriteriaSet]) -> Succession:
    rows = correspondence_rows(read_version(store, version))
    return read_correspondences(succession, rows, sets[succession.source], sets[succession.target])


def correspondence_rows(table: pd.DataFrame) -> list[Correspondence]:
    """Return the lines of ``tables.Correspondences``, which may lack the columns of carried values."""
    return [
        Correspondence(
            target=str(row.target).strip(),
            sources=str(row.sources),
            carries_value=bool(row.carries_value) if pd.notna(row.carries_value) else False,
            factor=float(row.factor) if pd.notna(row.factor) else None,
            confirmed=isinstance(row.confirmed_by, str) and bool(row.confirmed_by.strip()),
        )
        for row in each_row(table.reindex(columns=list(Correspondences.to_schema().columns)))
    ]
