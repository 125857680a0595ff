"""What is known of a year judged by another set: values by its levels, older verdicts where there is no value."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

import pandas as pd

from ntm_geo.assessment.engine.stand_ins import judge_by_stand_ins
from ntm_geo.assessment.group_placement import placed_groups
from ntm_geo.assessment.judged_by.levels_in_force import province_levels, regional_levels
from ntm_geo.records.commune_attributes import known_attributes
from ntm_geo.records.registers import read_register
from ntm_geo.store.versions import Slot

if TYPE_CHECKING:
    from ntm_geo.assessment.engine import Assessment
    from ntm_geo.assessment.engine.stand_ins import CarriedJudgement
    from ntm_geo.criteria.model import CriteriaSet
    from ntm_geo.criteria.set_succession import Succession
    from ntm_geo.workspace.workspace import Workspace

ENTERED: Final = "next_scores"
"""Kind of data: values of indicators of the set that follows, entered for a year before it."""


def judge_by_next_set(
    workspace: Workspace,
    assessed: Assessment,
    law: CriteriaSet,
    succession: Succession,
    *,
    vintage: str,
    scores: pd.DataFrame | None,
) -> tuple[pd.DataFrame, CarriedJudgement]:
    """Return the levels of another set with indicators, and what came of judging a year by them.

    Parameters
    ----------
    workspace : of the door.
    assessed : the year by its own set.
    law : the other set.
    succession : what stands in for what.
    vintage : of the codes; groups of a year before the set are those of its first day.
    scores : ``tables.Scores`` of the year by its own set; None where no values were judged.
    """
    period = assessed.period
    day = max(date(period, 12, 31), law.effective)
    codes = pd.Index(assessed.standings["code"])
    thresholds = province_levels(workspace, law, day)
    attributes = known_attributes(workspace, vintage=vintage, period=period).reset_index()
    groups = placed_groups(workspace, law, codes=codes, vintage=vintage, period=period) if law.commune_groups else None
    carried = judge_by_stand_ins(
        succession,
        law=law,
        codes=codes,
        period=period,
        results=assessed.results,
        verdicts=assessed.verdicts,
        scores=scores,
        entered=read_register(workspace, Slot(kind=ENTERED, vintage=vintage, period=period)).table,
        thresholds=thresholds,
        regional=regional_levels(workspace, law, day, vintage=vintage),
        groups=groups,
        attributes=attributes if len(attributes) else None,
    )
    return thresholds, carried
