"""Sections of a briefing by work: support, difficulties, priorities, proposals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from ntm_geo.assessment.commune_status import communes_of
from ntm_geo.assessment.readiness_list import readiness_of
from ntm_geo.briefing.criteria_section import criterion_counts, hardest
from ntm_geo.i18n import _, format_date, format_number
from ntm_geo.partners.support import support_sentence, totals
from ntm_geo.reports.briefing import TOTAL, BriefTable, Column, Section, Statement
from ntm_geo.tables.agency_table import AGENCY_KINDS
from ntm_geo.tables.base import each_row

if TYPE_CHECKING:
    from ntm_geo.briefing.briefing_data import BriefingData

_NAMED: Final = 5
"""Communes named as nearest and as lowest."""


def support_section(data: BriefingData) -> Section:
    """Return who helped whom in the year, by kind, and what came of what was registered."""
    partners = data.partners
    year = data.request.period
    if partners.empty:
        statement = Statement(text=_("No partners are known for {year}.", year=year))
    else:
        statement = Statement(
            text=_(
                "In {year}, {agencies} agencies, units and enterprises help {communes} communes.",
                year=year, agencies=format_number(partners["agency"].nunique()),
                communes=format_number(partners["code"].nunique()),
            ),
            facts=("helped.agencies", "helped.communes"),
        )  # fmt: skip
    names = {key: str(name) for key, name in AGENCY_KINDS.items()}
    kinds = partners.assign(kind=partners["kind"].fillna("")).groupby("kind")
    rows = tuple(
        (names.get(str(kind), _("Other")), int(group["agency"].nunique()), int(group["code"].nunique()))
        for kind, group in sorted(kinds, key=lambda pair: str(pair[0]))
    )
    tables = [
        BriefTable(
            key="support",
            title=_("Agencies that help, by kind, {year}", year=year),
            columns=(
                Column(heading=_("Kind"), width=2.4),
                Column(heading=_("Number of agencies"), kind="count", width=1),
                Column(heading=_("Number of communes helped"), kind="number", width=1),
            ),
            rows=rows,
            total=(_("In all"), int(partners["agency"].nunique()), int(partners["code"].nunique())),
            facts={"helped.agencies": (TOTAL, 1), "helped.communes": (TOTAL, 2)},
            note=_("A commune helped by several kinds counts with each of them."),
        )
    ] if rows else []  # fmt: skip
    if len(data.support):
        tables.append(_registered_table(data))
    remarks = (_("Partners are illustrative."),) if len(partners) and bool(partners["illustrative"].any()) else ()
    return Section(
        key="support",
        title=_("Support by agencies, units and enterprises"),
        statements=(statement, Statement(text=support_sentence(data.support, year))),
        tables=tuple(tables),
        remarks=remarks,
    )


def _registered_table(data: BriefingData) -> BriefTable:
    """Return what agencies registered for the year and did."""
    sums = totals(data.support, "agency")
    names = data.support.drop_duplicates("agency").set_index("agency")["agency_name"]
    columns = ("items", "done", "late", "money", "money_done")
    rows = tuple(
        (str(names[row.agency]), *(float(getattr(row, column)) for column in columns)) for row in each_row(sums)
    )
    return BriefTable(
        key="registered",
        title=_("What was registered and done, {year}", year=data.request.period),
        columns=(
            Column(heading=_("Agency"), width=3),
            Column(heading=_("Number of contents"), kind="count", width=0.8),
            Column(heading=_("Done"), kind="count", width=0.8),
            Column(heading=_("Late"), kind="count", width=0.8),
            Column(heading=_("Money registered (million VND)"), kind="count", width=1.2),
            Column(heading=_("Money spent (million VND)"), kind="count", width=1.2),
        ),
        rows=rows,
        total=(_("In all"), *(float(sums[column].sum()) for column in columns)),
    )


def difficulties_section(data: BriefingData) -> Section:
    """Return what is in the way: open and late, by criterion, and the open ones one by one."""
    rows = data.difficulties
    left = rows[rows["state"].ne("solved")]
    late = int(left["state"].eq("late").sum())
    up = int(left["to_ministry"].eq(other=True).sum())
    silent = (
        _("No difficulty has been recorded.")
        if rows.empty
        else _("All {count} difficulties that were recorded are solved.", count=format_number(len(rows)))
    )
    statement = (
        Statement(text=silent) if left.empty else Statement(
            text=_(
                "{open} difficulties are open, {late} of them late; {up} were passed up to the ministry; {solved} are "
                "solved.",
                open=format_number(len(left)), late=format_number(late), up=format_number(up),
                solved=format_number(len(rows) - len(left)),
            ),
            facts=("difficulties.open",),
        )
    )  # fmt: skip
    names = communes_of(data.standing).set_index("code")["name"]
    departments = {department.key: str(department.name) for department in data.workspace.departments}
    table = BriefTable(
        key="difficulties",
        title=_("Difficulties that are open"),
        columns=(
            Column(heading=_("No"), width=0.6),
            Column(heading=_("Commune"), width=1.5),
            Column(heading=_("Criterion"), width=0.7),
            Column(heading=_("What is in the way"), width=3.4),
            Column(heading=_("Who is in charge"), width=2),
            Column(heading=_("Due"), width=1),
            Column(heading=_("State"), width=0.9),
        ),
        rows=tuple(
            (
                str(index), str(names.get(row.code, row.code)), _text(row.criterion), str(row.what),
                departments.get(_text(row.in_charge), _text(row.in_charge)),
                "" if pd.isna(row.due_on) else format_date(row.due_on.date()),
                _("late") if row.state == "late" else _("open"),
            )
            for index, row in enumerate(each_row(left), start=1)
        ),
    )  # fmt: skip
    visited = _inspections_table(data, names)
    tables = [table] if len(left) else []
    tables += [solved_table for solved_table in (_solved_table(data, names), visited) if solved_table.rows]
    visits = Statement(
        text=_("{count} inspections were made in {year}.", count=len(visited.rows), year=data.request.period)
    )
    return Section(
        key="difficulties",
        title=_("Difficulties and obstacles"),
        statements=(statement, visits) if visited.rows else (statement,),
        tables=tuple(tables),
    )


def _solved_table(data: BriefingData, names: pd.Series) -> BriefTable:
    """Return the difficulties solved in the year reported on, and how."""
    solved = data.difficulties[data.difficulties["state"].eq("solved")]
    chosen_solved = solved[pd.to_datetime(solved["solved_on"]).dt.year.eq(data.request.period)].sort_values("solved_on")
    return BriefTable(
        key="difficulties_solved",
        title=_("Difficulties solved in {year}", year=data.request.period),
        columns=(
            Column(heading=_("No"), width=0.6),
            Column(heading=_("Commune"), width=1.5),
            Column(heading=_("Criterion"), width=0.7),
            Column(heading=_("What is in the way"), width=3),
            Column(heading=_("Solved on"), width=1),
            Column(heading=_("How it was solved"), width=3),
        ),
        rows=tuple(
            (
                str(index), str(names.get(row.code, row.code)), _text(row.criterion), str(row.what),
                format_date(row.solved_on.date()), _text(row.solution),
            )
            for index, row in enumerate(each_row(chosen_solved), start=1)
        ),
    )  # fmt: skip


def _inspections_table(data: BriefingData, names: pd.Series) -> BriefTable:
    """Return the visits of the year reported on."""
    return BriefTable(
        key="inspections",
        title=_("Inspections in {year}", year=data.request.period),
        columns=(
            Column(heading=_("No"), width=0.6),
            Column(heading=_("Day"), width=1),
            Column(heading=_("Commune"), width=1.5),
            Column(heading=_("Who came"), width=2),
            Column(heading=_("What was found"), width=4),
        ),
        rows=tuple(
            (
                str(index), format_date(row.on.date()), str(names.get(row.code, row.code)), str(row.who),
                str(row.findings),
            )
            for index, row in enumerate(each_row(data.inspections), start=1)
        ),
    )  # fmt: skip


def proposals_section(data: BriefingData) -> Section:
    """Return what follows from the figures: which communes are near, which criteria need work, what waits above.

    These are proposals for the office to edit; each of them names the figures it comes from.
    """
    sentences = [
        _(
            "{departments}: guide the {count} communes that do not meet criterion {code} {name}.",
            departments=row.in_charge, count=row.not_met, code=row.code, name=row.name,
        )
        for row in hardest(criterion_counts(data))
        if row.not_met and row.in_charge
    ]  # fmt: skip
    left = data.difficulties["state"].ne("solved") & data.difficulties["to_ministry"].eq(other=True)
    if left.any():
        sentences.append(_("Ask the ministry to answer the {count} questions passed up to it.", count=int(left.sum())))
    return Section(
        key="proposals",
        title=_("Proposals and tasks"),
        statements=tuple(Statement(text=item) for item in (*_communes_first(data), *sentences)),
        remarks=(_("Proposals follow from the figures and are for the office to edit."),),
    )


def _communes_first(data: BriefingData) -> tuple[str, ...]:
    """Return the communes nearest to the standard with what they still lack, and those with the fewest criteria."""
    standings = data.standing.assessment.standings
    opened = standings[standings["recognition"].isna()]
    if opened.empty:
        return ()
    names = communes_of(data.standing).set_index("code")["name"]
    total = len(data.standing.criteria_set.criteria)
    nearest = opened.sort_values(["met", "code"], ascending=[False, True]).head(_NAMED)
    lowest = opened.sort_values(["met", "code"]).head(_NAMED)
    text = readiness_of(data.workspace, data.standing).set_index("code")["text"]
    near = "; ".join(f"{names[code]} ({text[code]})" for code in nearest["code"])
    far = "; ".join(f"{names[row.code]} ({row.met}/{total})" for row in each_row(lowest))
    return (
        _("Concentrate resources on the communes nearest to the standard: {names}.", names=near),
        _("Assign stronger support to the communes with the fewest criteria: {names}.", names=far),
    )


def work_facts(data: BriefingData) -> dict[str, float]:
    """Return the figures of support and difficulties."""
    return {
        "helped.agencies": int(data.partners["agency"].nunique()),
        "helped.communes": int(data.partners["code"].nunique()),
        "difficulties.open": int(data.difficulties["state"].ne("solved").sum()),
    }


def _text(value: object) -> str:
    return "" if pd.isna(value) else str(value)  # type: ignore[call-overload]
