"""What a file leaves open and a person decides: asked once, with counts, never assumed in silence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ntm_geo.errors import Message

MET, NOT_MET, NO_FIGURE = "met", "not-met", "unknown"
"""Answers about marks and empty cells."""
TAKE, LEAVE = "take", "leave"
"""Answers about what is hidden."""
AS_WRITTEN, TIMES_100, EXCHANGED = "as-written", "times-100", "exchanged"
"""Answers about the figures of a column."""
RESULTS, PLAN, YEAR_END = "results", "plan", "year-end"
"""Answers about what the figures of a table are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One answer: what a program says (``not-met``) and what a person reads."""

    value: str
    label: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One thing a file leaves open.

    ``key`` is stable for programs: ``dash``, ``year``, ``fractions:E``. Nothing is kept while a question is open.
    """

    key: str
    what: Message
    options: tuple[Option, ...]
    answer: str = ""
    """The answer a person gave; empty while there is none."""
    assumed: str = ""
    """Answer that holds while nobody gave one, where none of them can put a wrong figure on a map."""

    @property
    def open(self) -> bool:
        """Whether nothing may be kept before it is answered."""
        return not self.answer and not self.assumed


def ask(
    key: str, what: Message, options: tuple[Option, ...], answers: Mapping[str, str], *, assumed: str = ""
) -> Question:
    """Return a question with the answer that was given, if it is one of its options.

    Parameters
    ----------
    key, what, options, assumed : of the `Question`.
    answers : key of a question to the value of an option.
    """
    entered = answers.get(key, "")
    known = {option.value for option in options}
    return Question(key=key, what=what, options=options, answer=entered if entered in known else "", assumed=assumed)
