"""A level above the standard on its page, with the made-up sets entered: map, list and values to type say the same."""

import pytest

from ntm_geo.assessment.by_other_sets.upper_level import scores_slot, upper_level
from ntm_geo.assessment.period import assess_period
from ntm_geo.records.figures import load_figures
from ntm_geo.records.law_editions import keep_edition
from ntm_geo.records.registers import write_register
from ntm_geo.settings import Settings
from ntm_geo.ui.kit import shared
from ntm_geo.workspace.workspace import open_workspace
from tests.made_up_law import ADVANCED, KEY, made_up_advanced, made_up_lines, made_up_scores

ADDRESS = {"period": "2025", "vintage": "2025"}


@pytest.fixture(scope="module")
def filled(tmp_path_factory, pages_known):
    """An office that entered both made-up sets, and values of the advanced one for 2025."""
    space = open_workspace(Settings(data_dir=tmp_path_factory.mktemp("levels")))
    keep_edition(space, KEY, made_up_lines(space.shipped_law.sets[KEY]), by="An", expected=None)
    keep_edition(space, ADVANCED, made_up_advanced(space.shipped_law.others[ADVANCED]), by="An", expected=None)
    standing = assess_period(space, load_figures(space), period=2025)
    codes = standing.assessment.standings["code"].tolist()
    scores = made_up_scores(space.law.others[ADVANCED], codes).assign(period=2025)
    write_register(space, scores_slot("advanced", vintage="2025", period=2025), scores, by="An", expected=None)
    return space, standing


@pytest.fixture
def room(filled, monkeypatch):
    """The application on that folder."""
    monkeypatch.setenv("NTM_DATA_DIR", str(filled[0].settings.data_dir))
    before = dict(shared._SHARED.entries)
    shared.clear()
    yield filled
    shared.clear()
    shared._SHARED.entries.update(before)


def _open(app, show="level", **address):
    at = app("criteria", **address)
    at.session_state["criteria_show"] = show
    at.run(timeout=90)
    assert not at.exception
    return at


def _tables(at):
    return {tuple(one.value.columns): one.value for one in at.dataframe}


def test_the_list_is_what_was_judged_and_a_commune_has_its_values_to_type(room, app):
    space, standing = room
    table = upper_level(space, standing).table
    waiting = table[~table["state"].isin(["recognised", "no_standard"])]
    at = _open(app, **ADDRESS, commune=waiting["code"].iloc[0])
    shown = _tables(at)["Xã", "Chỉ tiêu đạt", "Tình trạng", "Mức độ sẵn sàng công nhận"]
    assert sorted(shown["Chỉ tiêu đạt"]) == sorted(f"{row.met}/75" for row in waiting.itertuples())
    assert any("nâng cao: " in text.value and "/75 chỉ tiêu" in text.value for text in at.markdown)
    at.session_state["entry_advanced_scores"] = True
    at.run(timeout=90)
    [values] = [one for columns, one in _tables(at).items() if "value" in columns or "Giá trị" in columns]
    assert len(values) == 76
    assert at.button(key="save_advanced_scores")


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_from_2026_on_the_page_says_what_the_law_knows(room, app, lang):
    at = _open(app, lang=lang, period="2026", vintage="2025")
    words = "chưa được nhập" if lang == "vi" else "not entered yet"
    assert any(words in text.value for text in at.markdown)
    assert at.button(key="level_desk")


def test_by_another_set_no_level_is_judged(room, app):
    at = _open(app, **ADDRESS, against=KEY)
    assert any("không có mức nào trên đạt chuẩn" in info.value for info in at.info)


def test_the_panel_of_a_commune_and_the_lists_of_the_overview_say_it_too(room, app):
    space, standing = room
    table = upper_level(space, standing).table
    code = table.loc[table["state"].isin(["near", "standard"]), "code"].iloc[0]
    at = app("commune", **ADDRESS, commune=code)
    assert any("Nâng cao: " in html.proto.body for html in at.get("html"))
    at = app(**ADDRESS)
    at.session_state["recognition"] = True
    at.run(timeout=90)
    assert ("Xã", "Chỉ tiêu đạt", "Tình trạng", "Mức độ sẵn sàng công nhận") in _tables(at)


def test_two_sets_show_what_each_result_of_a_commune_rests_on(room, app):
    _space, standing = room
    code = standing.assessment.standings["code"].iloc[0]
    at = app("sets", **ADDRESS, commune=code)
    [table] = [one for columns, one in _tables(at).items() if "Dựa vào" in columns]
    assert len(table) == 10 + 47 + 4
    assert any("từng kết quả dựa vào đâu" in text.value for text in at.markdown)


def test_thresholds_and_templates_are_offered_for_the_level(room, app):
    at = app("data")
    at.session_state["data_part"] = "Ngưỡng của tỉnh"
    at.run()
    at.session_state["threshold_subject"] = "advanced"
    at.run()
    assert not at.exception
    assert any("2.1, 2.2" in one.value and "17.1" not in one.value for one in at.info)
    at.session_state["data_part"] = "Biểu mẫu"
    at.session_state["template_kind"] = "advanced_scores"
    at.run()
    assert not at.exception
    assert not at.error
    at.session_state["template_kind"] = "modern_scores"
    at.run()
    assert any("2022" in error.value for error in at.error), "no frame of modern communes in the year the page opens on"
