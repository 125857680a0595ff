"""What a merged commune is made of, and what each rule of carrying would give it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from ntm_geo.assessment.period import assess_period
from ntm_geo.boundaries.carrying import RULES, Rule
from ntm_geo.boundaries.crosswalks import read_crosswalk
from ntm_geo.boundaries.units import full_name, read_units
from ntm_geo.tables.unit_table import PROGRAMME_KIND
from ntm_geo.workspace.belonging import check_belongs

if TYPE_CHECKING:
    from ntm_geo.assessment.period import PeriodAssessment
    from ntm_geo.records.shipped import Figures
    from ntm_geo.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedPart:
    """A former unit of a merged one; ``met`` is None outside the programme."""

    code: str
    title: str
    district: str
    met: str | None
    """Criteria met, such as ``13`` or ``13–15`` where some are not known."""
    people: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleOutcome:
    """What one rule gives a merged commune."""

    rule: Rule
    met: str
    tier: str
    criteria: tuple[str, ...]
    """Codes of the criteria it meets by this rule."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MergePreview:
    """The parts of a merged commune and what each rule would give."""

    parts: tuple[MergedPart, ...]
    outcomes: tuple[RuleOutcome, ...]

    @property
    def differing(self) -> tuple[str, ...]:
        """Codes of criteria the rules do not agree on."""
        everyone = {code for rule_outcome in self.outcomes for code in rule_outcome.criteria}
        agreed = {code for code in everyone if all(code in outcome.criteria for outcome in self.outcomes)}
        return tuple(sorted(everyone - agreed, key=int))


def merge_preview(
    workspace: Workspace, figures: Figures, *, code: str, period: int, vintage: str
) -> MergePreview | None:
    """Return what a unit of a newer vintage was made of; None where the figures are its own.

    Parameters
    ----------
    workspace, figures : of the door.
    code : of a unit of ``vintage``.
    period : year of the figures.
    vintage : the newer vintage.

    Raises
    ------
    NotInForceError
        The year's figures cannot come to these units.
    """
    bridge = check_belongs(workspace, vintage=vintage, on=date(period, 12, 31))
    if bridge.kind == "native":
        return None
    crosswalk = read_crosswalk(workspace.province, bridge.source, vintage)
    former = crosswalk.loc[crosswalk["target_code"].eq(code), "source_code"]
    assessment = assess_period(workspace, figures, period=period)
    units = read_units(workspace.province, bridge.source).set_index("code")
    parts = [_part(assessment, figures, item, units.loc[item].to_dict()) for item in former]
    outcomes = []
    for rule in RULES:
        standing = assess_period(workspace, figures, period=period, vintage=vintage, rule=rule)
        outcome = _outcome(standing, rule, code)
        if outcome is not None:
            outcomes.append(outcome)
    return MergePreview(parts=tuple(sorted(parts, key=_order)), outcomes=tuple(outcomes))


def _order(part: MergedPart) -> tuple[bool, int, str]:
    return part.met is None, -int((part.met or "0").split("–")[0]), part.code


def _part(assessment: PeriodAssessment, figures: Figures, code: str, unit: dict[str, object]) -> MergedPart:
    people = figures.people.get(code) if figures.people is not None else None
    district = unit["parent_name"]
    return MergedPart(
        code=code,
        title=full_name(unit["kind"], unit["name"]),
        district=district if isinstance(district, str) else "",
        met=_count(assessment, code) if unit["kind"] == PROGRAMME_KIND else None,
        people=None if people is None or pd.isna(people) else int(people),
    )


def _count(standing: PeriodAssessment, code: str) -> str:
    rows = standing.assessment.standings
    row = rows[rows["code"].eq(code)].iloc[0]
    most = row["met"] + row["unknown"]
    return f"{row['met']}" if not row["unknown"] else f"{row['met']}–{most}"


def _outcome(standing: PeriodAssessment, rule: Rule, code: str) -> RuleOutcome | None:
    rows = standing.assessment.standings
    chosen_rows = rows[rows["code"].eq(code)]
    if chosen_rows.empty or standing.rule_statement is None:
        return None
    results = standing.assessment.results
    met = results.loc[results["code"].eq(code) & results["met"].fillna(value=False), "criterion"]
    return RuleOutcome(
        rule=rule,
        met=_count(standing, code),
        tier=str(chosen_rows["tier"].iloc[0]),
        criteria=tuple(sorted(met, key=int)),
    )
