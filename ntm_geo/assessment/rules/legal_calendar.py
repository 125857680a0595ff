"""A legal calendar: what came into force when, what ends when, and the figures of which years each touches."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal

from ntm_geo.criteria.decisions import load_decisions
from ntm_geo.errors import Message, msg
from ntm_geo.records.provincial_thresholds import own_thresholds
from ntm_geo.tables.standing_table import levels_from

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ntm_geo.criteria.model import CriteriaSet, Department, ThresholdValue
    from ntm_geo.workspace.workspace import Workspace

EventKind = Literal[
    "set_begins", "set_ends", "recognition_ends", "level", "province_level", "in_charge", "signed", "in_force"
]
_NO_YEARS: Final = (1, 0)
_YEAR_END: Final = (12, 31)
_MOST: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalEvent:
    """Something that begins or ends on a day."""

    day: date
    kind: EventKind
    what: Message
    decision: str = ""
    years: tuple[int, int] = _NO_YEARS
    """First and last year whose figures, taken at their end, are judged by it; the last before the first: none."""
    verified: bool = True
    """Whether somebody compared it with the official text."""

    def touches(self, year: int) -> bool:
        """Return whether the figures of a year are judged by it."""
        return self.years[0] <= year <= self.years[1]


def legal_calendar(workspace: Workspace) -> tuple[LegalEvent, ...]:
    """Return everything that begins or ends by the law and the province's own decisions, the newest last.

    Levels of one day and one decision are one event; they touch the years until their next value or the end of the set.
    """
    events: list[LegalEvent] = []
    levels = [law for law in workspace.law.others.values() if law.subject in levels_from("standard")]
    for law in (*workspace.criteria_sets.values(), *levels):
        events += [*_set_events(law), *_level_events(law), *_charge_events(law, workspace.departments)]
    last = max(law.expires.year for law in workspace.criteria_sets.values())
    for law in workspace.criteria_sets.values():
        events += _recognition_events(law, last)
    events += [*_province_events(workspace), *_decision_events(workspace)]
    return tuple(sorted(events, key=lambda event: (event.day, event.kind, event.decision)))


def rules_of(workspace: Workspace, year: int) -> tuple[LegalEvent, ...]:
    """Return what the figures of a year are judged by: its set, levels, the province's own, who is in charge."""
    return tuple(event for event in legal_calendar(workspace) if event.touches(year) and event.kind != "set_ends")


def _set_events(law: CriteriaSet) -> Iterator[LegalEvent]:
    years = (law.effective.year, law.expires.year)
    begins = msg("{name}: first day whose figures are judged by it.", name=law.name)
    yield LegalEvent(day=law.effective, kind="set_begins", what=begins, decision=law.reference.decision, years=years)
    ends = msg("{name}: last day.", name=law.name)
    yield LegalEvent(day=law.expires, kind="set_ends", what=ends, decision=law.reference.decision, years=years)


def _recognition_events(law: CriteriaSet, last: int) -> Iterator[LegalEvent]:
    """Yield which recognitions end with a set; they count in no later year."""
    rule = law.recognition.ends_with_set if law.recognition else None
    ends = {
        "standard": msg("Recognitions of the standard of {years} end.", years=law.years),
        "advanced": msg("Recognitions of the advanced level of {years} end.", years=law.years),
        "model": msg("Recognitions of the model level of {years} end.", years=law.years),
        "modern": msg("Recognitions of modern communes of {years} end.", years=law.years),
    }
    for level in rule.levels if rule else ():
        yield LegalEvent(
            day=law.expires,
            kind="recognition_ends",
            what=ends[level],
            decision=rule.reference.decision if rule else "",
            years=(law.expires.year + 1, last),
            verified=rule.verified if rule else True,
        )


def _level_events(law: CriteriaSet) -> Iterator[LegalEvent]:
    """Yield levels by the day they begin, the decision that sets them and the years they touch."""
    together: dict[tuple[date, str, tuple[int, int], bool], list[str]] = {}
    for criterion in law.criteria:
        for line in criterion.lines:
            for value, last in _with_ends(line.values, law.expires):
                key = (value.effective, value.reference.decision, _years(value.effective, last), value.verified)
                together.setdefault(key, []).append(line.code)
    for (day, decision, years, verified), codes in together.items():
        what = msg("Levels of {count} indicators and parts begin: {codes}", count=len(codes), codes=_shortened(codes))
        yield LegalEvent(day=day, kind="level", what=what, decision=decision, years=years, verified=verified)


def _with_ends(values: tuple[ThresholdValue, ...], expires: date) -> Iterator[tuple[ThresholdValue, date]]:
    """Yield each value with the last day it holds."""
    for value, following in pairwise(values):
        yield value, following.effective - timedelta(days=1)
    yield from ((value, expires) for value in values[-1:])


def _years(first: date, last: date) -> tuple[int, int]:
    """Return the years whose last day lies between two days."""
    return first.year, last.year if (last.month, last.day) == _YEAR_END else last.year - 1


def _shortened(codes: list[str]) -> str:
    return ", ".join(codes[:_MOST]) + (" …" if len(codes) > _MOST else "")


def _charge_events(law: CriteriaSet, departments: Iterable[Department]) -> Iterator[LegalEvent]:
    """Yield changes of who is in charge; what holds from the first day of the set is no change."""
    for department in departments:
        if department.criteria_set != law.key or department.effective <= law.effective:
            continue
        last = department.expires or law.expires
        what = msg("{name} is in charge of {codes}.", name=department.name, codes=", ".join(department.in_charge_of))
        years = _years(department.effective, last)
        yield LegalEvent(day=department.effective, kind="in_charge", what=what, years=years)


def _province_events(workspace: Workspace) -> Iterator[LegalEvent]:
    for code, values in own_thresholds(workspace).items():
        for value in values:
            law = workspace.set_on(value.effective)
            later = [other.effective for other in values if value.effective < other.effective <= law.expires]
            last = min(later) - timedelta(days=1) if later else law.expires
            yield LegalEvent(
                day=value.effective,
                kind="province_level",
                what=msg("The province's own level of {code} begins.", code=code),
                decision=value.reference.decision,
                years=_years(value.effective, last),
                verified=value.verified,
            )


def _decision_events(workspace: Workspace) -> Iterator[LegalEvent]:
    """Yield when decisions were signed and came into force, as far as that is known."""
    for decision in load_decisions(workspace.criteria_dir):
        if decision.signed is not None:
            what = msg("Signed: {title}.", title=decision.title)
            yield LegalEvent(day=decision.signed, kind="signed", what=what, decision=decision.number)
        if decision.in_force is not None:
            what = msg("In force: {title}.", title=decision.title)
            yield LegalEvent(day=decision.in_force, kind="in_force", what=what, decision=decision.number)
