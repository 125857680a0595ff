"""What if: a hypothesis that criteria are met, to see what would follow; never written to the data."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from ntm_geo.assessment.engine.judgement import count_tiers
from ntm_geo.assessment.engine.targets import progress
from ntm_geo.assessment.engine.tiers import standings

if TYPE_CHECKING:
    from collections.abc import Collection

    from ntm_geo.assessment.period import PeriodAssessment


def as_if(standing: PeriodAssessment, met: Collection[tuple[str, str]]) -> PeriodAssessment:
    """Return where the communes would stand if some criteria were met.

    Parameters
    ----------
    standing : of a year.
    met : commune and criterion taken as met; what is met already changes nothing.

    Returns
    -------
    The same year, with results, tiers, targets and sentences as they would be. A commune that then has all criteria
    counts as recognised at the end of the year. Values of indicators stay as they are, and the source says "as if".
    """
    if not met:
        return standing
    assessment = standing.assessment
    law = standing.criteria_set
    wanted = pd.DataFrame(sorted(met), columns=["code", "criterion"])
    wanted = wanted.assign(period=standing.period, met=pd.array([True] * len(wanted), dtype="boolean"))
    taken = pd.MultiIndex.from_frame(wanted[["code", "criterion"]])
    rest = assessment.results[~pd.MultiIndex.from_frame(assessment.results[["code", "criterion"]]).isin(taken)]
    results = pd.concat([rest, wanted], ignore_index=True)
    codes = pd.Index(assessment.standings["code"])
    state = {"codes": codes, "period": standing.period, "criteria_set": law, "pending": standing.pending}
    counted = standings(results, standing.recognitions, **state)
    touched = (
        counted["code"].isin(wanted["code"]) & counted["met"].eq(len(law.criteria)) & counted["recognition"].isna()
    )
    day = pd.Timestamp(date(standing.period, 12, 31))
    table = pd.DataFrame({"code": counted.loc[touched, "code"], "level": "standard", "for_year": standing.period,
                          "recognised_on": day})  # fmt: skip
    table = table.assign(revoked_on=None, decision=None)
    recognitions = standing.recognitions
    if len(table):
        recognitions = pd.concat([recognitions, table.astype(dict(recognitions.dtypes))], ignore_index=True)
        counted = standings(results, recognitions, **state)
    targets, before = [item.target for item in assessment.progress], standing.year_before
    assessed = replace(
        assessment,
        results=results,
        standings=counted,
        tier_counts=count_tiers(counted, law),
        progress=progress(targets, standings=counted, hamlet_counts=assessment.hamlet_counts, before=before),
    )
    count = sum(criterion in missing_of(standing, code) for code, criterion in set(met))
    return replace(standing, assessment=assessed, recognitions=recognitions, as_if=count)


def missing_of(standing: PeriodAssessment, code: str) -> tuple[str, ...]:
    """Return the criteria a commune is not known to meet, in the order of the law."""
    results = standing.assessment.results
    met_by_criterion = results[results["code"].eq(code)].set_index("criterion")["met"]
    met = set(met_by_criterion[met_by_criterion.fillna(value=False).astype(bool)].index)
    return tuple(criterion.code for criterion in standing.criteria_set.criteria if criterion.code not in met)
