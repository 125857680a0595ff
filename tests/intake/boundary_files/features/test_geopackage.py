"""Nothing in a GeoPackage is computed: views are left out and said, programs are refused."""

import contextlib
import sqlite3

import pytest

from ntm_geo.errors import InputFileError
from ntm_geo.intake.boundary_files.features.gdal import Choices
from ntm_geo.intake.boundary_files.features.geopackage import read_geopackage
from ntm_geo.intake.boundary_files.features.vector import read_features


@pytest.fixture
def package(tmp_path, tiny_boundaries):
    def write(*statements):
        path = tmp_path / "xa.gpkg"
        path.unlink(missing_ok=True)
        tiny_boundaries("2020").to_file(path, layer="xa")
        with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as base:
            for statement in statements:
                base.execute(statement)
        return path

    return write


def test_the_file_itself_is_not_touched(package):
    path = package("CREATE VIEW v AS SELECT * FROM xa")
    before = path.read_bytes()
    raw = read_geopackage(path, Choices())
    assert len(raw.table) == 9
    assert path.read_bytes() == before


def test_a_view_is_left_out_and_said(package):
    raw = read_features(package("CREATE VIEW v AS SELECT * FROM xa"))
    assert [dict(one.what.values) for one in raw.findings if one.kind == "view"] == [{"layer": "v"}]
    assert read_features(package()).findings == ()


@pytest.mark.parametrize(
    "sql",
    [
        "CREATE VIRTUAL TABLE t USING fts4(x)",
        "CREATE VIRTUAL TABLE rtree_t USING fts4(x)",
        "CREATE TABLE t (a, b AS (a + 1))",
        "CREATE TABLE t (a, b GENERATED ALWAYS AS (a + 1) STORED)",
    ],
)
def test_tables_that_are_programs_are_refused(package, sql):
    with pytest.raises(InputFileError, match="computed by a program"):
        read_features(package(sql))


@pytest.mark.parametrize("sql", ['CREATE TABLE "AS (x)" (a)', "CREATE TABLE t (a /* AS ( */, b -- GENERATED ALWAYS\n)"])
def test_names_and_remarks_are_no_programs(package, sql):
    assert len(read_features(package(sql)).table) == 9


def test_triggers_do_not_come_along(package):
    path = package("CREATE TRIGGER odd AFTER INSERT ON xa BEGIN SELECT load_extension('x'); END")
    assert len(read_features(path).table) == 9
