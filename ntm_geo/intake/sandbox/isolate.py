"""Run a registered reader on a file in a child process, and bring its answer or its error back."""

from __future__ import annotations

import json
import logging
import sys
import tempfile
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ntm_geo.errors import InputFileError, Message, NtmGeoError, msg
from ntm_geo.intake.sandbox.child import BUG, FAULT, REQUEST, RESULT, what_holds
from ntm_geo.intake.sandbox.faults import to_error
from ntm_geo.intake.sandbox.limits import BOUNDARY_LIMITS, Limits
from ntm_geo.intake.sandbox.plain import BrokenAnswerError, decode
from ntm_geo.intake.sandbox.processes import TEMPLATE, Ending, TemplateGoneError, read_once
from ntm_geo.intake.sandbox.registry import find_task, task
from ntm_geo.intake.sandbox.staging import stage

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ntm_geo.intake.sandbox.registry import Task

_LOG: Final = logging.getLogger(__name__)
_HEAD: Final = 9
_PROBE: Final = "what-holds"
_FORKS: Final = sys.platform == "linux"


def run_isolated(
    name: str,
    path: Path,
    args: dict[str, Any] | None = None,
    *,
    limits: Limits = BOUNDARY_LIMITS,
    companions: Iterable[str] = (),
) -> Any:
    """Run a reader on a file in a process that can do no harm.

    Parameters
    ----------
    name : of a reader registered with `ntm_geo.intake.sandbox.task`.
    path : a file or folder; the reader gets the path of a copy under a harmless name.
    args : what else the reader is told; what JSON can hold.
    limits : of memory, time and sizes.
    companions : endings of the files of the same name that belong to it (``.dbf``).

    Returns
    -------
    What the reader returned, as plain data: see `ntm_geo.intake.sandbox.plain`.

    Raises
    ------
    NtmGeoError
        Whatever of ours the reader raised, with its message, proposals and choices.
    InputFileError
        The reader died, took too long or too much memory, or failed in a way nobody expected (which is logged).
    """
    with tempfile.TemporaryDirectory(prefix="ntm-read-", ignore_cleanup_errors=True) as folder:
        work = Path(folder).resolve()
        copy = _stage(path, work, companions)
        chosen = find_task(name)
        request = {
            "task": name,
            "module": chosen.module,
            "path": str(copy),
            "args": args or {},
            "limits": asdict(limits),
        }
        (work / REQUEST).write_text(json.dumps(request), encoding="utf-8")
        with TEMPLATE.at_once:
            ending = _read(chosen, work, limits)
            if ending.reason == "gone":
                ending = _read(chosen, work, limits)
        if name != _PROBE:
            _say_what_is_missing()
        return _result(ending, path, copy.name, limits)


def _stage(path: Path, work: Path, companions: Iterable[str]) -> Path:
    try:
        return stage(path, work, companions=companions)
    except OSError as caught:
        raise InputFileError(
            msg("The file cannot be copied to be read: {reason}.", reason=caught.strerror or str(caught)),
            where=path.name,
            fix=msg("Make room in the folder for temporary files, or give a file this program may read."),
        ) from None


def _read(chosen: Task, work: Path, limits: Limits) -> Ending:
    """Have the file read by a child of the template, or, where none can be had, in a process started for it."""
    if _FORKS:
        try:
            return TEMPLATE.read(chosen, work, limits)
        except TemplateGoneError:
            _LOG.warning("no template can be started here; a process is started for every file")
    return read_once(work, limits)


def _result(ending: Ending, path: Path, copied_as: str, limits: Limits) -> Any:
    """Return the data of an answer, or raise what it says."""
    content = memoryview(ending.answer)
    kind, size = bytes(content[:1]), int.from_bytes(content[1:_HEAD], "big")
    try:
        if ending.reason or len(content) != _HEAD + size:
            raise BrokenAnswerError  # noqa: TRY301 - the same way out as for a broken one
        body = decode(content[_HEAD:])
        if kind == RESULT:
            return body
        if kind == FAULT:
            raise _called_as_given(to_error(body), path.name, copied_as)
        if kind == BUG:
            _LOG.error("reading a file failed unexpectedly: %.4000r", body)
    except BrokenAnswerError:
        _LOG.warning("reading a file ended without an answer: %s", ending.reason or "broken answer")
    raise InputFileError(_what_happened(ending.reason, limits), where=path.name, fix=_what_to_do())


def _called_as_given(error: NtmGeoError, name: str, copied_as: str) -> NtmGeoError:
    """Give the file the name the person knows it by."""
    if error.where == copied_as:
        error.where = name
        error.args = (str(error),)
    return error


def _what_happened(reason: str, limits: Limits) -> Message:
    if reason == "time":
        return msg("The file could not be read safely: it took more than {seconds} seconds.", seconds=limits.cpu_s)
    if reason in {"memory", "size"}:
        return msg("The file could not be read safely: it needed more than {size} MB of memory.", size=limits.memory_mb)
    return msg("The file could not be read safely: it broke the program that reads it, which was stopped.")


def _what_to_do() -> Message:
    return msg(
        "Nothing was changed. Open it in the program it was made with, save only what is needed under a new name, and"
        " give that file."
    )


@cache
def _say_what_is_missing() -> None:
    """Write into the log, once, which walls this machine does not offer."""
    missing = [wall for wall, holds in what_the_system_allows().items() if not holds]
    if missing:
        _LOG.warning("files are read without: %s", ", ".join(missing))


@task(_PROBE)
def _what_holds(_path: Path, _args: dict[str, Any]) -> dict[str, bool]:
    return what_holds()


@cache
def what_the_system_allows() -> dict[str, bool]:
    """Return which of the walls around a reading hold on this machine, by name.

    Examples
    --------
    >>> what_the_system_allows()["limits of memory, time and files"]
    True
    """
    try:
        holds = run_isolated(_PROBE, Path("none"))
    except InputFileError:
        return {"a process of its own": False}
    return {"a process of its own": True} | {str(name): bool(value) for name, value in holds.items()}
