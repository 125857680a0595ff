"""Recognition on a page: counted by year and by day, who is ready, who waits for a decision, who may lose it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from ntm_geo.assessment.readiness_list import KIND, ready_table
from ntm_geo.assessment.recognition_lists import decisions_table, pending_table, two_counts
from ntm_geo.assessment.withdrawal_list import risk_names, withdrawal_sentence, withdrawal_table
from ntm_geo.i18n import _, current_language
from ntm_geo.themes.recognition_themes import withdrawal_theme
from ntm_geo.ui.kit import cache, theme_view
from ntm_geo.ui.kit.messages import escaped
from ntm_geo.ui.kit.shared import Same, shared
from ntm_geo.ui.kit.table import show_table
from ntm_geo.ui.screens.programme import level_view

if TYPE_CHECKING:
    from ntm_geo.assessment.period import PeriodAssessment
    from ntm_geo.ui.kit.state import View

_HEIGHT = 380


def show_lists(box: Any, standing: PeriodAssessment) -> None:
    """Offer behind one button: the other count of the recognised, the ready, those that wait, those at risk."""
    ready, risks, waiting = _lists(Same(standing), cache.state_of((KIND,)), current_language())
    upper = level_view.level_of(standing)
    counts = [
        _("By day of the decision: {count}", count=two_counts(standing).by_day),
        _("ready: {count}", count=int(ready["stage"].eq("ready").sum())),
        *([_("waiting: {count}", count=len(waiting))] if len(waiting) else []),
        _("at risk: {count}", count=int(risks["risk"].eq("certain").sum())),
    ]
    opened = box.popover(
        escaped(" · ".join(counts)), icon=":material/gavel:", key="recognition", width="stretch", on_change="rerun"
    )
    if not opened.open:
        return
    with opened, st.container(key="ntm_wide_recognition"):
        names = [
            _("By year and by day"),
            _("Ready to be proposed"),
            _("Waiting for a decision"),
            _("Risk of withdrawal"),
            *([_("Level above")] if upper else []),
        ]
        by_day, near, pending, risk, *above = st.tabs(names)
        with by_day:
            _by_day(standing)
        with near:
            _ready(ready)
        with pending:
            _pending(waiting)
        with risk:
            st.markdown(escaped(withdrawal_sentence(standing)))
            _risk_table(standing, height=min(_HEIGHT, 38 + 35 * len(risks)))
            st.page_link("pages/criteria.py", label=_("The map of it"), icon=":material/arrow_forward:")
        if upper is not None:
            with above[0]:
                level_view.show_ready(*upper, standing=standing, height=_HEIGHT)


@shared
def _lists(standing: Same, state: tuple[int, ...], language: str) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Return who is ready, at risk, and waits, in a language; worked out once for what is kept of conditions."""
    del state, language
    period = standing.value
    return ready_table(cache.workspace(), period), withdrawal_table(period), pending_table(period)


def show_withdrawal(view: View, standing: PeriodAssessment, *, key: str) -> None:
    """Show the map of the risk of withdrawal, the sentence that says it, and what would lift each commune out."""
    left, right = st.columns([2.1, 1], gap="medium")
    with left:
        theme_view.show_theme(view, standing, withdrawal_theme(standing), key=key, height=560)
    with right, st.container(key=f"{key}_side"):
        st.markdown(f"**{escaped(withdrawal_sentence(standing))}**")
        _risk_table(standing, height=theme_view.LIST)


def _by_day(standing: PeriodAssessment) -> None:
    counts = two_counts(standing)
    sentence = _(
        "{by_year} communes are recognised for {year} or an earlier year; {by_day} by a decision signed "
        "by 31/12/{year}.",
        by_year=counts.by_year,
        by_day=counts.by_day,
        year=standing.period,
    )
    st.markdown(escaped(sentence))
    table = decisions_table(standing)
    table = table.assign(after=table["after"].map({True: "✓", False: ""}), for_year=table["for_year"].astype(str))
    table.columns = [
        _("Decision"), _("Recognised for"), _("Number of communes"), _("Communes"), _("Signed after the year"),
    ]  # fmt: skip
    show_table(table, height=min(_HEIGHT, 38 + 35 * len(table)), width="stretch")


def _ready(table: pd.DataFrame) -> None:
    shown = pd.DataFrame({_("Commune"): table["name"], _("How far from recognition"): table["text"]})
    show_table(shown, height=min(_HEIGHT, 38 + 35 * len(shown)), width="stretch")
    st.page_link("pages/plans.py", label=_("Plans and difficulties"), icon=":material/arrow_forward:")


def _pending(table: pd.DataFrame) -> None:
    if table.empty:
        st.markdown(escaped(_("No merged commune waits for a decision.")))
        return
    shown = table[["name", "met", "state"]]
    shown.columns = [_("Commune"), _("Number of criteria met"), _("Recognition")]
    show_table(shown, height=min(_HEIGHT, 38 + 35 * len(shown)), width="stretch")


def _risk_table(standing: PeriodAssessment, *, height: int | str) -> None:
    table = withdrawal_table(standing)
    if table.empty:
        return
    shown = table.assign(risk=table["risk"].map(risk_names()))[["name", "risk", "unmet", "unknown", "lift"]]
    shown.columns = [_("Commune"), _("Risk"), _("Criteria missing"), _("Criteria not known"), _("What would lift it")]
    show_table(shown, height=height, width="stretch")
