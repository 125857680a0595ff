"""Threads share a few heaps, where the C library can be told so."""

import subprocess
import sys

import pytest

MANY_THREADS = """
import ctypes, re, threading
from ntm_geo.ui.heaps import few_heaps
assert few_heaps()
def work():
    pieces = [ctypes.create_string_buffer(2_000) for _ in range(500)]
    gate.wait(60)
gate = threading.Barrier(13)
threads = [threading.Thread(target=work) for _ in range(12)]
[thread.start() for thread in threads]
gate.wait(60)
libc = ctypes.CDLL(None)
libc.malloc_stats()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="heaps are set in the C library of Linux")
def test_a_dozen_threads_share_two_heaps():
    done = subprocess.run([sys.executable, "-c", MANY_THREADS], capture_output=True, text=True, timeout=60, check=True)
    assert 1 <= done.stderr.count("Arena ") <= 2, done.stderr
