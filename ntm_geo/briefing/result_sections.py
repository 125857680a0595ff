"""Sections of a briefing: results against the targets, tiers, and their development over the years."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ntm_geo.assessment.progress import compare_years, history, target_ways
from ntm_geo.assessment.sentences import target_sentence, target_value, tier_sentences
from ntm_geo.assessment.withdrawal_list import risk_names, rule_source, withdrawal_sentence, withdrawal_table
from ntm_geo.i18n import _, format_number, format_percent
from ntm_geo.maps.palette import PATTERNS, tier_colours
from ntm_geo.reports.briefing import (
    TOTAL,
    BriefChart,
    BriefTable,
    Column,
    Measured,
    Section,
    Series,
    Statement,
    Sum,
)
from ntm_geo.tables.base import each_row
from ntm_geo.tables.standing_table import UNKNOWN_TIER, levels_from
from ntm_geo.themes.map_layers import class_labels
from ntm_geo.themes.map_themes import tier_theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ntm_geo.assessment.engine.targets import TargetProgress
    from ntm_geo.assessment.period import PeriodAssessment
    from ntm_geo.briefing.briefing_data import BriefingData
    from ntm_geo.reports.briefing import BriefMap, Kind

_PER_MILLE: Final = 1000
"""Shares are written with one decimal of a percent; one that needs more is written as the target says it."""
_KINDS: Final[dict[str, Kind]] = {"share": "share", "criteria": "number", "times": "number"}
"""How figures of a target are written, by its unit; others are whole numbers."""
LEVELS: Final = {
    "recognised": levels_from("standard"),
    "advanced": levels_from("advanced"),
    "model": levels_from("model"),
}


def result_facts(data: BriefingData) -> tuple[dict[str, float], tuple[Sum, ...]]:
    """Return the figures of tiers, targets and hamlets, and what adds up to what."""
    counts = data.standing.assessment.tier_counts
    facts: dict[str, float] = {f"tier.{key}": int(count) for key, count in counts.items()}
    facts["communes"] = data.standing.communes
    for item in _known(data):
        facts[f"target.{item.key}"] = reached(data, item)
        facts[f"target.{item.key}.before"] = reached(data, item, before=True)
        facts[f"target.{item.key}.value"] = item.value
    facts |= {"hamlets.certified": data.now.certified, "hamlets": data.now.hamlets}
    return facts, (Sum(parts=tuple(f"tier.{key}" for key in counts), whole="communes"),)


def _known(data: BriefingData) -> tuple[TargetProgress, ...]:
    """Return the targets figures are known of."""
    return tuple(item for item in data.standing.assessment.progress if item.known)


def reached(data: BriefingData, target_progress: TargetProgress, *, before: bool = False) -> float:
    """Return what was reached of a target on the day, or at the end of the year before.

    Criteria are assessed at year ends alone; recognitions and certificates are known on every day.
    """
    now = data.before if before else data.now
    measure = target_progress.target.measure
    if measure == "hamlet_share":
        return now.certified / now.hamlets if now.hamlets else 0.0
    if measure == "recognised_share":
        return now.recognised / data.standing.communes if data.standing.communes else 0.0
    if measure in LEVELS:
        return int(now.levels.isin(LEVELS[measure]).sum())
    if before and not data.request.half:
        past = [each for each in data.earlier if each.period == data.request.period - 1]
        actuals = (
            [each.actual for each in past[0].assessment.progress if each.key == target_progress.key and each.known]
            if past
            else []
        )
        return float(actuals[0]) if actuals else target_progress.actual
    return target_progress.actual


def targets_section(data: BriefingData, *, known_only: bool = False) -> Section:
    """Return results against the targets: the year before, the time reported on, the target.

    Parameters
    ----------
    data : of the period.
    known_only : whether targets without figures are left out, as on a slide, which has less room than a paper.
    """
    rows: list[tuple[Any, ...]] = []
    facts: dict[str, tuple[int, int]] = {}
    items = [item for item in data.standing.assessment.progress if item.known or not known_only]
    for index, item in enumerate(items):
        kind = _KINDS.get(item.unit, "count")
        unit, year = _unit_name(item), str(item.target.year)
        told_whole = kind != "share" or not round(item.value * _PER_MILLE, 6) % 1
        value = Measured(value=item.value, kind=kind) if told_whole else target_value(item.target)
        if not item.known:
            empty = (None, None, None)
            rows.append((str(index + 1), str(item.target.name), unit, *empty, value, year, _("no figures")))
            continue
        before, now = reached(data, item, before=True), reached(data, item)
        values = [Measured(value=number, kind=kind) for number in (before, now, _change(before, now, kind))]
        rows.append((str(index + 1), str(item.target.name), unit, *values, value, year, _left(data, item)))
        facts |= {f"target.{item.key}.before": (index, 3), f"target.{item.key}": (index, 4)}
        facts |= {f"target.{item.key}.value": (index, 6)} if told_whole else {}
    last = _("By 31/12/{year}", year=data.request.period - 1)
    table = BriefTable(
        key="targets",
        title=_("Results against the targets"),
        columns=(
            Column(heading=_("No"), width=0.6),
            Column(heading=_("Target"), width=3),
            Column(heading=_("Unit of measure"), width=0.9),
            Column(heading=last, kind="number", width=1.4),
            Column(heading=data.until, width=1),
            Column(heading=_("Change on the year before"), width=1),
            Column(heading=_("Target value"), width=1),
            Column(heading=_("Target year"), width=0.9),
            Column(heading=_("Still needed"), width=1),
        ),
        rows=tuple(rows),
        facts=facts,
        note=_(
            "Criteria are assessed at the end of a year; the number of communes under a limit is that of the end of "
            "{year}.",
            year=data.standing.period,
        )
        if data.request.half
        else "",
    )
    return Section(
        key="targets",
        title=_("Results against the targets of the programme"),
        statements=_target_statements(data, items),
        tables=(table,),
        charts=() if data.request.half else (_way_chart(data),),
    )


def _target_statements(data: BriefingData, items: Sequence[TargetProgress]) -> tuple[Statement, ...]:
    if not data.request.half:
        return tuple(
            Statement(
                text=target_sentence(item, data.standing),
                facts=(f"target.{item.key}",) if item.known and (item.unit != "communes" or item.actual) else (),
            )
            for item in items
        )
    gained = data.now.recognised - data.before.recognised
    share = data.now.certified / data.now.hamlets if data.now.hamlets else 0.0
    return (
        Statement(
            text=_(
                "{until}, {count} of {total} communes are recognised as new rural communes, {gained} more than at the "
                "end of {year}.",
                until=data.until, count=data.now.recognised, total=data.standing.communes, gained=gained,
                year=data.request.period - 1,
            ),
            facts=("communes",),
        ),
        Statement(
            text=_(
                "{until}, {certified} of {total} hamlets ({share}) are certified.",
                until=data.until, certified=format_number(data.now.certified),
                total=format_number(data.now.hamlets), share=format_percent(share),
            ),
            facts=("hamlets.certified", "hamlets"),
        ),
    )  # fmt: skip


def _withdrawal_tables(standing: PeriodAssessment) -> tuple[BriefTable, ...]:
    """Return the communes at risk of withdrawal, or possibly so, with what would lift each out; nothing for none."""
    table, names = withdrawal_table(standing), risk_names()
    if table.empty:
        return ()
    made = BriefTable(
        key="withdrawal",
        title=_("Communes at risk of withdrawal"),
        columns=(
            Column(heading=_("No"), width=0.6),
            Column(heading=_("Commune"), width=2),
            Column(heading=_("Risk"), width=1.6),
            Column(heading=_("Criteria missing"), width=2),
            Column(heading=_("Criteria not known"), width=1.4),
            Column(heading=_("What would lift it"), width=2.4),
        ),
        rows=tuple(
            (str(number), row.name, names[row.risk], row.unmet, row.unknown, row.lift)
            for number, row in enumerate(each_row(table), 1)
        ),
        note=rule_source(standing),
    )
    return (made,)


def tiers_section(data: BriefingData) -> Section:
    """Return the tiers of the communes as sentences, table, map and chart."""
    standing = data.standing
    counts, labels = standing.assessment.tier_counts, class_labels(standing.criteria_set)
    keys = [tier.key for tier in standing.criteria_set.tiers]
    keys += [UNKNOWN_TIER] if counts[UNKNOWN_TIER] else []
    names = labels | {UNKNOWN_TIER: _("Not enough data")}
    years = (*data.earlier, standing)
    columns = [Column(heading=_("Tier"), width=3)]
    columns += [Column(heading=str(year.period), kind="count", width=0.8) for year in years]
    count = len(columns) - 1
    columns.append(Column(heading=_("Share, {year}", year=standing.period), kind="share", width=1))
    rows = [
        (
            names[key],
            *(int(year.assessment.tier_counts[key]) for year in years),
            counts[key] / max(standing.communes, 1),
        )
        for key in keys
    ]
    sums = (sum(int(year.assessment.tier_counts[key]) for key in keys) for year in years)
    table = BriefTable(
        key="tiers",
        title=_("Tiers of communes over the years"),
        columns=tuple(columns),
        rows=tuple(rows),
        total=(_("All communes"), *sums, 1.0),
        facts={f"tier.{key}": (row, count) for row, key in enumerate(keys)} | {"communes": (TOTAL, count)},
    )
    return Section(
        key="tiers",
        title=_("Tiers of communes, end of {year}", year=standing.period),
        statements=tuple(
            Statement(text=text, facts=(f"tier.{key}",))
            for text, key in zip(tier_sentences(standing), keys, strict=True)
        ),
        tables=(table, *_withdrawal_tables(standing)),
        maps=(tier_map(data),),
        charts=(_tier_chart(data),),
        remarks=(
            *([compare_years(data.earlier[-1], standing).sentence] if data.earlier else []),
            withdrawal_sentence(standing),
        ),
    )


def tier_map(data: BriefingData) -> BriefMap:
    """Return the map of the tiers."""
    content = data.content(tier_theme(data.standing))
    tiers = [tier.key for tier in data.standing.criteria_set.tiers]
    return data.brief_map("tier_map", content, {f"tier.{key}": key for key in tiers})


def _tier_chart(data: BriefingData) -> BriefChart:
    """Return the tiers over the years, best at the bottom."""
    standings = (*data.earlier, data.standing)
    table, law = history(standings), data.standing.criteria_set
    keys = [tier.key for tier in law.tiers]
    colours = tier_colours(keys) | {UNKNOWN_TIER: PATTERNS["no_data"]}
    names = {tier.key: str(tier.name) for tier in law.tiers} | {UNKNOWN_TIER: _("Not enough data")}
    used = [key for key in (*keys, UNKNOWN_TIER) if key in keys or data.standing.assessment.tier_counts[key]]
    years = [standing.period for standing in standings]
    wide = table.pivot_table(index="period", columns="tier", values="communes", aggfunc="sum").reindex(
        index=years, columns=used, fill_value=0
    )
    return BriefChart(
        key="tier_chart",
        title=_("Communes by tier, by year"),
        kind="stacked",
        categories=tuple(map(str, years)),
        series=tuple(Series(name=names[key], values=tuple(map(float, wide[key])), colour=colours[key]) for key in used),
        facts={f"tier.{key}": (index, len(years) - 1) for index, key in enumerate(used)},
    )


def _way_chart(data: BriefingData) -> BriefChart:
    """Return the recognised communes over the years beside the straight line to the target."""
    ways = target_ways((*data.earlier, data.standing))
    way = ways[0]
    years = tuple(range(min(way.years[0], way.line_years[0]), way.line_years[-1] + 1))
    actual, line = dict(zip(way.years, way.actual, strict=True)), dict(zip(way.line_years, way.line, strict=True))
    return BriefChart(
        key="way_chart",
        title=str(way.progress.target.name),
        kind="lines",
        categories=tuple(map(str, years)),
        series=(
            Series(name=_("Reached"), values=tuple(actual.get(year) for year in years), colour="#0b3c5d"),
            Series(name=_("Straight line to the target"), values=tuple(line.get(year) for year in years),
                   colour="#e08a2c"),
        ),
        share=way.progress.unit == "share",
    )  # fmt: skip


def _left(data: BriefingData, target_progress: TargetProgress) -> str:
    """Return what is still needed of a target: communes, or hamlets."""
    if target_progress.target.measure in LEVELS:
        return format_number(max(0, target_progress.value - reached(data, target_progress)))
    count = format_number(target_progress.remaining)
    if target_progress.target.measure == "hamlet_share":
        return _("{count} hamlets", count=count)
    if target_progress.target.measure == "recognised_share":
        return _("{count} communes", count=count)
    return _("{count} criteria", count=count) if target_progress.unit == "criteria" else count


def _change(before: float, now: float, kind: Kind) -> float:
    """Return the change on the year before; one too small to be written is none, and has no sign."""
    return round(now - before, 1) + 0.0 if kind == "number" else now - before


def _unit_name(item: TargetProgress) -> str:
    """Return what a target is counted in, as the table says it."""
    names = {
        "share": "%",
        "criteria": _("criterion"),
        "districts": _("district"),
        "times": _("times"),
    }
    return names.get(item.unit, _("commune"))
