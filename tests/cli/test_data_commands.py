"""``data`` is a group that loads what is called: its list, and what a short command costs."""

import subprocess
import sys
from pathlib import Path

import pytest

from ntm_geo.cli.lazy_group import DATA_COMMANDS, load_command

ROOT = Path(__file__).resolve().parents[2]
LOADED = """
import sys
from ntm_geo.cli import app
try:
    app(["data", "list"])
except SystemExit:
    pass
print(sorted(name for name in ("openpyxl", "requests", "streamlit", "highspy") if name in sys.modules))
"""


@pytest.mark.parametrize("name", DATA_COMMANDS)
def test_the_list_says_what_the_command_says(name):
    words = (load_command(name, DATA_COMMANDS).help or "").split("\n\n")[0]
    assert " ".join(words.split()) == DATA_COMMANDS[name][1]


def test_the_list_of_versions_loads_nothing_of_boundaries_and_sheets(tmp_path, monkeypatch):
    monkeypatch.setenv("NTM_DATA_DIR", str(tmp_path))
    done = subprocess.run(
        [sys.executable, "-c", LOADED], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_all_its_commands_are_listed(run):
    listed = run("data", "--help").stdout
    assert all(f" {name} " in listed for name in DATA_COMMANDS)
