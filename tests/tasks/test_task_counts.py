"""How much waits is said once, for the page, the navigation and the file."""

import pandas as pd

from ntm_geo.tasks.seat_tasks import COLUMNS
from ntm_geo.tasks.task_counts import counts_by_kind, tasks_sentence


def _tasks(*rows):
    return pd.DataFrame([dict.fromkeys(COLUMNS) | {"kind": kind, "late": late} for kind, late in rows], columns=COLUMNS)


def test_kinds_stand_in_their_order_and_late_ones_are_counted():
    tasks = _tasks(("appraise", True), ("correct", False), ("appraise", False))
    assert list(counts_by_kind(tasks).items()) == [("correct", (1, 0)), ("appraise", (2, 1))]


def test_the_sentence_says_late_only_where_something_is():
    assert str(tasks_sentence(_tasks())) == "Nothing waits for you."
    assert str(tasks_sentence(_tasks(("fill", False)))) == "1 tasks wait for you, none is late."
    assert str(tasks_sentence(_tasks(("fill", False), ("check", True)))) == "2 tasks wait for you, 1 of them are late."
