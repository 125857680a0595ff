"""What follows from an assessment, a path or an assignment and is asked for often: worked out once, gone with it."""

from __future__ import annotations

import time
import weakref
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec, TypeVar, cast

import pandas as pd

from ntm_geo.i18n import current_language

Owner = TypeVar("Owner")
P = ParamSpec("P")
T = TypeVar("T")

_PLAIN: Final = (str, int, float, type(None), tuple, frozenset, date)
_MOST: Final = 12
"""Answers of one function kept for one owner; the oldest goes first."""
_results: Final[list[weakref.WeakKeyDictionary[Any, dict[Any, _Known]]]] = []


@dataclass(slots=True)
class _Known:
    """An answer, and the tables and objects it was worked out from, which are not kept alive by it."""

    value: Any
    rests_on: tuple[weakref.ref[Any], ...]
    wanted_at: float
    """When it was asked for last, by a clock that only goes on."""

    def holds_for(self, objects: list[Any]) -> bool:
        return all(ref() is value for ref, value in zip(self.rests_on, objects, strict=True))

    @property
    def gone(self) -> bool:
        return any(ref() is None for ref in self.rests_on)


def derived(function: Callable[Concatenate[Owner, P], T]) -> Callable[Concatenate[Owner, P], T]:
    """Work a function out once for each first argument, in each language, for the same other arguments.

    Texts, numbers, dates and tuples are the same when they are equal; a table or another object, when it is the very
    object, which nobody may have changed; a list, when it holds the same of these. Whoever gets a table may change it:
    it is a copy.
    """
    results: weakref.WeakKeyDictionary[Any, dict[Any, _Known]] = weakref.WeakKeyDictionary()
    _results.append(results)

    @wraps(function)
    def answer(owner: Owner, *args: P.args, **options: P.kwargs) -> T:
        known = results.setdefault(owner, {})
        given = [*enumerate(args), *sorted(options.items())]
        parts = [part for _name, value in given for part in (value if isinstance(value, list) else [value])]
        objects = [part for part in parts if not isinstance(part, _PLAIN)]
        key = (current_language(), *((name, _mark(value)) for name, value in given))
        entry = known.get(key)
        if entry is None or not entry.holds_for(objects):
            for other in [other for other, kept in known.items() if kept.gone]:
                del known[other]
            entry = _Known(function(owner, *args, **options), tuple(map(weakref.ref, objects)), time.monotonic())
            known[key] = entry
            while len(known) > _MOST:
                known.pop(next(iter(known)), None)
        entry.wanted_at = time.monotonic()
        value = entry.value
        return cast("T", value.copy(deep=False) if isinstance(value, pd.DataFrame) else value)

    return cast("Callable[Concatenate[Owner, P], T]", answer)


def forget(owner: object) -> None:
    """Drop what was worked out for an object; it is worked out again where it is asked."""
    for results in _results:
        results.pop(owner, None)


def forget_unused(seconds: float) -> int:
    """Drop what nobody asked for in so many seconds; returns how many answers that were.

    It is called while no page runs; an answer that is asked for meanwhile is worked out again.
    """
    before, dropped = time.monotonic() - seconds, 0
    for results in _results:
        for known in list(results.values()):
            for key in [key for key, entry in list(known.items()) if entry.wanted_at < before]:
                dropped += known.pop(key, None) is not None
    return dropped


def _mark(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(map(_mark, value))
    return value if isinstance(value, _PLAIN) else ("object", id(value))
