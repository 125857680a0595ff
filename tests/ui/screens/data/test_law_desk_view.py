"""The law desk on the data page: what is entered and checked, and how an officer says he compared a level."""

from ntm_geo.intake.law_sheets.law_workbook import law_workbook
from ntm_geo.records.law_editions import keep_edition, law_table
from tests.made_up_law import KEY, made_up_lines

OLD = "commune-2021"


def _open(app, key=KEY, part=None):
    at = app("data")
    at.session_state["data_part"] = "Bộ tiêu chí"
    at.session_state["law_set"] = key
    if part:
        at.session_state[f"law_part_{key}"] = part
    at.run()
    assert not at.exception
    return at


def _metrics(at):
    return {item.label: item.value for item in at.metric}


def test_it_says_what_is_entered_and_what_is_checked(app, fresh):
    assert _metrics(_open(app)) == {"Chỉ tiêu đã nhập": "0 trên 47", "Mức đã đối chiếu": "–"}
    keep_edition(fresh, KEY, made_up_lines(fresh.shipped_law.sets[KEY]), by="An", expected=None)
    assert _metrics(_open(app)) == {"Chỉ tiêu đã nhập": "47 trên 47", "Mức đã đối chiếu": "0 trên 51"}


def test_what_somebody_compared_is_kept_with_name_and_page(app, fresh):
    at = _open(app, OLD, "Đối chiếu")
    at.text_input(key="data_by").set_value("Lan").run()
    at.multiselect(key="law_compared").set_value(["10.1", "5.1a"])
    at.text_input(key="law_page").set_value("tr. 7")
    at.button(key="FormSubmitter:law_checking-Lưu").click().run()
    assert not at.exception
    lines = law_table(fresh, OLD).lines.set_index("code")
    assert set(lines.loc[["10.1"], "checked_by"]) == {"Lan"}
    assert lines.loc["5.1a", "checked_page"] == "tr. 7"
    assert all(value.verified for value in fresh.criteria_sets[OLD].indicator("10.1").values)


def test_nothing_is_kept_without_a_name(app, fresh):
    at = _open(app, OLD, "Đối chiếu")
    at.text_input(key="data_by").set_value("").run()
    at.multiselect(key="law_compared").set_value(["10.1"])
    at.button(key="FormSubmitter:law_checking-Lưu").click().run()
    assert not at.exception
    assert len(at.warning) == 1
    assert law_table(fresh, OLD).version is None


def test_the_workbook_offered_is_that_of_the_set(app, fresh):
    at = _open(app, part="Nhập bằng tệp Excel")
    [button] = [item for item in at.get("download_button") if item.proto.label.endswith("commune-2026.xlsx")]
    assert button
    assert law_workbook(fresh.shipped_law.sets[KEY], law_table(fresh, KEY).lines)[:2] == b"PK"
