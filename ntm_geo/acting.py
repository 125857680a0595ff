"""Who acts: the account behind what is written, and the guard that may refuse it.

A door says who acts: the command line once, a page at every run by a function it registers. Where accounts are in
use and nobody acts, a guard refuses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Literal

if TYPE_CHECKING:
    import pandas as pd

Verb = Literal["see", "write", "restore", "manage"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Whoever acts: a person with an account, or the program at the hand of whoever started it."""

    account: str
    """Name the account signs in by; empty for the program itself."""
    name: str
    """Name of the person, as it stands in histories."""
    role: str
    units: frozenset[str] = frozenset()
    """Codes of communes or districts the account acts for."""
    body: str = ""
    """Key of the department or agency the account acts for."""
    address: str = ""
    """Network address the account signed in from."""


PROGRAM: Final = Actor(account="", name="", role="program")
"""The command line, and work the program does by itself: whoever may start it may do everything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """What somebody is about to write."""

    verb: Verb
    kind: str
    """Kind of data: that of a version, or ``names``, ``columns``, ``files``."""
    period: int | None = None
    """Year of the table, 0 for a register; None where no rows are written."""
    tables: Callable[[], tuple[pd.DataFrame | None, pd.DataFrame | None]] = field(default=lambda: (None, None))
    """Table before and after, where rows are written; asked for only where rights depend on rows."""


Guard = Callable[[Any, "Actor | None", Deed], None]
"""Called with a connection, whoever acts and the deed, inside the transaction; RightsError where it is not allowed."""

_ACTOR: Final[ContextVar[Actor | None]] = ContextVar("ntm_actor", default=None)
_doors: Final[list[Callable[[], Actor | None]]] = []


def register_door(who: Callable[[], Actor | None]) -> None:
    """Have a function asked who acts in this thread, where nobody was said to."""
    if who not in _doors:
        _doors.append(who)


def current_actor() -> Actor | None:
    """Return who acts in this thread; None where nobody is known to."""
    actor = _ACTOR.get()
    if actor is not None:
        return actor
    return next((actor for door in _doors if (actor := door()) is not None), None)


@contextmanager
def acting_as(actor: Actor) -> Iterator[None]:
    """Let what is done inside be done by somebody."""
    token = _ACTOR.set(actor)
    try:
        yield
    finally:
        _ACTOR.reset(token)


def signed(by: str) -> str:
    """Return the name a write stands under: that of the account, and what was typed where there is none."""
    actor = current_actor()
    return actor.name if actor is not None and actor.account else by
