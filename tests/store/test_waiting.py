"""A thread waits for the database when it said so; others, and what asks not to, get the error."""

import contextvars
import threading

from ntm_geo.store import waiting


def _in_a_context(work):
    return contextvars.copy_context().run(work)


def test_nobody_waits_unless_he_said_so():
    assert not _in_a_context(waiting.wait)


def test_whoever_waits_is_called_each_time_but_not_where_he_asks_not_to():
    calls = []

    def work():
        waiting.wait_with(lambda: calls.append(1))
        with waiting.not_waiting():
            assert not waiting.wait()
        return waiting.wait() and waiting.wait()

    assert _in_a_context(work)
    assert calls == [1, 1]


def test_a_thread_that_was_begun_with_the_same_context_does_not_wait():
    answers = []

    def work():
        waiting.wait_with(lambda: answers.append("called"))
        context = contextvars.copy_context()
        thread = threading.Thread(target=lambda: answers.append(context.run(waiting.wait)))
        thread.start()
        thread.join()

    _in_a_context(work)
    assert answers == [False]
