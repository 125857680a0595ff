"""A writer in a process of its own; it imports no test, so that a child that is to be killed is there at once."""

import pandas as pd

from ntm_geo.store.database import open_store
from ntm_geo.store.datasets import add_version
from ntm_geo.store.kinds import MODELS
from ntm_geo.store.versions import NewVersion, Slot
from ntm_geo.tables.base import validate
from ntm_geo.tables.provenance import Provenance


def _table(value):
    codes = [f"{code:05d}" for code in range(400)]
    return pd.DataFrame({"code": codes, "indicator": "10.1", "period": 2022, "value": value})


validate(_table(0.0), MODELS["scores"])  # the first one of a process loads half a second of backends


def write_on(settings, counter, first):
    """Write versions one after the other, none like another, until killed."""
    store = open_store(settings)
    slot = Slot(kind="scores", vintage="2020", period=2022)
    for number in range(first, first + 10_000):
        table = _table(float(number))
        add_version(store, NewVersion(slot=slot, table=table, provenance=Provenance(source="x"), by="writer"))
        counter.value = number + 1
