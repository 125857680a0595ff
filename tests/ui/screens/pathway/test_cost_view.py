"""Costs on the page: used at once, kept on a click with who, and then everybody's."""

from ntm_geo.pathway.criterion_costs import costs_in_use


def test_costs_are_kept_with_who_wrote_them_and_used_from_then_on(app, fresh):
    at = app("pathway", period="2022")
    box = next(one for one in at.number_input if one.label == "Thêm một xóm đạt chuẩn")
    box.set_value(200.0).run()
    assert costs_in_use(fresh, fresh.criteria_set)[1] is None  # tried, not kept
    next(one for one in at.text_input if one.key == "data_by").set_value("Lan").run()
    next(one for one in at.button if one.label == "Lưu bảng đơn giá").click().run()
    assert not at.exception
    kept, version = costs_in_use(fresh, fresh.criteria_set)
    assert (kept.hamlet, version.imported_by) == (200.0, "Lan")
    again = app("pathway", period="2022")
    assert next(one for one in again.number_input if one.label == "Thêm một xóm đạt chuẩn").value == 200.0
    assert any("Lan" in one.value for one in again.caption)
