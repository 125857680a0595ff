"""The atlas: a page for every district or commune, its figures those of the annex."""

import io

import pytest
from pypdf import PdfReader

from ntm_geo.briefing.atlas_pages import atlas_pages, commune_sheets, make_atlas
from ntm_geo.errors import NotInForceError


@pytest.fixture(scope="module")
def data(brief_data):
    return brief_data()


def test_every_district_has_its_page(data):
    steps = []
    pages = PdfReader(io.BytesIO(make_atlas(data, "district", step=lambda: steps.append(1)))).pages
    assert len(pages) == len(steps) == atlas_pages(data, "district") == 10
    words = pages[0].extract_text()
    assert "Huyện Bảo Lâm" in words
    assert "Đức Hạnh" in words.replace("\n", " ")
    assert "0/140" in words


def test_a_commune_has_its_criteria_beside_the_map(data):
    sheets = list(commune_sheets(data))
    assert len(sheets) == atlas_pages(data, "commune") == 139
    first = sheets[0]
    assert first.title.endswith("Huyện Bảo Lạc")  # as a Vietnamese dictionary has it, before Bảo Lâm
    assert any(line.startswith("Số tiêu chí đạt:") for line in first.lines)
    assert data.drawn.match.frame["name"].iloc[first.zoom] in first.title


def test_units_without_districts_have_no_atlas_by_district(brief_data):
    newer = brief_data(vintage="2025")
    with pytest.raises(NotInForceError):
        make_atlas(newer, "district")
