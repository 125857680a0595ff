"""The template: a clean process that has loaded the readers once and forks a child for every file (Linux).

It is started as a program of its own, never forked from the application: so it holds no database, no session, no
secret of the environment and no thread, whatever the application has grown since. It ends when the application does.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import selectors
import signal
import socket
import stat
import sys
from pathlib import Path
from typing import Any, Final

from ntm_geo.intake.sandbox.child import STATUS, read_and_answer
from ntm_geo.intake.sandbox.registry import find_task

if sys.platform == "linux":
    from ntm_geo.intake.sandbox import kernel

READY: Final = b"ready"
_LARGEST: Final = 65_536
_PIPES: Final = 2


class _Template:
    """Children under way, and where the end of each is to be told."""

    def __init__(self, control: socket.socket, *, network_left: bool) -> None:
        self.control = control
        self.network_left = network_left
        self.running: dict[int, tuple[int, int]] = {}
        self.prepared: set[str] = set()

    def answer_requests(self) -> None:
        """Serve until the application closes its end."""
        ended, wake = socket.socketpair()
        ended.setblocking(False)
        wake.setblocking(False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(wake.fileno(), warn_on_full_buffer=False)
        waiting = selectors.DefaultSelector()
        waiting.register(self.control, selectors.EVENT_READ)
        waiting.register(ended, selectors.EVENT_READ)
        while True:
            for key, _events in waiting.select():
                if key.fileobj is ended:
                    with contextlib.suppress(BlockingIOError):
                        ended.recv(_LARGEST)
                elif not self._request():
                    return
            self._reap()

    def _request(self) -> bool:
        content, pipes, _flags, _address = socket.recv_fds(self.control, _LARGEST, _PIPES)
        if not content:
            return False
        order = json.loads(content)
        if "kill" in order:
            self._kill(order["kill"])
        else:
            self._fork(order, *pipes)
        return True

    def _kill(self, number: int) -> None:
        for child, (known, _status) in self.running.items():
            if known == number:
                os.kill(child, signal.SIGKILL)

    def _fork(self, order: dict[str, Any], answer: int, status: int) -> None:
        self._prepare(order["task"], order["module"])
        child = os.fork()
        if not child:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            _close_ways_out(answer)
            read_and_answer(Path(order["work"]), answer, network_left=self.network_left)
        os.close(answer)
        self.running[child] = (order["number"], status)

    def _prepare(self, name: str, module: str) -> None:
        """Import the reader and let it get ready; what fails here fails again, with its words, in the child."""
        if name in self.prepared:
            return
        self.prepared.add(name)
        with contextlib.suppress(Exception):
            task = find_task(name, module)
            if task.prepare:
                task.prepare()
            if task.warm:
                task.warm()
        gc.collect()
        gc.freeze()  # what is loaded is shared with every child, as long as no collection touches it

    def _reap(self) -> None:
        while self.running:
            child, code = os.waitpid(-1, os.WNOHANG)
            if not child:
                return
            _number, status = self.running.pop(child)
            with contextlib.suppress(OSError):
                os.write(status, STATUS.pack(code))
            os.close(status)


def _close_ways_out(answer: int) -> None:
    """Close everything a child could talk through but its answer; files of the libraries stay open, to be read."""
    for handle in [int(entry.name) for entry in Path("/proc/self/fd").iterdir()]:
        with contextlib.suppress(OSError):
            kind = stat.S_IFMT(os.fstat(handle).st_mode)
            if handle != answer and kind not in {stat.S_IFREG, stat.S_IFCHR}:
                os.close(handle)


def serve(control: int) -> None:
    """Leave the network, load the readers, and serve requests from the open socket of that number."""
    network_left = kernel.leave_network()
    with socket.socket(fileno=control) as door:
        door.send(READY)
        _Template(door, network_left=network_left).answer_requests()


def serve_one(work: str) -> None:
    """Read one file in this process; the answer goes to its standard output."""
    answer = os.dup(1)
    os.dup2(2, 1)
    folder = Path(work)
    request = json.loads((folder / "request.json").read_bytes())
    network_left = sys.platform == "linux" and kernel.leave_network()
    task = find_task(request["task"], request["module"])
    if task.prepare:
        task.prepare()
    read_and_answer(folder, answer, network_left=network_left)
