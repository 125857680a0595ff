"""Work beside the page: it tells how far it is, stops when asked, keeps its language, leaves no half file."""

import threading

from ntm_geo.errors import StoppedError, TableError, msg
from ntm_geo.i18n import _, use_language
from ntm_geo.jobs.jobs import Job, Progress


def test_a_job_gives_its_result():
    job = Job(lambda _progress: 6 * 7)
    job.wait(10)
    assert (job.state, job.result, job.error) == ("done", 42, None)


def test_a_job_tells_how_far_it_is():
    go, seen = threading.Event(), threading.Event()

    def work(progress):
        progress.begin("Trang", 4)
        progress.step()
        seen.set()
        go.wait(10)

    job = Job(work)
    seen.wait(10)
    assert (job.state, job.progress.share, job.progress.label) == ("running", 0.25, "Trang (1/4)")
    go.set()
    job.wait(10)
    assert job.state == "done"


def test_a_job_stops_at_its_next_step():
    began = threading.Event()

    def work(progress):
        progress.begin("Trang", 10_000_000)
        began.set()
        while True:
            progress.step()

    job = Job(work)
    began.wait(10)
    job.stop()
    job.wait(10)
    assert job.state == "stopped"
    assert isinstance(job.error, StoppedError)
    assert job.result is None


def test_an_error_is_kept_for_whoever_looks():
    def work(_progress):
        raise TableError(msg("x"), fix=msg("y"))

    job = Job(work)
    job.wait(10)
    assert job.state == "failed"
    assert isinstance(job.error, TableError)


def test_a_job_speaks_the_language_of_the_one_who_asked():
    use_language("en")
    job = Job(lambda _progress: _("Overview"))
    use_language("vi")
    job.wait(10)
    assert job.result == "Overview"


def test_a_single_step_has_no_count():
    progress = Progress()
    progress.begin("Đọc số liệu")
    assert (progress.label, progress.share) == ("Đọc số liệu", 0)
