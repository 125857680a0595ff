"""Law: look up what is asked on a date, and check that the law data is whole."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from ntm_geo.criteria.cite import cite
from ntm_geo.criteria.health import check_law, law_page
from ntm_geo.criteria.in_force import in_charge, thresholds_in_force
from ntm_geo.errors import LawError, msg
from ntm_geo.records.provincial_thresholds import own_thresholds
from ntm_geo.tables.base import each_row

if TYPE_CHECKING:
    from datetime import date

    from ntm_geo.tables.findings import Finding
    from ntm_geo.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What one indicator asks for on a date; ``threshold`` is None where the province has not set one."""

    indicator: str
    sentence: str
    sense: str
    threshold: float | None
    unit: str
    clause: str
    verified: bool
    departments: str

    def as_dict(self) -> dict[str, Any]:
        """Return the rule as plain data."""
        return asdict(self)


def show(workspace: Workspace, code: str = "", *, on: date) -> tuple[Rule, ...]:
    """Return the rules of an indicator, of all indicators of a criterion, or without a code of the whole set.

    Raises
    ------
    LawError
        The criteria set has no such code, or its indicators are not entered yet.
    NotInForceError
        The set was not in force on that date.
    """
    law = workspace.set_on(on)
    thresholds = thresholds_in_force(
        law,
        on=on,
        region=workspace.province.region,
        province_thresholds=own_thresholds(workspace),
    )
    asked_for = (thresholds[["criterion", "indicator", "part_of"]] == code).any(axis=1)
    rows = thresholds[asked_for] if code else thresholds
    if rows.empty and code in {criterion.code for criterion in law.criteria}:
        raise LawError(
            msg("The criteria set {key} has no indicators of criterion {code} yet.", key=law.key, code=code),
            fix=msg("Enter them under Data ▸ Law, or give another date."),
        )
    if rows.empty and code:
        raise LawError(
            msg("The criteria set {key} has no criterion or indicator {code}.", key=law.key, code=code),
            fix=msg("Give a code such as 10 or 10.1."),
        )
    charged = {code: in_charge(workspace.departments, code, on=on, criteria_set=law.key) for code in rows["indicator"]}
    return tuple(
        Rule(
            indicator=row.indicator,
            sentence=cite(
                law,
                law.indicator(row.indicator),
                row.threshold,
                cases=row.cases if isinstance(row.cases, str) else "",
                clause=row.clause,
                verified=bool(row.verified),
            ),
            sense=row.sense,
            threshold=None if pd.isna(row.threshold) else float(row.threshold),
            unit=row.unit,
            clause=row.clause,
            verified=bool(row.verified),
            departments=", ".join(str(item.name) for item in charged[row.indicator]),
        )
        for row in each_row(rows)
    )


def check(workspace: Workspace) -> list[Finding]:
    """Return what is wrong or unverified in the law data of the province, and in editions that are passed over."""
    return [*workspace.law.findings, *check_law(workspace.criteria_dir, workspace.province.key)]


def page(workspace: Workspace) -> str:
    """Return the page of docs that lists every threshold not yet checked against the official text."""
    return law_page(tuple(workspace.criteria_sets.values()))
