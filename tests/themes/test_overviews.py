"""Small maps and the table of communes against criteria count what the assessment counts."""

import pytest

from ntm_geo.i18n.collation import sort_key
from ntm_geo.themes import map_layers
from ntm_geo.themes.overviews import heat_table, small_maps


@pytest.fixture(scope="module")
def maps(shipped, standing):
    drawn = map_layers.layer(shipped, vintage="2020", boundary_set="schematic")
    return small_maps(shipped, standing(2022), drawn)


def test_there_is_one_for_every_criterion_and_its_counts_add_up(maps, shipped):
    assert [one.code for one in maps] == [one.code for one in shipped.criteria_sets["commune-2021"].criteria]
    assert {one.met + one.not_met + one.unknown for one in maps} == {139}


def test_all_of_them_together_are_small_enough_for_a_page(maps):
    assert sum(len(one.picture) for one in maps) < 900_000


def test_the_table_counts_as_the_standings_do(shipped, standing, maps):
    table = heat_table(standing(2022))
    met = standing(2022).assessment.standings.set_index("code")["met"]
    assert (table.set_index("code")["count"] == met.loc[table["code"]]).all()
    for one in maps:
        assert (table[one.code] == "met").sum() == one.met


def test_districts_stand_together(shipped, standing):
    districts = list(heat_table(standing(2022))["district"])
    assert districts == sorted(districts, key=sort_key)
