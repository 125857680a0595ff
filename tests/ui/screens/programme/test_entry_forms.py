"""A record is written down in a form where the person stands; what is needed is said, nothing is half kept."""

from datetime import date

from ntm_geo.monitoring import work_registers
from ntm_geo.monitoring.entries import add_record
from ntm_geo.partners.support import load_support
from ntm_geo.records.agency_list import load_agencies
from ntm_geo.records.figures import load_figures

DAY = date(2022, 3, 1)
WHERE = {"period": "2022", "vintage": "2020", "commune": "01291"}


def _open(app, name, page="commune"):
    at = app(page, **WHERE)
    at.button(key=f"entry_{name}").click().run()
    assert not at.exception
    return at


def _save(at, name):
    at.text_input(key=f"{name}_by").set_value("Lan")
    at.button(key=f"{name}_save").click().run()
    assert not at.exception
    return at


def test_a_difficulty_begins_with_the_commune_and_names_what_is_missing(app, fresh):
    at = _open(app, "difficulty")
    assert at.selectbox(key="difficulty_code").value == "01291"
    assert "2. Giao thông" in at.selectbox(key="difficulty_criterion").options
    at = _save(at, "difficulty")
    assert [one.value for one in at.error] == ["Còn thiếu: Nội dung vướng mắc."]
    assert work_registers.load(fresh, "difficulties", vintage="2020").version is None


def test_a_difficulty_is_kept_with_its_department_and_who_wrote_it(app, fresh):
    at = _open(app, "difficulty")
    at.selectbox(key="difficulty_criterion").set_value("2")
    at.text_area(key="field_difficulty_what_01291").set_value("Thiếu vốn *làm* đường")
    at = _save(at, "difficulty")
    assert any("Đã ghi nhận khó khăn" in one.value for one in at.success)
    [row] = work_registers.load(fresh, "difficulties", vintage="2020").table.to_dict("records")
    assert (row["code"], row["criterion"], row["what"]) == ("01291", "2", "Thiếu vốn *làm* đường")
    assert row["in_charge"] in {one.key for one in fresh.departments}


def test_a_difficulty_is_solved_in_two_clicks_where_it_stands(app, fresh):
    at = _open(app, "difficulty")
    at.text_area(key="field_difficulty_what_01291").set_value("Thiếu vốn")
    _save(at, "difficulty")
    at = app("plans", period="2022", vintage="2020")
    at.button(key="solve_1").click().run()
    at.button(key="solve_save").click().run()
    assert not at.exception
    assert work_registers.load(fresh, "difficulties", vintage="2020").table["solved_on"].notna().all()
    assert not any(one.key == "solve_1" for one in at.button)


def test_an_inspection_is_kept(app, fresh):
    at = _open(app, "inspection")
    at.text_input(key="field_inspection_who_01291").set_value("Sở NN&PTNT")
    at.text_area(key="field_inspection_found_01291").set_value("Đường trục xã đạt")
    _save(at, "inspection")
    assert work_registers.load(fresh, "inspections", vintage="2020").table["findings"].tolist() == ["Đường trục xã đạt"]


def test_a_hamlet_is_certified(app, fresh):
    at = _open(app, "hamlet")
    chosen = at.selectbox(key="field_hamlet_chosen_01291").options[0]
    at.selectbox(key="field_hamlet_chosen_01291").select_index(0)
    _save(at, "hamlet")
    table = load_figures(fresh).registers["2020"].hamlets
    own = table[table["code"].eq("01291") & table["name"].eq(chosen.replace("\\", ""))]
    assert own["certified_on"].notna().all()


def test_support_is_kept(app, fresh):
    at = _open(app, "support")
    agency = load_agencies(fresh).table["agency"].iloc[0]
    at.selectbox(key="field_support_agency_01291").set_value(agency)
    at.text_area(key="field_support_content_01291").set_value("Tặng 20 máy tính")
    at.number_input(key="field_support_money_01291").set_value(300.0)
    _save(at, "support")
    [row] = load_support(fresh, vintage="2020").table.to_dict("records")
    assert (row["agency"], row["code"], row["money"]) == (agency, "01291", 300.0)


def test_units_with_a_register_of_hamlets_offer_a_certificate_whatever_the_year(app):
    at = app("commune", period="2022", vintage="2025", commune="01290")
    assert any(one.key == "entry_hamlet" for one in at.button)


def test_what_was_typed_stays_while_the_form_is_closed_and_goes_with_the_save(app, fresh):
    at = _open(app, "difficulty")
    at.text_area(key="field_difficulty_what_01291").set_value("Thiếu vốn").run()
    at.session_state["entry_open"] = ""
    at.run()
    assert not any(one.key == "field_difficulty_what_01291" for one in at.text_area)
    at.button(key="entry_difficulty").click().run()
    assert at.text_area(key="field_difficulty_what_01291").value == "Thiếu vốn"
    _save(at, "difficulty")
    at.button(key="entry_difficulty").click().run()
    assert at.text_area(key="field_difficulty_what_01291").value == ""


def test_how_one_difficulty_was_solved_is_not_written_of_another(app, fresh):
    for what in ("Thiếu vốn", "Thiếu đất"):
        add_record(fresh, "difficulties", {"code": "01291", "what": what, "raised_on": DAY}, vintage="2020", by="Lan")
    at = app("plans", period="2022", vintage="2020")
    at.button(key="solve_1").click().run()
    at.text_area(key="field_solve_how_1").set_value("Tỉnh bổ sung vốn").run()
    at.session_state["entry_open"] = "solve 2"
    at.run()
    assert at.text_area(key="field_solve_how_2").value == ""


def test_a_hamlet_chosen_for_one_commune_is_no_new_hamlet_of_another(app, fresh):
    at = _open(app, "hamlet")
    at.selectbox(key="field_hamlet_chosen_01291").select_index(0).run()
    at.selectbox(key="hamlet_code").set_value("01294").run()
    assert at.selectbox(key="field_hamlet_chosen_01294").value is None


def test_saving_a_record_clears_its_form_and_nothing_else(app, fresh):
    at = _open(app, "difficulty")
    at.session_state["difficulty_map_kept"] = "x"
    at.text_area(key="field_difficulty_what_01291").set_value("Thiếu vốn")
    _save(at, "difficulty")
    assert at.session_state["difficulty_map_kept"] == "x"
