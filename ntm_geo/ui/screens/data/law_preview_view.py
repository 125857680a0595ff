"""What an edition of a criteria set would change, before it is accepted; and the editions there were."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd
import streamlit as st

from ntm_geo.assessment.rules.law_desk import preview_edition
from ntm_geo.assessment.rules.law_entry import Proposal, accept
from ntm_geo.i18n import _, format_number, text
from ntm_geo.records.dataset_versions import history, restore
from ntm_geo.records.law_editions import scan_of
from ntm_geo.records.law_words import law_changes
from ntm_geo.themes.law_changes import law_change_theme
from ntm_geo.themes.map_themes import status_names, theme_map
from ntm_geo.ui.kit import cache, controls, map_view, seat, theme_view
from ntm_geo.ui.kit.flash import flash_saved
from ntm_geo.ui.kit.messages import escaped, guard
from ntm_geo.ui.kit.state import View, current_view
from ntm_geo.ui.kit.table import show_table
from ntm_geo.workspace.law_in_use import KIND

if TYPE_CHECKING:
    from ntm_geo.assessment.rules.law_desk import EditionPreview

_MAP_HEIGHT: Final = 380
_MOST_ROWS: Final = 320


def show_proposal(proposal: Proposal, *, key: str, by: str) -> bool:
    """Show what a proposed edition would change, and the button that puts it in use; returns whether it was pressed."""
    space = cache.workspace()
    preview = preview_edition(
        space,
        cache.figures(),
        proposal.criteria_set,
        proposal.lines,
        place_of=proposal.place_of,
        noted=proposal.findings,
    )
    wrong = preview.findings
    if wrong:
        st.error(
            _("{count} cells are to be corrected first.", count=format_number(len(wrong))), icon=":material/error:"
        )
        faults = pd.DataFrame(
            {_("Cell"): [fault.place for fault in wrong], _("What is wrong"): [text(fault.what) for fault in wrong]}
        )
        show_table(faults, height=_height(faults))
        return False
    changes = preview.changes
    if not changes.any:
        st.info(_("It says the same as what is in use."), icon=":material/check:")
        return False
    st.markdown(
        "**"
        + escaped(
            _("{new} new, {changed} changed, {unchanged} unchanged, {missing} removed rows.",
              new=format_number(changes.new), changed=format_number(changes.changed),
              unchanged=format_number(changes.unchanged), missing=format_number(changes.missing))
        )
        + "**"
    )  # fmt: skip
    _show_changes(preview, proposal.criteria_set)
    _show_verdicts(preview, key)
    if not seat.may_keep(KIND) or not st.button(
        _("Put this edition in use"), type="primary", icon=":material/gavel:", key=f"{key}_accept"
    ):
        return False
    with guard(stop=False):
        flash_saved(new=accept(space, proposal, by=by)[1])
        return True
    return False


def show_editions(key: str, by: str) -> None:
    """Show the editions of a set, newest first, with the scan of each; one may be used again."""
    space = cache.workspace()
    versions = [version for version in history(space, kind=KIND) if version.slot.vintage == key]
    if not versions:
        st.info(_("Nothing was entered yet: the set holds as it is shipped."), icon=":material/info:")
    for version in versions:
        about, scanned, again = st.columns([4, 1.6, 1.6], vertical_alignment="center")
        words = _("Version {number}, {rows} rows, by {who}: {source}", number=version.id, rows=version.rows,
                  who=version.imported_by or "–", source=version.provenance.source)  # fmt: skip
        about.markdown(escaped(words) + (f" – **{escaped(_('in use'))}**" if version.current else ""))
        document = scan_of(space, version)
        if document is not None:
            scanned.download_button(
                _("Official text"), document.content, file_name=document.name, icon=":material/picture_as_pdf:",
                key=f"law_scan_{version.id}", on_click="ignore", width="stretch",
            )  # fmt: skip
        restores = not version.current and seat.allowed_to("restore", KIND)
        if restores and again.button(
            _("Use this version again"), icon=":material/history:", key=f"law_again_{version.id}", width="stretch"
        ):
            restore(space, version.id, by=by)
            st.rerun()


def _show_changes(preview: EditionPreview, key: str) -> None:
    words = {"new": _("new"), "changed": _("changed"), "missing": _("removed")}
    named = law_changes(cache.workspace().shipped_law.every[key], preview.changes)
    frame = named.assign(change=named["change"].map(words))
    frame.columns = [_("Change"), _("Row"), _("Column"), _("Before"), _("After")]
    show_table(frame, height=_height(frame))


def _show_verdicts(preview: EditionPreview, key: str) -> None:
    """Say which communes are judged differently, and show them on a map."""
    if preview.now is None or preview.verdicts is None:
        st.caption(_("No year with figures is judged by this set yet: nothing changes on the maps."))
        return
    verdicts = preview.verdicts
    sentence = _("{count} verdicts in {communes} communes would change at the end of {year}.",
                 count=format_number(len(verdicts)), communes=format_number(verdicts["code"].nunique()),
                 year=preview.period)  # fmt: skip
    st.markdown(f"**{escaped(sentence)}**")
    if verdicts.empty:
        return
    view = controls.settle(View(period=str(preview.period), vintage=preview.now.vintage, lang=current_view().lang))
    theme = law_change_theme(preview.now, verdicts)
    content = theme_map(preview.now, theme_view.layer_of(view), theme, theme_view.map_choice(view))
    left, right = st.columns([1.6, 1], gap="medium")
    with left:
        map_view.show_map(content, key=f"{key}_map", height=_MAP_HEIGHT)
    names = theme.table.set_index("code")["name"]
    words = status_names()
    frame = pd.DataFrame(
        {
            _("Commune"): verdicts["code"].map(names),
            _("Criterion or indicator"): verdicts["line"],
            _("Before"): verdicts["before"].map(words),
            _("After"): verdicts["after"].map(words),
        }
    )
    with right:
        show_table(frame, height=_MAP_HEIGHT)


def _height(frame: pd.DataFrame) -> int:
    return min(38 + 35 * len(frame), _MOST_ROWS)
