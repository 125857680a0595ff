"""From a boundary set and an assessment to what the map shows."""

import dataclasses

import pytest

from ntm_geo.briefing.atlas_pages import atlas_pages, make_atlas
from ntm_geo.briefing.brief import briefing_of
from ntm_geo.briefing.briefing_data import BriefRequest, briefing_data_of
from ntm_geo.errors import ProvinceError
from ntm_geo.intake.boundary_files.boundary_import import BoundaryQuestion, ingest_boundaries
from ntm_geo.maps.legend import OUTSIDE, UNMATCHED
from ntm_geo.reports.contract import require
from ntm_geo.themes import map_layers
from ntm_geo.themes.map_layers import MapView
from ntm_geo.themes.map_themes import theme_map, tier_theme
from ntm_geo.themes.printed_maps import sheet_of


@pytest.fixture(scope="module")
def layer(shipped):
    return {
        vintage: map_layers.layer(shipped, vintage=vintage, boundary_set="schematic") for vintage in ("2020", "2025")
    }


def _map(shipped, standing, layer, vintage="2020", **view):
    shown = standing(2022, vintage)
    chosen = MapView(layer_address="../layers/", **view)
    return theme_map(shown, layer[vintage], tier_theme(shown), chosen)


@pytest.mark.parametrize(("vintage", "units", "outside"), [("2020", 161, 22), ("2025", 56, 3)])
def test_map_and_assessment_tell_the_same_figures(shipped, standing, layer, vintage, units, outside):
    content = _map(shipped, standing, layer, vintage)
    counts = {entry.key: entry.count for entry in content.legend}
    assert sum(counts.values()) == units == len(content.classes) == len(content.counts)
    assert counts[OUTSIDE] == outside
    tiers = standing(2022, vintage).assessment.tier_counts
    assert {key: counts.get(key, 0) for key in tiers if key != "unknown"} == {
        key: count for key, count in tiers.items() if key != "unknown"
    }
    assert UNMATCHED not in counts


def test_a_district_counts_its_own_units_only(shipped, standing, layer):
    content = _map(shipped, standing, layer, district="045")
    frame = layer["2020"].match.frame
    assert sum(entry.count for entry in content.legend) == int(frame["parent_code"].eq("045").sum()) > 0
    assert len(content.classes) == 161


def test_what_the_map_stands_on_is_said(shipped, standing, layer):
    stamp = map_layers.map_stamp(standing(2022).provenance, layer["2020"])
    assert stamp == "Số liệu minh họa · sơ đồ, không phải ranh giới chính thức"
    assert len(map_layers.map_notes(standing(2022), layer["2020"])) == 1
    assert len(map_layers.map_notes(standing(2022, "2025"), layer["2025"])) == 2


def test_a_boundary_set_that_is_not_there(shipped):
    with pytest.raises(ProvinceError):
        map_layers.layer(shipped, vintage="2020", boundary_set="nothing")


def test_a_set_of_an_office_can_be_chosen_and_drawn(shipped, standing, tmp_path):
    shipped = dataclasses.replace(shipped, settings=dataclasses.replace(shipped.settings, data_dir=tmp_path))
    source = shipped.province.folder / shipped.province.vintage("2025").schematic
    kept = ingest_boundaries(shipped, source, vintage="2025").kept
    choices = map_layers.boundary_choices(shipped, "2025")
    assert [one.key for one in choices] == [kept.key, "schematic"]
    drawn = map_layers.layer(shipped, vintage="2025", boundary_set=kept.key)
    content = _map(shipped, standing, {"2025": drawn}, "2025")
    assert len(content.classes) == 56
    assert "sơ đồ" not in map_layers.map_stamp(standing(2022, "2025").provenance, drawn)
    assert source.name in map_layers.map_notes(standing(2022, "2025"), drawn)[-1]


@pytest.fixture
def partial(shipped, tmp_path):
    """A workspace whose boundaries of 2020 draw a district alone, and their layer."""
    space = dataclasses.replace(shipped, settings=dataclasses.replace(shipped.settings, data_dir=tmp_path / "data"))
    units = map_layers.read_schematic(shipped.province, "2020")
    path = tmp_path / "mot-huyen.gpkg"
    units[units["parent_code"].eq("045")][["code", "name", "geometry"]].to_file(path)
    kept = ingest_boundaries(space, path, question=BoundaryQuestion(partial=True)).kept
    return space, map_layers.layer(space, vintage="2020", boundary_set=kept.key)


def test_every_map_and_paper_of_a_part_says_how_many_units_are_not_drawn(partial, standing, figures):
    space, drawn = partial
    missing = f"chưa vẽ {161 - len(drawn.units)}/161 đơn vị"
    content = _map(space, standing, {"2020": drawn})
    assert missing in content.stamp
    assert any(f"{161 - len(drawn.units)} đơn vị" in note for note in content.notes)
    assert missing in sheet_of(space, standing(2022), drawn, content).stamp
    data = briefing_data_of(space, figures, BriefRequest(period=2022, vintage="2020"))
    assert missing in data.mark
    assert missing in data.content(tier_theme(data.standing), district="045").stamp


def test_papers_of_a_part_can_be_made_and_count_what_they_draw(partial, figures):
    space, drawn = partial
    data = briefing_data_of(space, figures, BriefRequest(period=2022, vintage="2020"))
    content = data.content(tier_theme(data.standing))
    assert content.total_label == "Số đơn vị được vẽ"
    assert data.brief_map("tiers", content, {"tier.recognised": "recognised"}).facts == {}
    require(briefing_of(data))
    assert atlas_pages(data, "district") == 1
    assert make_atlas(data, "district").startswith(b"%PDF")
    nowhere = data.content(tier_theme(data.standing), district="040")
    assert sheet_of(space, data.standing, drawn, nowhere).focus is None


def test_a_whole_set_says_nothing_of_it(layer):
    assert map_layers.not_drawn_note(layer["2020"].match) == ""
