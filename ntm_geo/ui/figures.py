"""Large figures: the five tiers and the targets, as HTML whose every value is escaped."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st
from markupsafe import Markup

from ntm_geo.i18n import _, format_number, format_percent
from ntm_geo.maps.palette import tier_colours
from ntm_geo.workflows.describe import target_sentence, tier_sentences

if TYPE_CHECKING:
    from ntm_geo.assessment.targets import TargetProgress
    from ntm_geo.workflows.assess import PeriodAssessment

_CARD = Markup(
    '<div class="ntm-card" style="--tier:{colour}" title="{say}"><div class="ntm-name">{name}</div>'
    '<div class="ntm-figure">{figure}</div><div class="ntm-share">{share}</div></div>',
)
_TARGET = Markup(
    '<div class="ntm-target"><div class="ntm-row"><span class="ntm-name">{name}</span>'
    '<span class="ntm-figure">{figure}</span></div><div class="ntm-bar"><i style="width:{width}%"></i></div>'
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
    cards = [
        _CARD.format(
            colour=colours[tier.key],
            say=sentence,
            name=tier.name,
            figure=format_number(counts[tier.key]),
            share=" · ".join(
                part
                for part in (
                    _("communes · {share}", share=format_percent(counts[tier.key] / max(standing.communes, 1))),
                    _change(counts[tier.key], earlier.get(tier.key), before),
                )
                if part
            ),
        )
        for tier, sentence in zip(standing.criteria_set.tiers, sentences, strict=False)
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
            name=one.target.name,
            figure=_figure(one),
            width=round(100 * _done(one, standing)),
            say=target_sentence(one, standing),
        )
        for one in standing.assessment.progress
    ]
    st.html(Markup('<div class="ntm-targets">{}</div>').format(Markup("").join(rows)))


def _figure(progress: TargetProgress) -> str:
    if progress.target.measure == "hamlet_share":
        return f"{format_percent(progress.actual)} / {format_percent(progress.target.value)}"
    sign = "→" if progress.target.sense == "at_most" else "/"
    return f"{format_number(progress.actual)} {sign} {format_number(progress.target.value)}"


def _done(progress: TargetProgress, standing: PeriodAssessment) -> float:
    """Return how much of the way to a target is done, between 0 and 1."""
    if progress.target.sense == "at_most":
        return 1 - progress.actual / max(standing.communes, 1)
    return min(progress.actual / progress.target.value, 1)
