"""Readiness of the communes of a period in words: criteria and the conditions beside them, as one short text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from ntm_geo.assessment.commune_status import communes_of
from ntm_geo.assessment.engine.readiness import STAGES, readiness
from ntm_geo.i18n import _
from ntm_geo.records.registers import read_register
from ntm_geo.store.versions import Slot
from ntm_geo.tables.base import each_row

if TYPE_CHECKING:
    from ntm_geo.assessment.period import PeriodAssessment
    from ntm_geo.criteria.model import CriteriaSet
    from ntm_geo.workspace.workspace import Workspace

KIND: Final = "conditions"


def conditions_of(workspace: Workspace, standing: PeriodAssessment) -> pd.DataFrame:
    """Return what is kept of the conditions of a year by the codes of its units (``tables.Conditions``)."""
    table = read_register(workspace, Slot(kind=KIND, vintage=standing.vintage)).table
    return table[table["period"].eq(standing.period)]


def readiness_of(workspace: Workspace, standing: PeriodAssessment) -> pd.DataFrame:
    """Return what every commune lacks, by what is kept of the conditions of its year; see `engine.readiness`.

    Returns
    -------
    The columns of `engine.readiness.readiness` with ``text``, such as "19/19, still missing: …".
    """
    entered = conditions_of(workspace, standing)
    assessment = standing.assessment
    table = readiness(assessment.results, entered, assessment.standings, standing.criteria_set)
    return table.assign(text=[readiness_text(standing.criteria_set, row) for row in each_row(table)])


def readiness_text(law: CriteriaSet, row: Any) -> str:
    """Return a row of `engine.readiness.readiness` as one text.

    Parameters
    ----------
    law : the set it was judged by.
    row : as a named tuple.
    """
    count = f"{row.met}/{row.total}"
    rules = {condition.key: condition for condition in law.recognition.conditions_of()} if law.recognition else {}
    missing = [_("criteria {codes}", codes=", ".join(row.missing))] if row.missing else []
    missing += [str(rules[key].to_do) for key in row.conditions_missing]
    unknown = [_("criteria {codes}", codes=", ".join(row.unknown))] if row.unknown else []
    if rules and len(row.conditions_unknown) == len(rules):
        unknown.append(_("the conditions beside the criteria"))
    else:
        unknown += [str(rules[key].name) for key in row.conditions_unknown]
    parts = []
    if missing:
        parts.append(_("still missing: {what}", what="; ".join(missing)))
    if unknown:
        parts.append(_("not known: {what}", what="; ".join(unknown)))
    if not rules:
        parts.append(_("the conditions of the set {years} are not entered", years=law.years))
    if row.stage == "ready":
        parts.append(_("ready to be proposed"))
    return f"{count}, {'; '.join(parts)}"


def ready_table(workspace: Workspace, standing: PeriodAssessment) -> pd.DataFrame:
    """Return the communes nearest to recognition: not recognised, in the best counted tier, the readiest first.

    Returns
    -------
    ``code, name, district, stage, text``.
    """
    best = next(tier.key for tier in standing.criteria_set.tiers if tier.at_least is not None)
    standings = standing.assessment.standings
    near = standings.loc[standings["recognition"].isna() & standings["tier"].eq(best), "code"]
    table = readiness_of(workspace, standing)
    table = communes_of(standing).merge(table[table["code"].isin(near)], on="code")
    ordered = table.assign(
        order=table["stage"].map(STAGES.index).astype(int),
        left=table[["missing", "unknown", "conditions_missing", "conditions_unknown"]].map(len).sum(axis=1).astype(int),
    ).sort_values(["order", "left", "code"], ignore_index=True)
    return ordered[["code", "name", "district", "stage", "text"]]
