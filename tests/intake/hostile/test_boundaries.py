"""No boundary file does harm: it ends in data or in words, soon, and nothing outside is read, written or called."""

import contextlib
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import pyogrio
import pytest

from ntm_geo.errors import NtmGeoError
from ntm_geo.intake.boundary_files.clean_units import read_boundaries
from ntm_geo.intake.boundary_files.features.drivers import ALLOWED
from ntm_geo.intake.sandbox.processes import TEMPLATE
from tests.intake.hostile.boundaries import BUILDERS
from tests.intake.hostile.disguises import vrt
from tests.intake.hostile.places import SECRET, places

SECONDS = 15
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def at(tmp_path):
    """Places to build in; afterwards nobody has called, nothing outside has changed, and the server lives."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        made = places(tmp_path, server.getsockname()[1])
        before = _state(made.watched)
        yield made
        assert _state(made.watched) == before
        server.setblocking(False)
        with pytest.raises(BlockingIOError):
            server.accept()


def _state(folder):
    return {path.name: (path.stat().st_mtime_ns, path.read_bytes()) for path in sorted(folder.iterdir())}


def _told(path):
    """Everything a person would see of a file."""
    try:
        intake = read_boundaries(path)
    except NtmGeoError as error:
        return str(error)
    return f"{intake.units.to_csv()} {intake.findings} {intake.layer} {intake.source_crs}"


@pytest.mark.parametrize("name", BUILDERS)
def test_a_hostile_boundary_file_does_no_harm(at, name):
    path = BUILDERS[name](at)
    given = {one: one.stat().st_mtime_ns for one in at.folder.rglob("*") if one.is_file()}
    start = time.monotonic()
    told = _told(path)
    assert time.monotonic() - start < SECONDS
    assert SECRET not in told
    assert {one: one.stat().st_mtime_ns for one in at.folder.rglob("*") if one.is_file()} == given


def test_there_are_as_many_as_promised():
    assert len(BUILDERS) >= 120


KML, JSON = ".kml with kml in a comment", ".geojson"
OF_DRIVERS = {
    "ADBC": "adbc" + JSON, "AIVector": "zip: a coverage", "AVCBin": "avcbin" + JSON, "AVCE00": "e00" + JSON,
    "AmigoCloud": "name: 'AMIGOCLOUD:xa.kml'", "CSV": "csv" + JSON, "CSW": "csw" + KML, "Carto": "name: 'CARTO:xa.kml'",
    "DGN": "dgn" + JSON, "DXF": "dxf" + JSON, "EDIGEO": "edigeo" + JSON, "EEDA": "eeda" + JSON, "ESRIJSON": "esrijson" + JSON,
    "Elasticsearch": "elastic" + JSON, "FlatGeobuf": "flatgeobuf" + JSON, "GDALG": "gdalg" + JSON, "GML": "gml" + KML,
    "GPSBabel": "gpsbabel" + JSON, "GPX": "gpx" + KML, "GTFS": "zip: a timetable", "GeoJSONSeq": "sequence" + JSON,
    "GeoRSS": "georss" + KML, "HTTP": "http-name" + JSON, "Idrisi": "idrisi" + JSON, "JML": "jml" + KML, "JSONFG": "jsonfg" + JSON,
    "LVBAG": "lvbag" + KML, "MBTiles": "mbtiles" + JSON, "MEM": "mem" + JSON, "MVT": "mvt" + JSON, "MapML": "mapml" + KML,
    "MiraMonVector": "miramon" + JSON, "NGW": "name: 'NGW:xa.kml'", "OAPIF": "oapif" + JSON, "ODS": "zip: a workbook of LibreOffice",
    "OGCAPI": "ogcapi" + JSON, "OGR_GMT": "gmt" + JSON, "OGR_PDS": "pds3" + JSON, "OGR_VRT": "vrt" + KML, "OSM": "osm" + KML,
    "OpenFileGDB": "filegdb" + JSON, "PCIDSK": "pcidsk" + JSON, "PDS4": "pds4" + KML, "PLSCENES": "name: 'PLSCENES:xa.kml'",
    "PMTiles": "pmtiles" + JSON, "S57": "s57" + JSON, "SQLite": "gpkg: a database of somebody else", "SXF": "sxf" + JSON,
    "Selafin": "selafin" + JSON, "TopoJSON": "topojson" + JSON, "VDV": "vdv" + JSON, "VFK": "vfk" + JSON, "VICAR": "vicar" + JSON,
    "WAsP": "wasp" + JSON, "WFS": "wfs" + KML, "XLSX": "zip: a workbook of Excel",
}  # fmt: skip
"""A hostile file for every driver that may not open one."""


def test_every_driver_that_reads_has_its_hostile_file():
    assert set(OF_DRIVERS.values()) <= set(BUILDERS)
    written_only = {"PDF", "PGDUMP"}
    assert set(pyogrio.list_drivers(read=True)) - ALLOWED - written_only <= set(OF_DRIVERS)


def test_the_attack_is_a_real_one(at):
    """What the reading library does by itself with such a file: it reads the secret."""
    path = at.write("xa.kml", f"<!-- <kml > -->{vrt(at)}")
    assert SECRET in pyogrio.read_dataframe(path).to_csv()
    assert SECRET not in _told(path)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a template is forked on Linux only")
def test_the_template_outlives_them_all(at):
    _told(at.sound("a.gpkg"))
    before = TEMPLATE.pid
    for name in ("vrt.kml with kml in a comment", "kml: a deep tree", "gpkg: geometry that announces more"):
        with contextlib.suppress(NtmGeoError):
            read_boundaries(BUILDERS[name](at))
    assert TEMPLATE.pid == before > 0


TRACED = [
    "vrt.kml with kml in a comment",
    "vrt-curl.kml with kml in a comment",
    "vrt-vacuum.kml with kml in a comment",
    "gdalg.geojson",
    "crs-link.geojson",
    "kml: a link",
    "kml: an entity of a file",
    "gpkg: a view that reads a file",
    "shapefile: a system by PROJ",
    "tab: a file of this machine",
]
CALLS = "trace=open,openat,openat2,creat,connect,sendto,rename,unlink,mkdir,execve"
SCRIPT = """
import sys
from pathlib import Path
from ntm_geo.errors import NtmGeoError
from ntm_geo.intake.boundary_files.clean_units import read_boundaries
for name in sys.argv[1:]:
    try:
        read_boundaries(Path(name))
    except NtmGeoError:
        pass
"""


def test_the_kernel_saw_nothing_else_opened_or_called(at, tmp_path):
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("strace is not on this machine: what the reader opens is not watched by the kernel")
    paths = []
    for number, name in enumerate(TRACED):
        folder = tmp_path / str(number)
        folder.mkdir()
        built = BUILDERS[name](type(at)(folder, at.secret, at.database, at.watched, at.address))
        paths.append(str(built))
    log = tmp_path / "calls"
    done = subprocess.run(
        [strace, "-f", "-o", log, "-e", CALLS, sys.executable, "-c", SCRIPT, *paths],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    if "ptrace" in done.stderr and done.returncode:
        pytest.skip("strace may not watch processes on this machine")
    assert done.returncode == 0, done.stderr
    calls = log.read_text(encoding="utf-8", errors="replace").splitlines()
    assert len([call for call in calls if "xa." in call]) > len(paths)
    reached = [call for call in calls if str(at.watched) in call and " = -1 " not in call]
    assert not reached
    assert not [call for call in calls if "connect(" in call and "AF_INET" in call and " = -1 EPERM" not in call]
