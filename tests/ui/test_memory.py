"""Garbage is collected while nobody waits, what is free goes back, and tables forget views that are gone."""

import contextlib
import gc
import re
import weakref
from pathlib import Path

import pandas as pd
import pytest

from ntm_geo.ui import memory


@pytest.mark.parametrize(("busy_seconds", "at"), [(1e6, [2, 3]), (0.0, [1, 2, 3])])
def test_garbage_is_collected_when_no_page_has_run_for_a_while_or_for_too_long_there_was_one(
    busy_seconds, at, monkeypatch
):
    collected, idle, turns = [], iter([0.0, 10.0, 10.0]), []

    def sleep(_seconds):
        turns.append(1)
        if len(turns) > 3:
            raise KeyboardInterrupt

    monkeypatch.setattr(memory, "COLLECT_SECONDS", 0.0)
    monkeypatch.setattr(memory, "BUSY_SECONDS", busy_seconds)
    monkeypatch.setattr(memory.time, "sleep", sleep)
    monkeypatch.setattr(memory.watch, "idle_seconds", lambda: next(idle))
    monkeypatch.setattr(gc, "collect", lambda: collected.append(len(turns)))
    with contextlib.suppress(KeyboardInterrupt):
        memory._collect_when_idle()
    assert collected == at


def test_what_was_freed_goes_back_to_the_system():
    if memory._TRIM is None:
        pytest.skip("this C library keeps what was freed")
    parts = [bytes(1_000 + number % 7) for number in range(100_000)]
    last = parts[-1]  # stands above the rest, so that nothing of it is given back by itself
    del parts
    before = _own_memory()
    memory._collect()
    assert len(last) >= 1_000
    assert before - _own_memory() > 50_000_000


def _own_memory():
    """Bytes this process has for itself."""
    sizes = Path("/proc/self/smaps_rollup").read_text(encoding="ascii")
    return 1024 * int(re.search(r"^Anonymous:\s+(\d+) kB", sizes, re.MULTILINE)[1])


def test_a_proxy_of_what_is_gone_ends_no_collection():
    gone = weakref.proxy(memory.threading.Event())
    memory._collect()
    with pytest.raises(ReferenceError):
        gone.is_set()


def test_tables_forget_the_views_that_were_taken_of_them(monkeypatch):
    tables = [pd.DataFrame({"code": ["01267", "01273"], "met": [17, 19]}) for _ in range(2)]
    monkeypatch.setattr(memory, "_frozen", [block.refs.has_reference for block in tables[0]._mgr.blocks])
    for table in tables:
        for _ in range(200):
            table.copy(deep=False)
    view = tables[1]["met"]
    memory._collect()
    known = [len(block.refs.referenced_blocks) for table in tables for block in table._mgr.blocks]
    assert max(known) <= 3, "views that are gone are remembered still"
    view.iloc[0] = 0
    assert tables[1]["met"].tolist() == [17, 19], "a view that lives was forgotten: writing to it changed the table"
