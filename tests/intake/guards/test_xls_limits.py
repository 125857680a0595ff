"""The sectors of an .xls are followed once; its cells are counted where they stand."""

import struct

import pytest

from ntm_geo.errors import InputFileError
from ntm_geo.intake.guards.xls_limits import check_xls
from tests.intake.hostile.office import biff, number, ole, record


@pytest.fixture
def checked(tmp_path):
    def check(content):
        path = tmp_path / "a.xls"
        path.write_bytes(content)
        return check_xls(path).sheets

    return check


def test_sheets_and_values(checked):
    many = record(0x00BD, struct.pack("<HH", 3, 0) + bytes(6) * 5 + struct.pack("<H", 4))
    first, second = checked(ole(biff(number(0, 0) + number(9, 2) + many, number(1, 1))))
    assert (first.name, first.rows, first.columns, first.edits) == ("S1", 10, 5, ())
    assert (second.name, second.rows, second.columns) == ("S2", 2, 2)


def test_a_far_row_becomes_an_empty_cell(checked):
    content = ole(biff(number(0, 0) + number(50_000, 0)))
    (sheet,) = checked(content)
    assert sheet.stray == ("A50001",)
    places = [place for place, _byte in sheet.edits]
    assert content[places[0] : places[0] + 2] == b"\x03\x02"
    assert [byte for _place, byte in sheet.edits] == [1, 2]


def test_a_size_that_lies_is_corrected(checked):
    size = record(0x0200, struct.pack("<IIHHH", 0, 0xFFFF_FFFF, 0, 0xFFFF, 0))
    (sheet,) = checked(ole(biff(size + number(0, 0))))
    assert len(sheet.edits) == 14
    (sheet,) = checked(ole(biff(record(0x0200, struct.pack("<IIHHH", 0, 10, 0, 5, 0)) + number(0, 0))))
    assert sheet.edits == ()


@pytest.mark.parametrize(
    "options",
    [
        {"table": lambda follows: [*follows[:5], 3, *follows[6:]]},
        {"chain": 2},
        {"directory": 999},
        {"size": 4_000_000_000},
        {"size": 10},
        {"first": 999},
    ],
)
def test_sectors_that_lead_nowhere_are_refused(checked, options):
    with pytest.raises(InputFileError, match="sectors"):
        checked(ole(biff(number(0, 0)), **options))


def test_a_password_is_said(checked):
    with pytest.raises(InputFileError, match="password"):
        checked(ole(biff(number(0, 0), extra=record(0x002F, bytes(6)))))
