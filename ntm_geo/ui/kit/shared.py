"""What all sessions of a process share: worked out once, and dropped by bytes, what was used longest ago first.

Streamlit's own cache counts entries; one entry is a commune's page here and a whole country's assessment elsewhere.
What is kept must never be changed by whoever gets it, and must hold nothing translated.
"""

from __future__ import annotations

import dataclasses
import inspect
import sys
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from typing import Any, Final, NamedTuple, ParamSpec, TypeVar

import numpy as np
import pandas as pd
import shapely

P = ParamSpec("P")
T = TypeVar("T")

MOST_BYTES: Final = 384 * 2**20
"""How much memory everything shared may take in a process."""
_DEEP: Final = 7
_POINT_BYTES: Final = 16
_CONTAINERS: Final = (list, tuple, set, frozenset)


class ByText:
    """An argument of a shared function that cannot be hashed itself, told from others by what it says of itself."""

    __slots__ = ("_text", "value")

    def __init__(self, value: Any) -> None:
        self.value = value
        self._text = repr(value)

    def __hash__(self) -> int:  # noqa: D105 - as Python has it
        return hash(self._text)

    def __eq__(self, other: object) -> bool:  # noqa: D105
        return isinstance(other, ByText) and self._text == other._text


class Same:
    """An argument of a shared function that is itself shared: the same object, or another one."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value

    def __hash__(self) -> int:  # noqa: D105
        return id(self.value)

    def __eq__(self, other: object) -> bool:  # noqa: D105
        return isinstance(other, Same) and self.value is other.value


class Usage(NamedTuple):
    """What is kept of a function."""

    entries: int
    size: int
    """Bytes, as `bytes_of` estimates them."""
    hits: int
    misses: int


class _Entry(NamedTuple):
    value: Any
    size: int


class _Shared:
    """Everything shared in this process, over all functions: one bound, one order of last use."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.entries: OrderedDict[tuple[Any, ...], _Entry] = OrderedDict()
        self.making: dict[tuple[Any, ...], threading.Lock] = {}
        self.size = 0
        self.asked: dict[str, list[int]] = {}

    def get(self, key: tuple[Any, ...], make: Callable[[], Any]) -> Any:
        """Return what is kept under a key, else make it; others who want the same meanwhile wait for it."""
        with self.lock:
            counts = self.asked.setdefault(key[0], [0, 0])
            if key in self.entries:
                self.entries.move_to_end(key)
                counts[0] += 1
                return self.entries[key].value
            turn = self.making.setdefault(key, threading.Lock())
        with turn:
            with self.lock:
                if key in self.entries:
                    counts[0] += 1
                    return self.entries[key].value
            value = make()
            self._keep(key, value, bytes_of(value))
            counts[1] += 1
        return value

    def _keep(self, key: tuple[Any, ...], value: Any, size: int) -> None:
        with self.lock:
            self.making.pop(key, None)
            self.entries[key] = _Entry(value, size)
            self.size += size
            while self.size > MOST_BYTES and len(self.entries) > 1:
                self.size -= self.entries.popitem(last=False)[1].size

    def clear(self) -> None:
        """Forget everything."""
        with self.lock:
            self.entries.clear()
            self.making.clear()
            self.asked.clear()
            self.size = 0


_SHARED: Final = _Shared()


def shared(function: Callable[P, T]) -> Callable[P, T]:
    """Work a function out once for all sessions; its arguments are what the answer depends on, all of them hashable.

    Parameters whose name begins with ``_`` are handed on and tell no answers apart, as with Streamlit's own cache: what
    they hold follows from the others. An answer that is an error is not kept.
    """
    name = f"{function.__module__}.{function.__qualname__}"
    counted = [not parameter.startswith("_") for parameter in inspect.signature(function).parameters]

    @wraps(function)
    def answer(*args: P.args, **options: P.kwargs) -> T:
        key = (
            name,
            tuple(value for value, counts in zip(args, counted, strict=False) if counts),
            tuple(sorted((word, value) for word, value in options.items() if not word.startswith("_"))),
        )
        value: T = _SHARED.get(key, lambda: function(*args, **options))
        return value

    return answer


def usage() -> dict[str, Usage]:
    """Return what is kept of every function that was asked, by its name."""
    with _SHARED.lock:
        sizes: dict[str, list[int]] = {}
        for key, entry in _SHARED.entries.items():
            sizes.setdefault(key[0], []).append(entry.size)
        return {
            name: Usage(len(sizes.get(name, [])), sum(sizes.get(name, [])), hits, misses)
            for name, (hits, misses) in sorted(_SHARED.asked.items())
        }


def clear() -> None:
    """Forget everything that is shared."""
    _SHARED.clear()


def bytes_of(value: Any) -> int:
    """Return about how many bytes a value takes: tables and arrays exactly, what lies deeper than a few levels not."""
    return _bytes_of(value, set(), _DEEP)


def _bytes_of(value: Any, seen: set[int], deep: int) -> int:
    if id(value) in seen:
        return 0
    seen.add(id(value))
    if isinstance(value, pd.DataFrame):
        return sum(_array_bytes(value[column]) for column in value)
    if isinstance(value, pd.Series | np.ndarray):
        return _array_bytes(value)
    inside = _parts(value) if deep else ()
    return sys.getsizeof(value) + sum(_bytes_of(part, seen, deep - 1) for part in inside)


def _array_bytes(value: pd.Series[Any] | np.ndarray[Any, Any]) -> int:
    if isinstance(value, np.ndarray):
        return int(value.nbytes)
    if value.dtype == "geometry":
        return _POINT_BYTES * int(shapely.get_num_coordinates(value.to_numpy()).sum())
    return int(value.memory_usage(deep=True))


def _parts(value: Any) -> Iterable[Any]:
    """Return what a value holds."""
    if isinstance(value, Mapping):
        return (part for pair in value.items() for part in pair)
    if isinstance(value, _CONTAINERS):
        return value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return (getattr(value, field.name) for field in dataclasses.fields(value))
    return ()
