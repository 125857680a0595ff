"""Papers asked for in a browser are made by a worker, found again by anybody with that browser, stopped, taken up."""

import os
import signal
import subprocess
import sys
import time

import pytest

from ntm_geo.briefing import paper_jobs, publish
from ntm_geo.briefing.briefing_data import BriefRequest
from ntm_geo.briefing.paper_jobs import (
    ask_for_papers,
    end_workers,
    error_of,
    newest_papers,
    notes_of,
    papers_of,
    request_of,
    stop_papers,
)
from ntm_geo.briefing.publish import Published, PublishRequest
from ntm_geo.errors import ContractError, msg
from ntm_geo.settings import Settings
from ntm_geo.store import job_records
from ntm_geo.workspace.workspace import open_workspace
from tests.app_server import ROOT
from tests.paper_worker import ThreadJob

SEAT = "0" * 32
REQUEST = PublishRequest(kind="slides", brief=BriefRequest(period=2022), template=b"look")


@pytest.fixture
def space(tmp_path):
    return open_workspace(Settings(data_dir=tmp_path / "data"))


@pytest.fixture
def made_by(monkeypatch):
    def stand_in(make):
        monkeypatch.setattr(paper_jobs, "ProcessJob", ThreadJob)
        monkeypatch.setattr(publish, "publish_apart", make)

    return stand_in


def _settled(space, states=("done", "failed", "stopped", "broken"), seconds=120):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        record = newest_papers(space, SEAT)
        if record.state in states:
            return record
        time.sleep(0.05)
    pytest.fail(f"still {record.state}")


def test_what_was_asked_for_is_made_with_its_template_and_kept_with_its_notes(space, made_by):
    made_by(lambda _progress, _space, request: Published(content=request.template + b"!", notes=("Khổ giấy nhỏ",)))
    ask_for_papers(space, SEAT, REQUEST)
    record = _settled(space)
    assert record.state == "done"
    assert papers_of(space, record) == b"look!"
    assert notes_of(record) == ("Khổ giấy nhỏ",)
    assert request_of(record).brief == REQUEST.brief
    assert newest_papers(space, "1" * 32) is None


def test_an_error_keeps_its_three_parts_for_every_language(space, made_by):
    def refuse(*_):
        raise ContractError(msg("There is no commune {code} among the units of {vintage}.", code="1", vintage="2"),
                            where="Bảng 1", fix=msg("Begin again when you need it."))  # fmt: skip

    made_by(refuse)
    ask_for_papers(space, SEAT, REQUEST)
    error = error_of(_settled(space))
    assert str(error) == "Bảng 1: There is no commune 1 among the units of 2. Begin again when you need it."


def test_a_fault_of_the_program_is_said_to_be_one(space, made_by):
    made_by(lambda *_: 1 / 0)
    ask_for_papers(space, SEAT, REQUEST)
    assert "fault of the program" in str(error_of(_settled(space)))


def _endless(progress, *_):
    while True:
        progress.check(0.05)


def test_it_is_stopped_from_whatever_process_it_is_seen_in(space, made_by):
    made_by(_endless)
    ask_for_papers(space, SEAT, REQUEST)
    stop_papers(space, _settled(space, ("running",)))
    record = _settled(space)
    assert (record.state, error_of(record)) == ("stopped", None)


def test_when_the_program_ends_the_work_waits_for_the_next(space, made_by):
    made_by(_endless)
    ask_for_papers(space, SEAT, REQUEST)
    _settled(space, ("running",))
    end_workers()
    record = newest_papers(space, SEAT)
    assert (record.state, record.tries) == ("waiting", 0)
    made_by(lambda *_: Published(content=b"later"))
    paper_jobs.worker_of(space)
    assert papers_of(space, _settled(space)) == b"later"


def test_a_worker_that_is_killed_is_followed_by_another(space, made_by, monkeypatch):
    environment = os.environ | {"NTM_DATA_DIR": str(space.settings.data_dir), "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen([sys.executable, str(ROOT / "tests" / "paper_worker.py")], env=environment)
    try:
        job_records.ask_for(
            space.store,
            job_records.NewJob(
                seat=SEAT, kind="papers", question=paper_jobs._question_form().dump_json(REQUEST).decode(), language="vi",
                label="",
            ),
        )  # fmt: skip
        lost = _settled(space, ("running",))
        assert f":{process.pid}:" in lost.runner
    finally:
        os.kill(process.pid, signal.SIGKILL)
        process.wait(30)
    monkeypatch.setattr(job_records, "STALE_SECONDS", 2 * paper_jobs._BEAT_SECONDS)
    made_by(lambda *_: Published(content=b"by the second"))
    paper_jobs.worker_of(space)
    record = _settled(space, ("done",))
    assert (record.tries, papers_of(space, record)) == (2, b"by the second")
