"""Fragments and dialogs: parts of a page that run without the rest, in the reader's language all the same."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

import streamlit as st

from ntm_geo.i18n import use_language
from ntm_geo.ui.kit import cache
from ntm_geo.ui.kit.state import current_view

if TYPE_CHECKING:
    from collections.abc import Callable


def run_fragment(show: Callable[..., None], *given: Any, every: float | None = None) -> None:
    """Show a part of a page that runs again by itself.

    Parameters
    ----------
    show : what shows it.
    *given : what it is given, also when it runs again.
    every : seconds after which it runs again; None for only when something in it is used.

    Notes
    -----
    Such a run has a thread of its own, which knows nothing of the language the page was begun in.
    """
    st.fragment(_in_language(show), run_every=every)(*given)


def run_dialog(title: str, show: Callable[..., None], *given: Any, **options: Any) -> None:
    """Show a dialog; what is used in it runs by itself, see `run_fragment`.

    Parameters
    ----------
    title : of the dialog, in the reader's language.
    show : what shows it.
    *given : what it is given, also when it runs again.
    **options : of `streamlit.dialog`.
    """
    st.dialog(title, **options)(_in_language(show))(*given)


def _in_language(show: Callable[..., None]) -> Callable[..., None]:
    @wraps(show)
    def shown(*given: Any) -> None:
        use_language(current_view().lang)
        cache.begin_run()
        show(*given)

    return shown
