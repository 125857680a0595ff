"""A key follows what is shown, and is the same in every process: Python's own hash is salted anew at every start."""

import subprocess
import sys

from ntm_geo.ui.kit.keys import key_of
from tests.app_server import ROOT


def test_it_follows_what_is_shown():
    assert key_of("ranking", ["01291", "01294"]) == key_of("ranking", ("01291", "01294"))
    assert key_of("ranking", ["01291", "01294"]) != key_of("ranking", ["01294", "01291"])
    assert key_of("ranking", ["a", "bc"]) != key_of("ranking", ["ab", "c"])


def test_it_is_the_same_in_another_process():
    said = "from ntm_geo.ui.kit.keys import key_of; print(key_of('ranking', ['01291', 'Xã Đức Hạnh']))"
    other = subprocess.run([sys.executable, "-c", said], cwd=ROOT, capture_output=True, text=True, check=True)
    assert other.stdout.strip() == key_of("ranking", ["01291", "Xã Đức Hạnh"])
