"""Slides as plain data: everything the browser needs at once, and nothing it could mistake for markup."""

import json
from dataclasses import replace

import pytest

from ntm_geo.briefing.running_orders import Item, RunningOrder, ready_order
from ntm_geo.briefing.slide_content import make_slides
from ntm_geo.briefing.stage import content_id, ladder, missing_criteria, stage_slides


@pytest.fixture(scope="module")
def data(brief_data):
    return replace(brief_data(), pictures=False, layer_address="../layers/")


@pytest.fixture(scope="module")
def slides(data):
    return stage_slides(data, make_slides(data, ready_order()))


def test_every_slide_is_plain_data(slides):
    assert json.loads(json.dumps(slides))[0]["title"].startswith("Kết quả thực hiện")
    assert [one["show"] for one in slides if one["map"]] == ["tiers", "progress", "hamlets", "priority", "assignment"]
    assert all("minh họa" in one["mark"] for one in slides)


def test_maps_are_served_from_this_server_and_counted(slides):
    tiers = json.loads(slides[2]["map"])
    assert tiers["layer"].startswith("../layers/")
    assert [one[2] for one in tiers["legend"]][:5] == [17, 3, 50, 68, 1]


def test_a_map_answers_to_what_if_only_where_it_shows_standings(slides):
    assert [one["show"] for one in slides if one["standing"]] == ["tiers", "progress"]


def test_a_table_stands_beside_a_map_when_it_is_narrow(slides):
    told = {one["show"]: one["table"] for one in slides}
    assert told["hamlets"] is None
    assert len(told["priority"]["rows"]) == 10
    assert told["districts"]["total"]


def test_columns_are_told_lines_are_not(slides):
    charts = {one["show"]: one["chart"] for one in slides}
    assert [one["told"][-1] for one in charts["progress"]["series"]] == ["17", "3", "50", "68", "1"]
    assert charts["targets"] is None


def test_what_a_commune_misses_is_known_beforehand(data):
    missing = missing_criteria(data)
    assert len(missing) == 139
    assert len(missing["01291"]) == 13


def test_the_hash_follows_the_content(data, slides):
    other = stage_slides(data, make_slides(data, RunningOrder(name="x", items=(Item(show="title", title="Khác"),))))
    assert content_id(slides) == content_id(slides) != content_id(other)


def test_a_name_never_ends_a_script(data):
    order = RunningOrder(name="x", items=(Item(show="tiers", title="</script><b>"),))
    (slide,) = stage_slides(data, make_slides(data, order))
    assert "<" not in slide["map"]


def test_the_ladder_places_a_commune_as_the_assessment_does(data):
    steps, missing = ladder(data), missing_criteria(data)
    total = len(data.standing.criteria_set.criteria)
    table = data.standing.assessment.standings.set_index("code")
    for code, gone in missing.items():
        met = total - len(gone)
        tier = next(key for key, least in steps["tiers"] if least is not None and met >= least)
        assert code in steps["recognised"] or steps["unknown"].get(code) or table.at[code, "tier"] == tier
    assert len(steps["recognised"]) == 17
