"""A year judged by another set: what its own set judged stands in, values by the levels of the other set."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from ntm_geo.assessment.engine.judgement import count_tiers
from ntm_geo.assessment.engine.other_set import succeed
from ntm_geo.assessment.engine.stand_ins import judge_by_stand_ins
from ntm_geo.assessment.engine.tiers import standings
from ntm_geo.assessment.group_placement import placed_groups
from ntm_geo.assessment.levels_in_force import province_levels, regional_levels
from ntm_geo.errors import NotInForceError, msg
from ntm_geo.records.commune_attributes import known_attributes
from ntm_geo.records.registers import read_register
from ntm_geo.store.versions import Slot

if TYPE_CHECKING:
    from ntm_geo.assessment.period import PeriodAssessment
    from ntm_geo.criteria.model import CriteriaSet
    from ntm_geo.criteria.set_succession import Succession
    from ntm_geo.workspace.workspace import Workspace

ENTERED: Final = "next_scores"
"""Kind of data: values of indicators of the set that follows, entered for a year before it."""


def sets_for(workspace: Workspace, period: int) -> tuple[CriteriaSet, ...]:
    """Return the criteria sets a year can be assessed against, the one in force first."""
    in_force = workspace.set_on(date(period, 12, 31))
    others = [
        criteria_set for key, criteria_set in workspace.criteria_sets.items() if workspace.succession(in_force.key, key)
    ]
    return (in_force, *others)


def stand_in(workspace: Workspace, assessment: PeriodAssessment, against: str) -> PeriodAssessment:
    """Return an assessment against another criteria set, its criteria stood in for by those judged.

    Where the other set is known with its indicators, values that can be carried are judged by its levels, see
    `engine.stand_ins`; known by its criteria alone, the verdicts are carried.

    Raises
    ------
    NotInForceError
        Nothing says which criteria stand in for those of the set.
    """
    succession = workspace.succession(assessment.criteria_set.key, against)
    if succession is None:
        raise NotInForceError(
            msg("Nothing says which criteria of {source} stand in for those of {target}.",
                source=assessment.criteria_set.key, target=against),
            fix=msg("Choose one of: {choices}.",
                    choices=", ".join(criteria_set.key for criteria_set in sets_for(workspace, assessment.period))),
        )  # fmt: skip
    law = workspace.criteria_sets[against]
    judged: dict[str, Any] = {"thresholds": None, "verdicts": None}
    rests = None
    if law.has_indicators:
        thresholds, carried = _carried(workspace, assessment, law, succession)
        judged = {"thresholds": thresholds, "verdicts": carried.verdicts}
        results, rests = carried.results, carried.rests
    else:
        results = succeed(assessment.assessment.results, succession, assessment.assessment.verdicts)
    table = standings(
        results,
        assessment.recognitions,
        codes=pd.Index(assessment.assessment.standings["code"]),
        period=assessment.period,
        criteria_set=law,
        pending=assessment.pending,
    )
    assessed = replace(
        assessment.assessment,
        criteria_set=law,
        results=results,
        standings=table,
        tier_counts=count_tiers(table, law),
        progress=(),
        **judged,
    )
    return replace(assessment, assessment=assessed, stands_in=True, scores=None, rests=rests)


def _carried(
    workspace: Workspace, assessment: PeriodAssessment, law: CriteriaSet, succession: Succession
) -> tuple[pd.DataFrame, Any]:
    """Return the levels of the other set, and what came of judging by them."""
    period, vintage = assessment.period, assessment.vintage
    day = max(date(period, 12, 31), law.effective)
    codes = pd.Index(assessment.assessment.standings["code"])
    thresholds = province_levels(workspace, law, day)
    attributes = known_attributes(workspace, vintage=vintage, period=period).reset_index()
    carried = judge_by_stand_ins(
        succession,
        law=law,
        codes=codes,
        period=period,
        results=assessment.assessment.results,
        verdicts=assessment.assessment.verdicts,
        scores=assessment.scores,
        entered=read_register(workspace, Slot(kind=ENTERED, vintage=vintage, period=period)).table,
        thresholds=thresholds,
        regional=regional_levels(workspace, law, day, vintage=vintage),
        groups=placed_groups(workspace, law, codes=codes, vintage=vintage, period=period)
        if law.commune_groups
        else None,
        attributes=attributes if len(attributes) else None,
    )
    return thresholds, carried
