"""What is worked out apart comes out as it would here, errors too; a process that is killed is told and replaced."""

import math
import operator
import os
import signal
import subprocess
import sys
import time
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from loky.process_executor import ShutdownExecutorError

from ntm_geo.errors import TableError
from ntm_geo.pathway.engine.path_search import price_goals, search
from ntm_geo.solver.solver_process import call_apart
from tests.pathway.engine.instances import problems

ROOT = Path(__file__).resolve().parents[2]


def test_another_process_answers():
    assert call_apart(os.getpid) != os.getpid()


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(problems(most=3))
def test_a_path_is_the_same_here_and_apart(problem):
    here = search(problem)
    assert call_apart(search, problem) == here
    if here.plan.found:
        prices = price_goals(problem, here.plan)
        assert call_apart(price_goals, problem, here.plan) == pytest.approx(prices, nan_ok=True)


def test_an_error_comes_back_as_it_is():
    with pytest.raises(ValueError, match="math domain"):
        call_apart(math.sqrt, -1.0)


def test_a_process_that_is_killed_is_told_and_the_next_question_answered():
    with pytest.raises(TableError, match="ended by the system"):
        call_apart(signal.raise_signal, signal.SIGKILL)
    assert call_apart(operator.add, 1, 1) == 2


@pytest.mark.parametrize("error", [BrokenProcessPool, ShutdownExecutorError])
def test_a_pool_that_breaks_before_it_is_asked_is_told_as_well(monkeypatch, error):
    def refuse(*_question, **_options):
        raise error

    monkeypatch.setattr(
        "ntm_geo.solver.solver_process.get_reusable_executor", lambda **_options: SimpleNamespace(submit=refuse)
    )
    with pytest.raises(TableError, match="ended by the system"):
        call_apart(os.getpid)


def test_where_no_process_can_be_started_it_is_worked_out_here_and_logged(monkeypatch, caplog):
    def refuse(**_options):
        message = "no semaphores"
        raise OSError(message)

    monkeypatch.setattr("ntm_geo.solver.solver_process.get_reusable_executor", refuse)
    assert call_apart(os.getpid) == os.getpid()
    assert "no process can be started" in caplog.text


def test_it_ends_with_the_process_that_started_it(tmp_path):
    told = tmp_path / "pid"
    script = (
        "import os, pathlib, time; from ntm_geo.solver.solver_process import call_apart; "
        f"pathlib.Path({str(told)!r}).write_text(str(call_apart(os.getpid))); time.sleep(600)"
    )
    with subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stderr=subprocess.DEVNULL) as parent:
        try:
            _until(lambda: told.is_file() and told.read_text())
        finally:
            parent.kill()
    _until(lambda: not _runs(int(told.read_text())))


def _runs(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def _until(happened, seconds=120):
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end
        time.sleep(0.1)
