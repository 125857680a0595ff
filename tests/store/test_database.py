"""The database is made, brought to its newest form, and says in words when it cannot be used."""

import multiprocessing
import os
import stat
import subprocess
import sys

import pandas as pd
import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from ntm_geo.errors import StoreError
from ntm_geo.settings import Settings
from ntm_geo.store.database import _revisions, alembic_config, open_store
from ntm_geo.store.datasets import add_version, read_version
from ntm_geo.store.geometry_type import Geometry
from ntm_geo.store.schema import metadata
from ntm_geo.tables.standing_table import years_of
from tests.app_server import ROOT
from tests.store.opening import open_and_close


@pytest.mark.filterwarnings("ignore:Did not recognize type 'geometry'")
def test_the_migrated_database_is_the_one_the_program_describes(store):
    def same_type(context, column, wanted, found, kind):
        return False if isinstance(kind, Geometry) else None

    def ours(name, kind, parents):
        return kind != "table" or name in metadata.tables

    options = {"compare_type": same_type, "include_name": ours}
    with store.engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection, opts=options), metadata)
    spatial = [one for one in differences if "ix_boundary_unit_geometry" not in str(one)]
    assert spatial == []


def test_opening_again_changes_nothing(nothing_yet):
    first = open_store(nothing_yet)
    first.close()
    second = open_store(nothing_yet)
    with second.reading() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all() == [_revisions()[0]]
    second.close()


def test_a_database_of_a_newer_program_is_left_alone(settings):
    store = open_store(settings)
    with store.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    store.close()
    with pytest.raises(StoreError, match="newer version"):
        open_store(settings)


def test_two_programs_may_open_a_new_database_at_once(nothing_yet):
    with multiprocessing.get_context("spawn").Pool(3) as pool:
        pool.map(open_and_close, [nothing_yet] * 3)
    open_store(nothing_yet).close()


def test_several_programs_may_bring_an_older_database_along_at_once(settings):
    opened = open_store(settings)
    with opened.engine.begin() as connection:
        command.downgrade(alembic_config(connection), "0012")
    opened.close()
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        pool.map(open_and_close, [settings] * 4, chunksize=1)
    again = open_store(settings)
    assert "job" in inspect(again.engine).get_table_names()
    again.close()
    if not settings.database_url:
        [copy] = (settings.data_dir / "copies").iterdir()
        assert copy.name.startswith("ntm-form-0012-"), "one of them has made the copy"


def _write_half(store):
    with store.writing() as connection:
        entry = "INSERT INTO event (province, at, \"by\", action, note) VALUES ('toy', '', '', '', '')"
        connection.execute(text(entry))
        connection.execute(text("INSERT INTO nowhere VALUES (1)"))


def test_what_fails_halfway_is_not_written(store):
    with pytest.raises(StoreError, match="cannot be used"):
        _write_half(store)
    with store.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM event")).scalar_one() == 0


def test_readers_see_the_old_state_while_somebody_writes(store, new, results):
    add_version(store, new(results("1")))
    with store.snapshot() as reader:
        assert reader.execute(text("SELECT count(*) FROM dataset")).scalar_one() == 1
        add_version(store, new(results("0")))
        assert reader.execute(text("SELECT count(*) FROM dataset")).scalar_one() == 1
    with store.reading() as reader:
        assert reader.execute(text("SELECT count(*) FROM dataset")).scalar_one() == 2


def test_a_gis_finds_the_boundaries_in_use(store, new, boundaries):
    add_version(store, new(boundaries(2), "boundaries", period=0, vintage="2025"))
    add_version(store, new(boundaries(3), "boundaries", period=0, vintage="2025", source="mới.shp"))
    with store.reading() as connection:
        rows = connection.execute(
            text("SELECT code, name, vintage, source FROM current_boundaries ORDER BY code")
        ).all()
        assert next(tuple(row) for row in rows) == ("00000", "Đơn vị 0", "2025", "mới.shp")
        assert len(rows) == 3
        if store.engine.dialect.name == "postgresql":
            kind = text("SELECT DISTINCT GeometryType(geometry), ST_SRID(geometry) FROM current_boundaries")
            assert [tuple(row) for row in connection.execute(kind)] == [("POLYGON", 4326)]
            inside = text("SELECT code FROM current_boundaries WHERE ST_Contains(geometry, ST_Point(1.5, 0.5, 4326))")
            assert connection.execute(inside).scalars().all() == ["00001"]
            known = text("SELECT type, srid FROM geometry_columns WHERE f_table_name = 'current_boundaries'")
            assert [tuple(row) for row in connection.execute(known)] == [("GEOMETRY", 4326)]


@pytest.mark.parametrize(
    "address", ["mysql://user@host/db", "no address", "postgresql:///?x=[", "sqlite:///a?timeout=x"]
)
def test_a_wrong_address_is_said_in_words(tmp_path, address):
    with pytest.raises(StoreError) as caught:
        open_store(Settings(data_dir=tmp_path, database_url=address))
    assert caught.value.fix


def test_a_server_that_is_not_there_is_said_without_the_password(tmp_path):
    address = "postgresql://user:secret@127.0.0.1:9/ntm"
    with pytest.raises(StoreError) as caught:
        open_store(Settings(data_dir=tmp_path, database_url=address))
    assert "secret" not in str(caught.value)
    assert "127.0.0.1:9" in caught.value.where


def test_a_file_that_is_no_database_is_refused(tmp_path):
    (tmp_path / "ntm.sqlite").write_bytes(b"not a database at all" * 100)
    with pytest.raises(StoreError, match="not a database"):
        open_store(Settings(data_dir=tmp_path))
    assert (tmp_path / "ntm.sqlite").read_bytes().startswith(b"not a database")


def test_a_data_folder_that_is_a_file_is_refused(tmp_path):
    (tmp_path / "var").write_text("x")
    with pytest.raises(StoreError, match="data folder"):
        open_store(Settings(data_dir=tmp_path / "var"))


def test_the_data_of_an_office_is_a_file_of_its_own(tmp_path):
    store = open_store(Settings(data_dir=tmp_path / "deep" / "var"))
    assert (tmp_path / "deep" / "var" / "ntm.sqlite").is_file()
    assert stat.S_ISREG((tmp_path / "deep" / "var" / "ntm.sqlite").stat().st_mode)
    store.close()


def test_data_of_an_older_program_is_brought_along(settings, new):
    """A database as the program before plans of assignment left it: its agencies stay, new columns are empty."""
    store = open_store(settings)
    agencies = pd.DataFrame([{
        "agency": "so-y-te", "name": "Sở Y tế", "kind": "department", "capacity_min": 0, "capacity_max": 2,
        "strong_in": "15", "resources": None, "lon": None, "lat": None, "only_districts": None, "not_districts": None,
        "contact": None, "active": True,
    }])  # fmt: skip
    version, _ = add_version(store, new(agencies, "agencies", vintage="", period=0))
    with store.engine.begin() as connection:
        command.downgrade(alembic_config(connection), "0004")
    with store.reading() as connection:
        assert "home" not in {one["name"] for one in inspect(connection).get_columns("agency")}
        assert not inspect(connection).has_table("assignment_plan")
    store.close()
    upgraded = open_store(settings)
    back = read_version(upgraded, version)
    assert back["name"].tolist() == ["Sở Y tế"]
    assert back[["home", "other_resources"]].isna().all().all()
    with upgraded.reading() as connection:
        assert inspect(connection).has_table("assignment_plan")
    upgraded.close()


def test_recognitions_kept_before_the_year_was_told_from_the_day_are_read_with_the_year_of_their_day(settings, new):
    store = open_store(settings)
    table = pd.DataFrame({
        "code": ["01456"], "level": ["standard"], "for_year": pd.array([2018], dtype="Int64"),
        "recognised_on": pd.to_datetime(["2019-01-14"]), "revoked_on": pd.to_datetime([None]),
        "decision": ["46/QĐ-UBND"],
    })  # fmt: skip
    version, _ = add_version(store, new(table, "recognitions", period=0))
    with store.engine.begin() as connection:
        command.downgrade(alembic_config(connection), "0013")
    store.close()
    upgraded = open_store(settings)
    back = read_version(upgraded, version)
    assert back["for_year"].isna().all()
    assert years_of(back).tolist() == [2019]
    assert back["decision"].tolist() == ["46/QĐ-UBND"]
    with upgraded.reading() as connection:
        assert inspect(connection).has_table("recognition_condition")
    upgraded.close()


def test_the_steps_are_those_alembic_knows(settings):
    store = open_store(settings)
    with store.reading() as connection:
        scripts = ScriptDirectory.from_config(alembic_config(connection))
        assert MigrationContext.configure(connection).get_current_revision() == scripts.get_current_head()
    store.close()
    assert _revisions() == (
        scripts.get_current_head(),
        frozenset(step.revision for step in scripts.walk_revisions()),
    )


def test_a_database_in_its_newest_form_is_opened_without_alembic(tmp_path):
    settings = Settings(data_dir=tmp_path / "data")
    open_store(settings).close()
    program = "import sys; from ntm_geo.settings import Settings; from ntm_geo.store.database import open_store; "
    program += "open_store(Settings.from_environment()).close(); print('alembic' in sys.modules)"
    environment = os.environ | {"NTM_DATA_DIR": str(settings.data_dir), "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
