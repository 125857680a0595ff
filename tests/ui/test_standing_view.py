"""Who fell and who has to catch up stand behind one click on the overview."""


def _tables(at):
    return {tuple(one.value.columns): one.value for one in at.dataframe}


def test_the_overview_lists_who_has_to_catch_up(app):
    at = app()
    labels = [one.proto.popover.label for one in at.get("popover")]
    assert "12 xã đã công nhận cần củng cố" in labels
    assert any(label.endswith("so với năm 2021") for label in labels)
    table = _tables(at)["Xã", "Huyện", "Số tiêu chí đạt", "Tiêu chí còn thiếu"]
    assert len(table) == 12
    assert table["Tiêu chí còn thiếu"].str.len().gt(0).all()


def test_the_first_year_has_no_year_to_fall_from(app):
    labels = [one.proto.popover.label for one in app(period="2020").get("popover")]
    assert not any("so với năm" in label for label in labels)
