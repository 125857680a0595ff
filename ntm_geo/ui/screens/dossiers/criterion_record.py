"""Evidence and history of a criterion: files to open, links to add, who did what and why."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import date
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from ntm_geo.acting import acting_as, current_actor
from ntm_geo.dossiers.dossier_history import history_of
from ntm_geo.dossiers.dossier_rows import criterion_of
from ntm_geo.dossiers.filling import evidence_of, link_evidence, unlink_evidence, upload_evidence
from ntm_geo.i18n import _, format_date
from ntm_geo.records.attachments import DOCUMENTS, PHOTOS, attachment_content, attachments_of
from ntm_geo.tables.base import each_row
from ntm_geo.ui.kit import cache, flash
from ntm_geo.ui.kit.messages import escaped, guard
from ntm_geo.ui.kit.table import show_table
from ntm_geo.ui.screens.dossiers.dossier_words import step_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from ntm_geo.dossiers.dossier_rows import Dossiers
    from ntm_geo.ui.kit.state import View


def show_evidence(view: View, criterion: str, items: dict[str, str], *, by: str, may_change: bool) -> None:
    """Show the files that stand for a criterion; where they may be changed, the form to add one.

    Parameters
    ----------
    view : year and commune.
    criterion : code of the criterion.
    items : what a file can stand for: code to name.
    by : who writes.
    may_change : whether links may be added and taken off.
    """
    slot: Any = {"vintage": view.vintage, "period": int(view.period)}
    rows = evidence_of(cache.workspace(), view.commune, **slot)
    rows = rows[rows["item"].map(criterion_of).eq(criterion)]
    title = _("Evidence ({count})", count=len(rows))
    st.markdown(f"**{escaped(title)}**")
    if rows.empty:
        st.caption(_("No file is linked to this criterion yet."))
    for row in each_row(rows):
        words, drop = st.columns([6, 1], vertical_alignment="center")
        _show_link(words, row, view.vintage)
        if may_change and drop.button(
            "", icon=":material/link_off:", key=f"unlink_{row.number}", help=_("Take off the evidence")
        ):
            with guard(stop=False):
                unlink_evidence(cache.workspace(), int(row.number), by=by, **slot)
                st.rerun()
    if may_change:
        with st.expander(_("Add evidence"), icon=":material/attach_file:"):
            _form(view, items, by=by)


def _show_link(box: Any, row: Any, vintage: str) -> None:
    about = ", ".join(str(part) for part in (row.page, row.note) if pd.notna(part))
    if pd.isna(row.sha256):
        box.caption(escaped(_("{item}: the file is no longer on the list. {about}", item=row.item, about=about)))
        return
    label = f"{row.item} · {row.title}" + (f" · {about}" if about else "") + f" · {format_date(row.on.date())}"
    box.download_button(
        escaped(label), _opener(row.sha256, vintage), file_name=row.file_name, on_click="ignore",
        icon=":material/description:", key=f"evidence_{row.number}",
    )  # fmt: skip


def _opener(sha256: str, vintage: str) -> Callable[[], bytes]:
    """Return what reads a file once it is asked for, outside a run of the page: by the rights of who sits here now."""
    actor = current_actor()

    def read() -> bytes:
        with acting_as(actor) if actor is not None else nullcontext():
            return attachment_content(cache.workspace(), sha256, vintage=vintage)

    return read


def _form(view: View, items: dict[str, str], *, by: str) -> None:
    files = attachments_of(cache.workspace(), view.commune, vintage=view.vintage)
    known = {0: _("– a new file –")} | {int(row.number): f"{row.title} · {row.file_name}" for row in each_row(files)}
    with st.form(f"evidence_{view.commune}_{next(iter(items))}", clear_on_submit=True):
        item = st.selectbox(_("What it shows"), list(items), format_func=lambda key: f"{key} {items[key]}")
        number = st.selectbox(_("File of the commune"), list(known), format_func=known.__getitem__)
        endings = [PurePath(f"x{ending}").suffix[1:] for ending in PHOTOS | DOCUMENTS]
        file = st.file_uploader(_("New file"), type=endings)
        title, page = st.columns([2, 1])
        name = title.text_input(_("Title of the new file"), max_chars=200)
        pages = page.text_input(_("Page, clause"), max_chars=40)
        note = st.text_input(_("Remarks"), max_chars=400)
        if not st.form_submit_button(_("Add evidence"), type="primary"):
            return
    slot: Any = {"vintage": view.vintage, "period": int(view.period), "by": by, "page": pages, "note": note}
    with guard(stop=False):
        if number:
            link_evidence(cache.workspace(), view.commune, item, int(number), **slot)
        elif file is not None:
            today = date.today()  # noqa: DTZ011 - the day at the place the program runs at
            upload_evidence(
                cache.workspace(), view.commune, item, (file.name, file.getvalue()), title=name or file.name, on=today,
                **slot,
            )  # fmt: skip
        else:
            st.warning(_("Choose a file of the commune, or give a new one."))
            return
        flash.flash(_("The evidence was added."))
        st.rerun()


def show_history(dossiers: Dossiers, code: str, criterion: str) -> None:
    """Show who did what with a criterion, when and why, the newest first."""
    table = history_of(dossiers, code, criterion)
    with st.expander(_("History ({count})", count=len(table)), icon=":material/history:"):
        if table.empty:
            st.caption(_("Nothing was sent yet."))
            return
        words = step_words()
        shown = pd.DataFrame(
            {
                _("Day"): pd.to_datetime(table["at"], format="ISO8601").dt.tz_localize(None),
                _("Done by"): table["by"],
                _("Step"): table["step"].map(words),
                _("Result"): table["verdict"].map(words),
                _("Sending"): table["sending"].astype(str),
                _("Reason"): table["reason"],
                _("To be sent again by"): pd.to_datetime(table["due_on"]),
            }
        )
        day = st.column_config.DateColumn(format="DD/MM/YYYY")
        moment = st.column_config.DatetimeColumn(format="DD/MM/YYYY HH:mm")
        show_table(shown, column_config={_("Day"): moment, _("To be sent again by"): day})
