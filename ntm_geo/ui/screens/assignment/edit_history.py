"""Edit history of a session: the current draft, undo and redo, and the saved plan it was opened from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import streamlit as st

from ntm_geo.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from ntm_geo.assignment.draft_steps import Draft
    from ntm_geo.partners.plan_editions import Edition

_KEPT: Final = "assignment_bench"
_MOST: Final = 50
"""Steps that can be taken back."""


@dataclass(slots=True)
class EditHistory:
    """The current draft with the steps before (undo) and after (redo) it; belongs to one session alone."""

    about: tuple[object, ...] = ()
    """Key of what it was begun for; another choice of communes begins a new history."""
    draft: Draft | None = None
    past: list[Draft] = field(default_factory=list)
    future: list[Draft] = field(default_factory=list)
    opened: Edition | None = None
    """The plan it was opened from or saved to."""
    saved: Draft | None = None
    """The draft as it was saved last; None where it never was."""
    version: int = 0
    """Number of the state of the data it was opened or saved at."""

    def put(self, draft: Draft) -> None:
        """Take a step; what was undone before can no longer be redone."""
        if self.draft is not None:
            self.past = [*self.past, self.draft.put_away()][-_MOST:]
        self.draft, self.future = draft, []

    def undo(self) -> None:
        """Take the last step back."""
        if self.past and self.draft is not None:
            self.future.append(self.draft.put_away())
            self.draft = self.past.pop()

    def redo(self) -> None:
        """Take a step that was taken back again."""
        if self.future and self.draft is not None:
            self.past.append(self.draft.put_away())
            self.draft = self.future.pop()

    @property
    def dirty(self) -> bool:
        """Whether there are unsaved edits."""
        return self.draft is not self.saved

    @property
    def changeable(self) -> bool:
        """Whether the draft may be changed: a proposal, a draft, or a plan that is being commented on."""
        return self.opened is None or self.opened.changeable


def edits() -> EditHistory:
    """Return the edit history of the session."""
    if _KEPT not in st.session_state:
        st.session_state[_KEPT] = EditHistory()
    history: EditHistory = st.session_state[_KEPT]
    return history


def begin(about: tuple[object, ...], make: Callable[[], Draft]) -> EditHistory:
    """Return the edit history for a choice of communes; a new one begins with the draft ``make`` returns."""
    history = edits()
    if history.about != about:
        st.session_state[_KEPT] = history = EditHistory(about=about)
        with solving():
            history.draft = make()
    return history


def open_on(draft: Draft, edition: Edition, version: int, *, saved: bool = True) -> None:
    """Begin the edit history of a saved plan.

    Parameters
    ----------
    draft : of the edition.
    edition : it was opened from.
    version : number of the state of the data.
    saved : whether the draft is the same as the edition.
    """
    about = ("plan", edition.plan, edition.edition, edition.vintage)
    st.session_state[_KEPT] = EditHistory(
        about=about, draft=draft, opened=edition, saved=draft if saved else None, version=version
    )


def solving() -> AbstractContextManager[None]:
    """Say that the best assignment is being looked for, and for how long already."""
    return st.spinner(_("Finding the best assignment: this may take some seconds …"), show_time=True)
