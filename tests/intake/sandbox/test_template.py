"""The template forks a child for every order, tells how each ended, and ends when its door is closed."""

import json
import os
import socket
import subprocess
import sys
from dataclasses import asdict

import pytest

from ntm_geo.intake.sandbox.child import REQUEST, STATUS
from ntm_geo.intake.sandbox.limits import Limits
from ntm_geo.intake.sandbox.processes import _start_process
from ntm_geo.intake.sandbox.template import READY

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a template is forked on Linux only")


def test_an_order_is_answered_and_its_end_told(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "tmp").mkdir()
    request = {
        "task": "what-holds",
        "module": "ntm_geo.intake.sandbox.isolate",
        "path": "x",
        "args": {},
        "limits": asdict(Limits()),
    }
    (tmp_path / REQUEST).write_text(json.dumps(request), encoding="utf-8")
    door, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    process = _start_process("serve", str(theirs.fileno()), pass_fds=(theirs.fileno(),))
    theirs.close()
    assert door.recv(10) == READY
    for module in (request["module"], "no.such.module"):
        answer, answer_end = os.pipe()
        status, status_end = os.pipe()
        order = {"task": "what-holds", "module": module, "work": str(tmp_path), "number": 1}
        socket.send_fds(door, [json.dumps(order).encode()], [answer_end, status_end])
        os.close(answer_end)
        os.close(status_end)
        with os.fdopen(answer, "rb") as pipe:
            assert pipe.read()[:1] == b"R"
        with os.fdopen(status, "rb") as pipe:
            assert STATUS.unpack(pipe.read()) == (0,)
    door.send(json.dumps({"kill": 99}).encode())
    door.close()
    assert process.wait(10) == 0


def test_without_a_door_it_does_not_start():
    process = _start_process("serve", "99", stdout=subprocess.DEVNULL)
    assert process.wait(60) != 0
