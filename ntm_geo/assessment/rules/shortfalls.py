"""What a commune misses: the indicators it does not meet, what is asked for, and who is in charge."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ntm_geo.assessment.engine.rollup import told_by_parts
from ntm_geo.assessment.rules.law_desk import deciding
from ntm_geo.criteria.cite import say_rule, say_value, unverified
from ntm_geo.criteria.in_force import in_charge
from ntm_geo.tables.base import each_row

if TYPE_CHECKING:
    from ntm_geo.assessment.period import PeriodAssessment
    from ntm_geo.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortfall:
    """One indicator that is not met: what was measured, what is asked, who is in charge."""

    criterion: str
    """Criterion it belongs to."""
    code: str
    name: str
    value: str
    rule: str
    source: str
    """Decision and clause, with a warning where the threshold was not checked."""
    departments: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One criterion a commune does not meet, with its indicators that are not met; none where values are not known."""

    criterion: str
    name: str
    departments: str
    shortfalls: tuple[Shortfall, ...]


def shortfalls_of(workspace: Workspace, shown: PeriodAssessment, code: str) -> tuple[Shortfall, ...]:
    """Return the indicators a commune does not meet; none where indicators are not judged."""
    verdicts = shown.assessment.verdicts
    if verdicts is None:
        return ()
    rows = told_by_parts(verdicts[(verdicts["code"] == code) & (verdicts["status"] == "not_met")])
    lines = []
    to_check = deciding(shown).open_codes
    for row in each_row(rows):
        indicator = shown.criteria_set.indicator(row.indicator)
        lines.append(
            Shortfall(
                criterion=row.criterion,
                code=row.indicator,
                name=str(indicator.name),
                value=say_value(shown.criteria_set, indicator, row.value),
                rule=say_rule(shown.criteria_set, indicator, row.threshold),
                source=f"{row.clause}; {unverified()}" if row.indicator in to_check else row.clause,
                departments=names_in_charge(workspace, shown, row.indicator),
            ),
        )
    return tuple(lines)


def needs_of(workspace: Workspace, shown: PeriodAssessment, code: str) -> tuple[Need, ...]:
    """Return the criteria a commune does not meet, in the order of the law; what is not known is none of them."""
    results = shown.assessment.results
    failed = set(
        results.loc[results["code"].eq(code) & results["met"].eq(other=False).fillna(value=False), "criterion"]
    )
    shortfalls = shortfalls_of(workspace, shown, code)
    return tuple(
        Need(
            criterion=criterion.code,
            name=str(criterion.name),
            departments=names_in_charge(workspace, shown, criterion.code),
            shortfalls=tuple(line for line in shortfalls if line.criterion == criterion.code),
        )
        for criterion in shown.criteria_set.criteria
        if criterion.code in failed
    )


def names_in_charge(workspace: Workspace, shown: PeriodAssessment, code: str) -> str:
    """Return the departments in charge of a criterion or indicator at the end of the year, a comma between them."""
    day = date(shown.period, 12, 31)
    departments = in_charge(workspace.departments, code, on=day, criteria_set=shown.criteria_set.key)
    return ", ".join(str(department.name) for department in departments)
