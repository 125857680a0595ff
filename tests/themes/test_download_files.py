"""Files to take along hold what the screen shows, and nothing a spreadsheet could run."""

import io

import geopandas as gpd
import openpyxl
import pandas as pd
import pytest

from ntm_geo.themes import download_files, map_layers
from ntm_geo.themes.map_themes import indicator_theme


@pytest.fixture(scope="module")
def drawn(shipped):
    return map_layers.layer(shipped, vintage="2020", boundary_set="schematic")


@pytest.fixture(scope="module")
def theme(shipped, standing):
    return indicator_theme(standing(2022), "10.1")


def test_the_workbook_holds_every_row_and_its_source(theme):
    headings = {"code": "Mã", "name": "Xã", "value": "Giá trị"}
    content = download_files.workbook(theme.table, headings=headings, title="Thu nhập", source="số liệu minh họa")
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    assert sheet.cell(2, 1).value == "số liệu minh họa"
    assert [cell.value for cell in sheet[4]] == list(headings.values())
    rows = list(sheet.iter_rows(min_row=5, values_only=True))
    assert len(rows) == 139
    assert {row[0]: row[2] for row in rows} == theme.table.set_index("code")["value"].to_dict()
    assert sheet.auto_filter.ref == "A4:C143"


def test_a_name_never_becomes_a_formula():
    table = pd.DataFrame({"name": ["=1+1", "+2", "@x"]})
    content = download_files.workbook(table, headings={"name": "=Tên"}, title="=t", source="=s")
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None} == {"s"}


def test_the_geopackage_opens_with_figures_and_boundaries(drawn, theme, tmp_path):
    path = tmp_path / "map.gpkg"
    path.write_bytes(download_files.geopackage(drawn, theme.table[["code", "name", "value"]], name="thu_nhap"))
    found = gpd.read_file(path, layer="thu_nhap")
    assert len(found) == 161
    assert found.crs == "EPSG:4326"
    assert found["value"].notna().sum() == 139
