"""Unsaved edits of tables: they survive a change of page, and the browser asks before they are lost.

Streamlit forgets what was typed into a table as soon as the table is not shown. What was typed is kept for the session
as a draft, restored where the table is shown again, and announced; the browser asks before the whole session is left.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from ntm_geo.i18n import _
from ntm_geo.ui.kit.flash import flash_saved
from ntm_geo.ui.kit.messages import escaped, guard
from ntm_geo.ui.kit.table import show_table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd

_DRAFTS: Final = "ntm_drafts"
_BASES: Final = "ntm_draft_bases"
_OLDER: Final = "ntm_drafts_older"
_ROUNDS: Final = "ntm_draft_rounds"
_ASK: Final = "<script>window.onbeforeunload = {handler};</script>"


def edit_table(table: pd.DataFrame, *, key: str, version: int | None, **options: Any) -> pd.DataFrame:
    """Show a table to be edited, with the draft of it that this session holds; returns it as it stands on the screen.

    A draft of an older version is never put over a newer one: it is shown beside it, to be typed again or discarded.

    Parameters
    ----------
    table : what is kept; its index does not count.
    key : of the table, the same for all its versions; `forget` it once it is saved.
    version : number of the version that is kept; None where nothing is.
    **options : of `streamlit.data_editor`.
    """
    drafts, bases = _kept(_DRAFTS), _kept(_BASES)
    if key in drafts and drafts[key][0] != version:
        _kept(_OLDER)[key] = drafts.pop(key)[1]
    widget = f"{key}_{version}_{_kept(_ROUNDS).get(key, 0)}"
    if widget not in st.session_state:
        bases[key] = drafts[key][1] if key in drafts else table  # shown anew: the widget has forgotten everything
    edited: pd.DataFrame = st.data_editor(bases[key], key=widget, **options)
    if _same(edited, table):
        drafts.pop(key, None)
    else:
        drafts[key] = (version, edited)
        _tell(key)
    _tell_older(key, options)
    _ask_before_leaving()
    return edited


def forget(key: str) -> None:
    """Drop the draft of a table, and an older one; it is shown as it is kept."""
    for name in (_DRAFTS, _OLDER):
        _kept(name).pop(key, None)
    _kept(_ROUNDS)[key] = _kept(_ROUNDS).get(key, 0) + 1


def save_button(key: str, save: Callable[[], bool], *, button: str, label: str = "", box: Any = st) -> None:
    """Show the button that keeps an edited table; what is wrong with it is said and nothing is lost.

    Parameters
    ----------
    key : of the table, as given to `edit_table`.
    save : keeps the table; returns whether there was anything new. Raises errors of ours.
    button : key of the button.
    label : of the button; the usual words where it is empty.
    box : where the button stands.
    """
    look = {} if box is st else {"width": "stretch"}
    words = escaped(label or _("Save the changes"))
    if not box.button(words, type="primary", icon=":material/save:", key=button, **look):
        return
    with guard(stop=False):
        new = save()
        forget(key)
        flash_saved(new=new)
        st.rerun()


def _tell_older(key: str, options: Mapping[str, Any]) -> None:
    """Show what was typed into a version that somebody else has replaced meanwhile."""
    older = _kept(_OLDER)
    if key not in older:
        return
    st.warning(
        _("Somebody saved a newer version meanwhile. What you had typed stands below; type it again or discard it."),
        icon=":material/history:",
    )
    looks = {name: options[name] for name in ("column_config", "column_order", "hide_index") if name in options}
    show_table(older[key], **looks)
    st.button(_("Discard"), icon=":material/delete:", key=f"{key}_discard_older", on_click=older.pop, args=(key,))


def _tell(key: str) -> None:
    words, drop = st.columns([4, 1], vertical_alignment="center")
    words.caption(_("Changes not saved yet; they stay here while you look at other pages."))
    drop.button(
        _("Discard the changes"), icon=":material/undo:", key=f"{key}_discard", on_click=forget, args=(key,),
        width="stretch",
    )  # fmt: skip


def _ask_before_leaving() -> None:
    """Have the browser ask before the session is left with a draft in it."""
    handler = "(event) => { event.preventDefault(); }" if _kept(_DRAFTS) or _kept(_OLDER) else "null"
    st.html(_ASK.format(handler=handler), unsafe_allow_javascript=True)


def _kept(name: str) -> dict[str, Any]:
    stored: dict[str, Any] = st.session_state.setdefault(name, {})
    return stored


def _same(edited: pd.DataFrame, table: pd.DataFrame) -> bool:
    """Return whether nothing was changed: empty cells are equal however they are kept."""
    if edited.shape != table.shape or list(edited.columns) != list(table.columns):
        return False
    item, other = (frame.astype("object").reset_index(drop=True) for frame in (edited, table))
    return bool(((item == other) | (item.isna() & other.isna())).all(axis=None))
