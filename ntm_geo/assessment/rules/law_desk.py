"""The law desk: how much of a set is entered and checked, and what an edition would change before it is accepted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Protocol

import pandas as pd

from ntm_geo.assessment.by_other_sets.upper_level import scores_slot, upper_level
from ntm_geo.assessment.derived import derived
from ntm_geo.assessment.period import PeriodAssessment, assess_period, periods
from ntm_geo.criteria.law_edition import read_edition
from ntm_geo.i18n import _, format_number
from ntm_geo.records.law_editions import law_table, shipped_set
from ntm_geo.records.registers import read_register
from ntm_geo.store.changes import Changes, compare
from ntm_geo.tables.standing_table import levels_from
from ntm_geo.workspace.law_in_use import KIND

if TYPE_CHECKING:
    from ntm_geo.assessment.engine import Assessment
    from ntm_geo.criteria.law_lines import PlaceOf
    from ntm_geo.criteria.model import CriteriaSet, Indicator
    from ntm_geo.records.shipped import Figures
    from ntm_geo.tables.findings import Finding
    from ntm_geo.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskProgress:
    """How far the work on a set is."""

    indicators: int
    """Indicators entered; criteria, where the decision has no indicators below them."""
    expected: int
    """How many of them the decision has; 0 where that is not known."""
    levels: int
    """Levels that can be checked: each day of each indicator or part that is judged."""
    checked: int
    open_codes: tuple[str, ...]
    """Indicators and parts with a value that is not checked, in the order of the law."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionPreview:
    """What an edition would be and change."""

    law: CriteriaSet | None
    """The set as it would be; None where something is wrong."""
    findings: tuple[Finding, ...]
    changes: Changes
    """Against the lines in use."""
    period: int = 0
    """Newest year with figures that is judged by the set; 0 where there is none."""
    now: PeriodAssessment | None = None
    """That year as it stands."""
    verdicts: pd.DataFrame | None = None
    """What would be judged differently, see `changed_verdicts`."""


def desk_progress(law: CriteriaSet) -> DeskProgress:
    """Return how much of a set is entered and checked."""
    lines = [line for criterion in law.criteria for line in criterion.lines if line.sense != "count"]
    values = [(line.code, value) for line in lines for value in line.values]  # noqa: PD011 - the law's own values
    criteria, indicators = law.expects
    return DeskProgress(
        indicators=len(law.criteria)
        if criteria and not indicators
        else sum(len(criterion.indicators) for criterion in law.criteria),
        expected=indicators or criteria,
        levels=len(values),
        checked=sum(value.verified for _code, value in values),
        open_codes=tuple(dict.fromkeys(code for code, value in values if not value.verified)),
    )


def preview_edition(
    workspace: Workspace,
    figures: Figures,
    key: str,
    lines: pd.DataFrame,
    *,
    place_of: PlaceOf | None = None,
    noted: tuple[Finding, ...] = (),
) -> EditionPreview:
    """Return what an edition of a set would be and change; nothing is kept.

    Parameters
    ----------
    workspace : of the door.
    figures : from `figures.load_figures`.
    key : of the set.
    lines : ``tables.LawLines``.
    place_of : where a row and column stand.
    noted : what was wrong with cells already.

    Raises
    ------
    LawError
        There is no such set.
    """
    edition = read_edition(
        shipped_set(workspace, key), lines, place_of=place_of, checks=workspace.settings.law_checks, noted=noted
    )
    changes = compare(KIND, law_table(workspace, key).lines, lines)
    result = EditionPreview(law=edition.law, findings=edition.findings, changes=changes)
    if edition.law is not None and edition.law.subject in levels_from("standard"):
        return _with_level(workspace, figures, edition.law, result)
    years = [year for year in periods(figures) if workspace.set_on(date(year, 12, 31)).key == key]
    if edition.law is None or not years:
        return result
    trial = replace(workspace, tried_sets={key: edition.law})
    now, then = (assess_period(space, figures, period=years[0]) for space in (workspace, trial))
    return replace(result, period=years[0], now=now, verdicts=changed_verdicts(now, then))


@dataclass(frozen=True, slots=True)
class _ByLevel:
    """Communes judged by the set of a level above the standard."""

    assessment: Assessment
    criteria_set: CriteriaSet


def _with_level(workspace: Workspace, figures: Figures, law: CriteriaSet, result: EditionPreview) -> EditionPreview:
    """Return what another edition of the set of a level would change in the newest year it has values of."""
    for year in periods(figures):
        if not law.effective <= date(year, 12, 31) <= law.expires:
            continue
        standing = assess_period(workspace, figures, period=year)
        slot = scores_slot(law.subject, vintage=standing.vintage, period=year)
        if read_register(workspace, slot).table.empty:
            continue
        sides = [upper_level(workspace, standing, law.subject, tried) for tried in (None, law)]
        judged = [_ByLevel(side.assessment, side.law) if side and side.assessment else None for side in sides]
        return replace(result, period=year, now=standing, verdicts=changed_verdicts(*judged))
    return result


def changed_verdicts(before: Judged | None, after: Judged | None) -> pd.DataFrame:
    """Return what two assessments of one year judge differently: criteria, indicators and parts.

    Parameters
    ----------
    before, after : of the year; None where nothing is judged yet.

    Returns
    -------
    ``code, line, before, after``: code of the commune, of the criterion or indicator, and ``met``, ``not_met``,
    ``not_applicable`` or ``unknown``; a line that is not judged is unknown.
    """
    sides = [_judged(standing).rename(side) for side, standing in (("before", before), ("after", after))]
    joined = pd.concat(sides, axis=1).fillna("unknown")
    changed = joined[joined["before"].ne(joined["after"])].rename_axis(["code", "line"]).reset_index()
    order = {line.code: number for number, line in enumerate(after.criteria_set.lines)} if after else {}
    rank = changed["line"].map(order).fillna(-1)
    return changed.assign(rank=rank).sort_values(["code", "rank"], ignore_index=True).drop(columns="rank")


def _judged(standing: Judged | None) -> pd.Series:
    """Return what came of judging each criterion, indicator and part in each commune, by commune and line."""
    if standing is None:
        return pd.Series([], index=pd.MultiIndex.from_tuples([], names=["code", "line"]), dtype="str")
    results = standing.assessment.results
    met = results["met"].astype("object").map({True: "met", False: "not_met"}).fillna("unknown")
    judged = [pd.Series(met.to_numpy(), index=pd.MultiIndex.from_frame(results[["code", "criterion"]]))]
    if (verdicts := standing.assessment.verdicts) is not None:
        index = pd.MultiIndex.from_frame(verdicts[["code", "indicator"]])
        judged.append(pd.Series(verdicts["status"].to_numpy(), index=index))
    together: pd.Series = pd.concat([part.rename_axis(["code", "line"]) for part in judged]).astype("str")
    return together


class Judged(Protocol):
    """Units judged by a set: communes of a year, or hamlets."""

    @property
    def assessment(self) -> Assessment:
        """What came of judging them."""

    @property
    def criteria_set(self) -> CriteriaSet:
        """The set they are judged by."""


@derived
def deciding(standing: Judged) -> DeskProgress:
    """Return how many of the values a year was judged by are checked; only those that decided something count.

    A value decides where a commune has a figure it was compared with. That somebody passed or not is no level to check.
    """
    assessment = standing.assessment
    judged: set[str] = set()
    if assessment.verdicts is not None:
        compared = assessment.verdicts.dropna(subset=["value"])
        known = compared[compared["status"].isin(["met", "not_met"])]
        judged = set(known["indicator"])
    lines = [
        line for criterion in standing.criteria_set.criteria for line in criterion.lines if _has_level(line, judged)
    ]
    verified: dict[str, bool] = {}
    if assessment.thresholds is not None:
        verified = dict(assessment.thresholds[["indicator", "verified"]].itertuples(index=False))
    checked = [line.code for line in lines if verified.get(line.code)]
    return DeskProgress(
        indicators=len(lines),
        expected=len(lines),
        levels=len(lines),
        checked=len(checked),
        open_codes=tuple(line.code for line in lines if line.code not in set(checked)),
    )


def _has_level(line: Indicator, judged: set[str]) -> bool:
    return line.code in judged and line.sense in {"at_least", "at_most"}


def checking_sentence(standing: Judged) -> str:
    """Return how many levels that decided something are still to be compared with the law; empty where none are."""
    progress = deciding(standing)
    if not progress.open_codes:
        return ""
    return _(
        "To be compared with the official text: {count} of {total} levels that decide a result.",
        count=format_number(len(progress.open_codes)), total=format_number(progress.levels),
    )  # fmt: skip
