"""Departments: what a department is in charge of on a day, where it is met, and which communes miss it by how much."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from ntm_geo.assessment.commune_status import criterion_status
from ntm_geo.assessment.engine.rollup import told_by_parts
from ntm_geo.criteria.in_force import in_charge

if TYPE_CHECKING:
    from ntm_geo.assessment.period import PeriodAssessment
    from ntm_geo.criteria.model import Department
    from ntm_geo.workspace.workspace import Workspace


def departments_on(workspace: Workspace, day: date) -> tuple[Department, ...]:
    """Return the departments there were on a day, in the order of the province's list."""
    return tuple(
        department
        for department in workspace.departments
        if department.effective <= day and (department.expires is None or day <= department.expires)
    )


def criteria_of(workspace: Workspace, department: Department, day: date) -> tuple[str, ...]:
    """Return the codes of the criteria a department has to do with on a day, whole or in part, in the law's order."""
    result, law = [], workspace.set_on(day)
    for criterion in law.criteria:
        codes = (criterion.code, *(indicator.code for indicator in criterion.lines))
        charged = [in_charge(workspace.departments, code, on=day, criteria_set=law.key) for code in codes]
        if any(department.key == item.key for each in charged for item in each):
            result.append(criterion.code)
    return tuple(result)


def work_list(workspace: Workspace, standing: PeriodAssessment, department: Department) -> pd.DataFrame:
    """Return the indicators a department is in charge of that are not met, commune by commune.

    Returns
    -------
    ``code, name, district, criterion, indicator, indicator_name, value, threshold, shortfall, unit, met_count``:
    one row an indicator not met; where a criterion is only reported as a whole, one row with an empty indicator.
    ``met_count`` is the commune's count of criteria met. Nearest to the standard first, then code and indicator.
    """
    day = date(standing.period, 12, 31)
    criteria_set = standing.criteria_set
    rows: list[pd.DataFrame] = []
    verdicts = standing.assessment.verdicts
    for code in criteria_of(workspace, department, day):
        charged = _own_indicators(workspace, department, code, day)
        communes = criterion_status(standing, code)
        failing = communes.loc[communes["status"].eq("not_met"), ["code", "name", "district"]].assign(criterion=code)
        details = pd.DataFrame(columns=["code", "indicator", "value", "threshold", "shortfall"])
        if verdicts is not None:
            chosen = verdicts["indicator"].isin(charged) & verdicts["status"].eq("not_met")
            details = told_by_parts(verdicts[chosen])[list(details.columns)]
        joined = failing.merge(details, on="code", how="left")
        # A criterion that fails only by indicators of another department is not this one's work.
        full = len(charged) == len(criteria_set.criterion(code).lines)
        rows.append(joined if full else joined.dropna(subset="indicator"))
    table = pd.concat(rows, ignore_index=True) if rows else pd.DataFrame(columns=["code", "criterion", "indicator"])
    indicators = {indicator.code: indicator for criterion in criteria_set.criteria for indicator in criterion.lines}
    units = dict(criteria_set.units)
    met = standing.assessment.standings.set_index("code")["met"]
    table["indicator"] = table["indicator"].fillna("")
    known = table["indicator"].ne("")
    table["indicator_name"] = [str(indicators[item].name) if item else "" for item in table["indicator"]]
    table["unit"] = [str(units[indicators[item].unit]) if item else "" for item in table["indicator"]]
    table["met_count"] = table["code"].map(met)
    return (
        table.assign(_known=~known)
        .sort_values(["met_count", "code", "criterion", "indicator"], ascending=[False, True, True, True])
        .drop(columns="_known")
        .reset_index(drop=True)
    )


def standing_of_criteria(workspace: Workspace, standing: PeriodAssessment, department: Department) -> pd.DataFrame:
    """Return for each criterion of a department how many communes meet it.

    Returns
    -------
    ``criterion, name, met, not_met, unknown``, in the law's order.
    """
    rows = []
    for code in criteria_of(workspace, department, date(standing.period, 12, 31)):
        counts = criterion_status(standing, code)["status"].value_counts()
        rows.append(
            {
                "criterion": code,
                "name": str(standing.criteria_set.criterion(code).name),
                **{key: int(counts.get(key, 0)) for key in ("met", "not_met", "unknown")},
            }
        )
    return pd.DataFrame(rows, columns=["criterion", "name", "met", "not_met", "unknown"])


def _own_indicators(workspace: Workspace, department: Department, criterion: str, day: date) -> tuple[str, ...]:
    law = workspace.set_on(day)
    return tuple(
        indicator.code
        for indicator in law.criterion(criterion).lines
        for charged in [in_charge(workspace.departments, indicator.code, on=day, criteria_set=law.key)]
        if any(department.key == each.key for each in charged)
    )
