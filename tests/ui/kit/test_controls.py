"""The row of choices: each stays valid when another one changes."""

from ntm_geo.ui.kit import shared


def test_years_units_and_districts_can_be_chosen(app):
    at = app("tier_map")
    assert at.selectbox(key="choose_period").options == [f"Cuối năm {year}" for year in range(2026, 2019, -1)]
    assert at.selectbox(key="choose_period").value == "2022"
    assert at.selectbox(key="choose_vintage").options == ["161 đơn vị (2020)", "56 đơn vị (2025)"]
    assert len(at.selectbox(key="choose_district").options) == 11
    assert len(at.selectbox(key="choose_commune_2020").options) == 162


def test_units_older_than_the_figures_of_a_year_are_not_offered(app):
    at = app("tier_map", period="2026", vintage="2020")
    assert not at.exception
    assert at.selectbox(key="choose_vintage").options == ["56 đơn vị (2025)"]
    at.selectbox(key="choose_period").set_value("2021").run()
    assert at.session_state["ntm_view"].vintage == "2025", "a change of year stays on the units of the view"


def test_without_an_address_the_present_period_is_opened(app, monkeypatch, shipped):
    monkeypatch.setenv("NTM_OPENS_ON", "2026-11-30")
    shared.clear()
    at = app("tier_map")
    view = at.session_state["ntm_view"]
    assert (view.period, view.vintage) == ("2026", "2025")
    assert at.selectbox(key="choose_period").options[:2] == ["Năm 2026 (đến nay)", "Cuối năm 2025"]
    shared.clear()


def test_a_change_of_vintage_drops_what_no_longer_exists(app):
    at = app("tier_map", district="045", commune="01270")
    at.selectbox(key="choose_vintage").set_value("2025").run()
    assert not at.exception
    view = at.session_state["ntm_view"]
    assert view.vintage == "2025"
    assert view.district == ""
    assert "choose_district" not in {box.key for box in at.selectbox}
    at.selectbox(key="choose_rule").set_value("majority").run()
    assert at.session_state["ntm_view"].rule == "majority"


def test_a_commune_can_be_found_without_tone_marks(app):
    at = app("tier_map")
    assert "Ngọc Đào, Huyện Hà Quảng (ngoc dao)" in at.selectbox(key="choose_commune_2020").options


def test_the_year_chosen_on_one_page_holds_on_the_other(app):
    at = app()
    at.selectbox(key="choose_period").set_value("2021").run()
    at.switch_page("pages/tier_map.py").run()
    assert at.selectbox(key="choose_period").value == "2021"
    assert at.session_state["ntm_view"].period == "2021"


def test_names_can_be_switched_on(app):
    at = app("tier_map")
    at.toggle(key="show_labels").set_value(True).run()
    assert at.session_state["ntm_view"].labels == "1"
    assert dict(at.query_params)["labels"] in ("1", ["1"])


def test_what_is_chosen_once_is_behind_a_button_that_says_what_is_set(app):
    at = app("tier_map")
    (button,) = [one for one in at.get("popover") if "161 đơn vị (2020)" in one.proto.popover.label]
    assert "Sơ đồ" in button.proto.popover.label
