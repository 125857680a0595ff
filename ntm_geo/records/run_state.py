"""The state of the data for a run of a page: one for the whole run, by kinds; and whether the database is ready."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ntm_geo.store import data_state, waiting
from ntm_geo.store.database import is_ready
from ntm_geo.store.datasets import data_state as current_state
from ntm_geo.store.datasets import revision

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ntm_geo.workspace.workspace import Workspace


def begin_run(wait: Callable[[], None] | None = None) -> None:
    """Let everything read from here on in this thread be of one state of the data, until this process writes.

    Parameters
    ----------
    wait : called again and again while the database is away and something of it is needed; None for an error.
    """
    data_state.begin_run()
    if wait is not None:
        waiting.wait_with(wait)


def trouble(workspace: Workspace) -> str:
    """Return why little can be kept: ``away``, ``read-only``, ``full``; empty where nothing is wrong."""
    return workspace.store.trouble


def state_of(workspace: Workspace, kinds: Iterable[str]) -> tuple[int, ...]:
    """Return what tells the state of these kinds of data from others: the versions of them that are in use."""
    return current_state(workspace.store).fingerprint(kinds)


def last_event(workspace: Workspace) -> int:
    """Return the number of the last thing done to the data of the province."""
    return revision(workspace.store)


def database_ready(workspace: Workspace) -> bool:
    """Return whether the database can be reached and is in the form this program knows; StoreError when it cannot."""
    with waiting.not_waiting():
        return is_ready(workspace.store)
