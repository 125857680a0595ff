"""Stand-ins for the making of papers: in a thread, and in a process that never comes to an end."""

import time

from ntm_geo.jobs.jobs import Job


class ThreadJob(Job):
    """Work in a thread, looked at like that of a process."""

    seconds = 7.0

    def __init__(self, work, *arguments):
        super().__init__(lambda progress: work(progress, *arguments))


def newest(at):
    """What the session of a test has asked for last."""
    from ntm_geo.briefing.paper_jobs import newest_papers
    from ntm_geo.ui.kit import cache

    return newest_papers(cache.workspace(), at.session_state["ntm_seat"])


def wait_for_papers(at, seconds=180):
    """Wait until what the session of a test has asked for last is made, and run its page again."""
    end = time.monotonic() + seconds
    while newest(at).is_open and time.monotonic() < end:
        time.sleep(0.1)
    return at.run()


def _endless(progress, *_):
    while True:
        progress.check(0.1)


def main():
    """Take up jobs and never finish one."""
    from ntm_geo.briefing import paper_jobs, publish
    from ntm_geo.settings import Settings
    from ntm_geo.workspace.workspace import open_workspace

    paper_jobs.ProcessJob, publish.publish_apart = ThreadJob, _endless
    paper_jobs._LOOK_SECONDS = 0.2
    paper_jobs.worker_of(open_workspace(Settings.from_environment()))
    time.sleep(600)


if __name__ == "__main__":
    main()
