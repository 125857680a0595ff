"""A saved ranking is made again and compared to the digit; what was changed in it is found."""

import json
from datetime import date

import pytest

from ntm_geo.errors import TableError
from ntm_geo.priorities import scenarios
from ntm_geo.priorities.bundles import made_with, result_of
from ntm_geo.priorities.factor_values import factor_values
from ntm_geo.priorities.prioritize import answer, ready_question
from ntm_geo.store.datasets import add_version, current_version, read_version
from ntm_geo.store.versions import NewVersion
from ntm_geo.tables.provenance import Provenance
from ntm_geo.themes import map_layers


@pytest.fixture
def saved(fresh, shipped, standing):
    drawn = map_layers.layer(shipped, vintage="2020", boundary_set="schematic")
    values = factor_values(shipped, [standing(year) for year in (2022, 2021, 2020)], drawn)
    found = answer(standing(2022), values, ready_question("border", 8))
    scenarios.save_scenario(
        fresh, "Biên giới", found, standing=standing(2022), values=values, data_number=3, by="Lan", decided=True,
        today=date(2023, 1, 5),
    )  # fmt: skip
    return fresh, found


def _spoil(workspace, change):
    version = current_version(workspace.store, scenarios.SLOT)
    table = read_version(workspace.store, version)
    payload = json.loads(table["payload"].iloc[0])
    change(payload)
    table["payload"] = [json.dumps(payload, ensure_ascii=False)]
    new = NewVersion(slot=scenarios.SLOT, table=table, provenance=Provenance(source="x"), by="")
    add_version(workspace.store, new, expected=version.id)
    return scenarios.named(workspace)[0]


def test_what_was_saved_comes_out_the_same(saved):
    workspace, found = saved
    (kept,) = scenarios.named(workspace, "Biên giới")
    assert kept.verify() == ()
    assert kept.result == result_of(found)
    assert kept.made_with == made_with()
    assert "122" in kept.same()


def test_a_figure_changed_behind_our_back_is_found_and_named(saved):
    workspace, found = saved
    code = found.choice["code"].iloc[60]
    changed = _spoil(workspace, lambda payload: payload["result"][code].__setitem__(2, "selected"))
    assert changed.verify() == (f"1 xã có kết quả khác: {found.names[code]}.",)
    moved = _spoil(workspace, lambda payload: payload["values"][code].update(missing=0.0, border=1.0))
    assert "xã có kết quả khác" in moved.verify()[0]


def test_another_version_is_told_where_something_differs(saved):
    workspace, found = saved
    code = found.choice["code"].iloc[0]

    def older(payload):
        payload["made_with"]["program"] = "0.0.1"
        payload["result"][code][1] += 1

    assert "program" in _spoil(workspace, older).verify()[1]


def test_what_was_saved_without_a_result_says_so(saved):
    workspace, _found = saved
    assert len(_spoil(workspace, lambda payload: payload.pop("result")).verify()) == 1


def test_a_name_nobody_saved_names_those_saved(saved):
    workspace, _found = saved
    with pytest.raises(TableError) as caught:
        scenarios.named(workspace, "Về đích")
    assert "Biên giới" in str(caught.value.fix.values)
