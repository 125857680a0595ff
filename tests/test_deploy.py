"""Units and containers that are shipped: systemd reads them, and what they start has the options they use."""

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
import typer
import yaml

from ntm_geo.cli import app

DEPLOY = Path(__file__).resolve().parents[1] / "deploy"
UNITS = sorted(DEPLOY.glob("*.service"))


def _options(words):
    command = typer.main.get_command(app).get_command(None, words[words.index("serve")])
    known = {option for parameter in command.params for option in parameter.opts}
    return {word for word in words if word.startswith("--")} - known


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_systemd_reads_a_unit(unit):
    if not shutil.which("systemd-analyze"):
        pytest.skip("no systemd-analyze on this machine")
    done = subprocess.run(
        ["systemd-analyze", "verify", str(unit)], capture_output=True, text=True, check=False, timeout=60
    )  # fmt: skip
    lines = [line for line in done.stderr.splitlines() if line.startswith(unit.name)]
    assert [line for line in lines if "is not executable" not in line] == [], "the program is not installed here"


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_a_unit_starts_the_server_with_options_it_has(unit):
    [line] = re.findall(r"^ExecStart=(.*)$", unit.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert _options(shlex.split(line)) == set()


def test_the_containers_start_the_server_with_options_it_has():
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    assert set(compose["services"]) == {"database", "app"}
    docker = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    [start] = re.findall(r"^ENTRYPOINT (.*)$", docker, flags=re.MULTILINE)
    words = yaml.safe_load(start) + compose["services"]["app"]["command"]
    assert _options(words) == set()
    assert "nginx" in docker
