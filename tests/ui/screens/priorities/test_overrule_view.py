"""A commune is left out or taken in where it is looked at, with its reason, and that is taken back there."""

from ntm_geo.ui.kit import cache


def _states(at):
    frame = next(one.value for one in at.dataframe if one.value.shape[0] == 122 and one.value.shape[1] == 5)
    return dict(zip(frame.iloc[:, 1], frame.iloc[:, 3], strict=True))


def test_the_commune_looked_at_is_left_out_with_a_reason_and_taken_back(app):
    at = app("priorities", period="2022", commune="01291")
    before = _states(at)
    assert before["Xã Đức Hạnh"] == "Chưa chọn"
    at.button(key="overrule_in_01291").click().run()
    assert any("lý do" in one.value for one in at.warning), "not without a reason"
    at.text_input(key="overrule_why_01291").set_value("theo *chỉ đạo*")
    at.button(key="overrule_in_01291").click().run()
    assert not at.exception
    assert _states(at)["Xã Đức Hạnh"] == "Được chọn"
    assert any(r"theo \*chỉ đạo\*" in one.value for one in at.caption), "texts of people are text"
    at.button(key="overrule_back_01291").click().run()
    assert _states(at) == before


def test_a_commune_of_the_list_is_left_out_and_the_next_one_enters(app):
    at = app("priorities", period="2022")
    name = next(one for one, state in _states(at).items() if state == "Được chọn")
    units = cache.units("2020")
    code = units.loc[units["name"].eq(name.removeprefix("Xã ")), "code"].iloc[0]
    at = app("priorities", period="2022", commune=code)
    at.text_input(key=f"overrule_why_{code}").set_value("đang sắp xếp lại")
    at.button(key=f"overrule_out_{code}").click().run()
    states = _states(at)
    assert states[name] == "Loại ra ngoài xếp hạng"
    assert list(states.values()).count("Được chọn") == 10
