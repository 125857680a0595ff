"""Who fell and who has to catch up stand behind one click on the overview."""

from datetime import date

from ntm_geo.monitoring.entries import add_record, solve_difficulty
from ntm_geo.ui.kit import cache

ROW = {"code": "01291", "what": "Thiếu vốn", "raised_on": date(2022, 3, 1), "due_on": date(2022, 4, 1)}


def _tables(at):
    return {tuple(one.value.columns): one.value for one in at.dataframe}


def test_the_overview_lists_who_has_to_catch_up(app):
    at = app()
    labels = [one.proto.popover.label for one in at.get("popover")]
    assert "12 xã đã công nhận cần củng cố" in labels
    assert any(label.endswith("so với năm 2021") for label in labels)
    assert not _tables(at)  # nothing is made before it is opened
    at.session_state["catch_up"] = True
    at.run()
    table = _tables(at)["Xã", "Huyện", "Số tiêu chí đạt", "Tiêu chí còn thiếu"]
    assert len(table) == 12
    assert table["Tiêu chí còn thiếu"].str.len().gt(0).all()


def test_the_first_year_has_no_year_to_fall_from(app):
    labels = [one.proto.popover.label for one in app(period="2020").get("popover")]
    assert not any("so với năm" in label for label in labels)


def test_late_difficulties_stand_on_the_overview_and_in_the_navigation(app, fresh):
    add_record(fresh, "difficulties", ROW, vintage="2020", by="Lan")
    at = app()
    [late] = [one for one in at.get("popover") if "quá hạn" in one.proto.popover.label]
    assert late.proto.popover.label == "1 khó khăn, vướng mắc quá hạn"
    at.session_state["late"] = True
    at.run()
    table = _tables(at)["Xã", "Nội dung vướng mắc", "Số ngày quá hạn"]
    assert table.iloc[0, :2].tolist() == ["Xã Đức Hạnh, Huyện Bảo Lâm", "Thiếu vốn"]
    assert cache.late_difficulties() == 1
    solve_difficulty(fresh, 1, on=date(2022, 5, 1), how="", vintage="2020", by="Lan")
    assert cache.late_difficulties() == 0
    assert not any("quá hạn" in one.proto.popover.label for one in app().get("popover"))
