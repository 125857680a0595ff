"""Name of the user and identifier of the browser, both stored as cookies; the name is written into every history.

The name is asked for once. The identifier leads drafts back to their browser and says nothing about the person.
"""

from __future__ import annotations

import json
import re
import secrets
from typing import Final
from urllib.parse import unquote

import streamlit as st
from markupsafe import Markup

from ntm_geo.i18n import _

_KEPT: Final = "ntm_writer"
_NEW: Final = "ntm_writer_new"
_NUMBER: Final = "ntm_seat"
_NUMBER_TOLD: Final = "ntm_seat_told"
_NUMBER_FORM: Final = re.compile(r"[0-9a-f]{32}")
_LONGEST: Final = 80
_A_YEAR_S: Final = 31_536_000
_REMEMBER: Final = Markup(
    "<script>document.cookie = '{name}=' + encodeURIComponent({value}) + "
    "'; path=/; max-age={seconds}; SameSite=Strict';</script>"
)


def writer() -> str:
    """Return the name of the user; empty while it is not known."""
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
        _remember(_KEPT, writer())
    return writer()


def number() -> str:
    """Return the number of this browser, made and handed to it where it has none; 32 hexadecimal digits."""
    if _NUMBER not in st.session_state:
        cookies = str(st.context.cookies.get(_NUMBER, ""))
        known = bool(_NUMBER_FORM.fullmatch(cookies))
        st.session_state[_NUMBER] = cookies if known else secrets.token_hex(16)
        st.session_state[_NUMBER_TOLD] = known
    if not st.session_state[_NUMBER_TOLD]:
        _remember(_NUMBER, st.session_state[_NUMBER])
        st.session_state[_NUMBER_TOLD] = True
    return str(st.session_state[_NUMBER])


def _take(key: str) -> None:
    st.session_state[_KEPT] = " ".join(str(st.session_state[key]).split())
    st.session_state[_NEW] = True


def _remember(name: str, text: str) -> None:
    """Have the browser keep a text; what it holds comes back as a cookie with the next visit."""
    value = Markup(json.dumps(text).replace("<", "\\u003c").replace("&", "\\u0026"))  # noqa: S704 - text of a script
    st.html(_REMEMBER.format(name=name, value=value, seconds=_A_YEAR_S), unsafe_allow_javascript=True)
