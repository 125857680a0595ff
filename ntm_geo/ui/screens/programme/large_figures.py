"""Large figures: the tiers, those that cannot be placed, and the targets, as HTML whose every value is escaped."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st
from markupsafe import Markup

from ntm_geo.assessment.engine.tiers import recognised_tier
from ntm_geo.assessment.sentences import target_sentence, target_value, tier_sentences
from ntm_geo.assessment.standing_lists import keeping_of
from ntm_geo.i18n import _, format_number, format_percent
from ntm_geo.maps.palette import PATTERNS, tier_colours
from ntm_geo.tables.standing_table import UNKNOWN_TIER

if TYPE_CHECKING:
    from ntm_geo.assessment.engine.targets import TargetProgress
    from ntm_geo.assessment.period import PeriodAssessment

_CARD = Markup(
    '<div class="ntm-card{kind}" style="--tier:{colour}" title="{say}"><div class="ntm-name">{name}</div>'
    '<div class="ntm-figure">{figure}</div><div class="ntm-share">{share}</div>{more}</div>',
)
_MORE = Markup('<div class="ntm-share">{}</div>')
_TARGET = Markup(
    '<div class="ntm-target"><div class="ntm-row"><span class="ntm-name">{name}</span>'
    '<span class="ntm-figure">{figure}</span></div><div class="ntm-bar"><i style="width:{width}%"></i>'
    '<b style="width:{open}%"></b></div>'
    '<div class="ntm-say">{say}</div></div>',
)


def show_tiers(standing: PeriodAssessment, before: PeriodAssessment | None = None) -> None:
    """Show one card a tier: how many communes, their share, and how many more or fewer than the year before.

    ``before`` is left out where it was judged by another set: its tiers are not the same.
    """
    same = before is not None and before.criteria_set.key == standing.criteria_set.key
    earlier = before.assessment.tier_counts if before is not None and same else {}
    sentences = tier_sentences(standing)
    colours = tier_colours([tier.key for tier in standing.criteria_set.tiers])
    counts = standing.assessment.tier_counts
    groups = [(tier.key, str(tier.name), colours[tier.key]) for tier in standing.criteria_set.tiers]
    if counts[UNKNOWN_TIER]:
        groups.append((UNKNOWN_TIER, _("Not enough data"), PATTERNS["no_data"]))
    cards = [
        _CARD.format(
            kind=" ntm-unknown" if key == UNKNOWN_TIER else "",
            colour=colour,
            say=sentence,
            name=name,
            figure=format_number(counts[key]),
            share=" · ".join(
                part
                for part in (
                    _("communes · {share}", share=format_percent(counts[key] / max(standing.communes, 1))),
                    _change(counts[key], earlier.get(key), before),
                )
                if part
            ),
            more=_of_them(standing) if key == recognised_tier(standing.criteria_set) else "",
        )
        for (key, name, colour), sentence in zip(groups, sentences, strict=True)
    ]
    st.html(Markup('<div class="ntm-cards">{}</div>').format(Markup("").join(cards)))


def _change(count: int, earlier: int | None, before: PeriodAssessment | None) -> str:
    """Return how many more or fewer there are than the year before; empty where that is not known."""
    if earlier is None or before is None:
        return ""
    sign = "+" if count > earlier else "−" if count < earlier else "±"
    return _("{change} on {year}", change=f"{sign}{format_number(abs(count - earlier))}", year=before.period)


def show_targets(standing: PeriodAssessment) -> None:
    """Show each target: where it stands, a bar, and the sentence to read aloud."""
    rows = [
        _TARGET.format(
            name=item.target.name,
            figure=_figure(item),
            width=round(100 * _done(item, standing)),
            open=round(100 * _left_open(item, standing)),
            say=target_sentence(item, standing),
        )
        for item in standing.assessment.progress
    ]
    st.html(Markup('<div class="ntm-targets">{}</div>').format(Markup("").join(rows)))


def _of_them(standing: PeriodAssessment) -> Markup:
    """Return how many of the recognised communes still meet everything, where some do not, and how many wait."""
    keeping, total = keeping_of(standing), len(standing.criteria_set.criteria)
    waiting = int(standing.assessment.standings["pending"].sum())
    lines = Markup("")
    if len(keeping.whole) != keeping.recognised:
        lines += _MORE.format(_("{whole} with {total}/{total} criteria", whole=len(keeping.whole), total=total))
    if waiting:
        lines += _MORE.format(_("{count} waiting for a decision", count=waiting))
    return lines


def _figure(progress: TargetProgress) -> str:
    target = progress.target
    if not progress.known:
        return _("no figures / {target}", target=target_value(target))
    if progress.unit != "communes":
        return f"{target_value(target, progress.actual)} / {target_value(target)}"
    sign = "→" if progress.target.sense == "at_most" else "/"
    reached = format_number(progress.actual)
    if progress.possible != progress.actual:
        reached += f"\N{EN DASH}{format_number(progress.possible)}"
    return f"{reached} {sign} {format_number(progress.target.value)}"


def _done(progress: TargetProgress, standing: PeriodAssessment) -> float:
    """Return how much of the way to a target is done, between 0 and 1."""
    if not progress.known:
        return 0.0
    if progress.target.sense == "at_most":
        return 1 - progress.possible / max(standing.communes, 1)
    return min(progress.actual / progress.target.value, 1)


def _left_open(progress: TargetProgress, standing: PeriodAssessment) -> float:
    """Return how much of the way may be done besides, as far as what is unknown leaves it open."""
    if progress.target.sense == "at_most":
        return (progress.possible - progress.actual) / max(standing.communes, 1)
    return min(progress.possible / progress.target.value, 1) - min(progress.actual / progress.target.value, 1)
