"""Attachments on a commune's page: pictures to look at, documents to open, and a form to add one."""

from __future__ import annotations

from datetime import date
from pathlib import PurePath
from typing import TYPE_CHECKING

import streamlit as st

from ntm_geo.i18n import _, format_date
from ntm_geo.records.attachments import (
    DOCUMENTS,
    PHOTOS,
    add_attachment,
    attachment_content,
    attachments_of,
    remove_attachment,
)
from ntm_geo.tables.base import each_row
from ntm_geo.ui.kit import cache, seat
from ntm_geo.ui.kit.messages import escaped, guard

if TYPE_CHECKING:
    import pandas as pd

    from ntm_geo.ui.kit.state import View

_ACROSS = 4


def show_attachments(view: View) -> None:
    """Show the photographs and documents of the commune of a view, and the form to add one."""
    rows = attachments_of(cache.workspace(), view.commune, vintage=view.vintage)
    with st.container(key="attachments_some" if len(rows) else "attachments_none"):
        st.subheader(_("Photographs and documents ({count})", count=len(rows)))
    photos = rows[rows["kind"].eq("photo")]
    for start in range(0, len(photos), _ACROSS):
        for box, row in zip(st.columns(_ACROSS), each_row(photos.iloc[start : start + _ACROSS]), strict=False):
            with box, guard(stop=False):
                text = f"{row.title} · {format_date(row.on.date())}"
                st.image(_opener(row.sha256, view.vintage), caption=escaped(text), width="stretch")
    for row in each_row(rows[rows["kind"].eq("document")]):
        st.download_button(
            f"{escaped(row.title)} · {format_date(row.on.date())}",
            _opener(row.sha256, view.vintage),
            file_name=row.file_name,
            on_click="ignore",
            icon=":material/attach_file:",
            key=f"attachment_{row.number}",
        )
    if not seat.limited("attachments", {view.commune: ""}):
        return
    with st.expander(_("Add or take off"), icon=":material/add_a_photo:"):
        _form(view)
        if len(rows):
            _remover(view, rows)


def _opener(sha256: str, vintage: str) -> bytes:
    return attachment_content(cache.workspace(), sha256, vintage=vintage)


def _form(view: View) -> None:
    by = seat.who("data_by")
    with st.form(f"attach_{view.commune}", clear_on_submit=True):
        endings = [PurePath(f"x{photo}").suffix[1:] for photo in PHOTOS | DOCUMENTS]
        files = st.file_uploader(_("Photograph or document"), type=endings)
        title, day = st.columns([3, 1])
        entry = title.text_input(_("What it shows"), max_chars=200)
        on = day.date_input(_("Day"), value="today", format="DD/MM/YYYY")
        if not st.form_submit_button(_("Add"), type="primary") or files is None:
            return
    with guard(stop=False):
        when = on if isinstance(on, date) else date.today()  # noqa: DTZ011 - the day at the place the program runs at
        add_attachment(
            cache.workspace(),
            view.commune,
            vintage=view.vintage,
            name=files.name,
            content=files.getvalue(),
            title=entry,
            on=when,
            by=by,
        )
        st.rerun()


def _remover(view: View, rows: pd.DataFrame) -> None:
    names = {int(row.number): f"{row.title} · {row.file_name}" for row in each_row(rows)}
    left, right = st.columns([4, 1], vertical_alignment="bottom")
    number = left.selectbox(_("Take off the list"), list(names), format_func=names.__getitem__)
    if right.button(_("Take off"), icon=":material/delete:"):
        with guard(stop=False):
            remove_attachment(cache.workspace(), int(number), vintage=view.vintage, by=_("on screen"))
            st.rerun()
