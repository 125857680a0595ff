"""Forms: the programme's own reporting forms, filled from the data as far as it goes.

The three columns are always: result at the end of the year before, result of the time reported on, plan for the year's
end. What nobody reported yet stays open and a note says so.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from ntm_geo.assessment.by_other_sets.resting import reading_sentence
from ntm_geo.assessment.commune_status import communes_of
from ntm_geo.assessment.group_placement import placed_groups
from ntm_geo.assessment.period import assess_period, stand_in
from ntm_geo.assessment.what_if import as_if
from ntm_geo.assignment.annex_exchange import issuer_of
from ntm_geo.criteria.cite import say_value
from ntm_geo.errors import NotInForceError
from ntm_geo.i18n import _, format_number
from ntm_geo.monitoring.commune_work import planned
from ntm_geo.monitoring.funds import communes_with, fund_lines
from ntm_geo.monitoring.work_registers import load
from ntm_geo.reports.form_papers import Form, FormColumn
from ntm_geo.tables.base import each_row
from ntm_geo.tables.standing_table import UNKNOWN_TIER
from ntm_geo.themes.map_themes import status_names

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ntm_geo.assessment.period import PeriodAssessment
    from ntm_geo.briefing.briefing_data import BriefingData
    from ntm_geo.criteria.model import CriteriaSet
    from ntm_geo.workspace.workspace import Workspace

_MODERN: Final = "modern"
"""Level of recognition that stands in a line of its own; years stood in for do not know it."""
_UNPLACED: Final = ""


def form_05(data: BriefingData) -> Form:
    """Return Form 05: for every criterion the communes of each group that meet it."""
    groups, times = _groups(data), _times(data)
    law = _grouped_set(data.workspace)
    rows = tuple(
        (criterion.code, str(criterion.name), *(
            count for standing in times.values() for count in _met_by_group(standing, criterion.code, groups)))
        for criterion in law.criteria
    )  # fmt: skip
    return _form(data, "05", _("Communes that meet each criterion, by group of communes"), rows, groups)


def form_06(data: BriefingData) -> Form:
    """Return Form 06: communes by how many criteria they meet, each by group; the rest is left for the pen."""
    groups, times = _groups(data), _times(data)
    tiers = [tier.key for tier in _grouped_set(data.workspace).tiers]
    lines: tuple[tuple[str, str, tuple[str, ...] | None], ...] = (
        ("I", _("Communes in the programme"), (*tiers, UNKNOWN_TIER)),
        ("1", _("Communes that meet all criteria"), tuple(tiers[:2])),
        ("a", _("recognised by decision"), tuple(tiers[:1])),
        ("b", _("recognition under way"), tuple(tiers[1:2])),
        ("c", _("modern new rural communes"), (_MODERN,)),
        ("2", _("Communes that meet 5 to 9 criteria"), tuple(tiers[2:3])),
        ("3", _("Communes that meet fewer than 5 criteria"), tuple(tiers[3:4])),
        ("II", _("Left the list of especially difficult places"), None),
        ("1", _("Number of communes"), None),
        ("2", _("Number of hamlets"), None),
        ("III", _("The province completed the programme"), None),
    )
    width = len(groups) + 1
    rows = tuple(
        (number, name, *(
            count
            for standing in times.values()
            for count in ([None] * width if keys is None else _tiers_by_group(standing, keys, groups))))
        for number, name, keys in lines
    )  # fmt: skip
    strong = frozenset(index for index, (number, _name, _keys) in enumerate(lines) if number in {"I", "II", "III"})
    form = _form(data, "06", _("Results of the programme in the province"), rows, groups, strong)
    unplaced = int(data.standing.assessment.standings["tier"].eq(UNKNOWN_TIER).sum())
    if not unplaced:
        return form
    note = _("{count} communes are in no line of criteria: what is known of them leaves it open.", count=unplaced)
    return replace(form, notes=(*form.notes, note))


def form_10(data: BriefingData, code: str) -> Form:
    """Return Form 10 of a commune: every criterion and indicator with its result, evaluation and plan."""
    standing = data.standing
    earlier = data.earlier[-1] if data.earlier else None
    before, now = (standing, None) if data.request.half else (earlier, standing)
    listed = planned(data.workspace, vintage=standing.vintage, year=data.request.period)
    rows: list[tuple[Any, ...]] = []
    strong = set()
    for criterion in standing.criteria_set.criteria:
        strong.add(len(rows))
        plan = _("to be met") if (code, criterion.code) in listed else None
        rows.append((criterion.code, str(criterion.name), *_criterion(before, code, criterion.code),
                     *_criterion(now, code, criterion.code), plan))  # fmt: skip
        rows += [
            (
                indicator.code,
                str(indicator.official_name),
                *_indicator(before, code, indicator.code),
                *_indicator(now, code, indicator.code),
                None,
            )
            for indicator in criterion.lines
        ]
    commune = communes_of(standing).set_index("code").loc[code]
    last, this = _headings(data)[:2]
    issuer, town = issuer_of(data.workspace)
    return Form(
        number="10",
        title=_("Results of every criterion and indicator"),
        about=_("{place} · {period}", place=", ".join(part for part in (commune["name"], commune["district"]) if part),
                period=_period(data)),
        columns=(
            FormColumn(heading=_("No"), width=10),
            FormColumn(heading=_("Criterion, indicator"), width=92, centred=False),
            FormColumn(heading=_("Result"), over=last, width=28),
            FormColumn(heading=_("Evaluation"), over=last, width=24),
            FormColumn(heading=_("Result"), over=this, width=28),
            FormColumn(heading=_("Evaluation"), over=this, width=24),
            FormColumn(heading=_("Plan for the year's end"), width=26),
        ),
        rows=tuple(rows),
        strong=frozenset(strong),
        notes=_half_notes(data),
        issuer=issuer,
        place=town,
        mark=data.mark,
    )  # fmt: skip


def form_07(data: BriefingData) -> Form:
    """Return Form 07: money raised in the province, by source."""
    return _fund_form(data, "07", str(data.workspace.province.name))


def form_11(data: BriefingData, code: str) -> Form:
    """Return Form 11 of a commune: money raised, by source."""
    commune = communes_of(data.standing).set_index("code").loc[code]
    place = ", ".join(part for part in (commune["name"], commune["district"]) if part)
    return _fund_form(data, "11", place, code)


def _fund_form(data: BriefingData, number: str, place: str, *codes: str) -> Form:
    """Return a form of money: plan of the year, what was raised, plan of the last six months."""
    year, half = data.request.period, data.request.half
    funds = load(data.workspace, "funds", vintage=data.standing.vintage).table
    lines = fund_lines(funds, year=year, codes=codes or None)
    sums = [(line.planned, line.raised_half if half else line.raised, line.planned_rest) for line in lines]
    rows = tuple((line.number, line.name, *map(_money, values)) for line, values in zip(lines, sums, strict=True))
    raised = _("Raised in six months of {year}", year=year) if half else _("Raised in {year}", year=year)
    heads = (_("Plan of the year"), raised, _("Plan for the last six months"))
    reporting = len(set(communes_with(funds, year)))
    notes = [_("In million VND.")]
    if not codes:
        notes.append(_("{count} of {total} communes have reported.", count=reporting, total=data.standing.communes))
    if any(None in row for row in rows):
        notes.append(_("Empty cells: nothing is reported in the program yet; fill them in by hand."))
    issuer, town = issuer_of(data.workspace)
    return Form(
        number=number,
        title=_("Money raised for the programme"),
        about=_("{place} · {period}", place=place, period=_period(data)),
        columns=(
            FormColumn(heading=_("No"), width=12),
            FormColumn(heading=_("Content"), width=105, centred=False),
            *(FormColumn(heading=head, width=48) for head in heads),
        ),
        rows=rows,
        strong=frozenset(index for index, line in enumerate(lines) if line.strong),
        notes=tuple(notes),
        issuer=issuer,
        place=town,
        mark=data.mark,
    )


def _money(value: float | None) -> str | None:
    return None if value is None else format_number(value, digits=1)


def _form(
    data: BriefingData, number: str, title: str, rows: tuple[tuple[Any, ...], ...], groups: Mapping[str, Any],
    strong: frozenset[int] = frozenset(),
) -> Form:  # fmt: skip
    issuer, position = issuer_of(data.workspace)
    law = _grouped_set(data.workspace)
    labels = {group.key: str(group.name) for group in law.commune_groups} | {_UNPLACED: _("Not placed")}
    names = [labels[key] for key in groups] + [_("In all")]
    notes = [*_half_notes(data)]
    if data.standing.criteria_set.key != law.key:
        notes.append(
            _(
                "Assessed against the set {years}: older criteria stand in for its own (our reading, to be checked).",
                years=law.years,
            )
        )
        notes.append(reading_sentence(data.workspace, data.standing, stand_in(data.workspace, data.standing, law.key)))
    if _UNPLACED in groups:
        notes.append(_("“Not placed”: the zone of these communes is not entered yet."))
    if any(None in row for row in rows):
        notes.append(_("Empty cells: nothing is reported in the program yet; fill them in by hand."))
    return Form(
        number=number,
        title=title,
        about=_("{place} · {period}", place=str(data.workspace.province.name), period=_period(data)),
        columns=(
            FormColumn(heading=_("No"), width=9),
            FormColumn(heading=_("Content"), width=58, centred=False),
            *(FormColumn(heading=name, over=over) for over in _headings(data) for name in names),
        ),
        rows=rows,
        strong=strong,
        notes=tuple(notes),
        issuer=issuer,
        place=position,
        mark=data.mark,
    )  # fmt: skip


def _headings(data: BriefingData) -> tuple[str, str, str]:
    year = data.request.period
    this = _("Six months of {year}", year=year) if data.request.half else _("Year {year}", year=year)
    return _("Result by 31/12/{year}", year=year - 1), this, _("Plan for the end of {year}", year=year)


def _period(data: BriefingData) -> str:
    year = data.request.period
    return _("first six months of {year}", year=year) if data.request.half else _("year {year}", year=year)


def _half_notes(data: BriefingData) -> tuple[str, ...]:
    if not data.request.half:
        return ()
    return (_("Criteria are assessed at the end of a year, so the column of the six months is open."),)


def _grouped_set(workspace: Workspace) -> CriteriaSet:
    """Return the set whose criteria the forms of the province count by group of communes: the first that has groups."""
    return next(law for law in workspace.criteria_sets.values() if law.commune_groups)


def _groups(data: BriefingData) -> dict[str, pd.Index]:
    """Return the communes of every group of the set, those nobody placed last."""
    law, standing = _grouped_set(data.workspace), data.standing
    codes = pd.Index(standing.assessment.standings["code"])
    placed = placed_groups(data.workspace, law, codes=codes, vintage=standing.vintage, period=standing.period)
    codes_by_key = {group.key: codes[placed.eq(group.key).to_numpy(bool)] for group in law.commune_groups}
    rest = codes[placed.isna().to_numpy(bool)]
    return codes_by_key | ({_UNPLACED: rest} if len(rest) else {})


def _times(data: BriefingData) -> dict[str, PeriodAssessment | None]:
    """Return the assessments of the three columns, by the grouped set; None where there is none."""
    space, request, year = data.workspace, data.request, data.request.period
    now = None if request.half else data.standing
    before = data.standing if request.half else _past(data)
    start = before if now is None else now
    plan = as_if(start, planned(space, vintage=data.standing.vintage, year=year)) if start is not None else None
    grouped = _grouped_set(space).key
    return {
        key: None if item is None else (
            item if item.criteria_set.key == grouped else stand_in(space, item, grouped)
        )
        for key, item in (("before", before), ("now", now), ("plan", plan))
    }  # fmt: skip


def _past(data: BriefingData) -> PeriodAssessment | None:
    """Return the assessment of the year before, by whatever set was in force."""
    try:
        return assess_period(
            data.workspace, data.figures, period=data.request.period - 1, vintage=data.standing.vintage
        )
    except NotInForceError:
        return None


def _met_by_group(
    standing: PeriodAssessment | None, criterion: str, groups: Mapping[str, pd.Index]
) -> list[int | None]:
    if standing is None:
        return [None] * (len(groups) + 1)
    results = standing.assessment.results
    met = results.loc[results["criterion"].eq(criterion) & results["met"].eq(other=True), "code"]
    counts = [int(met.isin(codes).sum()) for codes in groups.values()]
    return [*counts, sum(counts)]


def _tiers_by_group(
    standing: PeriodAssessment | None, keys: tuple[str, ...], groups: Mapping[str, pd.Index]
) -> list[int | None]:
    modern = keys == (_MODERN,)
    if standing is None or (modern and standing.stands_in):
        return [None] * (len(groups) + 1)
    table = standing.assessment.standings
    code = table.loc[table["recognition"].eq(_MODERN) if modern else table["tier"].isin(keys), "code"]
    counts = [int(code.isin(codes).sum()) for codes in groups.values()]
    return [*counts, sum(counts)]


def _criterion(standing: PeriodAssessment | None, code: str, criterion: str) -> tuple[None, str | None]:
    """Return no value, and whether a commune meets a criterion."""
    if standing is None:
        return None, None
    results = standing.assessment.results
    met = results.loc[results["code"].eq(code) & results["criterion"].eq(criterion), "met"].dropna()
    if met.empty:
        return None, None
    return None, status_names()["met" if bool(met.iloc[0]) else "not_met"]


def _indicator(standing: PeriodAssessment | None, code: str, indicator: str) -> tuple[str | None, str | None]:
    """Return the value a commune reported for an indicator, and what came of judging it."""
    verdicts = None if standing is None else standing.assessment.verdicts
    if standing is None or verdicts is None:
        return None, None
    chosen_verdicts = verdicts[verdicts["code"].eq(code) & verdicts["indicator"].eq(indicator)]
    for row in each_row(chosen_verdicts):
        known = standing.criteria_set.indicator(indicator)
        value = (
            None if pd.isna(row.value) or known.sense == "pass" else say_value(standing.criteria_set, known, row.value)
        )
        return value, None if row.status == "unknown" else status_names()[row.status]
    return None, None
