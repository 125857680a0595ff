"""Of all drivers of the reading library one is left, in a process made for one file."""

import json
import subprocess
import sys
from pathlib import Path

import pyogrio
import pytest

from ntm_geo.intake.boundary_files.features.drivers import ALLOWED, DRIVERS

ROOT = Path(__file__).resolve().parents[4]
SCRIPT = """
import json, sys
import pyogrio
from ntm_geo.intake.boundary_files.features import drivers
if sys.argv[1] == "skip":
    drivers._library = lambda: None
drivers.forget_others()
first = sorted(pyogrio.list_drivers())
drivers.keep_only(sys.argv[2])
print(json.dumps([first, sorted(pyogrio.list_drivers())]))
"""
NEVER = {"OGR_VRT", "GDALG", "ESRIJSON", "TopoJSON", "JSONFG", "OAPIF", "OGCAPI", "WFS", "CSW", "GPX", "GML", "HTTP", "ADBC", "GPSBabel", "SQLite", "MEM", "CSV"}  # fmt: skip


@pytest.mark.parametrize("way", ["library", "skip"])
def test_one_driver_is_left(way):
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", SCRIPT, way, "kml"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    first, then = json.loads(done.stdout)
    assert set(first) <= ALLOWED
    assert then == [next(name for name in DRIVERS["kml"] if name in first)]


def test_this_process_keeps_what_it_writes_with():
    known = set(pyogrio.list_drivers())
    assert known > {name for name in ALLOWED if name != "LIBKML"}
    assert known & NEVER


def test_no_driver_that_follows_links_is_allowed():
    assert not ALLOWED & NEVER
