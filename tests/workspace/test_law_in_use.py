"""The law in use: what an office entered stands before what is shipped, at once and for everything that asks."""

from datetime import date

import pytest

from ntm_geo.criteria.in_force import in_charge
from ntm_geo.records.law_editions import keep_edition, law_table
from ntm_geo.settings import Settings
from ntm_geo.store.datasets import add_version
from ntm_geo.store.versions import NewVersion
from ntm_geo.tables.provenance import Provenance
from ntm_geo.workspace.law_in_use import edition_lines, law_slot
from ntm_geo.workspace.workspace import open_workspace
from tests.made_up_law import KEY, made_up_lines


@pytest.fixture
def space(empty_folder):
    return open_workspace(Settings(data_dir=empty_folder))


def test_without_an_edition_the_shipped_law_holds(space):
    assert space.law is not None
    assert space.criteria_sets == space.shipped_law.sets
    assert edition_lines(space.store, KEY) is None
    assert not space.criteria_sets[KEY].has_indicators


def test_an_edition_holds_as_soon_as_it_is_kept(space):
    lines = made_up_lines(space.shipped_law.sets[KEY])
    lines.loc[lines["code"].eq("1"), "in_charge"] = "Sở Xây dựng"
    keep_edition(space, KEY, lines, by="An", expected=None)
    law = space.set_on(date(2027, 6, 30))
    assert sum(len(criterion.indicators) for criterion in law.criteria) == 47
    assert law.indicator("3.1").values[0].by_group == (("1", 80.0), ("2", 65.0), ("3", 48.0))
    assert [item.key for item in in_charge(space.departments, "1.1", on=date(2027, 6, 30), criteria_set=KEY)] == [
        "construction"
    ]
    other = open_workspace(space.settings)
    assert other.criteria_sets[KEY] == law


def test_an_edition_that_no_longer_fits_is_passed_over_and_told(space):
    lines = law_table(space, KEY).lines
    broken = lines[lines["code"].ne("10")]
    source = Provenance(source="cũ")
    add_version(space.store, NewVersion(slot=law_slot(KEY), table=broken, provenance=source, by="An"))
    assert space.criteria_sets[KEY] == space.shipped_law.sets[KEY]
    assert [finding.kind for finding in space.law.findings] == ["criterion-missing"]
