"""A printed map holds every class, its counts, and what must be said of it, on every paper and in both directions."""

import io
import re
from dataclasses import replace

import geopandas as gpd
import numpy as np
import pytest
import shapely
from PIL import Image

from ntm_geo.maps.land import prepare
from ntm_geo.maps.legend import LegendEntry
from ntm_geo.maps.sheet import PAPERS, Sheet, SheetForm, class_marks, draw_sheet

pytestmark = pytest.mark.usefixtures("as_printed")

LEGEND = (
    LegendEntry(key="met", label="Đạt chuẩn", colour="#2b7f8c", pattern="", count=2),
    LegendEntry(key="not_met", label="Chưa đạt", colour="#f5c15b", pattern="", count=1),
    LegendEntry(key="no_data", label="Chưa rõ", colour="#c9cdd0", pattern="no_data", count=1),
)


@pytest.fixture
def sheet():
    boxes = [shapely.box(x * 10_000 + 500_000, 2_500_000, x * 10_000 + 510_000, 2_512_000) for x in range(4)]
    units = gpd.GeoDataFrame({"parent_code": ["1", "1", "2", "2"]}, geometry=boxes, crs="EPSG:9210")
    return Sheet(
        land=prepare(units),
        classes=("met", "met", "not_met", "no_data"),
        legend=LEGEND,
        title="Mức độ đạt chuẩn nông thôn mới",
        subtitle="Tỉnh thử nghiệm",
        total_label="Tổng số",
        north="B",
        source="Nguồn: thử",
        stamp="Số liệu minh họa",
        names=("Đức Hạnh", "Lý Bôn", "Nam Cao", "Nam Quang"),
        texts=("2/9", "", "0/8", ""),
    )


def _pixels(content):
    with Image.open(io.BytesIO(content)) as picture:
        return np.asarray(picture.convert("RGB")).reshape(-1, 3)


def _words(sheet, **asked):
    content = draw_sheet(sheet, SheetForm(form="svg", **asked)).content.decode()
    return set(re.findall(r"<!-- (.*?) -->", content, flags=re.DOTALL))


@pytest.mark.parametrize(
    ("paper", "landscape", "pixels"),
    [("A4", True, (2338, 1653)), ("A4", False, (1653, 2338)), ("A3", True, (3307, 2338)), ("chat", True, (1280, 960))],
)
def test_it_has_the_size_of_its_paper(sheet, paper, landscape, pixels):
    content = draw_sheet(sheet, SheetForm(paper=paper, landscape=landscape)).content
    with Image.open(io.BytesIO(content)) as picture:
        assert np.allclose(picture.size, pixels, atol=1)


def test_classes_fill_as_much_of_the_paper_as_their_units_do(sheet):
    pixels = _pixels(draw_sheet(replace(sheet, texts=(), names=())).content)
    share = [(pixels == [int(one.colour[i : i + 2], 16) for i in (1, 3, 5)]).all(axis=1).sum() for one in LEGEND[:2]]
    assert share[0] / share[1] == pytest.approx(2, rel=0.06)


def test_every_word_stands_on_it(sheet):
    said = _words(sheet)
    assert {sheet.title, sheet.subtitle, sheet.source, sheet.stamp, "Đạt chuẩn", "Tổng số", "4", "2/9", "B"} <= said
    assert any(re.fullmatch(r"\d+ km", one) for one in said)


def test_a_figure_of_a_report_leaves_title_and_source_to_the_paper(sheet):
    said = _words(sheet, paper="figure")
    assert sheet.title not in said
    assert sheet.stamp not in said
    assert "Đạt chuẩn" in said


def test_names_stand_with_their_figures_where_they_are_wanted(sheet):
    said = {one.replace("\n", " ") for one in _words(sheet, paper="A3", labels=True)}
    assert {"Đức Hạnh 2/9", "Lý Bôn", "Nam Cao 0/8"} <= said


def test_large_papers_number_the_classes_on_legend_and_units(sheet):
    bare = replace(sheet, texts=(), names=())
    assert class_marks(bare, SheetForm(paper="A3")) == {"met": "1", "not_met": "2"}
    assert class_marks(bare, SheetForm(paper="A4")) == {}
    assert class_marks(sheet, SheetForm(paper="A3")) == {}


def test_a_graticule_says_its_degrees(sheet):
    said = _words(replace(sheet, east="Đ"), graticule=True)
    assert any(re.fullmatch(r"\d+°(\d\d′)?Đ", one) for one in said)
    assert any(re.fullmatch(r"\d+°(\d\d′)?B", one) for one in said)
    assert not any("°" in one for one in _words(sheet))


def test_neighbours_stand_inside_the_frame_only(sheet):
    around = replace(sheet, neighbours=(("LÁNG GIỀNG", 105.9, 22.5985), ("XA", 100.0, 10.0)))
    said = _words(around)
    assert "XA" not in said


def test_the_country_and_lines_stand_beside_the_map(sheet):
    outline = gpd.GeoDataFrame(
        {"kind": ["land", "islands"], "vi": ["Nước", "QĐ. Thử"], "en": ["Country", "Islands"]},
        geometry=[shapely.box(102, 8, 109, 23), shapely.Point(112, 16)], crs="EPSG:4326",
    )  # fmt: skip
    said = _words(replace(sheet, country=outline, lines=("Đạt 13/19 tiêu chí",)))
    assert {"QĐ. Thử", "Đạt 13/19 tiêu chí"} <= said
    assert "QĐ. Thử" in _words(replace(sheet, country=outline), landscape=False)


def test_units_out_of_focus_stand_back(sheet):
    focused = replace(sheet, focus=np.array([True, True, False, False]))
    assert (_pixels(draw_sheet(focused).content) == [0xF5, 0xC1, 0x5B]).all(axis=1).sum() < 20_000
    zoomed = replace(sheet, zoom=2)
    assert (_pixels(draw_sheet(zoomed).content) == [0xB3, 0x00, 0x5E]).all(axis=1).any()


def test_what_is_hatched_lets_its_class_through_and_stands_below_the_sum(sheet):
    row = replace(LEGEND[0], label="Cần củng cố", count=1)
    marked = replace(sheet, texts=(), names=(), hatched=(0,), hatch=row)
    colour = [int(LEGEND[0].colour[i : i + 2], 16) for i in (1, 3, 5)]
    seen = [
        (_pixels(draw_sheet(one).content) == colour).all(axis=1).sum()
        for one in (replace(marked, hatched=(), hatch=None), marked)
    ]
    assert 0.6 * seen[0] < seen[1] < 0.95 * seen[0]
    assert {"Cần củng cố", "4"} <= _words(marked)
    assert "Cần củng cố" in _words(marked, landscape=False)


def test_names_without_room_are_counted(sheet):
    long = replace(sheet, names=tuple(f"Một tên xã dài đến mức không thể viết vừa {n}" * 4 for n in range(4)))
    assert draw_sheet(long, SheetForm(labels=True)).dropped == 4
    assert draw_sheet(sheet, SheetForm(labels=True)).dropped == 0


def test_classes_that_grey_print_would_mix_up_are_named(sheet):
    alike = (LEGEND[0], replace(LEGEND[1], colour="#8c2b7f"), LEGEND[2])
    assert draw_sheet(sheet).alike == ()
    mixed = draw_sheet(replace(sheet, legend=(alike[0], replace(alike[1], colour="#2b7f80"), alike[2])))
    assert mixed.alike == (("Đạt chuẩn", "Chưa đạt"),)


@pytest.mark.parametrize("paper", PAPERS)
def test_every_paper_is_made_as_vector_pdf(sheet, paper):
    assert draw_sheet(sheet, SheetForm(paper=paper, form="pdf")).content.startswith(b"%PDF")


def test_the_same_sheet_is_the_same_picture(sheet):
    assert (_pixels(draw_sheet(sheet).content) == _pixels(draw_sheet(sheet).content)).all()
