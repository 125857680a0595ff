"""Papers made beside the pages: asked for in a browser, kept in the database, done by whichever process is free.

A worker stands in every process that serves pages. The page that asked may be closed, the process may be killed: the
job is found again by its browser, in whatever process it comes to, and another worker takes it up where its own has
gone.
"""

from __future__ import annotations

import functools
import json
import logging
import os
import secrets
import socket
import threading
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from pydantic import TypeAdapter

from ntm_geo.accounts.use_limits import check_size, spend
from ntm_geo.errors import Message, NtmGeoError, StoppedError
from ntm_geo.i18n import Language, _, current_language, use_language
from ntm_geo.jobs.job_process import AT_ONCE, ProcessJob
from ntm_geo.jobs.job_worker import broken_off
from ntm_geo.store import job_records
from ntm_geo.store.job_records import JobRecord, NewJob

if TYPE_CHECKING:
    from ntm_geo.briefing.publish import Published, PublishRequest
    from ntm_geo.workspace.workspace import Workspace

KIND: Final = "papers"
_LOOK_SECONDS: Final = 5.0
"""How often a worker looks for work nobody of its own process has told it of."""
_BEAT_SECONDS: Final = 1.0
_END_SECONDS: Final = 10.0
_log: Final = logging.getLogger("ntm_geo")
_workers: Final[dict[Any, Worker]] = {}
_lock: Final = threading.Lock()


def ask_for_papers(workspace: Workspace, seat: str, request: PublishRequest) -> int:
    """Ask for papers to be made with the data as they stand when their turn comes; returns the number of the job.

    Parameters
    ----------
    workspace : of the door.
    seat : number of the browser.
    request : what is to be made, in the language of the one who asks.

    Raises
    ------
    LimitError
        The template is larger, or papers are asked for more often, than whoever acts may.
    """
    check_size(workspace.limits, "templates", len(request.template))
    spend(workspace.store, workspace.limits, "papers")
    new = NewJob(
        seat=seat,
        kind=KIND,
        question=_question_form().dump_json(replace(request, template=b"")).decode(),
        enclosure=request.template,
        language=current_language(),
        label=_("Waiting for its turn"),
    )
    number = job_records.ask_for(workspace.store, new)
    worker_of(workspace).wake()
    return number


@functools.cache
def _question_form() -> TypeAdapter[PublishRequest]:
    """Return how a question is written down; what makes papers is loaded for the first of them, not with the server."""
    from ntm_geo.briefing.publish import PublishRequest  # noqa: PLC0415 - half of what a server would load

    return TypeAdapter(PublishRequest)


def newest_papers(workspace: Workspace, seat: str) -> JobRecord | None:
    """Return what was asked for last in a browser; None where nothing was, or it was forgotten."""
    return job_records.newest_job(workspace.store, seat)


def request_of(record: JobRecord) -> PublishRequest:
    """Return what a job is to make, without the file it came with."""
    return _question_form().validate_json(record.question)


def papers_of(workspace: Workspace, record: JobRecord) -> bytes:
    """Return the file a job made."""
    return job_records.result_of(workspace.store, record.id)


def notes_of(record: JobRecord) -> tuple[str, ...]:
    """Return what a person has to know before the file is printed."""
    return tuple(json.loads(record.notes or "[]"))


def error_of(record: JobRecord) -> NtmGeoError | None:
    """Return why a job has no result; None where it has one or was stopped."""
    if record.state == "broken":
        return broken_off()
    if not record.error:
        return None
    known = json.loads(record.error)
    return NtmGeoError(_message(known["what"]), where=known["where"], fix=_message(known["fix"]))


def stop_papers(workspace: Workspace, record: JobRecord) -> None:
    """Ask for a job to be stopped, wherever it is done."""
    job_records.ask_to_stop(workspace.store, record.id)
    worker_of(workspace).wake()


def worker_of(workspace: Workspace) -> Worker:
    """Return the worker of this process, begun when it is first needed."""
    with _lock:
        worker = _workers.get(workspace.settings)
        if worker is None:
            worker = _workers[workspace.settings] = Worker(workspace)
        return worker


def end_workers() -> None:
    """Put down what the workers of this process do, so that another process takes it up at once."""
    with _lock:
        workers = list(_workers.values())
        _workers.clear()
    for worker in workers:
        worker.end()


class Worker:
    """Does one job after the other, each in a process of its own."""

    def __init__(self, workspace: Workspace) -> None:
        """Begin to look for work."""
        self.workspace = workspace
        self.host = socket.gethostname()
        self.name = f"{self.host}:{os.getpid()}:{secrets.token_hex(4)}"
        self._wake, self._ends = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._work, daemon=True, name="ntm-papers")
        self._thread.start()

    def wake(self) -> None:
        """Look for work now."""
        self._wake.set()

    def end(self) -> None:
        """Stop; what is under way waits for another worker."""
        self._ends.set()
        self._wake.set()
        self._thread.join(_END_SECONDS)

    def _work(self) -> None:
        while not self._ends.is_set():
            try:
                while not self._ends.is_set() and self._next():
                    pass
            except NtmGeoError:
                _log.exception("papers cannot be made at the moment")
            self._wake.wait(_LOOK_SECONDS)
            self._wake.clear()

    def _next(self) -> bool:
        record = job_records.claim(self.workspace.store, self.name, self.host, at_once=AT_ONCE)
        if record is None:
            return False
        use_language(_language(record))
        request = replace(request_of(record), template=job_records.enclosure_of(self.workspace.store, record.id))
        from ntm_geo.briefing.publish import publish_apart  # noqa: PLC0415 - as in `_question_form`

        job = ProcessJob(publish_apart, self.workspace, request)
        while job.state == "running":
            self._wake.wait(_BEAT_SECONDS)
            self._wake.clear()
            if self._ends.is_set() or not self._beat(record, job):
                job.stop()
                job.wait(_END_SECONDS)
        if self._ends.is_set() and job.state == "stopped":
            job_records.put_back(self.workspace.store, record.id, self.name)
        else:
            self._finish(record, job, request)
        return True

    def _beat(self, record: JobRecord, job: ProcessJob[Published]) -> bool:
        """Keep how far it is; while the database is away the work goes on."""
        label, done, total = job.progress.state
        try:
            return job_records.beat(self.workspace.store, record.id, self.name, label=label, done=done, total=total)
        except NtmGeoError:
            _log.exception("the progress of papers cannot be kept")
            return True

    def _finish(self, record: JobRecord, job: ProcessJob[Published], request: PublishRequest) -> None:
        values: dict[str, Any] = {}
        state: job_records.State = "done" if job.result is not None else "failed"
        if job.result is not None:
            values = {
                "result": job.result.content,
                "file_name": request.file_name,
                "notes": json.dumps(job.result.notes, ensure_ascii=False),
            }
        elif isinstance(job.error, StoppedError):
            state = "stopped"
        else:
            error = job.error if isinstance(job.error, NtmGeoError) else broken_off()
            values = {"error": json.dumps(_plain_error(error), ensure_ascii=False)}
        while True:
            try:
                job_records.finish(self.workspace.store, record.id, self.name, state, **values)
            except NtmGeoError:
                _log.exception("papers that were made cannot be kept; trying again")
                if self._ends.wait(_LOOK_SECONDS):
                    return
            else:
                return


def _language(record: JobRecord) -> Language:
    return "en" if record.language == "en" else "vi"


def _plain_error(error: NtmGeoError) -> dict[str, Any]:
    return {"what": _plain(error.what), "where": error.where, "fix": _plain(error.fix)}


def _plain(message: Message) -> dict[str, Any]:
    values = {name: value if isinstance(value, int | float) else str(value) for name, value in message.values.items()}
    return {"template": message.template, "values": values}


def _message(plain: dict[str, Any]) -> Message:
    return Message(plain["template"], plain["values"])
