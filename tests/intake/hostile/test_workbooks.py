"""No workbook kills the server: far cells are left out and said, lies are refused, a death of the child is words."""

import socket
import time

import pytest

from ntm_geo.errors import InputFileError, NtmGeoError
from ntm_geo.intake.sandbox import Limits, run_isolated
from tests.intake.hostile import reader
from tests.intake.hostile.workbooks import ADDRESSES, WORKBOOKS

LIMITS = Limits(memory_mb=600, cpu_s=20, wall_s=30, written_mb=100, answer_mb=200)
SECONDS = 10


def _read(path):
    assert reader.read
    return run_isolated("test-workbook", path, limits=LIMITS)


def _told(path):
    try:
        return str(_read(path))
    except NtmGeoError as error:
        return str(error)


@pytest.mark.parametrize("name", WORKBOOKS)
def test_a_hostile_workbook_does_no_harm(tmp_path, name):
    ending, content, comes_out = WORKBOOKS[name]
    path = tmp_path / f"so lieu{ending}"
    path.write_bytes(content())
    start = time.monotonic()
    with socket.create_server(("127.0.0.1", 0)):
        if ending == ".csv":
            with pytest.raises(InputFileError):
                _read(path)
        elif comes_out:
            read = _read(path)
            assert next(iter(read["sheets"].values()))[0][0] == 1
        else:
            assert "could not be read safely" not in _told(path)
    assert time.monotonic() - start < SECONDS
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_stray_cell_is_said_with_its_address(tmp_path, address):
    path = tmp_path / "a.xlsx"
    path.write_bytes(WORKBOOKS[f"one value in {address}"][1]())
    assert _read(path)["stray"] == {"S1": [[address], 1]}


def test_there_are_many():
    assert len(WORKBOOKS) >= 80
