"""Rows are told apart by what they hold, not by their first word; every row with content gets a role."""

import pandas as pd
import pytest

from ntm_geo.boundaries.units import read_units
from ntm_geo.intake.formats import SheetMarks
from ntm_geo.intake.sheets.cells.unit_words import UnitWords
from ntm_geo.intake.sheets.tables.header import Header
from ntm_geo.intake.sheets.tables.sheet_rows import tell_rows
from tests.conftest import NO_REFERENCE, REFERENCE
from tests.intake.made_tables import columns_of, grid_of

UNITS = pd.DataFrame(
    {
        "code": ["00001", "00002", "00003", "00004"],
        "name": ["Hòa An", "Tổng Cọt", "Quan Sơn", "Kỳ Anh"],
        "kind": ["commune"] * 4,
        "parent_code": ["001", "001", "002", "002"],
        "parent_name": ["Huyện Hà Quảng", "Huyện Hà Quảng", "Thành phố Đông", "Thành phố Đông"],
    }
)
KEYS = {0: "*serial", 1: "unit_name", 2: "1", 3: "2"}
DATA = [1, "Hòa An", "x", "x"]


def _tell(*rows, hidden=(), units=UNITS, kind="results", keys=None, **options):
    grid = grid_of([["STT", "Tên xã", "TC1", "TC2"], *rows], SheetMarks(hidden_rows=frozenset(hidden)))
    header = Header(kind=kind, rows=(0,), uses=(), end=len(rows) + 1)
    return tell_rows(grid, header, columns_of(keys or KEYS), UnitWords(units), **options)


@pytest.mark.parametrize(
    ("row", "role"),
    [
        ([None, "Tổng cộng", 3, 4], "total"), ([None, "Toàn tỉnh", 3, 4], "total"), (["Cộng", None, 3, 4], "total"),
        ([None, "Tổng huyện Hà Quảng", 3, 4], "total"), ([None, "Cộng: 12 xã", 3, 4], "total"),
        ([None, "Bình quân", 3.5, 4.2], "total"), ([None, "Tỷ lệ đạt", "50%", "70%"], "total"),
        (["I", "Huyện Hà Quảng", None, None], "section"), ([None, "HÀ QUẢNG", None, None], "section"),
        (["II", "TP. Đông", 3, 4], "section"), ([None, "Huyện Lạ", None, None], "section"),
        ([None, "Ghi chú: x là đạt", None, None], "note"), ([None, None, "Đông, ngày 3 tháng 1 năm 2023", None], "note"),
        ([None, None, None, "KT. CHỦ TỊCH"], "note"), ([None, None, "Người lập biểu", None], "note"),
        ([2, "Tổng Cọt", "x", None], "data"), ([2, "Quan Sơn", "x", None], "data"), ([2, "Kỳ Anh", None, "x"], "data"),
        ([2, "Xã Lạ Hoắc", "x", "x"], "data"), ([2, "Tổng Cọt", None, None], "form"), ([None, None, "x", "x"], "data"),
    ],
)  # fmt: skip
def test_the_role_of_a_row(row, role):
    assert _tell(DATA, row).roles[2] == role


def test_numbering_and_measuring_units_below_the_header_are_left_out():
    found = _tell(["(1)", "(2)", "(3)", "(4)"], [None, None, "%", "ha"], DATA)
    assert found.roles == {0: "heading", 1: "numbering", 2: "numbering", 3: "data"}


def test_a_section_is_the_district_of_the_rows_below():
    found = _tell(["I", "Huyện Hà Quảng", None, None], DATA, ["II", "TP Đông", None, None], DATA)
    assert [one.section for one in found.data] == ["Huyện Hà Quảng", "Thành phố Đông"]


def test_hidden_rows_are_kept_apart_unless_wanted():
    assert _tell(DATA, DATA, hidden={2}).hidden == (2,)
    assert len(_tell(DATA, DATA, hidden={2}, take_hidden=True).data) == 2


def test_a_note_between_two_districts_ends_nothing():
    found = _tell(DATA, [None, "Ghi chú: huyện đã rà soát", None, None], DATA, [None, "Nguyễn Văn A", None, None])
    assert [one.row for one in found.data] == [1, 3]
    assert found.roles[4] == "form"


@pytest.mark.parametrize(
    "name", ["Công an tỉnh", "Công ty Điện lực", "Tổng công ty Bưu điện", "Tổng cục Thuế", "Ngân hàng A", "Quận đoàn 1"]
)
def test_agencies_are_no_totals_and_no_districts(name):
    found = _tell(
        [1, name, "Doanh nghiệp", 2], kind="agencies", keys={0: "*serial", 1: "name", 2: "kind", 3: "capacity_max"}
    )
    assert found.roles[1] == "data"


@pytest.mark.reference
@pytest.mark.skipif(not REFERENCE.exists(), reason=NO_REFERENCE)
def test_no_commune_of_the_country_is_taken_for_a_total_a_district_or_a_note():
    import pyogrio

    table = pyogrio.read_dataframe(REFERENCE / "vietnam_communes_2025_30m.gpkg", read_geometry=False)
    name = next(column for column in table.columns if table[column].astype(str).str.contains("Tổng Cọt").any())
    names = table[name].astype(str).str.replace(r"^(Xã|Phường|Đặc khu)\s+", "", regex=True).unique().tolist()
    assert len(names) > 2_500
    rows = [[number, text, "x", "x"] for number, text in enumerate(names, 1)]
    found = _tell(*rows, units=UNITS.head(1))
    wrong = {names[row - 1]: role for row, role in found.roles.items() if row and role != "data"}
    assert wrong == {}


def test_no_shipped_agency_falls_out(shipped):
    agencies = pd.read_csv(shipped.settings.shipped_dir / "criteria/illustrative/cao-bang/agencies.csv")
    rows = [[number, text, "Sở, ngành", 1] for number, text in enumerate(agencies["name"], 1)]
    found = _tell(*rows, kind="agencies", units=read_units(shipped.province, "2020"),
                  keys={0: "*serial", 1: "name", 2: "kind", 3: "capacity_max"})  # fmt: skip
    assert {role for row, role in found.roles.items() if row} == {"data"}
