"""What goes wrong around a database: many writers, sudden ends, a server gone, a disk that takes nothing."""

import contextvars
import json
import multiprocessing
import os
import random
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from ntm_geo.errors import ChangeLostError, DatabaseAwayError
from ntm_geo.settings import Settings
from ntm_geo.store import data_state, waiting
from ntm_geo.store.backup import backup
from ntm_geo.store.copies import is_whole
from ntm_geo.store.database import is_ready, open_store
from ntm_geo.store.datasets import add_version, current_version, list_versions, read_version, revision
from ntm_geo.store.schema import ROWS, dataset
from ntm_geo.store.versions import Slot
from tests.app_server import ROOT
from tests.store.writing import write_on

WRITERS, EACH = 6, 8
SMALL_DISK = Path(__file__).with_name("small_disk.py")


def _write_many(settings, new, results, period):
    store = open_store(settings)
    for number in range(EACH):
        add_version(store, new(results("01"[number % 2] * 3, period=period), period=period))
    store.close()


def test_six_writers_at_once_and_all_of_it_lands(settings, new, results):
    open_store(settings).close()
    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(lambda number: _write_many(settings, new, results, 2017 + number), range(WRITERS)))
    store = open_store(settings)
    kept = list_versions(store)
    assert len(kept) == WRITERS * EACH
    assert sum(version.current for version in kept) == WRITERS
    assert all(len(read_version(store, version)) == 3 for version in kept)
    store.close()


def test_a_copy_made_while_six_write_is_of_one_moment(settings, new, results, tmp_path):
    store = open_store(settings)
    with ThreadPoolExecutor(WRITERS + 1) as pool:
        writers = [pool.submit(_write_many, settings, new, results, 2017 + number) for number in range(WRITERS)]
        copies = [backup(store, tmp_path / f"copy-{number}.sqlite") for number in range(3)]
        for writer in writers:
            writer.result()
    store.close()
    for path in copies:
        assert is_whole(path)
        copy = open_store(Settings(data_dir=tmp_path, province="toy", database_url=f"sqlite:///{path.as_posix()}"))
        versions = list_versions(copy)
        assert all(len(read_version(copy, version)) == version.rows for version in versions)
        assert {version.slot.period for version in versions} == {
            version.slot.period for version in versions if version.current
        }
        copy.close()


def test_killed_at_any_moment_the_database_holds_the_old_state_or_the_new(settings):
    """A process writes versions one after the other and is killed, with no chance to tidy up: fifty times with the
    database every office has, half as often with a server, which keeps its own log.
    """
    turns = 25 if settings.database_url else 50
    open_store(settings).close()
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([write_on.__module__])
    chance, seen = random.Random(20221231), 0
    for turn in range(turns):
        counter = context.Value("i", 0)
        writer = context.Process(target=write_on, args=(settings, counter, turn * 10_000), daemon=True)
        writer.start()
        deadline = time.monotonic() + 30
        while counter.value == 0 and time.monotonic() < deadline:
            time.sleep(0.001)
        time.sleep(chance.uniform(0, 0.06))
        os.kill(writer.pid, signal.SIGKILL)
        writer.join(timeout=30)
        seen = _assert_whole(settings, seen)
    assert seen >= turns, "the writer should have got somewhere every time"


def _assert_whole(settings, seen):
    store = open_store(settings)
    rows = ROWS["scores"]
    with store.reading() as connection:
        kept = connection.execute(select(rows.c.dataset_id, func.count()).group_by(rows.c.dataset_id)).all()
        told = connection.execute(select(dataset.c.id, dataset.c.rows)).all()
    assert sorted(map(tuple, kept)) == sorted(map(tuple, told))
    current = current_version(store, Slot(kind="scores", vintage="2020", period=2022))
    assert current is None or len(set(read_version(store, current)["value"])) == 1
    assert len(told) >= seen
    store.close()
    return len(told)


on_a_server = pytest.mark.parametrize("settings", ["postgresql"], indirect=True)
"""Only a database on a server can be away; one of a file stands beside the program."""


@pytest.fixture
def cluster(postgres_server):
    """The server of the tests, running again afterwards, whatever a test did to it."""
    yield postgres_server
    try:
        postgres_server.start()
    except subprocess.CalledProcessError:
        return  # it runs


@pytest.fixture
def away(cluster, store, new, results):
    """A database that holds one version and cannot be reached."""
    add_version(store, new(results("10?")))
    assert not store.trouble
    cluster.kill()
    return store


@on_a_server
def test_a_server_that_ended_is_away_and_then_back(away, cluster):
    with pytest.raises(DatabaseAwayError) as caught:
        revision(away)
    assert "psycopg" not in str(caught.value)
    assert away.trouble == "away"
    cluster.start()
    assert revision(away) == 1
    assert is_ready(away)
    assert not away.trouble


@on_a_server
def test_a_run_of_a_page_goes_on_from_what_was_known_last(cluster, store, new, results):
    version, _ = add_version(store, new(results("10?")))
    table = read_version(store, version)
    assert revision(store) == 1
    cluster.kill()
    data_state.begin_run()
    try:
        assert [known.key for known in list_versions(store)] == [version.key]
        assert read_version(store, version).equals(table)
        assert store.trouble == "away"
        with pytest.raises(DatabaseAwayError):
            add_version(store, new(results("111")))
        cluster.start()
        data_state.begin_run()
        add_version(store, new(results("111")))
        assert len(list_versions(store)) == 2
    finally:
        data_state.end_run()


@on_a_server
def test_whoever_waits_goes_on_when_the_server_is_back(away, cluster, new, results):
    waited = []

    def wait():
        waited.append(away.trouble)
        if len(waited) == 2:
            cluster.start()

    def change():
        waiting.wait_with(wait)
        add_version(away, new(results("111")))

    contextvars.copy_context().run(change)
    assert waited == ["away", "away"]
    assert len(list_versions(away)) == 2


@on_a_server
def test_a_thread_does_not_wait_as_the_one_that_began_it(away):
    context = contextvars.copy_context()
    context.run(waiting.wait_with, lambda: pytest.fail("a thread waits for another"))
    with ThreadPoolExecutor(1) as pool, pytest.raises(DatabaseAwayError):
        pool.submit(context.run, revision, away).result()


@on_a_server
def test_a_change_that_is_lost_midway_says_so(cluster, store):
    with pytest.raises(ChangeLostError, match="was not kept"):
        _change(store, cluster, "SELECT 2")


@on_a_server
def test_a_change_whose_end_is_lost_is_to_be_looked_for(cluster, store):
    with pytest.raises(ChangeLostError, match="while the change was being kept"):
        _change(store, cluster)


def _change(store, cluster, *later):
    """Begin a change, end the server, and go on with it."""
    with store.writing() as connection:
        connection.execute(text("SELECT 1"))
        cluster.kill()
        for question in later:
            connection.execute(text(question))


@pytest.fixture(scope="module")
def small_disk(tmp_path_factory):
    """What came of each step on a small disk, see `small_disk.main`."""
    folder = tmp_path_factory.mktemp("disk")
    command = ["unshare", "--map-root-user", "--mount", sys.executable, str(SMALL_DISK), str(folder)]
    probe = subprocess.run([*command[:3], "mount", "-t", "tmpfs", "tmpfs", folder], check=False, capture_output=True)
    if probe.returncode:
        pytest.skip("this machine lets nobody mount a disk of his own")
    done = subprocess.run(
        command, check=False, capture_output=True, text=True, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}
    )
    assert not done.returncode, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize(
    ("disk", "met", "trouble"),
    [
        ("closed", [True], "read-only"),
        ("closed, with a journal", [False, True], "read-only"),
        ("closed, with a journal alone", [False, True], "read-only"),
        ("full, with a journal alone", [False, True], "full"),
        ("full", [False, True], "full"),
    ],
)
def test_on_a_disk_that_takes_nothing_all_can_be_read_and_a_change_is_refused(small_disk, disk, met, trouble):
    seen = small_disk[disk]
    assert (seen["met"], seen["trouble"]) == (met, trouble)
    assert "nothing was changed" in seen["refused"]


def test_once_there_is_room_changes_are_kept_without_a_new_start(small_disk):
    assert small_disk["kept once there is room"] == {"refused": "", "trouble": ""}
    assert small_disk["with room again"]["met"][:3] == [True, False, True]
