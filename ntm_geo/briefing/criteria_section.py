"""Section of a briefing by criterion: how many communes meet each, who is in charge, what departments have to do."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from ntm_geo.assessment.rules.law_desk import checking_sentence
from ntm_geo.criteria.in_force import in_charge
from ntm_geo.i18n import _
from ntm_geo.monitoring.difficulties import open_by
from ntm_geo.reports.briefing import TOTAL, BriefTable, Column, Section, Statement
from ntm_geo.themes.map_themes import criterion_theme

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ntm_geo.briefing.briefing_data import BriefingData

_HARD: Final = 3
"""Criteria named as the hardest."""


class CriterionCount(NamedTuple):
    """A row of the table of criteria: communes that meet it, do not, of which it is not known; share that meets it."""

    code: str
    name: str
    met: int
    not_met: int
    unknown: int
    share: float
    in_charge: str


def criteria_section(data: BriefingData) -> Section:
    """Return for every criterion how many communes meet it, and who is in charge."""
    rows = criterion_counts(data)
    table = BriefTable(
        key="criteria",
        title=_("Results by criterion"),
        columns=(
            Column(heading=_("Criterion"), width=0.7),
            Column(heading=_("Name"), width=2.2),
            Column(heading=_("Met"), kind="count", width=0.7),
            Column(heading=_("Not met"), kind="count", width=0.8),
            Column(heading=_("Unknown"), kind="count", width=0.8),
            Column(heading=_("Share met"), kind="share", width=0.8),
            Column(heading=_("Who is in charge"), width=2.6),
        ),
        rows=rows,
        total=(
            None, _("Criteria in all"), sum(row.met for row in rows), sum(row.not_met for row in rows),
            sum(row.unknown for row in rows), None, None
        ),
        facts={"criteria.met": (TOTAL, 2)},
    )  # fmt: skip
    named = [
        _("criterion {code} {name} ({count} communes)", code=row.code, name=row.name, count=row.not_met)
        for row in hardest(rows)
    ]
    hardest_map = data.content(criterion_theme(data.standing, hardest(rows)[0].code))
    return Section(
        key="criteria",
        title=_("Results by criterion and department"),
        statements=tuple(
            Statement(text=wording)
            for wording in (_("Most often not met: {names}.", names="; ".join(named)), checking_sentence(data.standing))
            if wording
        ),
        tables=(table, departments_table(data)),
        maps=(data.brief_map("criterion_map", hardest_map),),
    )  # fmt: skip


def criterion_counts(data: BriefingData) -> tuple[CriterionCount, ...]:
    """Return for every criterion, in the order of the law, how many communes meet it and who is in charge."""
    rows = []
    for criterion in data.standing.criteria_set.criteria:
        counts = criterion_theme(data.standing, criterion.code).table["status"].value_counts()
        met, not_met, unknown = (int(counts.get(key, 0)) for key in ("met", "not_met", "unknown"))
        rows.append(
            CriterionCount(
                code=criterion.code,
                name=str(criterion.name),
                met=met,
                not_met=not_met,
                unknown=unknown,
                share=met / max(met + not_met + unknown, 1),
                in_charge=_charged(data, criterion.code),
            )
        )
    return tuple(rows)


def hardest(rows: Iterable[CriterionCount]) -> list[CriterionCount]:
    """Return the criteria most communes do not meet, the hardest first."""
    return sorted(rows, key=lambda row: (-row.not_met, int(row.code)))[:_HARD]


def departments_table(data: BriefingData) -> BriefTable:
    """Return the departments: their criteria, how often these are not met, their open difficulties."""
    counts = {row.code: row.not_met for row in criterion_counts(data)}
    opened = open_by(data.difficulties, "in_charge").set_index("in_charge")
    waiting, overdue = opened["open"].to_dict(), opened["late"].to_dict()
    day, law = data.request.day, data.standing.criteria_set
    rows = []
    for department in data.workspace.departments:
        if (
            department.criteria_set != law.key
            or department.effective > day
            or (department.expires is not None and day > department.expires)
        ):
            continue
        codes = sorted({code.split(".")[0] for code in department.in_charge_of}, key=int)
        rows.append(
            (
                str(department.name),
                ", ".join(codes),
                sum(counts.get(code, 0) for code in codes),
                int(waiting.get(department.key, 0)),
                int(overdue.get(department.key, 0)),
            )
        )
    rows.sort(key=lambda row: (-row[2], row[0]))
    return BriefTable(
        key="departments",
        title=_("Departments and what is left to do"),
        columns=(
            Column(heading=_("Department"), width=2.6),
            Column(heading=_("Criteria"), width=1),
            Column(heading=_("Not met, all communes"), kind="number", width=1.2),
            Column(heading=_("Difficulties open"), kind="number", width=1),
            Column(heading=_("Late"), kind="number", width=0.7),
        ),
        rows=tuple(rows),
        note=_("A criterion with several departments counts with each of them."),
    )


def _charged(data: BriefingData, code: str) -> str:
    day = date(data.standing.period, 12, 31)
    key = data.standing.criteria_set.key
    return ", ".join(
        str(department.name) for department in in_charge(data.workspace.departments, code, on=day, criteria_set=key)
    )
