"""Assess: where every commune of the province stands at the end of a year, on the units of a vintage."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd

from ntm_geo.assessment.carried_registers import carried_recognitions, registers_of
from ntm_geo.assessment.derived import derived
from ntm_geo.assessment.engine import Assessment, assess
from ntm_geo.assessment.engine.inputs import programme_codes
from ntm_geo.assessment.engine.judgement import count_tiers
from ntm_geo.assessment.engine.other_set import succeed
from ntm_geo.assessment.engine.targets import progress
from ntm_geo.assessment.engine.tiers import standings
from ntm_geo.assessment.group_placement import placed_groups
from ntm_geo.assessment.hamlet_counts import counting_hamlets
from ntm_geo.assessment.judged_by.levels_in_force import province_levels, regional_levels
from ntm_geo.assessment.judged_by.next_set import judge_by_next_set
from ntm_geo.boundaries.carrying import Rule, carry_results, commune_parts, known_weights, rule_statement
from ntm_geo.boundaries.crosswalks import carry_hamlets, read_crosswalk
from ntm_geo.boundaries.units import read_units
from ntm_geo.errors import Message, NotInForceError, msg
from ntm_geo.i18n import _, text
from ntm_geo.records.figure_levels import level_sentence
from ntm_geo.workspace.belonging import check_belongs

if TYPE_CHECKING:
    from ntm_geo.criteria.model import CriteriaSet
    from ntm_geo.records.shipped import Figures
    from ntm_geo.tables.provenance import Provenance
    from ntm_geo.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, weakref_slot=True)
class PeriodAssessment:
    """The assessment of one period on the units of one vintage, with what it stands on."""

    period: int
    vintage: str
    carried: bool
    """Whether figures of an older vintage were carried over."""
    rule_statement: Message | None
    """The rule they were carried by, as it is printed with them; None where they were not."""
    units: pd.DataFrame
    """``tables.Units`` of the vintage."""
    assessment: Assessment
    recognitions: pd.DataFrame
    """``tables.Recognitions`` by the codes of the vintage; those that ended with their set are left out."""
    pending: frozenset[str]
    """Codes of merged communes whose recognition came with their parts and waits for a decision of its own."""
    recorded: Provenance
    """Where the figures come from, as they are kept."""
    as_if: int = 0
    """Number of criteria that were only taken as met, to see what would follow."""
    year_before: pd.DataFrame | None = None
    """``tables.Standings`` of the year before, on the same units by the same set; None where no target asks for it."""
    stands_in: bool = False
    """Whether another set's criteria stand in for those of the set it is assessed against."""
    scores: pd.DataFrame | None = None
    """``tables.Scores`` of the year that were judged; None where no values were."""
    level_note: Message | None = None
    """Which level of the way to recognition the figures stand on; None on the usual one, see `figure_levels`."""
    rests: pd.DataFrame | None = None
    """What each verdict rests on where another set stands in, see `engine.stand_ins.CarriedJudgement`; else None."""

    @property
    def provenance(self) -> Provenance:
        """Where the figures come from, on which level, and what was only assumed, in the current language."""
        if not self.as_if and self.level_note is None:
            return self.recorded
        source = (
            self.recorded.source if self.level_note is None else f"{self.recorded.source} · {text(self.level_note)}"
        )
        if self.as_if:
            source = _("{source} · as if {count} more criteria were met", source=source, count=self.as_if)
        return replace(self.recorded, source=source)

    @property
    def criteria_set(self) -> CriteriaSet:
        """The set it is assessed against."""
        return self.assessment.criteria_set

    @property
    def communes(self) -> int:
        """Number of communes in the programme."""
        return len(self.assessment.standings)


@derived
def periods(figures: Figures) -> tuple[int, ...]:
    """Return the years with figures, newest first."""
    years = {*figures.results["period"].unique(), *figures.scores["period"].unique()}
    return tuple(sorted(map(int, years), reverse=True))


def assess_period(
    workspace: Workspace,
    figures: Figures,
    *,
    period: int,
    vintage: str = "",
    rule: Rule = "all",
    against: str = "",
) -> PeriodAssessment:
    """Assess a year.

    Parameters
    ----------
    workspace : of the door.
    figures : from `figures.load_figures`.
    period : year; the law of its 31 December holds, and the recognitions given for it or earlier.
    vintage : units to assess; empty for those in force at that date. Figures of older units are carried to newer
        ones.
    rule : how criteria are carried, see `boundaries.carrying`.
    against : key of the criteria set; empty for the one in force at that date. Against another one, the results are
        turned into those of that set by what stands in for its criteria.

    Raises
    ------
    NotInForceError
        There are no figures for the year, none that can be carried to the vintage, or the criteria set had expired.
    """
    if period not in periods(figures):
        raise NotInForceError(
            msg("There are no figures for {period}.", period=period),
            fix=msg("Choose one of: {choices}.", choices=", ".join(map(str, periods(figures)))),
        )
    day = date(period, 12, 31)
    native = check_belongs(workspace, vintage=vintage, on=day).source
    assess_native = _assess_native(workspace, figures, period=period, vintage=native)
    assessment = (
        assess_native
        if vintage in {"", native}
        else _carry(workspace, figures, assess_native, vintage=vintage, rule=rule)
    )
    assessment = _with_rises(workspace, figures, assessment, rule)
    return assessment if against in {"", assessment.criteria_set.key} else stand_in(workspace, assessment, against)


def _with_rises(workspace: Workspace, figures: Figures, assessment: PeriodAssessment, rule: Rule) -> PeriodAssessment:
    """Return an assessment with what was gained since the year before, where a target asks for it."""
    targets, year = workspace.targets_of(assessment.period), assessment.period - 1
    if all(target.measure != "tier_rise" for target in targets) or year not in periods(figures):
        return assessment
    native = workspace.province.vintage_on(date(year, 12, 31)).key
    if native != workspace.province.vintage_on(date(assessment.period, 12, 31)).key:
        return assessment  # what merged units gained cannot be told from what the rule of carrying took away
    earlier = _assess_native(workspace, figures, period=year, vintage=native)
    if earlier.criteria_set.key != assessment.criteria_set.key:
        return assessment
    if native != assessment.vintage:
        earlier = _carry(workspace, figures, earlier, vintage=assessment.vintage, rule=rule)
    before, assessed = earlier.assessment.standings, assessment.assessment
    counted = progress(targets, standings=assessed.standings, hamlet_counts=assessed.hamlet_counts, before=before)
    return replace(assessment, assessment=replace(assessed, progress=counted), year_before=before)


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
        thresholds, carried = judge_by_next_set(
            workspace, assessment.assessment, law, succession, vintage=assessment.vintage, scores=assessment.scores
        )
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


def _carry(
    workspace: Workspace, figures: Figures, assessment: PeriodAssessment, *, vintage: str, rule: Rule
) -> PeriodAssessment:
    """Return an assessment carried to the units of a newer vintage."""
    native, period = assessment.vintage, assessment.period
    crosswalk = read_crosswalk(workspace.province, native, vintage)
    registers, _waiting = registers_of(workspace, figures, vintage=native, period=period)
    source, units = read_units(workspace.province, native), read_units(workspace.province, vintage)
    recognitions, pending = carried_recognitions(
        workspace, figures, registers.recognitions, source=native, target=vintage, period=period
    )
    assessed = assess(
        criteria_set=assessment.criteria_set,
        units=units,
        period=period,
        criterion_results=carry_results(
            assessment.assessment.results, crosswalk, source_units=source, rule=rule, weights=figures.people
        ),
        recognitions=recognitions,
        hamlets=carry_hamlets(counting_hamlets(figures, registers.hamlets, vintage=native, period=period), crosswalk),
        targets=workspace.targets_of(period),
        pending=pending,
    )
    return PeriodAssessment(
        period=period,
        vintage=vintage,
        carried=True,
        rule_statement=rule_statement(rule, weighted=known_weights(commune_parts(crosswalk, source), figures.people)),
        units=units,
        assessment=assessed,
        recognitions=recognitions,
        pending=pending,
        recorded=figures.provenance_of(period, native),
        level_note=level_sentence(figures, period),
    )


def _assess_native(
    workspace: Workspace,
    figures: Figures,
    *,
    period: int,
    vintage: str,
) -> PeriodAssessment:
    """Assess on the units the figures were taken for; indicator values explain where the set was in force."""
    units = read_units(workspace.province, vintage)
    day = date(period, 12, 31)
    registers, pending = registers_of(workspace, figures, vintage=vintage, period=period)
    results = figures.results[figures.results["period"] == period]
    scores = figures.scores[figures.scores["period"] == period]
    law = workspace.set_on(day)
    in_force = law.effective <= day <= law.expires and law.has_indicators and len(scores)
    explained: dict[str, Any] = {}
    if in_force:
        explained = judged_by(workspace, figures, units, period=period, vintage=vintage) | {"scores": scores}
    assessed = assess(
        criteria_set=law,
        units=units,
        period=period,
        criterion_results=results,
        recognitions=registers.recognitions,
        hamlets=counting_hamlets(figures, registers.hamlets, vintage=vintage, period=period),
        targets=workspace.targets_of(period),
        pending=pending,
        **explained,
    )
    return PeriodAssessment(
        period=period,
        vintage=vintage,
        carried=False,
        rule_statement=None,
        units=units,
        assessment=assessed,
        recognitions=registers.recognitions,
        pending=pending,
        recorded=figures.provenance_of(period, vintage),
        level_note=level_sentence(figures, period),
        scores=scores if in_force else None,
    )


def judged_by(
    workspace: Workspace, figures: Figures, units: pd.DataFrame, *, period: int, vintage: str
) -> dict[str, Any]:
    """Return what values of a year are judged by, as `engine.assess` takes it: levels, attributes, groups."""
    day = date(period, 12, 31)
    law = workspace.set_on(day)
    explained: dict[str, Any] = {
        "thresholds": province_levels(workspace, law, day),
        "attributes": figures.attributes,
        "regional": regional_levels(workspace, law, day, vintage=vintage),
    }
    if law.commune_groups:
        codes = programme_codes(units)
        explained["groups"] = placed_groups(workspace, law, codes=codes, vintage=vintage, period=period)
    return explained


def summary(standing: PeriodAssessment) -> dict[str, Any]:
    """Return the figures of a period as plain data, for programs.

    Returns
    -------
    ``period, vintage, criteria_set, communes, tiers, hamlets, targets, illustrative``; ``tiers`` adds up to
    ``communes``.
    """
    assessment = standing.assessment
    return {
        "period": standing.period,
        "vintage": standing.vintage,
        "criteria_set": standing.criteria_set.key,
        "communes": standing.communes,
        "tiers": {str(key): int(count) for key, count in assessment.tier_counts.items()},
        "hamlets": {
            "certified": int(assessment.hamlet_counts["certified"].sum()),
            "total": int(assessment.hamlet_counts["total"].sum()),
        },
        "targets": [
            {
                "key": item.target.key,
                "target": item.target.value,
                "year": item.target.year,
                "actual": item.actual if item.known else None,
                "remaining": item.remaining if item.known else None,
                "met": item.met if item.known else None,
            }
            for item in assessment.progress
        ],
        "illustrative": standing.provenance.illustrative,
    }
