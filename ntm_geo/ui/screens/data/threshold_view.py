"""Thresholds of the province on a page: what the law leaves open, and the table to enter it in."""

from __future__ import annotations

from typing import Final

import streamlit as st

from ntm_geo.i18n import _, format_number
from ntm_geo.records.provincial_thresholds import SLOTS, left_to_province, load, own_thresholds, save, sets_of
from ntm_geo.ui.kit import cache, seat, table_drafts
from ntm_geo.ui.kit.messages import escaped, option_labels

_DAY: Final = "DD/MM/YYYY"

_TABLE: Final = "edit_thresholds"


def show_thresholds(by: str) -> None:
    """Show which thresholds the province has still to set, and the table to enter them in."""
    space = cache.workspace()
    subject = _choose_subject()
    table, version = load(space, subject)
    known = own_thresholds(space, subject)
    open_ones = [indicator for indicator in left_to_province(space, subject) if indicator.code not in known]
    if open_ones:
        names = ", ".join(item.code for item in open_ones)
        sentence = _(
            "The law leaves {count} thresholds to the province that are not entered yet: {names}. Communes are not "
            "judged by them until they are.",
            count=format_number(len(open_ones)),
            names=names,
        )
        st.info(escaped(sentence), icon=":material/gavel:")
    indicators = {
        indicator.code: f"{indicator.code} {indicator.name}"
        for law in sets_of(space, subject)
        for criterion in law.criteria
        for indicator in criterion.lines
        if indicator.measured
    }
    column, keeps = st.column_config, seat.may_keep("thresholds")
    edited = table_drafts.edit_table(
        table.reset_index(drop=True),
        hide_index=True,
        num_rows="dynamic" if keeps else "fixed",
        disabled=not keeps,
        placeholder="",
        key=f"{_TABLE}_{subject}",
        version=version,
        column_config={
            "indicator": column.SelectboxColumn(
                _("Indicator"),
                options=list(indicators),
                format_func=lambda code: indicators.get(str(code), str(code)),
                required=True,
                width="large",
            ),
            "effective": column.DateColumn(_("In force from"), format=_DAY, required=True),
            "value": column.NumberColumn(_("Threshold"), min_value=0.0, required=True, format="localized"),
            "decision": column.TextColumn(_("Number of the decision"), max_chars=80, required=True),
            "clause": column.TextColumn(_("Clause"), max_chars=80),
            "verified": column.CheckboxColumn(_("Checked against the official text")),
        },
    )
    if keeps:
        table_drafts.save_button(
            f"{_TABLE}_{subject}",
            lambda: save(space, edited.dropna(how="all"), by=by, expected=version, subject=subject)[1],
            button="save_thresholds",
        )
    st.caption(_("What is entered here stands before the law's own value from its day on, on every map and page."))


def _choose_subject() -> str:
    """Let the reader choose what sets the thresholds are of: of communes, or of a level above once it is entered."""
    space = cache.workspace()
    subjects = [name for name in SLOTS if any(law.has_indicators for law in sets_of(space, name))]
    if len(subjects) == 1:
        return subjects[0]
    names = {"commune": _("Sets of communes"), "advanced": _("Advanced level"), "modern": _("Modern level")}
    chosen = st.segmented_control(
        _("Criteria set"), subjects, format_func=option_labels(names), default=subjects[0], key="threshold_subject",
        label_visibility="collapsed",
    )  # fmt: skip
    return chosen or subjects[0]
