"""What sessions share is made once, bounded by bytes, and the same object for all."""

import threading
import time

import numpy as np
import pandas as pd
import pytest
from shapely.geometry import Point

from ntm_geo.ui.kit import shared
from ntm_geo.ui.kit.shared import ByText


@pytest.fixture
def small(monkeypatch):
    shared.clear()
    monkeypatch.setattr(shared, "MOST_BYTES", 100_000)
    yield
    shared.clear()


def test_it_is_made_once_though_many_ask_at_once(small):
    made = []

    @shared.shared
    def slow(number):
        made.append(number)
        time.sleep(0.05)
        return [number]

    answers = []
    threads = [threading.Thread(target=lambda: answers.append(slow(1))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == [1]
    assert len({id(answer) for answer in answers}) == 1


def test_what_was_used_longest_ago_goes_when_bytes_run_out(small):
    made = []

    @shared.shared
    def table(number):
        made.append(number)
        return pd.DataFrame({"x": np.zeros(4_000)})

    for number in (1, 2, 3, 1, 4):
        table(number)
    assert made == [1, 2, 3, 4]
    table(1)
    table(2)
    assert made == [1, 2, 3, 4, 2]
    [usage] = [usage for name, usage in shared.usage().items() if name.endswith("table")]
    assert usage.entries == 3
    assert usage.size <= 100_000
    assert (usage.hits, usage.misses) == (2, 5)


def test_an_error_is_not_kept(small):
    asked = []

    @shared.shared
    def fails():
        asked.append(1)
        return 1 / 0

    for _turn in range(2):
        with pytest.raises(ZeroDivisionError):
            fails()
    assert len(asked) == 2


def test_questions_are_told_apart_by_what_they_say():
    assert ByText({"a": 1}) == ByText({"a": 1})
    assert hash(ByText({"a": 1})) == hash(ByText({"a": 1}))
    assert ByText({"a": 1}) != ByText({"a": 2})
    assert ByText({"a": 1}) != "{'a': 1}"


@pytest.mark.parametrize(
    ("value", "least", "most"),
    [
        (np.zeros(1_000), 8_000, 8_200),
        (pd.DataFrame({"x": np.zeros(1_000), "y": np.zeros(1_000)}), 16_000, 17_000),
        (pd.Series([Point(0, 0).buffer(1)] * 10, dtype="geometry"), 16 * 10 * 60, 16 * 10 * 70),
        ({"a": b"x" * 5_000}, 5_000, 6_000),
        ((np.zeros(10), [np.zeros(10)]), 160, 600),
    ],
    ids=["array", "table", "geometry", "dict", "nested"],
)
def test_bytes_are_counted(value, least, most):
    assert least <= shared.bytes_of(value) <= most


def test_what_follows_from_the_rest_tells_no_answers_apart(small):
    made = []

    @shared.shared
    def drawn(number, _table, size=1):
        made.append((number, size))
        return number

    assert [drawn(1, {}), drawn(1, [2]), drawn(1, {}, size=2), drawn(2, {})] == [1, 1, 1, 2]
    assert made == [(1, 1), (1, 2), (2, 1)]


def test_what_is_shared_itself_is_told_by_being_the_same_object():
    first, second = [1], [1]
    assert shared.Same(first) == shared.Same(first)
    assert shared.Same(first) != shared.Same(second)
    assert hash(shared.Same(first)) == hash(shared.Same(first))
