"""What keeps a server of several processes from being started is said at once; the rest is seen with real processes
in `test_several_processes`.
"""

import socket
import subprocess
import sys

import pytest

from ntm_geo.errors import ServingError
from ntm_geo.serving import supervisor
from ntm_geo.serving.proxy import Front
from ntm_geo.serving.supervisor import Supervisor, ask, check_port
from ntm_geo.settings import Settings
from tests.several_server import free_ports, start, stop, until


@pytest.fixture
def taken():
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        yield listening.getsockname()[1]


def test_a_port_that_is_taken_is_named(taken):
    with pytest.raises(ServingError, match=f"Port {taken} of 127.0.0.1"):
        check_port("127.0.0.1", taken)


def test_so_is_an_address_that_is_none():
    with pytest.raises(ServingError, match="Port 70000"):
        check_port("127.0.0.1", 70_000)


def test_the_port_of_a_process_is_looked_at_as_well(nginx, taken, tmp_path):
    waiting = Supervisor(Front(host="127.0.0.1", port=taken - 1), 1, Settings(data_dir=tmp_path), print)
    with pytest.raises(ServingError, match=f"Port {taken} "):
        waiting.run()
    assert not list(tmp_path.iterdir())


def test_a_folder_that_cannot_be_written_is_said(nginx, tmp_path):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    settings = Settings(data_dir=tmp_path / "file")
    with pytest.raises(ServingError, match="cannot be written"):
        Supervisor(Front(host="127.0.0.1", port=free_ports(2)), 1, settings, print).run()


def test_processes_that_all_die_at_once_end_the_server(nginx, tmp_path, monkeypatch):
    monkeypatch.setattr(supervisor, "_GIVE_UP", 2)
    monkeypatch.setattr(supervisor, "PROJECT_DIR", tmp_path)
    monkeypatch.setattr("signal.signal", lambda *_: None)
    waiting = Supervisor(Front(host="127.0.0.1", port=free_ports(2)), 1, Settings(data_dir=tmp_path / "data"), print)
    with pytest.raises(ServingError, match="No process of the application can be started"):
        waiting.run()
    assert "started again in" in (tmp_path / "data/log/ntm-serve.log").read_text(encoding="utf-8")


def test_who_does_not_listen_is_silent():
    assert ask(free_ports(1)) == "silent"


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have nothing that ends a child with its parent")
def test_where_it_is_killed_itself_nothing_stays_behind(nginx, tmp_path):
    server = start(tmp_path)
    try:
        until(lambda: "process 2 was started" in server.log())
        children = [server.pid(1), server.pid(2)]
        server.process.kill()
        server.process.wait(60)
        until(lambda: not any(_runs(pid) for pid in children))
    finally:
        stop(server)


def _runs(pid):
    """Whether a process is there and is not only waiting to be counted off."""
    shown = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout
    return bool(shown.strip()) and not shown.startswith("Z")
