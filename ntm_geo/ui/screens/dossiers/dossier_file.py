"""The dossier of the commune as one file: made for who may see its files, and a file checked by whoever has one."""

from __future__ import annotations

import tempfile
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Final

import streamlit as st

from ntm_geo.accounts.use_limits import check_size, spend
from ntm_geo.acting import acting_as, current_actor
from ntm_geo.dossier_papers.dossier_check import check_dossier, fault_message
from ntm_geo.dossier_papers.dossier_zip import file_name_of, make_dossier, may_make
from ntm_geo.dossier_papers.file_list import moment_words
from ntm_geo.dossiers.dossier_rows import read_dossiers
from ntm_geo.i18n import _, format_number, text
from ntm_geo.ui.kit import cache
from ntm_geo.ui.kit.messages import escaped, guard
from ntm_geo.ui.kit.uploader import say_uploader

if TYPE_CHECKING:
    from collections.abc import Callable

    from ntm_geo.ui.kit.state import View

_MOST: Final = 30
"""Faults that are listed; more are counted."""


def show_files(view: View, *, by: str) -> None:
    """Offer the dossier of the commune of a view as one zip, and check one that was made."""
    with st.expander(_("Dossier as one file (ZIP)"), icon=":material/folder_zip:"):
        _offer(view, by=by)
        title = _("Check a dossier")
        st.markdown(f"**{escaped(title)}**")
        st.caption(_("Says whether anything in a dossier was changed, is missing or was added since it was made."))
        _check()


def _offer(view: View, *, by: str) -> None:
    space = cache.workspace()
    communes = cache.units(view.vintage).query("kind == 'commune'")
    if view.commune not in set(communes["code"]):
        st.caption(_("Choose a commune above; its dossier is made here."))
        return
    if not may_make(space, view.commune):
        st.caption(_("The dossier is made by those who may see the files of the commune."))
        return
    name = cache.full_names(view.vintage)[view.commune]
    words, button = st.columns([3, 1], vertical_alignment="center")
    words.markdown(
        escaped(
            _("{name}, {year}: application, report, table of criteria with the index of evidence, opinions of the "
              "departments, minutes, statement of satisfaction, all evidence, and a list by which the file can be "
              "checked.",
              name=name, year=view.period)
        )
    )  # fmt: skip
    if read_dossiers(space, vintage=view.vintage, period=int(view.period)).of(view.commune).sent.empty:
        words.caption(_("Nothing was sent yet: the papers show the draft, and say so."))
    button.download_button(
        _("Make the dossier (ZIP)"), _maker(view, by=by), file_name_of(view.commune, int(view.period)),
        mime="application/zip", icon=":material/folder_zip:", on_click="ignore", type="primary", width="stretch",
        key="make_dossier",
    )  # fmt: skip


def _maker(view: View, *, by: str) -> Callable[[], bytes]:
    """Return what makes the file when it is asked for, outside a run of the page: by the rights of who sits here."""
    actor, space, figures = current_actor(), cache.workspace(), cache.figures("appraised")

    def make() -> bytes:
        with acting_as(actor) if actor is not None else nullcontext():
            spend(space.store, space.limits, "papers")
            made = make_dossier(space, figures, view.commune, vintage=view.vintage, period=int(view.period), by=by)
            return made.content

    return make


def _check() -> None:
    say_uploader()
    file = st.file_uploader(_("Dossier (.zip)"), type="zip", key="check_dossier", label_visibility="collapsed")
    if file is None:
        return
    with guard(stop=False):
        check_size(cache.workspace().limits, "", file.size, where=file.name)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "dossier.zip"
            path.write_bytes(file.getbuffer())
            checked = check_dossier(path)
        known = checked.file_list
        words = _("{commune}, {year}: made {at} by {who}, {count} files", commune=known.name, year=known.period,
                  at=moment_words(known.made_at), who=known.made_by, count=format_number(len(known.files)))  # fmt: skip
        st.markdown(escaped(words))
        if checked.faults:
            st.error(escaped(_("{count} files are not as they were made.", count=format_number(len(checked.faults)))))
            for fault in checked.faults[:_MOST]:
                st.markdown(f"- {escaped(text(fault_message(fault)))}")
        else:
            st.success(_("Everything is as it was made."), icon=":material/verified:")
        st.caption(escaped(_("Seal: {seal}", seal=known.seal)))
