"""Hamlets by class on a page."""

from ntm_geo.records.figures import load_figures
from tests.made_up_hamlet_law import enter_hamlet_law, keep_results, marks


def test_without_criteria_the_page_says_how_to_enter_them_and_shows_the_share(app):
    at = app("hamlets")
    assert any("Từng xóm chỉ được đánh giá khi đã nhập các tiêu chí" in item.value for item in at.caption)
    assert not [item for item in at.button_group if item.key == "hamlets_show"]


def test_with_criteria_and_without_results_it_says_so(app, fresh):
    enter_hamlet_law(fresh)
    at = app("hamlets")
    at.button_group(key="hamlets_show").set_value("classes").run()
    assert not at.exception
    assert any("Năm 2022 chưa nhập kết quả của từng xóm" in item.value for item in at.caption)


def test_a_class_is_chosen_and_a_district_shows_its_own(app, fresh):
    enter_hamlet_law(fresh)
    known = set(load_figures(fresh).hamlets["hamlet"])
    rows = marks("01438-01", range(1, 15), [15, 16]) + marks("01291-01", range(1, 4), range(4, 17))
    keep_results(fresh, rows, known=known)
    at = app("hamlets")
    assert len(at.dataframe[0].value) == 2
    at.button_group(key="hamlets_class").set_value("far").run()
    assert at.dataframe[0].value.iloc[:, -1].tolist() == [", ".join(map(str, range(4, 17)))]
    district = app("hamlets", district="045")
    assert len(district.dataframe[0].value) == 1
    commune = app("hamlets", commune="01438")
    assert commune.dataframe[0].value.iloc[0, -1] == (
        "15. Chi bộ và đoàn thể (bịa để thử); 16. An ninh trật tự (bịa để thử)"
    )
