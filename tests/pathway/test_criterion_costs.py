"""The planner's costs: kept with who and when, used by everybody, taken along and read again."""

from dataclasses import replace

import pandas as pd
import pytest

from ntm_geo.errors import TableError, VersionConflictError
from ntm_geo.pathway.criterion_costs import (
    costs_book,
    costs_in_use,
    costs_sentence,
    last_number,
    read_costs,
    save_costs,
    table_of,
    with_costs,
)
from ntm_geo.records.dataset_versions import history


def _dearer(efforts):
    return replace(efforts, costs=efforts.costs | {"2": (9000.0, 1.0)}, hamlet=333.0)


def test_shipped_costs_hold_until_the_planner_keeps_his_own(fresh):
    law = fresh.criteria_sets["commune-2021"]
    shipped, version = costs_in_use(fresh, law)
    assert (version, shipped.illustrative, last_number(fresh)) == (None, True, None)
    save_costs(fresh, _dearer(shipped), law, by="Lan", expected=None)
    own, version = costs_in_use(fresh, law)
    assert (own.costs["2"], own.hamlet, own.illustrative) == ((9000.0, 1.0), 333.0, False)
    assert own.before == shipped.before
    assert version.imported_by == "Lan"
    assert "Lan" in costs_sentence(version)
    assert costs_sentence(None) != costs_sentence(version)


def test_every_change_is_a_version_and_nobody_overwrites_another(fresh):
    law = fresh.criteria_sets["commune-2021"]
    shipped, _none = costs_in_use(fresh, law)
    first, _new = save_costs(fresh, _dearer(shipped), law, by="Lan", expected=None)
    with pytest.raises(VersionConflictError):
        save_costs(fresh, shipped, law, by="Binh", expected=None)
    _same, new = save_costs(fresh, _dearer(shipped), law, by="Binh", expected=first.id)
    assert not new
    save_costs(fresh, replace(shipped, model=1.0), law, by="Binh", expected=first.id)
    assert [one.imported_by for one in history(fresh, kind="costs")] == ["Binh", "Lan"]


def test_costs_of_another_set_stay(fresh):
    law = fresh.criteria_sets["commune-2021"]
    shipped, _none = costs_in_use(fresh, law)
    first, _new = save_costs(fresh, _dearer(shipped), law, by="Lan", expected=None)
    other = replace(law, key="commune-9999")
    save_costs(fresh, replace(shipped, hamlet=1.0), other, by="Lan", expected=first.id)
    assert costs_in_use(fresh, law)[0].hamlet == 333.0


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_what_is_taken_along_is_read_again(fresh, tmp_path, form):
    law = fresh.criteria_sets["commune-2021"]
    shipped, _none = costs_in_use(fresh, law)
    own = replace(_dearer(shipped), illustrative=False)
    path = tmp_path / f"chi-phi.{form}"
    if form == "xlsx":
        path.write_bytes(costs_book(own, law))
    else:
        table_of(own).to_csv(path, index=False)
    assert read_costs(path, shipped, law) == own


@pytest.mark.parametrize(
    "change",
    [
        lambda table: table[table["item"] != "7"],
        lambda table: pd.concat([table, table.iloc[:1]]),
        lambda table: table.assign(item=table["item"].replace("7", "77")),
        lambda table: table.assign(fixed=table["fixed"].mask(table["item"].eq("3"), -1.0)),
        lambda table: table.assign(fixed=table["fixed"].astype(object).mask(table["item"].eq("3"), "much")),
    ],
)
def test_a_table_that_is_not_whole_is_refused(fresh, change):
    law = fresh.criteria_sets["commune-2021"]
    shipped, _none = costs_in_use(fresh, law)
    with pytest.raises(TableError) as caught:
        with_costs(shipped, change(table_of(shipped)), law)
    assert caught.value.where
