"""Illustrative registers of a year stand until something real is there."""

from datetime import date

import pandas as pd
import pytest

from ntm_geo.errors import ProvinceError
from ntm_geo.monitoring import work_registers
from ntm_geo.monitoring.entries import add_record
from ntm_geo.partners.support import load_support
from ntm_geo.records.figures import load_figures
from ntm_geo.records.made_up.made_up_work import FILES, load_made_up_work, load_work_recipe, read_work_register
from ntm_geo.store.datasets import add_version
from ntm_geo.store.versions import NewVersion, Slot
from ntm_geo.tables.provenance import Provenance


@pytest.mark.parametrize("kind", list(FILES))
def test_every_register_of_the_newest_units_has_illustrative_rows(shipped, kind):
    register = load_made_up_work(shipped.criteria_dir, shipped.province.key, kind, vintage="2025")
    assert len(register.table) > 10
    assert register.provenance.illustrative
    assert (register.version, register.year) == (None, 2026)
    assert register.to_write.empty
    older = load_made_up_work(shipped.criteria_dir, shipped.province.key, kind, vintage="2020")
    assert older.table.empty
    assert not older.provenance.illustrative


def test_the_first_row_of_the_office_takes_the_place_of_all_illustrative_ones(fresh):
    before = work_registers.load(fresh, "inspections", vintage="2025")
    assert before.provenance.illustrative
    code = before.table["code"].iloc[0]
    row = {"code": code, "on": date(2026, 11, 2), "who": "Đoàn của tỉnh", "findings": "Đúng tiến độ"}
    add_record(fresh, "inspections", row, vintage="2025", by="An")
    after = work_registers.load(fresh, "inspections", vintage="2025")
    assert after.table["who"].tolist() == ["Đoàn của tỉnh"]
    assert not after.provenance.illustrative
    assert work_registers.load(fresh, "steps", vintage="2025").provenance.illustrative, "each register by itself"


def test_beside_reported_results_of_the_year_nothing_illustrative_stands(fresh):
    results = load_figures(fresh).results
    table = results[results["period"].eq(2026)].reset_index(drop=True)
    slot = Slot(kind="results", vintage="2025", period=2026)
    add_version(fresh.store, NewVersion(slot=slot, table=table, provenance=Provenance(source="so-lieu.xlsx"), by="An"))
    for kind in FILES:
        register = read_work_register(fresh, kind, vintage="2025")
        assert register.table.empty
        assert not register.provenance.illustrative
    assert load_support(fresh, vintage="2025").table.empty


def test_a_missing_recipe_is_one_error(tmp_path):
    with pytest.raises(ProvinceError, match="illustrative registers is missing"):
        load_work_recipe(tmp_path)


def test_days_and_flags_are_read_as_such(shipped):
    table = load_made_up_work(shipped.criteria_dir, shipped.province.key, "difficulties", vintage="2025").table
    assert pd.api.types.is_datetime64_any_dtype(table["raised_on"])
    assert table["to_ministry"].sum() == 3
