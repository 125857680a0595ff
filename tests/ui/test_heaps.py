"""Threads share a few heaps, where the C library can be told so."""

import os
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


SYSTEM_POOL = """
from ntm_geo.ui import launch
launch.few_heaps()
import pyarrow
print(pyarrow.default_memory_pool().backend_name)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="heaps are set in the C library of Linux")
def test_a_dozen_threads_share_two_heaps():
    done = subprocess.run([sys.executable, "-c", MANY_THREADS], capture_output=True, text=True, timeout=60, check=True)
    assert 1 <= done.stderr.count("Arena ") <= 2, done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="heaps are set in the C library of Linux")
@pytest.mark.parametrize(
    ("environment", "expected"), [({}, "system"), ({"ARROW_DEFAULT_MEMORY_POOL": "mimalloc"}, "mimalloc")]
)
def test_pyarrow_takes_from_them_unless_the_environment_says_otherwise(environment, expected):
    done = subprocess.run(
        [sys.executable, "-c", SYSTEM_POOL],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.strip() == expected
