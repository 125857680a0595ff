"""What the verdicts under a newer set rest on, in words: entered, carried by value or verdict, on whose reading."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from ntm_geo.assessment.derived import derived
from ntm_geo.assessment.engine.stand_ins import RESTS
from ntm_geo.criteria.cite import say_rule, say_value
from ntm_geo.i18n import _, format_number, format_percent
from ntm_geo.tables.base import each_row

if TYPE_CHECKING:
    from ntm_geo.assessment.period import PeriodAssessment
    from ntm_geo.criteria.set_succession import StandIn
    from ntm_geo.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Resting:
    """How many verdicts rest on what."""

    indicators: dict[str, int]
    """Indicators of all communes by `RESTS`; empty where the newer set is known by its criteria alone."""
    verdicts: int
    """Criteria known to be met or not."""
    unconfirmed: int
    """Those among them that need a line nobody confirmed."""

    @property
    def share(self) -> float:
        """Share of 1 of the verdicts on criteria that rests on our own reading."""
        return self.unconfirmed / self.verdicts if self.verdicts else 0.0


def resting_of(workspace: Workspace, old: PeriodAssessment, new: PeriodAssessment) -> Resting:
    """Return how many verdicts of a year under a newer set rest on what.

    Parameters
    ----------
    workspace : of the door.
    old, new : the same year by its own set, and by the newer one.
    """
    succession = workspace.succession(old.criteria_set.key, new.criteria_set.key)
    results = new.assessment.results.dropna(subset=["met"])
    if new.rests is None:
        confirmed = succession.confirmed if succession else frozenset[str]()
        ours = ~results["criterion"].isin(confirmed)
        return Resting(indicators={}, verdicts=len(results), unconfirmed=int(ours.sum()))
    criteria = {criterion.code for criterion in new.criteria_set.criteria}
    indicators = {line.code for criterion in new.criteria_set.criteria for line in criterion.indicators}
    rests = new.rests
    of_criteria = rests[rests["line"].isin(criteria) & rests["status"].ne("unknown")]
    counts = rests.loc[rests["line"].isin(indicators), "rests_on"].value_counts()
    return Resting(
        indicators={key: int(counts.get(key, 0)) for key in RESTS},
        verdicts=len(of_criteria),
        unconfirmed=int((~of_criteria["confirmed"]).sum()),
    )


def describe_resting(resting: Resting) -> dict[str, Any]:
    """Return it as plain data, for programs."""
    return {
        "indicators": resting.indicators,
        "verdicts": resting.verdicts,
        "unconfirmed": resting.unconfirmed,
    }


def reading_sentence(workspace: Workspace, old: PeriodAssessment, new: PeriodAssessment) -> str:
    """Return how much of the verdicts under a newer set rests on our own reading, and what its indicators rest on."""
    succession = workspace.succession(old.criteria_set.key, new.criteria_set.key)
    if succession is None or not new.stands_in:
        return ""
    resting = resting_of(workspace, old, new)
    total = len(succession.stands_for)
    read = total - len(succession.confirmed)
    if not read:
        reading = _("The office has confirmed what stands in for all {total} criteria.", total=total)
    else:
        reading = _(
            "{share} of these verdicts rest on our own reading: what stands in for {read} of {total} criteria was not "
            "confirmed by the office yet.",
            share=format_percent(resting.share), read=read, total=total,
        )  # fmt: skip
    if new.rests is None:
        known = _(
            "The set {years} is known by its criteria alone: verdicts are carried, no value is judged by its levels.",
            years=new.criteria_set.years,
        )
        return f"{reading} {known}"
    counts = {key: format_number(count) for key, count in resting.indicators.items()}
    basis = _(
        "Of the results of its indicators {entered} rest on values entered, {value} on values carried and judged by "
        "the new level, {verdict} on an older verdict; for {none} nothing is known.",
        **counts,
    )  # fmt: skip
    return f"{reading} {basis}"


def rest_names() -> dict[str, str]:
    """Return the words for what a verdict rests on, in the current language."""
    return {
        "entered": _("value entered"),
        "value": _("value carried"),
        "verdict": _("older verdict"),
        "none": _("nothing known"),
    }


def resting_lines(workspace: Workspace, old: PeriodAssessment, new: PeriodAssessment, code: str) -> pd.DataFrame:
    """Return how each criterion, indicator and part of the newer set was judged in a commune.

    Returns
    -------
    ``line, name, sources, value, level, status, rests_on, confirmed``: texts in the current language but for the keys
    ``status`` and ``rests_on``; ``value`` and ``level`` as they are read, empty where there is none. No row where the
    newer set is known by its criteria alone.
    """
    columns = ["line", "name", "sources", "value", "level", "status", "rests_on", "confirmed"]
    succession = workspace.succession(old.criteria_set.key, new.criteria_set.key)
    if new.rests is None or succession is None or new.assessment.verdicts is None:
        return pd.DataFrame(columns=columns)
    stand_ins = {line.target: line for line in succession.lines}
    judged = {row.indicator: row for row in each_row(_of(new.assessment.verdicts, code))}
    rests = {row.line: row for row in each_row(_of(new.rests, code))}
    rows = []
    for line in new.criteria_set.lines:
        known, verdict = rests[line.code], judged.get(line.code)
        if "." in line.code and verdict is None:
            continue  # only counted
        texts = ("", "") if verdict is None else _value_and_level(new, line.code, verdict)
        sources = _sources(stand_ins.get(line.code))
        rows.append((line.code, str(line.name), sources, *texts, known.status, known.rests_on, bool(known.confirmed)))
    return pd.DataFrame(rows, columns=columns)


def _of(table: pd.DataFrame, code: str) -> pd.DataFrame:
    return table[table["code"].eq(code)]


def _sources(line: StandIn | None) -> str:
    """Return what stands in by a line, with the factor of its value."""
    if line is None:
        return ""
    factor = "" if line.factor == 1 else f" × {format_number(line.factor, digits=4)}"
    return "; ".join(line.sources) + factor


def _value_and_level(new: PeriodAssessment, code: str, verdict: Any) -> tuple[str, str]:
    """Return the value that was judged and what was asked of it, as they are read."""
    law, line = new.criteria_set, new.criteria_set.indicator(code)
    value = "" if pd.isna(verdict.value) or line.parts else say_value(law, line, verdict.value)
    if pd.isna(verdict.threshold):
        return value, _levels_by_line(new).get(code, "")
    return value, say_rule(law, line, float(verdict.threshold))


@derived
def _levels_by_line(new: PeriodAssessment) -> dict[str, str]:
    """Return what is asked where no one level is: by group or case, or that the province has not set one."""
    thresholds = new.assessment.thresholds
    if thresholds is None:
        return {}
    return {
        row.indicator: say_rule(
            new.criteria_set, new.criteria_set.indicator(row.indicator), row.threshold,
            row.cases if isinstance(row.cases, str) else "",
        )
        for row in each_row(thresholds)
    }  # fmt: skip
