"""Runs of pages take turns: few at once, in order, and nobody waits for a run that only waits itself."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from ntm_geo.ui.turns import Turns

PATIENCE_S = 60


def test_never_more_at_once_than_there_are_turns() -> None:
    turns, lock = Turns(at_once=2, lease=PATIENCE_S), threading.Lock()
    going, most = 0, 0

    def run(_number: int) -> None:
        nonlocal going, most
        with turns:
            with lock:
                going += 1
                most = max(most, going)
            threading.Event().wait(0.002)
            with lock:
                going -= 1

    with ThreadPoolExecutor(12) as pool:
        list(pool.map(run, range(60)))
    assert most == 2


def test_first_come_first_served() -> None:
    turns, order = Turns(at_once=1, lease=PATIENCE_S), list[int]()
    threads = []

    def run(number: int) -> None:
        with turns:
            order.append(number)

    with turns:
        for number in range(5):
            threads.append(threading.Thread(target=run, args=(number,)))
            threads[-1].start()
            while len(turns._waiting) <= number:
                threading.Event().wait(0.001)
    for thread in threads:
        thread.join(PATIENCE_S)
    assert order == [0, 1, 2, 3, 4]


def test_a_run_that_takes_long_keeps_nobody_waiting() -> None:
    turns, solved, passed = Turns(at_once=1, lease=0.01), threading.Event(), threading.Event()

    def solve() -> None:
        with turns:
            solved.wait(PATIENCE_S)

    def look() -> None:
        with turns:
            passed.set()

    solver = threading.Thread(target=solve)
    solver.start()
    while not turns._ends:
        threading.Event().wait(0.001)
    threading.Thread(target=look).start()
    assert passed.wait(PATIENCE_S)
    solved.set()
    solver.join(PATIENCE_S)
    with turns:
        assert len(turns._ends) == 1


def test_a_run_that_fails_gives_its_turn_back() -> None:
    turns = Turns(at_once=1, lease=PATIENCE_S)
    with pytest.raises(ValueError, match="a page that fails"), turns:
        raise ValueError("a page that fails")
    with turns:
        pass
