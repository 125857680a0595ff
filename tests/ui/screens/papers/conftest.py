"""Papers that are not made: what a page does around the work, without a process that reads and draws everything."""

import pytest

from ntm_geo.jobs.jobs import Job
from ntm_geo.ui.screens.papers import report_view


class ThreadJob(Job):
    """Work in a thread, looked at like that of a process."""

    seconds = 7.0

    def __init__(self, work, *arguments):
        super().__init__(lambda progress: work(progress, *arguments))


@pytest.fixture
def made_by(monkeypatch):
    """Let a function stand in for the making of papers, called as `publish_apart` is, in a thread."""

    def stand_in(make):
        monkeypatch.setattr(report_view, "ProcessJob", ThreadJob)
        monkeypatch.setattr(report_view, "publish_apart", make)

    return stand_in
