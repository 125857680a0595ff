"""The newest report up to the year looked at counts."""

import pandas as pd

from ntm_geo.boundaries.units import read_units
from ntm_geo.records.commune_attributes import known_attributes
from ntm_geo.store.datasets import add_version
from ntm_geo.store.versions import NewVersion, Slot
from ntm_geo.tables.attribute_table import CommuneAttributes
from ntm_geo.tables.base import validate
from ntm_geo.tables.provenance import Provenance


def _keep(workspace, period, zone, *, code="01267", vintage="2020"):
    table = pd.DataFrame(
        {
            "code": [code], "period": period, "population": 900, "households": 200, "poverty_rate": 20.0,
            "zone": zone, "border": True, "has_craft_village": None,
        }
    )  # fmt: skip
    slot = Slot(kind="attributes", vintage=vintage, period=period)
    new = NewVersion(slot=slot, table=table, provenance=Provenance(source="made up"), by="test")
    add_version(workspace.store, new, expected=None)


def test_later_reports_do_not_count_for_earlier_years(fresh):
    assert known_attributes(fresh, vintage="2020", period=2022).empty
    for period, zone in ((2021, "III"), (2022, "II"), (2024, "I")):
        _keep(fresh, period, zone)
    for year, zone in ((2021, "III"), (2022, "II"), (2023, "II"), (2024, "I")):
        assert known_attributes(fresh, vintage="2020", period=year).loc["01267", "zone"] == zone
    assert known_attributes(fresh, vintage="2020", period=2020).empty
    assert known_attributes(fresh, vintage="2025", period=2024).empty


def test_zones_laid_down_for_the_new_period_hold_from_it(fresh):
    assert known_attributes(fresh, vintage="2025", period=2025).empty
    table = known_attributes(fresh, vintage="2025", period=2026)
    assert table["zone"].value_counts().to_dict() == {"III": 53, "II": 2, "I": 1}
    communes = read_units(fresh.province, "2025").set_index("code")["kind"].eq("commune")
    assert set(table.index[table["zone"].eq("III")]) == set(communes.index[communes])
    assert table["border"].isna().all()
    assert len(validate(table.reset_index(names="code"), CommuneAttributes)) == 56
    assert table["poverty_rate"].dtype == "float64"


def test_what_was_reported_since_stands_before_the_zone_laid_down(fresh):
    _keep(fresh, 2024, "I", code="01321", vintage="2025")
    assert known_attributes(fresh, vintage="2025", period=2026).loc["01321", ["zone", "population"]].tolist() == [
        "III", 900,
    ]  # fmt: skip
    _keep(fresh, 2027, "II", code="01321", vintage="2025")
    assert known_attributes(fresh, vintage="2025", period=2027).loc["01321", "zone"] == "II"
