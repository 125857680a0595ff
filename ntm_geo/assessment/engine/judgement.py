"""Assess all communes at once: from indicator values or criterion results to tiers and targets."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import pandas as pd

from ntm_geo.assessment.engine.indicators import doubtful_passes, judge_by_region
from ntm_geo.assessment.engine.inputs import SHOWN, examples, programme_codes, refuse_doubles, take_codes, take_units
from ntm_geo.assessment.engine.matrix_form import numbered, of_period
from ntm_geo.assessment.engine.rollup import rollup
from ntm_geo.assessment.engine.standards import broken_conditions
from ntm_geo.assessment.engine.targets import TargetProgress, count_hamlets, progress
from ntm_geo.assessment.engine.tiers import standings
from ntm_geo.criteria.model import CriteriaSet, Target
from ntm_geo.errors import msg
from ntm_geo.tables.findings import Finding
from ntm_geo.tables.standing_table import UNKNOWN_TIER

_KEYS = ["code", "criterion", "period"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Assessment:
    """Where every commune stands at the end of a period, with the tables that explain it."""

    period: int
    criteria_set: CriteriaSet
    thresholds: pd.DataFrame | None
    """``tables.Thresholds`` the values were judged by; None without indicator values."""
    verdicts: pd.DataFrame | None
    """``tables.Verdicts``; None without indicator values."""
    results: pd.DataFrame
    """``tables.CriterionResults``; a criterion nothing is known of has no row."""
    standings: pd.DataFrame
    """``tables.Standings``, one row per commune of the programme."""
    hamlet_counts: pd.DataFrame
    """``tables.HamletCounts``, one row per commune of the programme."""
    tier_counts: Mapping[str, int]
    """Communes per tier, best first, the unknown last; adds up to the communes of the programme."""
    progress: tuple[TargetProgress, ...]
    findings: tuple[Finding, ...]
    """What was left out or contradicts itself."""


def assess(  # noqa: PLR0913 - one question with all its tables, by keyword only
    *,
    criteria_set: CriteriaSet,
    units: pd.DataFrame,
    period: int,
    recognitions: pd.DataFrame,
    scores: pd.DataFrame | None = None,
    thresholds: pd.DataFrame | None = None,
    criterion_results: pd.DataFrame | None = None,
    attributes: pd.DataFrame | None = None,
    groups: pd.Series | None = None,
    hamlets: pd.DataFrame | None = None,
    targets: Sequence[Target] = (),
    pending: Collection[str] = (),
    before: pd.DataFrame | None = None,
    regional: Sequence[tuple[frozenset[str], pd.DataFrame]] = (),
) -> Assessment:
    """Say where every commune stands at 31 December of a year.

    Parameters
    ----------
    criteria_set : the law.
    units : ``tables.Units``; communes are assessed, towns and wards are outside the programme.
    period : year; rows of other years are passed over.
    recognitions : ``tables.Recognitions``.
    scores : ``tables.Scores``; needs ``thresholds``.
    thresholds : ``tables.Thresholds`` in force at the end of the period.
    criterion_results : ``tables.CriterionResults``.
    attributes : `applicability.UnitAttributes`, for indicators asked for on a condition.
    groups : group of communes by code, for a set whose levels differ between groups.
    hamlets : ``tables.Hamlets``.
    targets : of the province.
    pending : codes of merged communes whose recognition waits for a decision of its own.
    before : ``tables.Standings`` of the year before by the same set, for targets on what was gained since.
    regional : codes of communes judged by the levels of another region, with its ``tables.Thresholds``.

    Returns
    -------
    The assessment. With both values and results, the results stand (they are the judgement of the department in
    charge) and the values fill in what the results leave unknown; a contradiction is a finding.

    Raises
    ------
    UnknownUnitError
        A table holds a unit code the gazetteer does not have.
    TableError
        A table holds two rows for one case.
    ValueError
        Scores are given without thresholds.
    """
    codes = programme_codes(units)
    findings: list[Finding] = []
    verdicts, results = None, _no_results()
    if scores is not None:
        verdicts, noticed = _judged(
            scores, thresholds, units=units, period=period, attributes=attributes, groups=groups, regional=regional
        )
        findings += noticed
        results = rollup(verdicts)
    if criterion_results is not None:
        reported, noticed = _reported(criterion_results, criteria_set, units=units, period=period)
        results, contradictions = _combine(reported, results)
        findings += [*noticed, *contradictions]
    state, outside = take_units(recognitions, units, table=msg("recognitions"))
    findings += [*outside, *broken_conditions(state, period=period)]
    counts, outside = _hamlet_counts(hamlets, units, period=period)
    findings += outside
    table = standings(results, state, codes=codes, period=period, criteria_set=criteria_set, pending=pending)
    return Assessment(
        period=period,
        criteria_set=criteria_set,
        thresholds=None if scores is None else thresholds,
        verdicts=verdicts,
        results=results,
        standings=table,
        hamlet_counts=counts,
        tier_counts=count_tiers(table, criteria_set),
        progress=progress(targets, standings=table, hamlet_counts=counts, before=before),
        findings=tuple(findings),
    )


def count_tiers(standings: pd.DataFrame, criteria_set: CriteriaSet) -> Mapping[str, int]:
    """Return the number of communes per tier, best tier first and the unknown last, empty tiers with 0.

    Parameters
    ----------
    standings : ``tables.Standings``.
    criteria_set : the set whose tiers are counted.
    """
    counts = standings["tier"].value_counts()
    keys = [*(rule.key for rule in criteria_set.tiers), UNKNOWN_TIER]
    return MappingProxyType({key: int(counts.get(key, 0)) for key in keys})


def _judged(  # noqa: PLR0913 - values with all they are judged by
    scores: pd.DataFrame,
    thresholds: pd.DataFrame | None,
    *,
    units: pd.DataFrame,
    period: int,
    attributes: pd.DataFrame | None,
    groups: pd.Series | None,
    regional: Sequence[tuple[frozenset[str], pd.DataFrame]],
) -> tuple[pd.DataFrame, list[Finding]]:
    """Judge the values of the period and the programme; say which cannot be judged."""
    if thresholds is None:
        raise ValueError("scores need thresholds")
    table = msg("indicator values")
    frame = of_period(scores, period)
    frame = frame.assign(code=numbered(frame["code"]), indicator=numbered(frame["indicator"]))
    rows, outside = take_units(frame, units, table=table)
    refuse_doubles(rows, ["code", "indicator"], table=table)
    values, strange = take_codes(rows, "indicator", thresholds["indicator"], table=table)
    verdicts = judge_by_region(
        values, thresholds, codes=programme_codes(units), period=period, attributes=attributes, groups=groups,
        regional=regional,
    )  # fmt: skip
    return verdicts, [*outside, *strange, *_doubts(values, thresholds)]


def _doubts(values: pd.DataFrame, thresholds: pd.DataFrame) -> list[Finding]:
    """Say which pass/fail values say neither."""
    doubtful = doubtful_passes(values, thresholds)
    if doubtful.empty:
        return []
    finding = Finding(
        severity="warning",
        kind="neither-pass-nor-fail",
        place=examples([f"{row.code} {row.indicator}" for row in doubtful.head(SHOWN + 1).itertuples()]),
        what=msg(
            "{count} values of pass/fail indicators are neither 1 nor 0 and count as unknown.",
            count=len(doubtful),
        ),
    )
    return [finding]


def _reported(
    results: pd.DataFrame,
    criteria_set: CriteriaSet,
    *,
    units: pd.DataFrame,
    period: int,
) -> tuple[pd.DataFrame, list[Finding]]:
    """Take the results of the period, the programme and the set."""
    table = msg("criterion results")
    rows, outside = take_units(results[results["period"] == period], units, table=table)
    refuse_doubles(rows, ["code", "criterion"], table=table)
    known = [criterion.code for criterion in criteria_set.criteria]
    reported, strange = take_codes(rows, "criterion", known, table=table)
    return reported, [*outside, *strange]


def _combine(reported: pd.DataFrame, judged: pd.DataFrame) -> tuple[pd.DataFrame, list[Finding]]:
    """Let reported results stand and judged ones fill the rest; say where they contradict each other."""
    both = reported.merge(judged, on=_KEYS, how="outer", suffixes=("", "_judged"), sort=False)
    against = both[(both["met"] != both["met_judged"]).fillna(False)]
    results = both[_KEYS].assign(met=both["met"].fillna(both["met_judged"]))
    if against.empty:
        return results, []
    finding = Finding(
        severity="warning",
        kind="result-against-values",
        place=examples([f"{row.code} {row.criterion}" for row in against.itertuples()]),
        what=msg(
            "{count} criterion results say otherwise than the indicator values; the results stand.",
            count=len(against),
        ),
        hint=msg("Check the value, or the result reported, with the department in charge."),
    )
    return results, [finding]


def _hamlet_counts(
    hamlets: pd.DataFrame | None,
    units: pd.DataFrame,
    *,
    period: int,
) -> tuple[pd.DataFrame, list[Finding]]:
    """Count the hamlets of the programme's communes; none given counts as none."""
    codes = programme_codes(units)
    if hamlets is None:
        return pd.DataFrame({"code": codes, "period": period, "total": 0, "certified": 0}), []
    rows, findings = take_units(hamlets, units, table=msg("list of hamlets"))
    return count_hamlets(rows, codes=codes, period=period), findings


def _no_results() -> pd.DataFrame:
    """Return an empty ``tables.CriterionResults``."""
    return pd.DataFrame(
        {
            "code": pd.Series(dtype="str"),
            "criterion": pd.Series(dtype="str"),
            "period": pd.Series(dtype="int64"),
            "met": pd.Series(dtype="boolean"),
        },
    )
