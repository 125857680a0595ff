"""The newest report up to the year looked at counts."""

import pandas as pd

from ntm_geo.records.commune_attributes import known_attributes
from ntm_geo.store.datasets import add_version
from ntm_geo.store.versions import NewVersion, Slot
from ntm_geo.tables.provenance import Provenance


def _keep(workspace, period, zone):
    table = pd.DataFrame(
        {
            "code": ["01267"], "period": period, "population": 900, "households": 200, "poverty_rate": 20.0,
            "zone": zone, "border": True, "has_craft_village": None,
        }
    )  # fmt: skip
    slot = Slot(kind="attributes", vintage="2020", period=period)
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
