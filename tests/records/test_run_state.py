"""A run is of one state of the data; another run sees what was done meanwhile."""

from ntm_geo.monitoring import work_registers
from ntm_geo.records.run_state import begin_run, database_ready, last_event, state_of
from ntm_geo.store import data_state


def test_only_the_kind_that_was_written_is_in_another_state(fresh):
    before = state_of(fresh, ["inspections"]), state_of(fresh, ["difficulties"]), last_event(fresh)
    register = work_registers.load(fresh, "inspections", vintage="2020")
    row = {"number": 1, "code": "01291", "on": "2022-05-01", "who": "Sở", "findings": "Đạt"}
    table = register.table.reindex([0]).assign(**row)
    begin_run()
    assert state_of(fresh, ["inspections"]) == before[0]
    work_registers.save(fresh, "inspections", table, vintage="2020", by="An", expected=register.version)
    assert state_of(fresh, ["inspections"]) != before[0]
    assert state_of(fresh, ["difficulties"]) == before[1]
    assert last_event(fresh) > before[2]
    data_state.end_run()


def test_a_database_that_was_just_opened_is_ready(fresh):
    assert database_ready(fresh)
