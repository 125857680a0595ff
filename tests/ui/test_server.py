"""A running server says whether it is alive and ready, how it fares, and writes its log."""

import asyncio
import json
import sqlite3
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import pytest

from benchmarks.scripted_reader import Reader
from ntm_geo.ui.memory import WAITING_MOST
from tests.app_server import ROOT, running


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("server")


@pytest.fixture(scope="module")
def address(folder):
    with running(ROOT / "app.py", data_dir=folder / "data", log=folder / "log.txt") as started:
        yield started


def _get(address):
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def test_it_is_alive_and_ready(address):
    assert _get(f"{address}healthz") == (200, '{"alive":true}')
    status, body = _get(f"{address}readyz")
    assert (status, json.loads(body)) == (200, {"ready": True})


def test_its_figures_are_read_by_prometheus(address):
    status, body = _get(f"{address}metrics")
    assert status == 200
    for name in (
        "ntm_reruns_total",
        "ntm_rerun_seconds",
        "ntm_sql_statements_total",
        "ntm_sessions",
        "ntm_sessions_waiting",
        "ntm_collection_seconds",
        "ntm_shared_bytes",
    ):
        assert f"# TYPE {name} " in body


def test_of_those_who_left_only_the_last_are_waited_for(address):
    async def come_and_go():
        for _number in range(WAITING_MOST + 3):
            async with Reader(address) as reader:
                await reader.open("huong-dan")

    def waiting():
        lines = _get(f"{address}metrics")[1].splitlines()
        return next(float(line.split()[1]) for line in lines if line.startswith("ntm_sessions_waiting "))

    with ThreadPoolExecutor(1) as thread:  # a browser of another test may run a loop in this one
        thread.submit(asyncio.run, come_and_go()).result()
    end = time.monotonic() + 60
    while waiting() < WAITING_MOST:
        assert time.monotonic() < end
        time.sleep(0.1)
    assert waiting() == WAITING_MOST


def test_the_usual_view_was_worked_out_before_the_doors_opened(address):
    body = _get(f"{address}metrics")[1]
    [entries] = [
        line for line in body.splitlines() if line.startswith("ntm_shared_entries{") and "cache._assessment" in line
    ]
    assert float(entries.rpartition(" ")[2]) >= 1


@pytest.mark.parametrize(
    "file",
    [
        "streamlit_folium.st_folium/index.html",
        "ntm_geo.ui.kit.map_view.leaflet/leaflet.js",
        "ntm_geo.ui.kit.map_view.script/ntm-map.js",
    ],
)
def test_the_map_is_served_though_it_was_loaded_before_any_page_ran(address, file):
    assert _get(f"{address}component/{file}")[0] == 200


def test_its_log_says_when_it_was_ready(address, folder):
    assert _get(f"{address}healthz")[0] == 200
    assert "| ready" in (folder / "data" / "log" / "ntm.log").read_text(encoding="utf-8")


def test_nothing_is_warned_of_at_the_start(address, folder):
    assert _get(f"{address}healthz")[0] == 200
    assert "missing ScriptRunContext" not in (folder / "log.txt").read_text(encoding="utf-8")


def test_a_database_of_another_program_is_not_ready(address, folder):
    with sqlite3.connect(folder / "data" / "ntm.sqlite") as connection:
        (form,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
        assert _get(f"{address}readyz")[0] == 503
        connection.execute("UPDATE alembic_version SET version_num = ?", (form,))
        connection.commit()
    assert _get(f"{address}readyz")[0] == 200
