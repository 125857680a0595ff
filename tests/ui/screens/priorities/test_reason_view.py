"""Behind the ranking: what each weight really does, what says nothing, and what would bring a commune in."""


def test_what_the_weights_do_stands_on_the_page_and_adds_up(app):
    at = app("priorities", period="2022")
    assert not any("Tác động thực tế" in one.value for one in at.dataframe), "made when it is opened"
    at.session_state["weight_effects"] = True
    at.run()
    frame = next(one.value for one in at.dataframe if "Tác động thực tế" in one.value)
    shares = [float(one.rstrip("%").replace(",", ".").strip()) for one in frame["Tác động thực tế"] if one != "–"]
    assert 97 <= sum(shares) <= 103
    assert len(frame) == 5


def test_a_factor_nobody_knows_is_said_to_change_nothing(app):
    at = app("priorities", period="2022")
    at.session_state["weight_effects"] = True
    at.selectbox(key="priority_purpose").set_value("border").run()
    assert any("chưa có số liệu" in one.value for one in at.markdown)


def test_a_commune_just_off_the_list_is_told_what_would_bring_it_in(app):
    at = app("priorities", period="2022")
    frame = next(one.value for one in at.dataframe if one.value.shape == (122, 5))
    name = frame["Xã"].iloc[10]
    units = {row["name"]: row for row in _units(at)}
    code = units[name.removeprefix("Xã ")]["code"]
    off = app("priorities", period="2022", commune=code)
    assert any("vào danh sách nếu" in one.value and name in one.value for one in off.info)


def _units(_at):
    from ntm_geo.ui.kit import cache

    return cache.units("2020").to_dict("records")
