"""A path is saved and opened again in another session with all that was asked."""

from ntm_geo.pathway.saved_paths import list_paths


def test_a_path_is_saved_and_opened_again(app, fresh):
    at = app("pathway", period="2022")
    at.number_input(key="goal_standard").set_value(30)
    at.number_input(key="path_budget").set_value(500_000.0)
    at.selectbox(key="path_aim").set_value("communes").run()
    at.text_input(key="path_name").set_value("Về *đích*")
    at.button(key="path_save").click().run()
    assert not at.exception
    assert not at.error
    (kept,) = list_paths(fresh)
    again = app("pathway", period="2024")
    again.button(key="path_open").click().run()
    assert not again.exception
    assert again.session_state["ntm_view"].period == "2022"
    assert again.number_input(key="goal_standard_1").value == 30
    assert again.number_input(key="path_budget_1").value == 500_000
    assert again.selectbox(key="path_aim_1").value == "communes"
    assert again.number_input(key="path_end_2022_1").value == kept.wishes.years[-1]
    said = [one.value for one in again.caption if "đúng như khi lưu" in one.value]
    assert said
    assert r"\*đích\*" in said[0]
    again.number_input(key="goal_standard_1").set_value(20).run()
    assert any(one.value.endswith(".") and "Khi lưu:" in one.value for one in again.caption)
