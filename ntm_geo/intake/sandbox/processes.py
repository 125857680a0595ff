"""The processes the application starts for reading: one warm template on Linux, one process a file elsewhere."""

from __future__ import annotations

import atexit
import contextlib
import ctypes
import json
import os
import selectors
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ntm_geo.intake.sandbox.child import STATUS, exit_reason
from ntm_geo.intake.sandbox.template import READY

if TYPE_CHECKING:
    from ntm_geo.intake.sandbox.limits import Limits
    from ntm_geo.intake.sandbox.registry import Task

_START_S: Final = 120.0
_END_S: Final = 2.0
_CHUNK: Final = 1 << 20
_AT_ONCE: Final = max(2, os.cpu_count() or 2)
_BOOT: Final = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from ntm_geo.intake.sandbox.template import {verb}; {verb}({argument})"
)


@dataclass(frozen=True, slots=True)
class Ending:
    """How a reading ended: what came through the pipe, and why it ended without an answer, if it did.

    ``reason`` is empty, ``time``, ``memory``, ``size``, ``crash``, or ``gone`` when the template itself was killed.
    """

    answer: bytearray
    reason: str = ""


class TemplateGoneError(RuntimeError):
    """The template cannot be started here."""


class Template:
    """The warm process; it is started when it is first needed, and again when it was killed."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.at_once = threading.BoundedSemaphore(_AT_ONCE)
        """Held while a file is read; more wait, so that many people never need more memory than a few children."""
        self._door: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._number = 0

    def read(self, task: Task, work: Path, limits: Limits) -> Ending:
        """Have one file read in a child of the template.

        Raises
        ------
        TemplateGoneError
            It cannot be started.
        """
        answer, answer_end = os.pipe()
        status, status_end = os.pipe()
        try:
            try:
                order = {"task": task.name, "module": task.module, "work": str(work)}
                number = self._send(order, answer_end, status_end)
            finally:
                os.close(answer_end)
                os.close(status_end)
            return self._collect(number, answer, status, limits)
        finally:
            os.close(answer)
            os.close(status)

    def close(self) -> None:
        """End the template."""
        with self._lock:
            self._forget()

    @property
    def pid(self) -> int:
        """Number of the process; 0 when none runs."""
        return self._process.pid if self._process else 0

    def _send(self, order: dict[str, Any], *pipes: int) -> int:
        with self._lock:
            self._number += 1
            content = json.dumps(order | {"number": self._number}).encode()
            for attempt in range(2):
                door = self._door or self._start()
                try:
                    socket.send_fds(door, [content], list(pipes))
                except OSError:
                    self._forget()
                    if attempt:
                        raise TemplateGoneError from None
                else:
                    break
            return self._number

    def _collect(self, number: int, answer: int, status: int, limits: Limits) -> Ending:
        deadline = time.monotonic() + limits.wall_s
        content, reason = _drain(answer, deadline, limits.answer_mb << 20)
        if reason:
            self._kill(number)
        ended, late = _drain(status, time.monotonic() + _END_S, STATUS.size)
        if late == "time":
            self._kill(number)
            return Ending(content, reason or "crash")
        if len(ended) < STATUS.size:
            return Ending(content, reason or "gone")
        code = STATUS.unpack(ended)[0]
        return Ending(content, reason or (exit_reason(code) if code else ""))

    def _kill(self, number: int) -> None:
        with self._lock, contextlib.suppress(OSError):
            if self._door:
                self._door.send(json.dumps({"kill": number}).encode())

    def _start(self) -> socket.socket:
        """Start the process and wait until it has loaded the readers."""
        door, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            try:
                self._process = _start_process("serve", str(theirs.fileno()), pass_fds=(theirs.fileno(),))
            except OSError:
                door.close()
                raise TemplateGoneError from None
        door.settimeout(_START_S)
        try:
            ready = door.recv(len(READY))
        except OSError:
            ready = b""
        if ready != READY:
            door.close()
            self._forget()
            raise TemplateGoneError
        door.settimeout(None)
        self._door = door
        return door

    def _forget(self) -> None:
        """Close the door, which ends the process, and see it end."""
        door, process = self._door, self._process
        self._door = self._process = None
        if door:
            door.close()
        if process:
            try:
                process.wait(_END_S)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def leave_to_parent(self) -> None:
        """Let go of the process after a fork: it belongs to the process that started it."""
        self._lock = threading.Lock()
        self.at_once = threading.BoundedSemaphore(_AT_ONCE)
        if self._door:
            self._door.close()
        if self._process:
            self._process.returncode = 0
        self._door = self._process = None


def read_once(work: Path, limits: Limits) -> Ending:
    """Have one file read in a process of its own, where no template can be forked."""
    try:
        process = _start_process("serve_one", repr(str(work)), stdout=subprocess.PIPE)
    except OSError:
        return Ending(bytearray(), "crash")
    try:
        content, _errors = process.communicate(timeout=limits.wall_s + _START_S / 4)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        return Ending(bytearray(), "time")
    if len(content) > limits.answer_mb << 20:
        return Ending(bytearray(), "size")
    failed = process.returncode and not content
    return Ending(bytearray(content), exit_reason(_wait_status(process.returncode)) if failed else "")


def _wait_status(code: int) -> int:
    """Return the wait status of what `subprocess` makes of it."""
    return code if os.name != "posix" else -code if code < 0 else code << 8


def _start_process(verb: str, argument: str, *, stdout: int = subprocess.DEVNULL, **options: Any) -> Any:
    """Start Python with the paths of this one, and nothing else of it: no environment, no open file, no folder."""
    code = _BOOT.format(verb=verb, argument=argument)
    return subprocess.Popen(  # noqa: S603 - this Python, and words of this module
        [sys.executable, "-I", "-B", "-X", "utf8", "-c", code, json.dumps(list(map(_absolute, sys.path)))],
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=subprocess.DEVNULL,
        env=_environment(),
        cwd=Path(sys.executable).anchor,
        start_new_session=True,
        **options,
    )


def _absolute(text: str) -> str:
    return str(Path(text).absolute())


@cache
def _environment() -> dict[str, str]:
    """Return the whole environment of the reading processes; nothing of the application's is in it.

    No library may start a thread in the template: a process with threads can neither leave the network nor be forked.
    """
    single = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS"), "1")
    fixed = {"LC_ALL": "C.UTF-8", "PROJ_NETWORK": "OFF", "GDAL_NUM_THREADS": "1"}
    fixed |= {"ARROW_DEFAULT_MEMORY_POOL": "system", "JE_ARROW_MALLOC_CONF": "background_thread:false"}
    if sys.platform == "win32":
        folder = ctypes.create_unicode_buffer(260)
        ctypes.windll.kernel32.GetWindowsDirectoryW(folder, 260)
        fixed["SystemRoot"] = folder.value
    return single | fixed


def _drain(pipe: int, deadline: float, most: int) -> tuple[bytearray, str]:
    """Return what comes through a pipe until its end, and ``time`` or ``size`` when a limit came first."""
    content = bytearray()
    with selectors.DefaultSelector() as waiting:
        waiting.register(pipe, selectors.EVENT_READ)
        while True:
            if not waiting.select(max(0.0, deadline - time.monotonic())):
                return content, "time"
            chunk = os.read(pipe, _CHUNK)
            if not chunk:
                return content, ""
            content += chunk
            if len(content) > most:
                return content, "size"


TEMPLATE: Final = Template()
"""The one of this process."""
atexit.register(TEMPLATE.close)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=TEMPLATE.leave_to_parent)
