"""Costs written by the planner change the plan."""

from ntm_geo.ui.kit import cache
from tests.widgets import keyed


def test_the_list_of_a_department_is_its_own(app):
    at = app("pathway", period="2022")
    box = next(one for one in at.selectbox if one.key == "path_department_of")
    frame = next(one.value for one in at.dataframe if "Nội dung cần thực hiện" in one.value)
    whole = len(frame)
    box.set_value("statistics").run()
    frame = next(one.value for one in at.dataframe if "Nội dung cần thực hiện" in one.value)
    assert 0 < len(frame) < whole
    assert set(frame["Cơ quan phụ trách"]) == {"Cục Thống kê"}
    assert set(frame["Nội dung cần thực hiện"]) == {"10. Thu nhập"}


def test_a_hamlet_that_costs_more_makes_the_plan_dearer(app):
    at = app("pathway", period="2022")

    def cost(one):
        return sum(float(value) for value in one["Triệu đồng"])

    before = cost(next(one.value for one in at.dataframe if "Năm" in one.value and len(one.value) == 3))
    keyed(at.number_input, "cost_hamlet_").set_value(190.0).run()
    after = cost(next(one.value for one in at.dataframe if "Năm" in one.value and len(one.value) == 3))
    assert round(after - before) == 40 * 374


def test_goals_are_bounded_by_the_communes_there_are(app):
    at = app("pathway", period="2021", vintage="2025")
    assert not at.exception
    goal = keyed(at.number_input, "goal_standard")
    assert goal.max == cache.commune_count("2025")
    assert goal.value <= goal.max
