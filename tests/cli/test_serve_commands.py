"""``serve`` hands its options on."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

ROOT = Path(__file__).resolve().parents[2]


def test_serve_hands_host_and_port_on(run, monkeypatch):
    asked = []

    def fake(command, **_options):
        asked.extend(command)
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr("ntm_geo.cli.serve_commands.subprocess.run", fake)
    assert run("serve", "--port", "8600").exit_code == 0
    assert asked[-4:] == ["--server.address", "127.0.0.1", "--server.port", "8600"]
