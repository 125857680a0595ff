"""Progress on a page."""


def _show(at, name):
    at.session_state["progress_show"] = name
    at.run(timeout=90)
    assert not at.exception
    return at


def test_tiers_over_the_years_are_a_table_and_a_map(app):
    at = app("progress")
    frame = at.dataframe[0].value
    assert frame["2022"].tolist() == [17, 3, 50, 68, 1]
    assert frame.sum().tolist() == [139, 139, 139]
    at.select_slider[0].set_value(2020).run()
    assert not at.exception


def test_years_play_until_the_last_one(app):
    at = app("progress")
    at.button(key="progress_button").click().run()
    assert at.session_state["progress_playing"]
    for _step in range(4):
        at.run()
    assert not at.exception
    assert not at.session_state["progress_playing"]
    assert at.session_state["progress_year"] == 2022


def test_two_years_stand_side_by_side(app):
    at = _show(app("progress"), "two")
    assert any("So với cuối năm 2021" in one.value for one in at.markdown)
    assert len(at.get("component_instance")) == 2
    at = _show(app("progress", period="2020"), "two")
    assert "năm trước" in at.info[0].value


def test_every_target_has_its_sentence(app):
    at = _show(app("progress"), "targets")
    said = " ".join(one.value for one in at.markdown)
    assert "17/139" in said
    assert "cần thêm 11 xã" in said
    assert any("469" in one.value and "945" in one.value for one in at.caption)
