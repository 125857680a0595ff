"""What the first visitor needs is there before he comes; memory is collected while nobody waits."""

import contextlib
import gc
import re
import sys
from pathlib import Path

import pytest

from ntm_geo.ui import warm
from ntm_geo.ui.kit import cache, shared


def test_the_newest_year_is_worked_out_before_the_doors_open(app_data):
    shared.clear()
    warm.warm()
    assert _worked_out(2022, layers=["schematic"])


def test_the_years_it_is_changed_to_come_while_nobody_waits(app_data, monkeypatch):
    shared.clear()
    idle = iter([0.0, 10.0])
    monkeypatch.setattr(warm.time, "sleep", lambda _seconds: None)
    monkeypatch.setattr(warm.watch, "idle_seconds", lambda: next(idle))
    warm._rest_when_idle()
    assert _worked_out(2022, 2021, 2020)
    assert set(warm.LATER) <= set(sys.modules)
    assert next(idle, None) is None, "it waited while a page ran"


def _worked_out(*years, layers=()):
    """Whether all that is asked of these years is there already."""
    misses = {name: usage.misses for name, usage in shared.usage().items()}
    for layer in layers:
        cache.layer("2020", layer)
    for year in years:
        cache.assessment(year, "2020", as_it_is=True)
    return {name: usage.misses for name, usage in shared.usage().items()} == misses


@pytest.mark.parametrize(("busy_seconds", "at"), [(1e6, [2, 3]), (0.0, [1, 2, 3])])
def test_garbage_is_collected_when_no_page_has_run_for_a_while_or_for_too_long_there_was_one(
    busy_seconds, at, monkeypatch
):
    collected, idle, turns = [], iter([0.0, 10.0, 10.0]), []

    def sleep(_seconds):
        turns.append(1)
        if len(turns) > 3:
            raise KeyboardInterrupt

    monkeypatch.setattr(warm, "COLLECT_SECONDS", 0.0)
    monkeypatch.setattr(warm, "BUSY_SECONDS", busy_seconds)
    monkeypatch.setattr(warm.time, "sleep", sleep)
    monkeypatch.setattr(warm.watch, "idle_seconds", lambda: next(idle))
    monkeypatch.setattr(gc, "collect", lambda: collected.append(len(turns)))
    with contextlib.suppress(KeyboardInterrupt):
        warm._collect_when_idle()
    assert collected == at


def test_what_was_freed_goes_back_to_the_system():
    if warm._TRIM is None:
        pytest.skip("this C library keeps what was freed")
    parts = [bytes(1_000 + number % 7) for number in range(100_000)]
    last = parts[-1]  # stands above the rest, so that nothing of it is given back by itself
    del parts
    before = _own_memory()
    warm._collect()
    assert len(last) >= 1_000
    assert before - _own_memory() > 50_000_000


def _own_memory():
    """Bytes this process has for itself."""
    sizes = Path("/proc/self/smaps_rollup").read_text(encoding="ascii")
    return 1024 * int(re.search(r"^Anonymous:\s+(\d+) kB", sizes, re.MULTILINE)[1])


def test_the_database_is_copied_once_a_day(fresh, monkeypatch):
    turns = []

    def sleep(_seconds):
        turns.append(len(list((fresh.settings.data_dir / "copies").glob("ntm-????-??-??.sqlite"))))
        if len(turns) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(warm.time, "sleep", sleep)
    with contextlib.suppress(KeyboardInterrupt):
        warm._copy_daily()
    assert turns == [1, 1]
