"""Costs on the page: used at once, kept on a click with who, and then everybody's."""

from ntm_geo.pathway import planning
from ntm_geo.pathway.criterion_costs import costs_in_use
from tests.widgets import keyed


def test_costs_are_kept_with_who_wrote_them_and_used_from_then_on(app, fresh, monkeypatch):
    searched, search = [], planning.search
    monkeypatch.setattr(planning, "search", lambda *args, **options: searched.append(args) or search(*args, **options))
    at = app("pathway", period="2022")
    box = keyed(at.number_input, "cost_hamlet_")
    box.set_value(190.0).run()
    before = len(searched)
    assert costs_in_use(fresh, fresh.criteria_sets["commune-2021"])[1] is None  # tried, not kept
    at.text_input(key="data_by").set_value("Lan").run()
    at.button(key="costs_save").click().run()
    assert not at.exception
    kept, version = costs_in_use(fresh, fresh.criteria_sets["commune-2021"])
    assert (kept.hamlet, version.imported_by) == (190.0, "Lan")
    again = app("pathway", period="2022")
    assert keyed(again.number_input, "cost_hamlet_").value == 190.0
    assert any("Lan" in one.value for one in again.caption)
    assert len(searched) == before, "the same question was searched again once its costs were kept"
