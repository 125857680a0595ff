"""Versions are listed, compared and restored; how complete a year is can be seen."""

import pandas as pd
import pytest

from ntm_geo.errors import StoreError
from ntm_geo.records.dataset_versions import (
    completeness,
    copy_all,
    describe_version,
    difference,
    history,
    named_changes,
    restore,
)
from ntm_geo.records.figures import load_figures
from ntm_geo.settings import Settings
from ntm_geo.store.datasets import add_version
from ntm_geo.store.versions import NewVersion, Slot
from ntm_geo.tables.provenance import Provenance
from ntm_geo.workspace.workspace import open_workspace


@pytest.fixture
def space(empty_folder):
    return open_workspace(Settings(data_dir=empty_folder))


def _keep(space, met, kind="results"):
    code = load_figures(space).results["code"].iloc[0]
    table = pd.DataFrame(
        {"code": [code], "criterion": ["1"], "period": [2022], "met": pd.array([met], dtype="boolean")}
    )
    if kind == "scores":
        table = pd.DataFrame({"code": [code], "indicator": ["1.1"], "period": [2022], "value": [1.0]})
    slot = Slot(kind=kind, vintage="2020", period=2022)
    new = NewVersion(slot=slot, table=table, provenance=Provenance(source=f"{met}.xlsx"), by="A")
    return add_version(space.store, new)[0]


def test_versions_are_compared_by_name_and_restored(space):
    first, second = _keep(space, met=False), _keep(space, met=True)
    changes = difference(space, first.id, second.id)
    named = named_changes(space, changes, vintage="2020")
    assert named[["change", "column", "before", "after"]].to_numpy().tolist() == [["changed", "met", False, True]]
    assert named["unit"].iloc[0].startswith("Xã ")
    assert [one.current for one in history(space)] == [True, False]
    restore(space, first.id, by="B")
    assert [describe_version(one)["current"] for one in history(space, kind="results")] == [False, True]


def test_versions_of_two_kinds_cannot_be_compared(space):
    first, other = _keep(space, met=False), _keep(space, met=True, kind="scores")
    with pytest.raises(StoreError, match="different kinds"):
        difference(space, first.id, other.id)
    with pytest.raises(StoreError, match="999"):
        restore(space, 999, by="B")


def test_a_copy_holds_everything(space, tmp_path):
    _keep(space, met=True)
    target = copy_all(space, tmp_path / "copy.sqlite")
    other = open_workspace(Settings(data_dir=tmp_path / "other", database_url=f"sqlite:///{target}"))
    assert len(history(other)) == 1


def test_completeness_counts_cells_communes_and_districts(space):
    whole = completeness(space, load_figures(space), kind="results", period=2022, vintage="2020")
    assert (whole.share, whole.communes, whole.without) == (1.0, 139, ())
    assert set(whole.by_district["share"]) == {1.0}
    assert len(whole.by_district) == 10
    _keep(space, met=True)
    part = completeness(space, load_figures(space), kind="results", period=2022, vintage="2020")
    assert part.share == pytest.approx(1 / (139 * 19))
    assert len(part.without) == 138
    assert part.by_column.set_index("column")["filled"].to_dict() | {"1": 1} == {
        **dict.fromkeys(part.by_column["column"], 0),
        "1": 1,
    }
    assert part.by_district["filled"].sum() == 1
    values = completeness(space, load_figures(space), kind="scores", period=2022, vintage="2020")
    assert len(values.by_column) == 57 - 3 + 10  # three indicators are told by their ten parts
    assert values.share == 0
