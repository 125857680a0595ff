"""A printed map holds every class, its counts, and what must be said of it."""

import io
import re

import geopandas as gpd
import numpy as np
import pytest
import shapely
from PIL import Image

from ntm_geo.maps.legend import LegendEntry
from ntm_geo.maps.sheet import Sheet, draw_sheet

LEGEND = (
    LegendEntry(key="met", label="Đạt chuẩn", colour="#2b7f8c", pattern="", count=2),
    LegendEntry(key="not_met", label="Chưa đạt", colour="#f5c15b", pattern="", count=1),
    LegendEntry(key="no_data", label="Chưa rõ", colour="#c9cdd0", pattern="no_data", count=1),
)


@pytest.fixture
def sheet():
    boxes = [shapely.box(x * 10_000, 0, x * 10_000 + 10_000, 12_000) for x in range(4)]
    units = gpd.GeoDataFrame({"parent_code": ["1", "1", "2", "2"]}, geometry=boxes, crs="EPSG:9210")
    return Sheet(
        units=units,
        classes=("met", "met", "not_met", "no_data"),
        legend=LEGEND,
        title="Mức độ đạt chuẩn nông thôn mới",
        subtitle="Tỉnh thử nghiệm",
        total_label="Tổng số",
        source="Nguồn: thử",
        stamp="Số liệu minh họa",
        texts=("2/9", "", "0/8", ""),
    )


def _pixels(content):
    with Image.open(io.BytesIO(content)) as picture:
        return np.asarray(picture.convert("RGB")).reshape(-1, 3)


@pytest.mark.parametrize(("size", "pixels"), [("A4", (2338, 1654)), ("A3", (3308, 2338))])
def test_it_has_the_size_of_its_paper(sheet, size, pixels):
    with Image.open(io.BytesIO(draw_sheet(sheet, size=size))) as picture:
        assert picture.size == pixels


def test_classes_fill_as_much_of_the_paper_as_their_units_do(sheet):
    pixels = _pixels(draw_sheet(sheet))
    share = [(pixels == [int(one.colour[i : i + 2], 16) for i in (1, 3, 5)]).all(axis=1).sum() for one in LEGEND[:2]]
    assert share[0] / share[1] == pytest.approx(2, rel=0.05)


def test_every_word_stands_on_it(sheet):
    text = draw_sheet(sheet, form="svg").decode()
    said = set(re.findall(r"<!-- (.*?) -->", text))
    wanted = {sheet.title, sheet.subtitle, sheet.source, sheet.stamp, "Đạt chuẩn", "Tổng số", "4", "2/9", "N"}
    assert wanted <= said
    assert any(re.fullmatch(r"\d+ km", one) for one in said)


def test_the_same_sheet_is_the_same_picture(sheet):
    assert (_pixels(draw_sheet(sheet)) == _pixels(draw_sheet(sheet))).all()
