"""Lists below the map count what the pairs count."""


def test_agencies_and_communes_add_up_to_the_pairs(app):
    at = app("assignment", period="2022")
    pairs = int(at.session_state["assignment_bench"].draft.pairs["assigned"].sum())
    by_agency = next(one.value for one in at.dataframe if "Khoảng cách bình quân (km)" in one.value.columns)
    assert by_agency["Số xã"].sum() == pairs
    at.segmented_control(key="assign_more").set_value("commune").run()
    by_commune = next(one.value for one in at.dataframe if "Tiêu chí còn thiếu" in one.value.columns)
    assert by_commune["Số đơn vị giúp"].sum() == pairs


def test_the_matrix_can_be_narrowed(app):
    at = app("assignment", period="2022")
    at.segmented_control(key="assign_more").set_value("matrix").run()
    at.selectbox(key="matrix_kind").set_value("department").run()
    at.segmented_control(key="matrix_way").set_value("both").run()
    assert not at.exception
