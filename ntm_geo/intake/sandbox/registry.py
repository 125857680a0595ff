"""Readers by name: what a child process may be asked to do."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Reader = Callable[[Path, dict[str, Any]], Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A reader, the module it lives in, what has to be done before the first file, and what pays if more follow."""

    name: str
    module: str
    reader: Reader
    prepare: Callable[[], None] | None = None
    warm: Callable[[], None] | None = None


_TASKS: dict[str, Task] = {}


def task(
    name: str, *, prepare: Callable[[], None] | None = None, warm: Callable[[], None] | None = None
) -> Callable[[Reader], Reader]:
    """Register a reader under a name, as a decorator.

    Parameters
    ----------
    name : what `ntm_geo.intake.sandbox.run_isolated` is asked for.
    prepare : run once in the process that forks the children, after the import and before any file is seen.
    warm : run once after it where children are forked; a process that reads a single file goes without.

    Returns
    -------
    The decorator; the reader takes the path of the file and the arguments, and returns plain data (see
    `ntm_geo.intake.sandbox.plain`). It must stand in a module that can be imported by name.

    Examples
    --------
    >>> @task("size")
    ... def size(path, args):
    ...     return path.stat().st_size
    """

    def register(reader: Reader) -> Reader:
        _TASKS[name] = Task(name=name, module=reader.__module__, reader=reader, prepare=prepare, warm=warm)
        return reader

    return register


def find_task(name: str, module: str = "") -> Task:
    """Return a registered reader, importing its module first where that is named.

    Raises
    ------
    KeyError
        Nothing is registered under that name.
    """
    if name not in _TASKS and module:
        importlib.import_module(module)
    return _TASKS[name]
