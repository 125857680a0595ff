"""While the database is away a run that needs it waits in the middle, says so, and goes on by itself.

Streamlit leaves on the screen what the run before had shown, with all that was chosen and typed.
"""

from __future__ import annotations

import time
from contextvars import ContextVar
from typing import TYPE_CHECKING, Final, NoReturn

import streamlit as st

from ntm_geo.errors import ChangeLostError, DatabaseAwayError
from ntm_geo.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable

LOOK_SECONDS: Final = 1.0
_WAITED: Final = "ntm_waited_for_database"
_LOST: Final = "ntm_change_lost"
_NOTICE_SECONDS: Final = 5
_said_at: Final[ContextVar[float]] = ContextVar("ntm_outage_said", default=float("-inf"))


def wait() -> None:
    """Say that the database is away, and wait a moment; whatever the reader does meanwhile begins a new run.

    The notice is said anew before it vanishes: the run that said it first may be over, and could not take it back.
    """
    if time.monotonic() - _said_at.get() >= _NOTICE_SECONDS - LOOK_SECONDS:
        st.toast(
            _(
                "The database cannot be reached. What you chose and typed stays; the page goes on by itself once it is "
                "back."
            ),
            icon=":material/cloud_off:",
            duration=_NOTICE_SECONDS,
        )
        _said_at.set(time.monotonic())
        st.session_state[_WAITED] = True
    time.sleep(LOOK_SECONDS)


def run_again(error: DatabaseAwayError, *, is_back: Callable[[], bool]) -> NoReturn:
    """Wait until the database is back, then run the page again; a change that was lost is named there.

    Parameters
    ----------
    error : that ended this run.
    is_back : whether the database can be reached.
    """
    if isinstance(error, ChangeLostError):
        st.session_state[_LOST] = error
    while not is_back():
        wait()
    st.rerun()


def after_a_wait() -> ChangeLostError | None:
    """Take back what was said while the database was away; returns the change that was lost with it."""
    if st.session_state.pop(_WAITED, False):
        st.toast(_("The database is back."), icon=":material/cloud_done:")
    lost: ChangeLostError | None = st.session_state.pop(_LOST, None)
    return lost
