"""The other end of a `ProcessJob`: reads what to do, does it, tells how far it is, leaves the result in a file.

It ends at once when the application that started it is gone.
"""

from __future__ import annotations

import importlib
import json
import os
import pickle
import threading
import traceback
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TextIO

from ntm_geo.atomic import write_whole
from ntm_geo.errors import NtmGeoError, TableError, msg
from ntm_geo.i18n import Language, use_language
from ntm_geo.jobs.jobs import Progress

if TYPE_CHECKING:
    from pathlib import Path

LENGTH_BYTES: Final = 8
_TOLD_EVERY_S: Final = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a worker is to do."""

    module: str
    function: str
    """Called with the progress and ``arguments``; its result must be something `pickle` takes."""
    arguments: tuple[Any, ...]
    language: Language
    answer: Path
    """File that holds, in the end, the result or the error."""


def work() -> None:
    """Do the one order that stands on the standard input."""
    size = int.from_bytes(_read(LENGTH_BYTES), "big")
    order: Order = pickle.loads(_read(size))  # noqa: S301 - written by the application itself
    threading.Thread(target=_end_with_the_application, daemon=True).start()
    use_language(order.language)
    progress, done = Progress(), threading.Event()
    fdopen = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what libraries print goes to the log
    teller = threading.Thread(target=_tell, args=(progress, done, fdopen), daemon=True)
    teller.start()
    answer: tuple[Any, NtmGeoError | None]
    try:
        result = getattr(importlib.import_module(order.module), order.function)(progress, *order.arguments)
        answer = (result, None)
    except NtmGeoError as error:
        answer = (None, error)
    except Exception:  # noqa: BLE001 - the log says what it was, the person that it was our fault
        traceback.print_exc()
        answer = (None, broken_off())
    write_whole(order.answer, pickle.dumps(answer))
    done.set()
    teller.join()


def broken_off() -> NtmGeoError:
    """Return the error of work that ended by a fault of the program."""
    return TableError(
        msg("The work broke off by a fault of the program."),
        fix=msg("Try again; if it happens again, tell whoever keeps the program: its log says more."),
    )


def _tell(progress: Progress, done: threading.Event, out: TextIO) -> None:
    last = None
    while not done.wait(_TOLD_EVERY_S):
        if progress.state != last:
            last = progress.state
            out.write(json.dumps(last) + "\n")
            out.flush()


def _read(size: int) -> bytes:
    """Return so many bytes of the standard input, without a buffer that a waiting thread would hold to the end."""
    content = b""
    while len(content) < size:
        chunk = os.read(0, size - len(content))
        if not chunk:
            raise SystemExit(1)
        content += chunk
    return content


def _end_with_the_application() -> None:
    while os.read(0, 1):
        pass
    os._exit(1)
