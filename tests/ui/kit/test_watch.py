"""How the program fares: runs are counted, slow ones logged, and the log is a file that does not grow for ever."""

import logging
import weakref
from logging.handlers import RotatingFileHandler
from types import SimpleNamespace

import pytest
from streamlit.runtime.memory_session_storage import MemorySessionStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.runtime.session_manager import SessionInfo
from streamlit.runtime.websocket_session_manager import WebsocketSessionManager

from ntm_geo.store.datasets import list_versions
from ntm_geo.ui.kit import watch


@pytest.fixture
def log():
    before = list(watch.log.handlers)
    yield watch.log
    for handler in set(watch.log.handlers) - set(before):
        watch.log.removeHandler(handler)
        handler.close()


def _value(name):
    lines = [line for line in watch.figures().decode().splitlines() if line.startswith(name)]
    return float(lines[0].rpartition(" ")[2]) if lines else 0.0


def test_a_run_is_counted_with_its_page(caplog):
    before = _value('ntm_reruns_total{page="test-page"}')
    with watch.watched_run("test-page"):
        assert _value("ntm_runs_now") == 1
        assert watch.idle_seconds() == 0
    assert _value('ntm_reruns_total{page="test-page"}') == before + 1
    assert _value('ntm_rerun_seconds_count{page="test-page"}') == before + 1
    assert _value("ntm_runs_now") == 0
    assert not caplog.records


def test_a_collection_of_garbage_is_counted_with_its_time():
    before = _value("ntm_collection_seconds_count"), _value("ntm_collection_seconds_sum")
    watch.note_collection(0.25)
    assert _value("ntm_collection_seconds_count") == before[0] + 1
    assert _value("ntm_collection_seconds_sum") == before[1] + 0.25


def test_sessions_nobody_has_come_back_to_are_let_go(monkeypatch):
    class Session:
        id = "left"

    storage = MemorySessionStorage(ttl_seconds=0)
    manager = WebsocketSessionManager(storage, MemoryUploadedFileManager("/upload"), ScriptCache(), None)
    left = Session()
    gone = weakref.ref(left)
    storage.save(SessionInfo(client=None, session=left))
    del left
    assert gone() is not None, "Streamlit keeps it until another reader leaves"
    monkeypatch.setattr(watch, "exists", lambda: True)
    monkeypatch.setattr(watch, "get_instance", lambda: SimpleNamespace(_session_mgr=manager))
    assert watch.drop_ended_sessions() == 0
    assert gone() is None


def test_a_run_that_fails_is_counted_as_well():
    with pytest.raises(KeyError), watch.watched_run("test-failing"):
        raise KeyError
    assert _value('ntm_reruns_total{page="test-failing"}') == 1


def test_a_slow_run_is_logged_with_its_page(monkeypatch, caplog):
    monkeypatch.setattr(watch, "SLOW_SECONDS", 0.0)
    with caplog.at_level(logging.WARNING, "ntm_geo"), watch.watched_run("test-slow"):
        pass
    assert "test-slow" in caplog.text


def test_statements_are_counted(fresh):
    before = _value("ntm_sql_statements_total")
    watch.count_statements(fresh.store.engine)
    list_versions(fresh.store)
    assert _value("ntm_sql_statements_total") > before


def test_the_log_is_lines_in_a_file_of_the_data_folder(log, tmp_path):
    watch.write_log(tmp_path)
    watch.write_log(tmp_path)
    assert sum(isinstance(handler, RotatingFileHandler) for handler in log.handlers) == 1
    log.info("xã")
    [line] = (tmp_path / "log" / "ntm.log").read_text(encoding="utf-8").splitlines()
    assert line.endswith("| INFO    | xã")


def test_a_folder_that_cannot_be_written_stops_nothing(log, tmp_path, caplog):
    (tmp_path / "log").write_text("a file where the folder would be", encoding="utf-8")
    watch.write_log(tmp_path)
    assert "cannot be written" in caplog.text
