"""Jobs as rows: the longest wait first, one owner, taken up once where its process has gone, never two results."""

import pytest

from ntm_geo.store import job_records
from ntm_geo.store.job_records import (
    KEPT_PER_SEAT,
    NewJob,
    ask_for,
    ask_to_stop,
    beat,
    claim,
    enclosure_of,
    finish,
    get_job,
    newest_job,
    put_back,
    result_of,
)

HOST = "máy-1"


def _ask(store, seat="a", enclosure=b""):
    return ask_for(
        store, NewJob(seat=seat, kind="papers", question="{}", enclosure=enclosure, language="vi", label="Chờ")
    )


def _claim(store, runner="máy-1:1:x", *, at_once=4):
    return claim(store, runner, HOST, at_once=at_once)


def test_a_job_goes_from_the_question_to_the_file(store):
    number = _ask(store, enclosure=b"template")
    assert newest_job(store, "a").state == "waiting"
    assert newest_job(store, "b") is None
    taken = _claim(store)
    assert (taken.id, taken.state, taken.tries) == (number, "running", 1)
    assert enclosure_of(store, number) == b"template"
    assert beat(store, number, taken.runner, label="Vẽ", done=2, total=9)
    seen = newest_job(store, "a")
    assert (seen.label, seen.done, seen.total) == ("Vẽ", 2, 9)
    finish(store, number, taken.runner, "done", result=b"paper", file_name="a.pdf", notes="[]")
    seen = newest_job(store, "a")
    assert (seen.state, seen.file_name, result_of(store, number)) == ("done", "a.pdf", b"paper")
    assert enclosure_of(store, number) == b"", "what it came with is not needed any more"
    assert seen.seconds >= 0
    assert _claim(store) is None


def test_whoever_waited_longest_is_next_and_a_machine_does_so_many_at_once(store):
    first, second, third = _ask(store), _ask(store, "b"), _ask(store, "c")
    assert _claim(store, at_once=2).id == first
    assert _claim(store, at_once=2).id == second
    assert _claim(store, at_once=2) is None
    assert claim(store, "máy-2:1:x", "máy-2", at_once=1).id == third


def test_one_that_waits_is_stopped_at_once_and_one_that_runs_at_its_next_beat(store):
    waiting, running = _ask(store, "b"), None
    ask_to_stop(store, waiting)
    assert get_job(store, waiting).state == "stopped"
    running = _ask(store)
    taken = _claim(store)
    ask_to_stop(store, running)
    assert get_job(store, running).state == "running"
    assert not beat(store, running, taken.runner, label="x", done=0, total=1)


def test_a_job_whose_process_has_gone_is_taken_up_once_and_then_called_broken(store, monkeypatch):
    number = _ask(store)
    lost = _claim(store)
    assert _claim(store, "máy-1:2:y") is None, "its process may still be there"
    monkeypatch.setattr(job_records, "STALE_SECONDS", -1.0)
    again = _claim(store, "máy-1:2:y")
    assert (again.id, again.tries, again.runner) == (number, 2, "máy-1:2:y")
    assert not beat(store, number, lost.runner, label="x", done=0, total=1), "whoever lost it is to stop"
    finish(store, number, lost.runner, "done", result=b"late")
    assert result_of(store, number) == b"", "a result of whoever lost it does not count"
    assert _claim(store, "máy-1:3:z") is None
    assert get_job(store, number).state == "broken"


def test_a_job_that_is_put_back_counts_as_never_begun(store):
    number = _ask(store)
    taken = _claim(store)
    put_back(store, number, taken.runner)
    again = _claim(store)
    assert (again.id, again.tries) == (number, 1)


def test_only_the_newest_of_a_browser_are_kept(store):
    numbers = [_ask(store) for _ in range(KEPT_PER_SEAT + 3)]
    kept = _ask(store, "b")
    for number in numbers:
        ask_to_stop(store, number)
    newest = _ask(store)
    remaining = [number for number in [*numbers, newest] if get_job(store, number)]
    assert remaining == [*numbers, newest][-KEPT_PER_SEAT:]
    assert get_job(store, kept)


@pytest.mark.parametrize("state", ["waiting", "running"])
def test_what_is_still_to_be_done_is_never_forgotten(store, state):
    first = _ask(store)
    if state == "running":
        _claim(store)
    for _ in range(KEPT_PER_SEAT + 3):
        _ask(store)
    assert get_job(store, first).state == state
