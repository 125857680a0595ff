"""Hamlets by class on a page: how many of each, who comes next and what each of them misses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from ntm_geo.assessment.hamlet_standing import (
    class_names,
    class_sentence,
    contradiction_sentences,
    hamlet_standing,
    met_words,
    missed_words,
    nearest_first,
)
from ntm_geo.assessment.hamlets import class_rows
from ntm_geo.assessment.rules.law_desk import checking_sentence
from ntm_geo.i18n import _
from ntm_geo.tables.base import each_row
from ntm_geo.themes import download_files
from ntm_geo.ui.kit import cache, theme_view
from ntm_geo.ui.kit.messages import escaped, option_labels
from ntm_geo.ui.kit.state import remember
from ntm_geo.ui.kit.table import show_table

if TYPE_CHECKING:
    from ntm_geo.assessment.hamlet_standing import HamletStanding
    from ntm_geo.assessment.period import PeriodAssessment
    from ntm_geo.ui.kit.state import View

_NEXT = "next"


def judged(standing: PeriodAssessment) -> HamletStanding | None:
    """Return the hamlets of a year as the set for hamlets judges them; None where nothing is judged."""
    return hamlet_standing(cache.workspace(), cache.figures(), standing)


def choose_show(hamlets: HamletStanding | None) -> str:
    """Let the reader choose between the share that is certified and the classes; the share where none are judged."""
    if hamlets is None:
        return "share"
    names = {"share": _("Share certified"), "classes": _("Certified, nearly, far")}
    chosen = st.segmented_control(
        _("Show"),
        list(names),
        format_func=option_labels(names),
        default=None if "hamlets_show" in st.session_state else "classes" if hamlets.has_results else "share",
        key="hamlets_show",
        label_visibility="collapsed",
    )
    return chosen or "share"


def show_classes(view: View, standing: PeriodAssessment, hamlets: HamletStanding) -> None:
    """Show beside the map how many hamlets of a place are in each class, and those of one class or those next."""
    rows = class_rows(hamlets, standing, district=view.district, commune=view.commune)
    st.markdown(f"**{escaped(class_sentence(hamlets, rows))}**")
    for sentence in filter(None, (*contradiction_sentences(hamlets), checking_sentence(hamlets))):
        st.caption(escaped(sentence))
    if not hamlets.has_results:
        st.caption(escaped(_("No results of hamlets are entered for {year}.", year=standing.period)))
        return
    names = class_names(hamlets.law)
    counts = rows["tier"].value_counts()
    options = {_NEXT: _("Who comes next")} | {key: names[key] for key in hamlets.classes if counts.get(key, 0)}
    chosen = st.segmented_control(
        _("Class"), list(options), format_func=option_labels(options), default=_NEXT, key="hamlets_class",
        label_visibility="collapsed",
    )  # fmt: skip
    if chosen in {None, _NEXT}:
        rows = nearest_first(hamlets, rows)
    else:
        rows = rows[rows["tier"].eq(chosen)].reset_index(drop=True)
    _list(view, hamlets, rows)


def _list(view: View, hamlets: HamletStanding, rows: pd.DataFrame) -> None:
    """Show hamlets with what they meet and miss; one that is chosen leads to its commune."""
    met = [met_words(hamlets, row) for row in each_row(rows)]
    if view.commune:
        misses = [missed_words(hamlets, row) for row in each_row(rows)]
        shown = pd.DataFrame({_("Hamlet"): rows["name"], _("Met"): met, _("Misses"): misses})
    else:
        misses = [missed_words(hamlets, row, numbers=True) for row in each_row(rows)]
        shown = pd.DataFrame(
            {_("Hamlet"): rows["name"], _("Commune"): rows["commune"], _("Met"): met, _("Misses"): misses}
        )
    event: Any = show_table(
        shown, height=theme_view.LIST, on_select="rerun", selection_mode="single-row",
        key=f"hamlet_classes_{view.period}_{view.vintage}_{view.district}_{view.commune}",
        column_config={_("Met"): st.column_config.TextColumn(width="small")},
    )  # fmt: skip
    names = class_names(hamlets.law)
    st.download_button(
        _("Download the list (Excel)"),
        lambda: download_files.workbook(
            rows.assign(
                tier=rows["tier"].map(names), met=met, misses=[missed_words(hamlets, row) for row in each_row(rows)]
            ),
            headings={
                "code": _("Code"),
                "commune": _("Commune"),
                "district": _("District"),
                "hamlet": _("Code of the hamlet"),
                "name": _("Hamlet"),
                "tier": _("Class"),
                "met": _("Met"),
                "misses": _("Misses"),
                "note": _("Remarks"),
            },
            title=_("Hamlets by class, end of {year}", year=hamlets.period),
            source=hamlets.provenance.source,
        ),
        file_name=f"xom-phan-loai-{hamlets.period}.xlsx",
        on_click="ignore",
        icon=":material/download:",
        type="tertiary",
        key="download_hamlet_classes",
    )
    chosen = event["selection"]["rows"]
    if chosen and (code := str(rows.iloc[chosen[0]]["code"])) != view.commune:
        remember(view.change(commune=code))
        st.rerun()
