"""Long work in a process of its own: the pages stay quick for all, and stopping ends it at once, whatever it does."""

from __future__ import annotations

import contextlib
import json
import os
import pickle
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from ntm_geo.i18n import _, current_language
from ntm_geo.jobs.job_worker import LENGTH_BYTES, Order, broken_off
from ntm_geo.jobs.jobs import Job

if TYPE_CHECKING:
    from collections.abc import Callable

    from ntm_geo.jobs.jobs import Progress

T = TypeVar("T")
AT_ONCE: Final = max(1, (os.cpu_count() or 2) // 2)
"""Processes that work at the same time; whoever comes later waits, and the pages keep at least half of the machine."""
_BOOT: Final = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from ntm_geo.jobs.job_worker import work; work()"
)
_turns: Final = threading.BoundedSemaphore(AT_ONCE)
_LOOK_S: Final = 0.1
_END_S: Final = 5.0


class ProcessJob(Job[T]):
    """A piece of work another Python does."""

    def __init__(self, work: Callable[..., T], *arguments: Any) -> None:
        """Begin the work, in the language of the one who asked for it; `stop` ends it whatever it does.

        Parameters
        ----------
        work : a function of a module, called with a `Progress` and the arguments.
        *arguments : what `pickle` takes; workspaces and databases are opened by the work itself, from the settings.
        """
        self.pid = 0
        """Number of the process, once it runs."""
        self._began = time.monotonic()
        self._ended: float | None = None
        self._order = (work.__module__, work.__qualname__, arguments, current_language())
        super().__init__(self._in_turn, label=_("Waiting for its turn"))

    @property
    def seconds(self) -> float:
        """How long it has worked, or worked in all; the wait for its turn is not counted."""
        return (self._ended or time.monotonic()) - self._began

    def _in_turn(self, progress: Progress) -> T:
        while not _turns.acquire(timeout=_LOOK_S):
            progress.check()
        try:
            self._began = time.monotonic()
            progress.show(_("Getting ready"), 0, 1)
            with tempfile.TemporaryDirectory() as folder:
                return self._done_by_process(Path(folder, "answer"))
        finally:
            self._ended = time.monotonic()
            _turns.release()

    def _done_by_process(self, answer: Path) -> T:
        module, function, arguments, language = self._order
        order = Order(module=module, function=function, arguments=arguments, language=language, answer=answer)
        content = pickle.dumps(order)
        process = subprocess.Popen(  # noqa: S603 - this Python, and words of this module
            [
                sys.executable,
                "-X",
                "utf8",
                "-c",
                _BOOT,
                json.dumps([str(Path(position).absolute()) for position in sys.path]),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self.pid = process.pid
        follower = threading.Thread(target=self._follow, args=(process,), daemon=True)
        follower.start()
        try:
            self._send(process, len(content).to_bytes(LENGTH_BYTES, "big") + content)
            while process.poll() is None:
                self.progress.check(_LOOK_S)
        finally:
            process.kill()
            process.wait(_END_S)
            follower.join(_END_S)
            for pipe in (process.stdin, process.stdout):
                if pipe:
                    pipe.close()
        return self._taken(answer)

    @staticmethod
    def _send(process: subprocess.Popen[bytes], content: bytes) -> None:
        """Hand over the order; the pipe stays open, so that the process sees when the application is gone."""
        if process.stdin:
            with contextlib.suppress(OSError):  # it died already: there will be no answer
                process.stdin.write(content)
                process.stdin.flush()

    def _follow(self, process: subprocess.Popen[bytes]) -> None:
        for line in process.stdout or ():
            label, done, total = json.loads(line)
            self.progress.show(label, done, total)

    @staticmethod
    def _taken(answer: Path) -> T:
        if not answer.exists():
            raise broken_off()
        result, error = pickle.loads(answer.read_bytes())  # noqa: S301 - written by our own process, in our own folder
        if error is not None:
            raise error
        return result  # type: ignore[no-any-return]
