"""Copies made by the program itself: one a day, seven kept; a damaged file is told with its remedy."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from threading import Barrier

import pytest
from alembic import command

from ntm_geo.errors import StoreError
from ntm_geo.i18n import text
from ntm_geo.settings import Settings
from ntm_geo.store.backup import copy_daily
from ntm_geo.store.copies import FOLDER, KEPT, copy_before, is_whole, newest_good, recover
from ntm_geo.store.database import alembic_config, open_store
from ntm_geo.store.datasets import add_version, list_versions

ROOT = Path(__file__).resolve().parents[2]
HOLD = """
import sys, time
from pathlib import Path
from filelock import FileLock
from ntm_geo.store.backup import _lock
with FileLock(_lock(Path(sys.argv[1]))):
    print("at work", flush=True)
    time.sleep(120)
"""


@pytest.fixture
def settings(empty_folder):
    """Copies are of the database every office has; other databases are copied by `backup`, tested there."""
    return Settings(data_dir=empty_folder)


@pytest.fixture
def store(settings):
    opened = open_store(settings)
    yield opened
    opened.close()


def _damage(settings):
    path = settings.data_dir / "ntm.sqlite"
    for ending in ("-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
    content = bytearray(path.read_bytes())
    content[4096:] = os.urandom(len(content) - 4096)
    path.write_bytes(content)


def test_one_a_day_and_seven_are_kept(store, settings):
    days = [date(2026, 1, 1) + timedelta(days=number) for number in range(KEPT + 3)]
    for number, day in enumerate(days):
        path = copy_daily(store, settings.data_dir, day)
        os.utime(path, (number, number))
        assert copy_daily(store, settings.data_dir, day) is None
    names = sorted(path.name for path in (settings.data_dir / FOLDER).iterdir())
    assert names == [f"ntm-{day.isoformat()}.sqlite" for day in days[3:]]


def test_of_several_processes_one_makes_the_copy_of_the_day(store, settings):
    """Each tries at the same moment, by a store of its own; nobody waits and nobody fails."""
    together, stores = Barrier(4), [open_store(settings) for _process in range(4)]

    def copy(opened):
        together.wait()
        return copy_daily(opened, settings.data_dir, date(2026, 1, 1))

    with ThreadPoolExecutor(4) as pool:
        made = [path for path in pool.map(copy, stores) if path]
    for opened in stores:
        opened.close()
    assert len(made) == 1
    assert is_whole(made[0])
    assert [path.name for path in (settings.data_dir / FOLDER).iterdir()] == ["ntm-2026-01-01.sqlite"]


def test_a_process_that_died_over_its_copy_does_not_keep_others_from_theirs(store, settings):
    words = [sys.executable, "-c", HOLD, str(settings.data_dir)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, cwd=ROOT) as other:
        other.stdout.readline()
        assert copy_daily(store, settings.data_dir, date(2026, 1, 1)) is None, "it is at work"
        other.kill()
    assert copy_daily(store, settings.data_dir, date(2026, 1, 1))


def test_a_damaged_database_names_its_remedy_and_one_command_mends_it(store, settings, new, results):
    version, _new = add_version(store, new(results("10?")))
    copy = copy_daily(store, settings.data_dir, date(2026, 1, 1))
    store.close()
    _damage(settings)
    with pytest.raises(StoreError) as caught:
        list_versions(open_store(settings))
    assert "data recover" in text(caught.value.fix)
    assert copy.name in text(caught.value.fix)
    done = recover(settings.data_dir)
    assert done.copy == copy
    assert done.aside.is_file()
    again = open_store(settings)
    assert [kept.key for kept in list_versions(again)] == [version.key]
    again.close()


def test_a_copy_that_is_damaged_itself_is_passed_over(store, settings):
    older = copy_daily(store, settings.data_dir, date(2026, 1, 1))
    newer = copy_daily(store, settings.data_dir, date(2026, 1, 2))
    os.utime(older, (1, 1))
    newer.write_bytes(b"SQLite format 3\0" + os.urandom(8192))
    assert not is_whole(newer)
    assert newest_good(settings.data_dir) == older


def test_nothing_is_done_to_a_database_that_is_whole(store, settings):
    copy_daily(store, settings.data_dir, date(2026, 1, 1))
    with pytest.raises(StoreError):
        recover(settings.data_dir)
    assert is_whole(settings.data_dir / "ntm.sqlite")


def test_without_a_copy_the_damaged_file_stays_where_it_is(store, settings):
    store.close()
    _damage(settings)
    with pytest.raises(StoreError):
        recover(settings.data_dir)
    assert (settings.data_dir / "ntm.sqlite").is_file()


def test_before_its_form_changes_the_database_is_copied(store, settings):
    with store.engine.begin() as connection:
        command.downgrade(alembic_config(connection), "0012")
    store.close()
    open_store(settings).close()
    [copy] = (settings.data_dir / FOLDER).glob("ntm-form-0012-*.sqlite")
    assert is_whole(copy)


def test_what_is_not_there_is_not_copied(tmp_path):
    assert copy_before(tmp_path / "none.sqlite", "0001") is None
