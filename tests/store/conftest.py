"""Every test of the store runs on SQLite and, where there is one, on a real PostgreSQL with PostGIS."""

import itertools
import os
from dataclasses import replace

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from sqlalchemy import create_engine, text

from ntm_geo.settings import Settings
from ntm_geo.store.database import open_store
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


@pytest.fixture(params=["sqlite", "postgresql"])
def settings(request, tmp_path):
    """Settings of an empty database of each kind."""
    chosen = Settings(data_dir=tmp_path / "data", province="toy")
    if request.param == "sqlite":
        return chosen
    server, name = request.getfixturevalue("postgres_server").address, f"ntm_{next(_numbers)}"
    admin = create_engine(
        f"{server}/postgres".replace("postgresql:", "postgresql+psycopg:"), isolation_level="AUTOCOMMIT"
    )
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    admin.dispose()
    return replace(chosen, database_url=f"{server}/{name}")


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
