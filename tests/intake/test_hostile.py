"""Broken and hostile boundary files: data or one of our errors, soon, and never a call to another machine."""

import contextlib
import json
import shutil
import socket
import sqlite3
import time
import zipfile

import pyogrio
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ntm_geo.errors import InputFileError, NtmGeoError
from ntm_geo.intake.boundary_files.clean_units import read_boundaries

FORMATS = ["shp", "gpkg", "geojson", "tab", "mif", "kml", "kmz", "zip"]
OPTIONS = {"tab": {"driver": "MapInfo File"}, "mif": {"driver": "MapInfo File", "FORMAT": "MIF"}}
SECONDS = 5
QUICK = settings(
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def _read_or_refuse(path):
    """Whatever else is raised, or takes long, fails the test."""
    start = time.monotonic()
    with contextlib.suppress(NtmGeoError):
        assert len(read_boundaries(path).units)
    assert time.monotonic() - start < SECONDS


@pytest.fixture
def sound(tmp_path, tiny_boundaries):
    """Give the bytes of each file of a sound set in a format."""

    def write(kind):
        folder = tmp_path / f"sound_{kind}"
        folder.mkdir()
        table = tiny_boundaries("2020")[["code", "name", "kind", "geometry"]]
        if kind == "zip":
            pyogrio.write_dataframe(table, folder / "xa.geojson")
            with zipfile.ZipFile(folder / "xa.zip", "w", zipfile.ZIP_DEFLATED) as archive:
                archive.write(folder / "xa.geojson", "xa.geojson")
            (folder / "xa.geojson").unlink()
        else:
            driver = {"driver": "LIBKML"} if kind in {"kml", "kmz"} else OPTIONS.get(kind, {})
            pyogrio.write_dataframe(table, folder / f"xa.{kind}", **driver)
        return {one.name: one.read_bytes() for one in sorted(folder.iterdir())}

    return write


CHANGE = st.tuples(
    st.sampled_from(["cut", "flip", "flip", "flip", "number", "splice", "drop"]),
    st.floats(0, 1, exclude_max=True),
    st.floats(0, 1, exclude_max=True),
    st.integers(0, 7),
)


def _changed(content, changes):
    bytes_ = bytearray(content)
    for what, first, second, bit in changes:
        if not bytes_:
            break
        at, other = int(first * len(bytes_)), int(second * len(bytes_))
        at = at % 200 if bit % 2 else at
        at = min(at, len(bytes_) - 1)
        if what == "cut":
            del bytes_[at:]
        elif what == "flip":
            bytes_[at] ^= 1 << bit
        elif what == "number":
            bytes_[at : at + 4] = (b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", bytes(4), b"\xff\xff\xff\x7f")[bit % 4]
        elif what == "splice":
            bytes_[at:at] = bytes_[other : other + 100]
        else:
            del bytes_[at : at + 1 + bit * 10]
    return bytes(bytes_)


@pytest.mark.parametrize("kind", FORMATS)
def test_damaged_files_are_read_or_refused(tmp_path, sound, kind):
    files = sound(kind)
    folder = tmp_path / "damaged"

    @QUICK
    @given(st.sampled_from(sorted(files)), st.lists(CHANGE, min_size=1, max_size=8))
    def damage(name, changes):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        for one, content in files.items():
            (folder / one).write_bytes(_changed(content, changes) if one == name else content)
        _read_or_refuse(folder / f"xa.{kind}")

    damage()


@pytest.mark.parametrize("kind", ["shp", "tab", "mif"])
def test_companions_of_another_format_are_read_or_refused(tmp_path, sound, kind):
    files, others = sound(kind), [*sound("gpkg").values(), b"", b"\0" * 1000, b"{}" * 500]
    for name in files:
        for other in others:
            for one, content in files.items():
                (tmp_path / one).write_bytes(other if one == name else content)
            _read_or_refuse(tmp_path / f"xa.{kind}")


def test_a_definition_of_a_crs_that_is_no_text(tmp_path, sound):
    for one, content in sound("shp").items():
        (tmp_path / one).write_bytes(b"GEOGCS\xff\xfe" if one.endswith(".prj") else content)
    _read_or_refuse(tmp_path / "xa.shp")


ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT h.* FROM hidden h, n"


@pytest.mark.parametrize("registered", [True, False])
def test_a_layer_that_would_count_for_ever_is_refused_and_the_one_beside_it_read(tmp_path, sound, registered):
    path = tmp_path / "xa.gpkg"
    path.write_bytes(sound("gpkg")["xa.gpkg"])
    with contextlib.closing(sqlite3.connect(path)) as base:
        (name,) = base.execute("SELECT table_name FROM gpkg_contents").fetchone()
        base.execute(f"CREATE VIEW endless AS {ENDLESS.replace('hidden', name)}")
        if registered:
            for table in ("gpkg_contents", "gpkg_geometry_columns"):
                columns = [row[1] for row in base.execute(f"PRAGMA table_info({table})")]
                chosen = ", ".join(
                    {"table_name": "'endless'", "identifier": "'endless'"}.get(one, one) for one in columns
                )
                base.execute(f"INSERT INTO {table} SELECT {chosen} FROM {table}")
        base.commit()
    with pytest.raises(InputFileError, match=r"view|no layer"):
        read_boundaries(path, layer="endless")
    start = time.monotonic()
    assert len(read_boundaries(path, layer=name).units) == 9
    assert time.monotonic() - start < SECONDS


@pytest.mark.parametrize("table", ["gpkg_contents", "gpkg_geometry_columns", "gpkg_spatial_ref_sys"])
def test_an_index_that_would_count_for_ever_is_refused(tmp_path, sound, table):
    path = tmp_path / "xa.gpkg"
    path.write_bytes(sound("gpkg")["xa.gpkg"])
    with contextlib.closing(sqlite3.connect(path)) as base:
        base.execute("PRAGMA legacy_alter_table = ON")
        base.execute(f"ALTER TABLE {table} RENAME TO hidden")
        base.execute(f"CREATE VIEW {table} AS {ENDLESS}")
        base.commit()
    with pytest.raises(InputFileError, match="view"):
        read_boundaries(path)


@pytest.fixture
def listener():
    """A door of this machine nobody may knock at."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server
        server.settimeout(0.3)
        with pytest.raises(TimeoutError):
            server.accept()


def _kml(*inside, head=""):
    return f'<?xml version="1.0"?>{head}<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{"".join(inside)}</Document></kml>'


def test_no_file_makes_the_reader_call_somebody(tmp_path, sound, listener):
    address = f"http://127.0.0.1:{listener.getsockname()[1]}/x"
    geojson = json.loads(sound("geojson")["xa.geojson"])
    box = "<Polygon><outerBoundaryIs><LinearRing><coordinates>1,1 2,1 2,2 1,1</coordinates></LinearRing></outerBoundaryIs></Polygon>"
    table = sound("tab")["xa.tab"].decode()
    link = {"type": "link", "properties": {"href": address}}
    texts = {
        "link.kml": _kml(f"<NetworkLink><Link><href>{address}.kml</href></Link></NetworkLink>"),
        "style.kml": _kml(f"<Placemark><styleUrl>{address}.kml#a</styleUrl>{box}</Placemark>"),
        "schema.kml": _kml(
            f'<Placemark><ExtendedData><SchemaData schemaUrl="{address}#s"/></ExtendedData>{box}</Placemark>'
        ),
        "entity.kml": _kml("&e;", head=f'<!DOCTYPE kml [<!ENTITY e SYSTEM "{address}">]>'),
        "dtd.kml": _kml(head=f'<!DOCTYPE kml SYSTEM "{address}">'),
        "crs.geojson": json.dumps(
            geojson | {"crs": {"type": "link", "properties": {"href": address, "type": "ogcwkt"}}}
        ),
        "url.geojson": json.dumps(geojson | {"crs": {"type": "URL", "properties": {"url": address}}}),
        "name.geojson": json.dumps(geojson | {"crs": {"type": "name", "properties": {"name": address}}}),
        "capital.geojson": json.dumps(geojson | {"CRS": {"type": "link", "properties": {"href": address}}}),
        "escaped.geojson": json.dumps(geojson | {"crs": link}).replace('"crs"', '"\\u0063rs"'),
        "first.geojson": json.dumps(geojson).replace("{", '{"crs": ' + json.dumps(link) + ",", 1),
        "fg.geojson": json.dumps(geojson | {"conformsTo": ["[ogc-json-fg-1-0.1:core]"], "coordRefSys": address}),
        "xa.tab": table.replace("Type NATIVE", f'File "/vsicurl/{address}.dat"\n  Type NATIVE'),
        "linked.tab": table.replace("Definition Table", f'Open Table "/vsicurl/{address}.tab"\nDefinition Table'),
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        _read_or_refuse(tmp_path / name)
    for one, content in sound("shp").items():
        (tmp_path / one).write_bytes(address.encode() if one.endswith((".prj", ".cpg")) else content)
    _read_or_refuse(tmp_path / "xa.shp")


def test_a_reference_in_a_geopackage_is_not_followed(tmp_path, sound, listener):
    path = tmp_path / "xa.gpkg"
    path.write_bytes(sound("gpkg")["xa.gpkg"])
    base = sqlite3.connect(path)
    base.execute("UPDATE gpkg_spatial_ref_sys SET definition = ?", (f"http://127.0.0.1:{listener.getsockname()[1]}/x",))
    base.commit()
    base.close()
    _read_or_refuse(path)


def test_members_of_a_zip_that_are_named_like_addresses(tmp_path, listener):
    address = f"vsicurl/http:/127.0.0.1:{listener.getsockname()[1]}/xa.kml"
    for name in (address, f"/{address}"):
        with zipfile.ZipFile(tmp_path / "xa.zip", "w") as archive:
            archive.writestr(name, _kml())
        _read_or_refuse(tmp_path / "xa.zip")
