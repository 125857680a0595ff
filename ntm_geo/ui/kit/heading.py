"""Heading of a page, its title in the browser's tab, and the language of the document."""

from __future__ import annotations

from typing import Final

import streamlit as st
from markupsafe import Markup

_KEPT: Final = "ntm_heading"
_PROGRAM: Final = "NTM Geo"
_LANGUAGE: Final = Markup(
    '<script>document.documentElement.lang = "{language}"; Object.defineProperty(navigator, "languages", '
    '{{ configurable: true, get: () => ["{language}"] }});</script>'
)


def announce(title: str, section: str, *, icon: str) -> None:
    """Name the page in the browser's tab; `show_heading` names it on the page.

    Parameters
    ----------
    title : of the page, in the reader's language.
    section : of the menu the page is in; empty where it stands open.
    icon : of the tab.
    """
    st.session_state[_KEPT] = (title, section)
    st.set_page_config(page_title=f"{title} · {_PROGRAM}", page_icon=icon, layout="wide")


def language_script(language: str) -> Markup:
    """Return the element that sets the language of the document.

    A screen reader, a browser's translation and its hyphens follow the language the document says it is in; the numbers
    of a table (``format="localized"``) follow the languages the browser says it prefers.
    """
    return _LANGUAGE.format(language=language)


def show_heading(title: str = "") -> None:
    """Show the heading of the page in one line, with the section of the menu it is in.

    ``title`` takes the place of the page's own name where a page says more.
    """
    name, section = st.session_state.get(_KEPT, ("", ""))
    text = Markup('<span class="ntm-section">{} › </span>').format(section) if section else Markup("")
    st.html(Markup('<h1 class="ntm-title">{}{}</h1>').format(text, title or name))
