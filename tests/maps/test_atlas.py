"""An atlas has a page a sheet, its letters can be read back, and it stops when told to."""

import io

import geopandas as gpd
import pytest
import shapely
from pypdf import PdfReader

from ntm_geo.errors import StoppedError, msg
from ntm_geo.maps.atlas import draw_atlas
from ntm_geo.maps.land import prepare
from ntm_geo.maps.legend import LegendEntry
from ntm_geo.maps.sheet import Sheet


@pytest.fixture
def sheets():
    land = prepare(gpd.GeoDataFrame(geometry=[shapely.box(5e5, 25e5, 51e4, 251e4)], crs="EPSG:9210"))
    legend = (LegendEntry(key="met", label="Đạt chuẩn", colour="#2b7f8c", pattern="", count=1),)
    return [Sheet(land=land, classes=("met",), legend=legend, title=f"Xã Thử {n}") for n in range(3)]


def test_every_sheet_is_a_page_with_its_words(sheets):
    steps = []
    pages = PdfReader(io.BytesIO(draw_atlas(sheets, step=lambda: steps.append(1)))).pages
    assert [f"Xã Thử {n}" in one.extract_text() for n, one in enumerate(pages)] == [True] * 3
    assert len(steps) == 3


def test_it_stops_when_told_to(sheets):
    def stop():
        raise StoppedError(msg("Stopped."), fix=msg("Begin again."))

    with pytest.raises(StoppedError):
        draw_atlas(sheets, step=stop)
