"""Comments on the view and saved views, at the foot of every page."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

import pandas as pd
import streamlit as st
from markupsafe import Markup

from ntm_geo.i18n import _
from ntm_geo.sharing.comments import answers_to, open_comments, settle_comment, write_comment
from ntm_geo.sharing.saved_views import SavedView, drop_view, load_views, save_view
from ntm_geo.tables.base import each_row
from ntm_geo.tables.saved.sharing_tables import LONGEST_COMMENT
from ntm_geo.ui.kit import cache, flash, seat
from ntm_geo.ui.kit.messages import escaped, guard
from ntm_geo.ui.kit.state import View, query_of

if TYPE_CHECKING:
    from collections.abc import Callable

_MOST: Final = 20
_RECENT: Final = "ntm_recent"
_MOST_RECENT: Final = 8
_LINK: Final = Markup('<a href="/{page}?{view}" target="_self">{word}</a>')


def show_talk(page: str, view: View) -> None:
    """Offer what was said of the page, and what is saved; what is inside is made when it is opened.

    Parameters
    ----------
    page : its address; empty for the first.
    view : what is looked at.
    """
    _remember_recent(page, view)
    comments = open_comments(cache.comments(), page)
    label = _("Comments ({count})", count=len(comments)) if len(comments) else _("Comments, saved views")
    box = st.popover(escaped(label), icon=":material/forum:", key="talk", on_change="rerun")
    if not box.open:
        return
    with box:
        said, saved = st.tabs([_("Comments"), _("Saved views")])
        with said:
            _comments(comments, page, view)
        with saved:
            _saved(page, view)


def _comments(comments: pd.DataFrame, page: str, view: View) -> None:
    may_write = seat.allowed_to("write", "comments")
    if may_write:
        by = seat.who("talk_by")
        text = st.text_area(_("What is to be looked at"), key="talk_text", max_chars=LONGEST_COMMENT, height=90)
        if st.button(_("Send"), key="talk_send", type="primary"):
            _do(lambda: _write(text, page, view, by), "talk_text")
    if comments.empty:
        st.caption(_("No open comment on this page."))
    for row in each_row(comments.head(_MOST)):
        with st.container(border=True):
            _line(row)
            for answer in each_row(answers_to(cache.comments(), int(row.number))):
                _line(answer)
            if may_write:
                _answer(row)


def _line(row: Any) -> None:
    moment = pd.Timestamp(row.at).tz_convert("Asia/Ho_Chi_Minh").strftime("%d/%m/%Y %H:%M")
    st.markdown(f"**{escaped(row.by or '–')}** · {escaped(moment)}")
    st.markdown(escaped(row.text))
    if pd.isna(row.answers):
        st.html(_LINK.format(page=row.page, view=row.view, word=_("Open the view it is about")))


def _answer(row: Any) -> None:
    number = int(row.number)
    text = st.text_input(_("Answer"), key=f"talk_answer_{number}", max_chars=LONGEST_COMMENT)
    left, right = st.columns(2)
    if left.button(_("Answer"), key=f"talk_reply_{number}"):
        _do(
            lambda: write_comment(
                cache.workspace(), text, page=row.page, view=row.view, by=seat.writer(), answers=number
            ),
            f"talk_answer_{number}",
        )
    if right.button(_("Settled"), key=f"talk_settle_{number}", icon=":material/check:"):
        _do(lambda: settle_comment(cache.workspace(), number, by=seat.writer()))


def _write(text: str, page: str, view: View, by: str) -> None:
    write_comment(cache.workspace(), text, page=page, view=query_of(view), by=by)


def _saved(page: str, view: View) -> None:
    if seat.allowed_to("write", "views"):
        name = st.text_input(_("Name of this view"), key="talk_name", max_chars=80)
        shared = st.toggle(_("For everybody"), key="talk_shared")
        if st.button(_("Save this view"), key="talk_save", type="primary"):
            saved = SavedView(name=name, page=page, view=query_of(view), shared=shared)
            _do(lambda: save_view(cache.workspace(), saved, by=seat.writer()), "talk_name")
    for row in each_row(load_views(cache.workspace())):
        left, right = st.columns([4, 1], vertical_alignment="center")
        word = row.name if row.mine else _("{name} ({by})", name=row.name, by=row.by)
        left.html(_LINK.format(page=row.page, view=row.view, word=word))
        if row.mine and right.button("", icon=":material/delete:", key=f"talk_drop_{row.name}", help=_("Take it away")):
            _do(partial(drop_view, cache.workspace(), row.name, by=seat.writer()))
    recent = st.session_state.get(_RECENT, [])[1:]
    if recent:
        st.caption(_("Looked at before"))
        for title, address, query in recent:
            st.html(_LINK.format(page=address, view=query, word=title))


def _remember_recent(page: str, view: View) -> None:
    """Keep what was looked at last in this window, the newest first, each page and commune once."""
    names = cache.full_names(view.vintage) if view.commune else {}
    title = " · ".join(filter(None, (page or "/", names.get(view.commune, view.commune), view.period, view.theme)))
    line = (title, page, query_of(view))
    before = [item for item in st.session_state.get(_RECENT, []) if item[0] != title]
    st.session_state[_RECENT] = [line, *before][:_MOST_RECENT]


def _do(step: Callable[[], object], *emptied: str) -> None:
    """Do a step; where it was done, boxes are emptied and the page is shown anew."""
    with guard(stop=False):
        step()
        for key in emptied:
            del st.session_state[key]
        flash.flash(_("Done."))
        st.rerun()
