"""The law in use: the shipped sets, and for each the edition an office entered, where there is one.

What an office entered stands before what is shipped. An edition that no longer fits the shipped set (after an upgrade)
is passed over, never shown half; `law check` says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ntm_geo.criteria.law_edition import departments_of, read_edition
from ntm_geo.criteria.law_lines import in_order
from ntm_geo.store.datasets import current_version, data_state, read_version
from ntm_geo.store.versions import Slot

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from ntm_geo.criteria.model import CriteriaSet, Department
    from ntm_geo.store.database import Store
    from ntm_geo.tables.findings import Finding

KIND: Final = "law"


@dataclass(frozen=True, slots=True, kw_only=True)
class LawInUse:
    """Sets by key, the oldest first; departments; and what is wrong with editions that are passed over."""

    sets: Mapping[str, CriteriaSet]
    departments: tuple[Department, ...]
    findings: tuple[Finding, ...] = ()


def law_slot(key: str) -> Slot:
    """Return the place the edition of a set is kept at."""
    return Slot(kind=KIND, vintage=key)


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
    sets, departments = dict(shipped.sets), shipped.departments
    findings: list[Finding] = []
    for key, law in shipped.sets.items():
        lines = edition_lines(store, key)
        if lines is None:
            continue
        edition = read_edition(law, lines, checks=checks)
        if edition.law is None:
            findings += edition.findings
            continue
        sets[key] = edition.law
        departments = departments_of(law, lines, departments)
    return LawInUse(sets=sets, departments=departments, findings=tuple(findings))
