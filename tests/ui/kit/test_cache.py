"""What is read once is the same for all; what may change meanwhile is asked anew."""

from ntm_geo.ui.kit import cache


def test_the_same_question_gives_the_very_same_answer(app_data):
    assert cache.workspace() is cache.workspace()
    assert cache.workspace().settings.data_dir == app_data
    assert cache.assessment(2022, "2020") is cache.assessment(2022, "2020")
    assert cache.assessment(2021, "2020") is not cache.assessment(2022, "2020")
    assert cache.layer("2020", "schematic") is cache.layer("2020", "schematic")


def test_boundary_sets_are_looked_up_anew(app_data):
    before = cache.boundary_choices("2020")
    assert [one.key for one in before] == ["schematic"]
    assert cache.boundary_choices("2020") == before
