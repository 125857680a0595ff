"""``serve`` becomes the server: it hands its options on, and what ends it ends the server."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from ntm_geo.errors import AccountError

ROOT = Path(__file__).resolve().parents[2]
MINUTE = 120


def _free_port():
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


@pytest.mark.skipif(sys.platform == "win32", reason="a process cannot be replaced there")
def test_serve_hands_host_and_port_on(run, monkeypatch):
    asked = []
    monkeypatch.setattr("ntm_geo.cli.serve_commands.os.execve", lambda _program, command, _marks: asked.extend(command))
    monkeypatch.setattr("ntm_geo.cli.serve_commands.os.chdir", asked.append)
    assert run("serve", "--port", "8600").exit_code == 0
    assert asked[-4:] == ["--server.address", "127.0.0.1", "--server.port", "8600"]


@pytest.mark.skipif(sys.platform == "win32", reason="a process cannot be replaced there")
def test_what_ends_it_ends_its_server(tmp_path):
    port = _free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "ntm_geo", "serve", "--port", str(port)],
        cwd=ROOT,
        env=os.environ | {"NTM_DATA_DIR": str(tmp_path / "data")},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(lambda: _answers(port))
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=MINUTE)
        _wait(lambda: not _answers(port))
    finally:
        process.kill()
        process.wait(timeout=MINUTE)


def _wait(done):
    end = time.monotonic() + MINUTE
    while not done():
        assert time.monotonic() < end
        time.sleep(0.2)


def _answers(port):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=5) as answer:
            return answer.status == 200
    except OSError:
        return False


def test_several_processes_are_looked_after_by_the_supervisor(run, monkeypatch, tmp_path):
    asked = []
    monkeypatch.setattr("ntm_geo.serving.supervisor.Supervisor.run", lambda one: asked.append(one) or 0)
    monkeypatch.setattr("ntm_geo.cli.serve_commands.os.chdir", lambda _folder: None)
    for name in ("own.pem", "own.key"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    files = ("--certificate", str(tmp_path / "own.pem"), "--key", str(tmp_path / "own.key"))
    assert run("serve", "--port", "8600", "--processes", "3").exit_code == 0
    assert run("serve", "--host", "0.0.0.0", "--open-to-network", *files).exit_code == 0
    assert [member.port for member in asked[0].members] == [8601, 8602, 8603]
    assert asked[0].front.certificate is None
    assert len(asked[1].members) == 1
    assert (asked[1].front.host, asked[1].front.certificate, asked[1].front.key) == (
        "0.0.0.0",
        tmp_path / "own.pem",
        tmp_path / "own.key",
    )


def test_a_certificate_without_its_key_is_a_wrong_command(run, tmp_path):
    (tmp_path / "own.pem").write_text("x", encoding="utf-8")
    assert run("serve", "--certificate", str(tmp_path / "own.pem")).exit_code == 2
    assert run("serve", "--processes", "0").exit_code == 2


@pytest.mark.skipif(sys.platform == "win32", reason="a process cannot be replaced there")
def test_other_machines_are_served_once_there_are_accounts_or_where_it_is_said(run, monkeypatch):
    asked = []
    monkeypatch.setattr("ntm_geo.cli.serve_commands.os.execve", lambda *words: asked.append(words))
    monkeypatch.setattr("ntm_geo.cli.serve_commands.os.chdir", lambda _folder: None)
    refused = run("serve", "--host", "0.0.0.0").exception
    assert isinstance(refused, AccountError)
    assert "users add" in str(refused)
    assert "--open-to-network" in str(refused)
    assert not asked
    run("serve", "--host", "0.0.0.0", "--open-to-network")
    assert asked[-1][2]["NTM_OPEN_TO_NETWORK"] == "1"
    assert run("users", "add", "quantri", "--role", "administrator", typed="mua xuan tren ban\n").exit_code == 0
    run("serve", "--host", "0.0.0.0")
    assert "NTM_OPEN_TO_NETWORK" not in asked[-1][2]
