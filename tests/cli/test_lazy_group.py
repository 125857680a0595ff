"""Help is a list of words: no wing of the house is loaded for it."""

import subprocess
import sys
from pathlib import Path

import pytest

from ntm_geo.cli.lazy_group import COMMANDS, load_command

ROOT = Path(__file__).resolve().parents[2]
LOADED = """
import sys
from ntm_geo.cli import app
try:
    app(["--help"])
except SystemExit:
    pass
print(sorted(name for name in ("pandas", "sqlalchemy", "streamlit", "matplotlib") if name in sys.modules))
"""


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_says_what_the_command_says(name):
    said = (load_command(name).help or "").split("\n\n")[0]
    assert " ".join(said.split()) == COMMANDS[name][1]


def test_help_loads_nothing_heavy_and_lists_every_command():
    done = subprocess.run(
        [sys.executable, "-c", LOADED], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"
    assert all(f" {name} " in done.stdout for name in COMMANDS)


def test_a_command_nobody_has_ends_with_two(run):
    assert run("fly").exit_code == 2
