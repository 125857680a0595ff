"""Weights in three ways: sliders, figures, pairs with their consistency."""

from ntm_geo.ui.kit import cache


def _ranking(at):
    return next(one.value for one in at.dataframe if one.value.shape[0] == 122 and one.value.shape[1] == 5)


def test_pairs_say_how_consistent_they_are(app):
    at = app("priorities", period="2022")
    at.session_state["priority_way"] = "pairs"
    at.run()
    assert any("nhất quán" in one.value for one in at.success)
    sliders = [one for one in at.select_slider if one.key.startswith("pair_finish_missing")]
    assert len(sliders) == 4
    sliders[0].set_value(9.0).run()
    next(one for one in at.select_slider if one.key == "pair_finish_distance_hamlets").set_value(9.0).run()
    next(one for one in at.select_slider if one.key == "pair_finish_missing_hamlets").set_value(1 / 9).run()
    assert any("xem lại" in one.value for one in at.warning)


def test_figures_rank_as_the_sliders_do(app):
    at = app("priorities", period="2022")
    slid = _ranking(at).iloc[:, 1].to_list()
    at.session_state["priority_way"] = "write"
    at.run()
    ranked = _ranking(at)
    assert ranked.iloc[:, 1].to_list() == slid


def test_a_factor_is_turned_round_beside_its_slider(app):
    at = app("priorities", period="2022")
    before = _ranking(at).iloc[:, 1].to_list()
    at.session_state["first_finish_missing"] = "high"
    at.run()
    after = _ranking(at).iloc[:, 1].to_list()
    assert not at.exception
    assert after != before
    assert set(after) == set(before)


def test_the_bounds_are_those_of_the_units_looked_at(app):
    at = app("priorities", vintage="2025")
    units = int(cache.commune_count("2025"))
    assert at.number_input(key="priority_count").max == units < cache.commune_count("2020")
    at = app("priorities", vintage="2020")
    at.number_input(key="priority_count").set_value(120).run()
    at.selectbox(key="choose_vintage").set_value("2025").run()
    assert not at.exception
    assert at.number_input(key="priority_count").value == units
