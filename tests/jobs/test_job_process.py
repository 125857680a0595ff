"""Work in a process of its own: its result, its progress, its errors, its language; stopped or dead within a moment."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from ntm_geo.errors import CrsMissingError, CrsProposal, StoppedError, TableError, msg
from ntm_geo.i18n import _, use_language
from ntm_geo.jobs import job_process
from ntm_geo.jobs.job_process import ProcessJob


def product(_progress, left, right):
    sys.stdout.write("libraries print what they like\n")
    return {"product": left * right, "pid": os.getpid()}


def two_steps(progress, until):
    progress.begin("Trang", 4)
    progress.step()
    while not Path(until).exists():
        time.sleep(0.05)
    return _("Overview")


def refuse(_progress):
    system = CrsProposal(crs="EPSG:9210", name="VN-2000", why=msg("x {n}", n=1), bounds_wgs84=(1.0, 2.0, 3.0, 4.0))
    raise CrsMissingError(msg("No {a}.", a=msg("b")), where="tệp", fix=msg("Do."), proposals=(system,))


def fail(_progress):
    raise ZeroDivisionError


def die(_progress):
    os.kill(os.getpid(), signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)


def spin(progress):
    progress.begin("Quay")
    while True:
        pass


def _ended(job, seconds=60):
    job.wait(seconds)
    assert job.state != "running"
    return job


def _shows(job, label, seconds=60):
    end = time.monotonic() + seconds
    while job.progress.label != label and time.monotonic() < end:
        time.sleep(0.05)
    assert job.progress.label == label


def test_another_process_gives_the_result():
    job = _ended(ProcessJob(product, 6, 7))
    assert (job.state, job.result["product"], job.error) == ("done", 42, None)
    assert job.result["pid"] != os.getpid()
    assert job.seconds > 0


def test_it_tells_how_far_it_is_in_the_language_of_the_one_who_asked(tmp_path):
    use_language("en")
    job = ProcessJob(two_steps, str(tmp_path / "go"))
    assert job.progress.label in {"Waiting for its turn", "Getting ready"}
    use_language("vi")
    _shows(job, "Trang (1/4)")
    assert (job.state, job.progress.share) == ("running", 0.25)
    (tmp_path / "go").touch()
    assert _ended(job).result == "Overview"


def test_an_error_arrives_with_all_it_says():
    job = _ended(ProcessJob(refuse))
    assert (job.state, type(job.error)) == ("failed", CrsMissingError)
    assert (str(job.error), job.error.where) == ("tệp: No b. Do.", "tệp")
    assert str(job.error.proposals[0].why) == "x 1"


@pytest.mark.parametrize("work", [fail, die])
def test_a_fault_or_a_death_is_a_sentence(work):
    job = _ended(ProcessJob(work))
    assert (job.state, type(job.error)) == ("failed", TableError)
    assert "fault of the program" in str(job.error)


def test_what_cannot_be_handed_over_is_a_failure_and_never_done_without_a_result():
    job = _ended(ProcessJob(product, threading.Lock()))
    assert (job.state, job.result, type(job.error)) == ("failed", None, TypeError)


def test_stopping_ends_it_within_a_second_whatever_it_does():
    job = ProcessJob(spin)
    _shows(job, "Quay")
    job.stop()
    _ended(job)  # it would go on for ever: killed, not asked
    assert (job.state, type(job.error)) == ("stopped", StoppedError)


def test_whoever_comes_later_waits_for_a_turn_and_may_leave(monkeypatch):
    monkeypatch.setattr(job_process, "_turns", threading.BoundedSemaphore(1))
    first, second, third = ProcessJob(spin), ProcessJob(product, 2, 3), ProcessJob(product, 4, 5)
    _shows(first, "Quay")
    waiting = [job for job in (second, third) if job.state == "running"]
    assert len(waiting) == 2
    third.stop()
    assert _ended(third).state == "stopped"
    first.stop()
    assert _ended(second).result["product"] == 6


@pytest.mark.skipif(sys.platform == "win32", reason="processes end another way there")
def test_it_ends_with_the_application_that_began_it(tmp_path):
    script = (
        "import sys, time; from tests.jobs.test_job_process import ProcessJob, two_steps;"
        f"job = ProcessJob(two_steps, {str(tmp_path / 'never')!r});"
        "\nwhile not job.progress.label.startswith('Trang'): time.sleep(0.05)"
        "\nprint(job.pid, flush=True); time.sleep(600)"
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True, env=environment) as parent:
        worker = int(parent.stdout.readline())
        parent.kill()
    end = time.monotonic() + 60
    while _lives(worker) and time.monotonic() < end:
        time.sleep(0.1)
    assert not _lives(worker)


def _lives(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{pid}/stat")
    return not status.exists() or status.read_text().rpartition(")")[2].split()[0] != "Z"
