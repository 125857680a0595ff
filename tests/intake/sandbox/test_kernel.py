"""What Linux takes away is gone: tried in forks, which end at once."""

import os
import socket
import sys

import pytest

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="it is Linux that offers this")


def _in_fork(action):
    """Return the text an action ends with in a process of its own."""
    import subprocess

    done = subprocess.run([sys.executable, "-c", action], capture_output=True, text=True, timeout=60, check=False)
    return done.stdout.strip() or done.stderr[-500:]


SETUP = "import os, socket, sys\nfrom pathlib import Path\nfrom ntm_geo.intake.sandbox import kernel\n"


def _run(tmp_path, code):
    (tmp_path / "seen").mkdir(exist_ok=True)
    (tmp_path / "seen/a").write_text("a", encoding="utf-8")
    (tmp_path / "hidden").write_text("h", encoding="utf-8")
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))  # noqa: PTH100, PTH120
    return _in_fork(f"import sys; sys.path.insert(0, {root!r})\n{SETUP}place = Path({str(tmp_path)!r})\n{code}")


def test_only_the_files_allowed_are_seen(tmp_path):
    from ntm_geo.intake.sandbox import kernel

    if not kernel.landlock_version():
        pytest.skip("this kernel has no Landlock")
    told = _run(
        tmp_path,
        "kernel.give_up_privileges()\nprint(kernel.confine_files([place / 'seen'], []), (place / 'seen/a').read_text())\n"
        "try:\n    (place / 'hidden').read_text()\nexcept PermissionError:\n    print('refused')\n"
        "try:\n    (place / 'seen/b').write_text('x')\nexcept PermissionError:\n    print('refused')",
    )
    assert told.split() == ["True", "a", "refused", "refused"]


def test_calls_of_the_network_are_refused(tmp_path):
    told = _run(
        tmp_path,
        "import platform\nkernel.give_up_privileges()\nprint(kernel.confine_calls() or platform.machine())\n"
        "try:\n    socket.socket()\n    print('open')\nexcept PermissionError:\n    print('refused')\n",
    )
    assert told.split() == ["True", "refused"] or told.split()[0] not in {"x86_64", "aarch64", "True"}


def test_the_filter_is_made_for_both_processors():
    from ntm_geo.intake.sandbox import kernel

    for architecture, column in kernel._ARCHITECTURES.values():
        steps = kernel._filter(architecture, column)
        assert all(len(step) == 8 for step in steps)
        assert len(steps) < 256


def test_a_network_of_its_own_has_nobody(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as server:
        told = _run(
            tmp_path,
            "left = kernel.leave_network()\ntry:\n"
            f"    socket.create_connection(('127.0.0.1', {server.getsockname()[1]}), timeout=2)\n    print(left, 'open')\n"
            "except OSError:\n    print(left, 'nobody')\n",
        )
    assert told.split() in (["True", "nobody"], ["False", "open"])
