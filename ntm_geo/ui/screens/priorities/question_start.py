"""What the boxes of a ranking begin with: a ready purpose, or the question of a scenario that was opened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ntm_geo.priorities.engine.selection import Overrule
    from ntm_geo.priorities.prioritize import Question

_START: Final = "priority_start"
_OVERRULES: Final = "priority_overrules"
Rows = tuple[tuple[str, str, str], ...]
"""Code, ``in`` or ``out``, and reason of what is overruled by hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """Where the boxes begin."""

    question: Question | None = None
    """Of the scenario that was opened; None where none was."""
    name: str = ""
    """Of that scenario."""
    mark: str = ""
    """Stands in the keys of the boxes, so that they begin anew with every scenario that is opened."""


def start() -> Start:
    """Return where the boxes of this reader begin."""
    remembered: Start = st.session_state.get(_START, Start())
    return remembered


def begin(question: Question, name: str, vintage: str) -> None:
    """Let the boxes begin with the question of a scenario, with what it overruled on its units."""
    number = int(start().mark.removeprefix("_") or 0) + 1
    st.session_state[_START] = Start(question=question, name=name, mark=f"_{number}")
    put_overrules(vintage, rows_of(question.rules.overrules))


def rows_of(overrules: Mapping[str, Overrule]) -> Rows:
    """Return what is overruled as rows."""
    return tuple((code, overrule.state, overrule.reason) for code, overrule in overrules.items())


def overrules_begin(vintage: str) -> tuple[Rows, int]:
    """Return the rows the table of overrules begins with, and how often it began anew."""
    remembered: tuple[Rows, int] = st.session_state.get(f"{_OVERRULES}_{vintage}", ((), 0))
    return remembered


def put_overrules(vintage: str, rows: Rows) -> None:
    """Let the table of overrules begin anew with rows."""
    _before, number = overrules_begin(vintage)
    st.session_state[f"{_OVERRULES}_{vintage}"] = (rows, number + 1)
