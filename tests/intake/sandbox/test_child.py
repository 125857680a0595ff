"""The child says why it ended, and this process is none."""

import signal
import sys

import pytest

from ntm_geo.intake.sandbox.child import OUT_OF_MEMORY, exit_reason, in_child, what_holds


def test_this_process_is_no_child():
    assert not in_child()
    assert what_holds() == {}


@pytest.mark.skipif(sys.platform == "win32", reason="processes end in another way there")
def test_why_a_child_ended():
    assert exit_reason(OUT_OF_MEMORY << 8) == "memory"
    assert exit_reason(signal.SIGXCPU) == "time"
    assert exit_reason(signal.SIGSEGV) == "crash"
    assert exit_reason(1 << 8) == "crash"
