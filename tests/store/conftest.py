"""Every test of the store runs on SQLite and, where there is one, on a real PostgreSQL with PostGIS."""

import itertools
import os
import shutil
from contextlib import contextmanager
from dataclasses import replace

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from ntm_geo.settings import Settings
from ntm_geo.store.database import _revisions, open_store
from ntm_geo.store.versions import NewVersion, Slot
from ntm_geo.tables.provenance import Provenance
from tests import postgres

_numbers = itertools.count()


@pytest.fixture(scope="session")
def postgres_server():
    """A PostgreSQL server; the tests that need it are left out where there is none."""
    if postgres.programs() is None:
        if os.environ.get("NTM_REQUIRE_POSTGRES"):
            pytest.fail(postgres.MISSING, pytrace=False)
        pytest.skip(postgres.MISSING)
    with postgres.running() as cluster:
        yield cluster


@contextmanager
def _asking(address):
    """Give a connection to a database of a server, every statement a transaction of its own."""
    engine = create_engine(address.replace("postgresql:", "postgresql+psycopg:"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def _make_database(server):
    """Make a database without tables; return its address."""
    name = f"ntm_{next(_numbers)}"
    with _asking(f"{server}/postgres") as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    return f"{server}/{name}"


EMPTY = """
DO $$ DECLARE kept record; BEGIN
    SET LOCAL lock_timeout = '2s';
    SET LOCAL session_replication_role = replica;
    FOR kept IN SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'
        AND tablename NOT IN ('alembic_version', 'spatial_ref_sys') LOOP
        EXECUTE format('DELETE FROM %I', kept.name);
    END LOOP;
    FOR kept IN SELECT sequencename AS name FROM pg_sequences WHERE last_value IS NOT NULL LOOP
        EXECUTE format('ALTER SEQUENCE %I RESTART', kept.name);
    END LOOP;
END $$
"""
"""Empties all tables of a database in one step."""


@pytest.fixture(scope="session")
def ready_databases():
    """Addresses of databases in their newest form that hold nothing and nobody uses."""
    return []


def _empty_again(address):
    """Empty a database; whether it is in its newest form and empty now. Tests may have ended the server, or changed it."""
    try:
        with _asking(address) as connection:
            connection.execute(text(EMPTY))
            return connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all() == [
                _revisions()[0]
            ]
    except DBAPIError:
        return False


KINDS_OF_DATABASE = ("sqlite", "postgresql")


@pytest.fixture(params=KINDS_OF_DATABASE)
def nothing_yet(request, tmp_path):
    """Settings of a database of each kind that holds no table yet."""
    chosen = Settings(data_dir=tmp_path / "data", province="toy")
    if request.param == "sqlite":
        return chosen
    server = request.getfixturevalue("postgres_server").address
    return replace(chosen, database_url=_make_database(server))


@pytest.fixture(params=KINDS_OF_DATABASE)
def settings(request, tmp_path):
    """Settings of an empty database of each kind, in its newest form: a copy, or one that was emptied again."""
    chosen = Settings(data_dir=tmp_path / "data", province="toy")
    if request.param == "sqlite":
        chosen.data_dir.mkdir()
        shutil.copy(request.getfixturevalue("empty_database"), chosen.data_dir)
        yield chosen
        return
    server, ready = (request.getfixturevalue(name) for name in ("postgres_server", "ready_databases"))
    address = ready.pop() if ready else _make_database(server.address)
    yield replace(chosen, database_url=address)
    if _empty_again(address):
        ready.append(address)


@pytest.fixture
def store(settings):
    """An empty database, open."""
    opened = open_store(settings)
    yield opened
    opened.close()


@pytest.fixture
def results():
    """Criterion results of some units as a function: results(met="10?") -> three units, one criterion."""

    def make(met="10?", period=2022):
        values = {"1": True, "0": False, "?": pd.NA}
        return pd.DataFrame(
            {
                "code": [f"0100{number}" for number in range(len(met))],
                "criterion": "1",
                "period": period,
                "met": pd.Series([values[one] for one in met], dtype="boolean"),
            },
        )

    return make


@pytest.fixture
def boundaries():
    """Boundaries of some units as a function of their number and size."""

    def make(count=2, size=1.0):
        return gpd.GeoDataFrame(
            {
                "code": [f"0000{number}" for number in range(count)],
                "name": [f"Đơn vị {number}" for number in range(count)],
                "kind": "commune",
                "parent_code": None,
                "parent_name": None,
            },
            geometry=[shapely.box(number, 0, number + size, 1) for number in range(count)],
            crs="EPSG:4326",
        )

    return make


@pytest.fixture
def new():
    """A version to be kept, as a function of table and slot."""

    def make(table, kind="results", *, vintage="2020", period=2022, source="tiêu chí.xlsx", by="Nông Thị Lan"):
        slot = Slot(kind=kind, vintage=vintage, period=period)
        return NewVersion(slot=slot, table=table, provenance=Provenance(source=source, sha256="a" * 64), by=by)

    return make
