"""Papers of a plan: the annex, letters, and an annex edited outside and read back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from ntm_geo.assignment import draft_steps
from ntm_geo.assignment.annex_exchange import annex_changes, annex_content
from ntm_geo.i18n import _
from ntm_geo.reports.annex_paper import annex_docx, annex_xlsx
from ntm_geo.reports.letters import letters_docx
from ntm_geo.ui.kit import cache
from ntm_geo.ui.kit.messages import escaped, guard, option_labels
from ntm_geo.ui.kit.uploader import say_uploader

if TYPE_CHECKING:
    from collections.abc import Callable

    from ntm_geo.assignment.annex_exchange import AnnexChanges
    from ntm_geo.ui.kit.state import View
    from ntm_geo.ui.screens.assignment.edit_history import EditHistory


def show_papers(view: View, history: EditHistory) -> None:
    """Offer the annex and the letters, and take an edited annex back."""
    draft = history.draft
    if draft is None:
        return
    content = annex_content(cache.workspace(), draft.case, draft.pairs, history.opened)
    orders = {"kind": _("by kind of agency"), "district": _("by district")}
    if content.pairs["district"].isna().all():
        del orders["district"]
    order = st.segmented_control(
        _("Order of the annex"), list(orders), format_func=option_labels(orders), default="kind", key="annex_order"
    )
    by: Any = "district" if order == "district" else "kind"
    item, two, three = st.columns(3)
    stem = f"phu-luc-{content.first_year}"
    _button(item, _("Annex (Word)"), lambda: annex_docx(content, by), f"{stem}.docx")
    _button(two, _("Annex (Excel)"), lambda: annex_xlsx(content, by), f"{stem}.xlsx")
    _button(
        three, _("Letters to the agencies (Word)"), lambda: letters_docx(content), f"cong-van-{content.first_year}.docx"
    )
    if not history.changeable:
        return
    say_uploader()
    file = st.file_uploader(
        _("An annex that was edited outside (xlsx, docx): what it changes is listed before it is taken"),
        type=["xlsx", "docx"], key="annex_back",
    )  # fmt: skip
    if file is None:
        return
    with guard(stop=False):
        changes = annex_changes(draft.case, draft.pairs, cache.units(view.vintage), file.getvalue(), file.name)
        _show_changes(history, changes)


def _show_changes(history: EditHistory, changes: AnnexChanges) -> None:
    draft = history.draft
    if draft is None:
        return
    if changes.same:
        st.success(_("The annex says the same plan."), icon=":material/check:")
        return
    agencies, places = draft.case.problem.agency_of, draft.case.problem.place_of
    for sign, pairs in (("+", changes.added), ("−", changes.removed)):
        lines = [
            f"{sign} {agencies[agency].name if agency in agencies else agency} – "
            f"{places[code].name if code in places else code}"
            for agency, code in sorted(pairs)
        ]
        if lines:
            st.text("\n".join(lines))
    for line in changes.unread:
        st.warning(escaped(_("Not understood: {line}", line=line)))
    why = st.text_input(_("Reason"), key="annex_why", max_chars=200)
    if st.button(_("Take these changes"), type="primary", disabled=not why.strip(), key="annex_take"):
        history.put(draft_steps.with_pairs(draft, changes.added, changes.removed, why))
        st.rerun()


def _button(position: Any, label: str, make: Callable[[], bytes], name: str) -> None:
    position.download_button(
        escaped(label),
        make,
        file_name=name,
        on_click="ignore",
        width="stretch",
        key=f"annex_{name}",
        icon=":material/description:",
    )
