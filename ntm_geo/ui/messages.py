"""Errors on the screen: what is wrong, where, what to do; never a stack trace."""

from __future__ import annotations

import logging
import secrets
from contextlib import contextmanager
from typing import TYPE_CHECKING

import streamlit as st

from ntm_geo.errors import NtmGeoError
from ntm_geo.i18n import _, text

if TYPE_CHECKING:
    from collections.abc import Iterator

log = logging.getLogger(__name__)


@contextmanager
def guard(*, stop: bool = True) -> Iterator[None]:
    """Show an error of ours in the reader's language; anything else goes to the log under a short id.

    Parameters
    ----------
    stop : whether the page ends there; without it what stands beside goes on.
    """
    try:
        yield
    except NtmGeoError as error:
        place = f"**{error.where}**\n\n" if error.where else ""
        st.error(f"{place}{text(error.what)}\n\n{text(error.fix)}", icon="⚠️")
        if stop:
            st.stop()
    except Exception:
        number = secrets.token_hex(3)
        log.exception("unexpected error %s", number)
        st.error(
            _("Something went wrong that we did not foresee. Nothing was lost. Error number: {number}", number=number),
            icon="⚠️",
        )
        if stop:
            st.stop()


def escaped(line: str) -> str:
    """Return a line with nothing in it that Markdown would take for its own."""
    return "".join(f"\\{letter}" if letter in "\\`*_{}[]()#+-.!|<>$~:" else letter for letter in line)
