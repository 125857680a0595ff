"""Papers that are not made: what a page does around the work, without a process that reads and draws everything."""

import pytest

from ntm_geo.briefing import paper_jobs, publish
from tests.paper_worker import ThreadJob


@pytest.fixture
def made_by(monkeypatch):
    """Let a function stand in for the making of papers, called as `publish_apart` is, in a thread."""

    def stand_in(make):
        monkeypatch.setattr(paper_jobs, "ProcessJob", ThreadJob)
        monkeypatch.setattr(publish, "publish_apart", make)

    return stand_in
