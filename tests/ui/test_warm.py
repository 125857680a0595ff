"""What the first visitor needs is there before he comes."""

import contextlib
import sys

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
