"""One run is of one state of the data; the database is asked once for it."""

from dataclasses import replace

import pytest
from sqlalchemy import event

from ntm_geo.store import data_state as state
from ntm_geo.store.database import open_store
from ntm_geo.store.datasets import (
    add_version,
    current_version,
    data_state,
    get_version,
    list_versions,
    make_current,
    read_version,
)
from ntm_geo.store.name_fixes import remember, remembered


@pytest.fixture
def statements(store):
    asked = []

    def note(_connection, _cursor, statement, *_):
        asked.append(statement)

    event.listen(store.engine, "before_cursor_execute", note)
    yield asked
    event.remove(store.engine, "before_cursor_execute", note)


@pytest.fixture
def run():
    state.begin_run()
    yield
    state.end_run()


def _selects(statements):
    return [statement for statement in statements if statement.lstrip().startswith("SELECT")]


def test_a_run_asks_once_when_nothing_was_done(store, new, results, statements):
    version, _new = add_version(store, new(results("10?")))
    read_version(store, version)
    remembered(store, "2020")
    for _turn in range(3):
        state.begin_run()
        statements.clear()
        for _question in range(5):
            assert current_version(store, version.slot) == version
            assert get_version(store, version.id) == version
            assert len(list_versions(store, kind="results")) == 1
            assert len(read_version(store, version)) == version.rows
            assert remembered(store, "2020") == {}
        assert len(_selects(statements)) == 1
    state.end_run()


def test_what_this_process_writes_shows_in_the_same_run(store, new, results, run):
    first, _new = add_version(store, new(results("10?")))
    assert current_version(store, first.slot) == first
    second, _new = add_version(store, new(results("01?")))
    assert current_version(store, first.slot).id == second.id
    remember(store, "2020", {"xa a": "01291"}, by="An")
    assert remembered(store, "2020") == {"xa a": "01291"}


def test_what_another_process_writes_shows_in_the_next_run(store, new, results, settings):
    first, _new = add_version(store, new(results("10?")))
    state.begin_run()
    assert current_version(store, first.slot).id == first.id
    other = open_store(settings)
    second, _new = add_version(other, new(results("01?")))
    other.close()
    assert current_version(store, first.slot).id == first.id
    state.begin_run()
    assert current_version(store, first.slot).id == second.id
    state.end_run()


def test_a_kind_that_was_not_touched_keeps_its_fingerprint(store, new, results):
    first, _new = add_version(store, new(results("10?")))
    before = data_state(store)
    second, _new = add_version(store, new(results("01?")))
    after = data_state(store)
    assert before.fingerprint(["results"]) != after.fingerprint(["results"])
    assert before.fingerprint(["agencies"]) == after.fingerprint(["agencies"]) == ()
    make_current(store, first, by="An")
    assert data_state(store).fingerprint(["results"]) == before.fingerprint(["results"])
    assert second.id not in data_state(store).fingerprint(["results"])


def test_a_table_is_a_copy(store, new, results):
    version, _new = add_version(store, new(results("10?")))
    table = read_version(store, version)
    table["met"] = None
    assert read_version(store, version)["met"].notna().any()


def test_tables_have_room_up_to_a_bound(store, new, results, monkeypatch):
    versions = [add_version(store, new(results(pattern)))[0] for pattern in ("10?", "01?", "11?")]
    store.memory.tables.clear()
    monkeypatch.setattr(state, "TABLE_BYTES", 1)
    for version in versions:
        read_version(store, version)
    assert list(store.memory.tables) == [(versions[-1].id, versions[-1].key)]
    assert len(read_version(store, replace(versions[0]))) == versions[0].rows
