"""Who sits at this screen: asked once, remembered by the browser, written into the history of everything kept."""

from __future__ import annotations

import json
from typing import Final
from urllib.parse import unquote

import streamlit as st
from markupsafe import Markup

from ntm_geo.i18n import _

_KEPT: Final = "ntm_writer"
_NEW: Final = "ntm_writer_new"
_LONGEST: Final = 80
_A_YEAR_S: Final = 31_536_000
_REMEMBER: Final = Markup(
    "<script>document.cookie = '{name}=' + encodeURIComponent({value}) + "
    "'; path=/; max-age={seconds}; SameSite=Strict';</script>"
)


def writer() -> str:
    """Return the name of who writes; empty while nobody said it."""
    if _KEPT not in st.session_state:
        st.session_state[_KEPT] = unquote(st.context.cookies.get(_KEPT, ""))[:_LONGEST]
    return str(st.session_state[_KEPT])


def who(key: str) -> str:
    """Let the reader say who he is, once for all pages and the next time; the name stands beside what he keeps.

    Parameters
    ----------
    key : of the box, one for every place it stands in.
    """
    st.session_state[key] = writer()
    st.text_input(
        _("Who writes this"), key=key, max_chars=_LONGEST, placeholder=_("Nguyen Van A, rural office"),
        on_change=_take, args=(key,),
    )  # fmt: skip
    if st.session_state.pop(_NEW, False):
        _remember(writer())
    return writer()


def _take(key: str) -> None:
    st.session_state[_KEPT] = " ".join(str(st.session_state[key]).split())
    st.session_state[_NEW] = True


def _remember(name: str) -> None:
    """Have the browser keep the name; what it holds comes back as a cookie with the next visit."""
    value = Markup(json.dumps(name).replace("<", "\\u003c").replace("&", "\\u0026"))  # noqa: S704 - text of a script
    st.html(_REMEMBER.format(name=_KEPT, value=value, seconds=_A_YEAR_S), unsafe_allow_javascript=True)
