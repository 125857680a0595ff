"""Versions are added and never changed; which one is used is a pointer."""

import pandas as pd
import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from ntm_geo.errors import StoreError, TableError, VersionConflictError
from ntm_geo.store.database import open_store
from ntm_geo.store.datasets import (
    add_together,
    add_version,
    current_version,
    get_version,
    list_versions,
    make_current,
    read_version,
    revision,
)
from ntm_geo.store.kinds import MODELS
from ntm_geo.store.schema import ROWS
from ntm_geo.store.versions import Slot, content_key
from ntm_geo.tables.base import validate

SLOT = Slot(kind="results", vintage="2020", period=2022)


def test_what_is_kept_comes_back_as_it_was(store, new, results):
    table = results("10?")
    version, is_new = add_version(store, new(table))
    assert is_new
    assert version.current
    assert (version.rows, version.provenance.source, version.imported_by) == (3, "tiêu chí.xlsx", "Nông Thị Lan")
    assert version.provenance.imported_at
    pd.testing.assert_frame_equal(read_version(store, version), validate(table, MODELS["results"]))


def test_every_kind_of_table_comes_back_as_it_was(store, new, shipped):
    from ntm_geo.records.shipped import load_illustrative

    data = load_illustrative(shipped.criteria_dir, shipped.province.key)
    tables = {
        "results": data.results,
        "scores": data.scores,
        "hamlets": data.hamlets,
        "recognitions": data.recognitions,
    }
    for kind, table in tables.items():
        version, _ = add_version(store, new(table, kind, period=0))
        back = read_version(store, version)
        assert content_key(kind, back) == content_key(kind, validate(table, MODELS[kind])) == version.key
        assert dict(back.dtypes) == dict(validate(table, MODELS[kind]).dtypes)
        assert len(back) == len(table)


def test_boundaries_come_back_to_the_last_digit(store, new, boundaries):
    drawn = boundaries(3, size=1 / 3)
    version, _ = add_version(store, new(drawn, "boundaries", period=0))
    back = read_version(store, version)
    assert back.crs.to_epsg() == 4326
    assert list(back["name"]) == list(drawn["name"])
    assert back.geometry.geom_equals_exact(drawn.geometry, tolerance=0).all()
    assert back["parent_code"].isna().all()


def test_a_table_without_rows_is_kept(store, new, results):
    version, _ = add_version(store, new(results("")))
    assert version.rows == 0
    assert read_version(store, version).empty


def test_the_same_content_twice_is_kept_once_whatever_the_order_of_rows(store, new, results):
    first, _ = add_version(store, new(results("10?")))
    second, is_new = add_version(store, new(results("10?").iloc[::-1], source="copy.xlsx"))
    assert not is_new
    assert second == first
    assert len(list_versions(store)) == 1


def test_newer_content_becomes_current_and_the_older_stays(store, new, results):
    first, _ = add_version(store, new(results("10?")))
    second, _ = add_version(store, new(results("110")))
    assert [one.id for one in list_versions(store)] == [second.id, first.id]
    assert [one.current for one in list_versions(store)] == [True, False]
    assert second.parent_id == first.id
    assert read_version(store, get_version(store, first.id))["met"].isna().sum() == 1


def test_an_older_version_is_used_again_and_nothing_is_lost(store, new, results):
    first, _ = add_version(store, new(results("10?")))
    second, _ = add_version(store, new(results("110")))
    assert make_current(store, first, by="Lan").current
    assert current_version(store, SLOT) == get_version(store, first.id)
    assert {one.id for one in list_versions(store)} == {first.id, second.id}
    third, is_new = add_version(store, new(results("110")))
    assert is_new, "content that is not current any more may come in again"
    assert third.parent_id == first.id


def test_slots_do_not_touch_each_other(store, new, results):
    add_version(store, new(results("10?")))
    add_version(store, new(results("1", period=2021), period=2021))
    add_version(store, new(results("0"), vintage="2025"))
    assert {one.slot for one in list_versions(store) if one.current} == {
        SLOT,
        Slot(kind="results", vintage="2020", period=2021),
        Slot(kind="results", vintage="2025", period=2022),
    }
    assert len(list_versions(store, vintage="2020")) == 2
    assert len(list_versions(store, kind="results", period=2021)) == 1
    assert current_version(store, Slot(kind="hamlets", vintage="2020")) is None


def test_a_version_compared_with_another_than_the_current_is_refused(store, new, results):
    first, _ = add_version(store, new(results("10?")), expected=None)
    second, _ = add_version(store, new(results("110")), expected=first.id)
    with pytest.raises(VersionConflictError, match="results 2020 2022"):
        add_version(store, new(results("111")), expected=first.id)
    with pytest.raises(VersionConflictError):
        add_version(store, new(results("111")), expected=None)
    with pytest.raises(VersionConflictError):
        make_current(store, first, by="Lan", expected=first.id)
    assert current_version(store, SLOT).id == second.id
    assert len(list_versions(store)) == 2


def test_a_table_that_breaks_its_model_is_not_kept(store, new, results):
    with pytest.raises(TableError):
        add_version(store, new(results("1").assign(code="1267")))
    assert list_versions(store) == ()


def test_the_revision_grows_with_everything_that_is_written(store, new, results):
    numbers = [revision(store)]
    first, _ = add_version(store, new(results("10?")))
    numbers.append(revision(store))
    add_version(store, new(results("110")))
    numbers.append(revision(store))
    make_current(store, first, by="Lan")
    numbers.append(revision(store))
    make_current(store, first, by="Lan")
    assert numbers[0] == 0
    assert sorted(set(numbers)) == numbers
    assert revision(store) == numbers[-1], "nothing was written"


def test_a_version_that_lost_rows_says_so(store, new, results):
    version, _ = add_version(store, new(results("10?")))
    with store.writing() as connection:
        rows = ROWS["results"]
        connection.execute(rows.delete().where(rows.c.code == "01000"))
    with pytest.raises(StoreError, match="2 of 3 rows"):
        read_version(store, version)


def test_rows_cannot_be_without_their_dataset(store):
    with pytest.raises(StoreError) as caught, store.writing() as connection:
        connection.execute(insert(ROWS["results"]).values(dataset_id=99, code="01267", criterion="1", period=2022))
    assert isinstance(caught.value.__cause__, IntegrityError)


def test_there_is_no_version_of_that_number(store):
    with pytest.raises(StoreError, match="no version 7"):
        get_version(store, 7)


def test_another_province_in_the_same_database_is_not_seen(store, new, results, settings):
    from dataclasses import replace

    add_version(store, new(results("10?")))
    other = open_store(replace(settings, province="other"))
    assert list_versions(other) == ()
    assert revision(other) == 0  # what one province does invalidates nothing of another
    other.close()


def _plan(pairs_key="0123456789ab", edition=1):
    row = {
        "edition": edition, "name": "Phân công", "state": "draft", "first_year": 2023, "last_year": 2025,
        "decision": None, "decided_on": pd.NaT, "signer": None, "place": None, "reason": None,
        "changed_on": pd.Timestamp("2023-01-10"), "changed_by": "An", "pairs": pairs_key, "question": "{}",
    }  # fmt: skip
    return pd.DataFrame([row])


def _pairs(code="01291"):
    row = {
        "agency": "so-y-te", "code": code, "assigned": True, "agency_name": "Sở Y tế", "kind": "department",
        "name": "Xã A", "district": None, "origin": "solver", "why": None, "lock": None, "lock_by": None,
        "lock_why": None, "value": 0.25, "pieces": "{}", "km": None, "note": None,
    }  # fmt: skip
    return pd.DataFrame([row])


def test_tables_of_an_assignment_come_back_as_they_were(store, new):
    support = {
        "number": 1, "agency": "a", "code": "01291", "year": 2023, "content": "x", "criterion": None, "money": 1.5,
        "days": None, "due_on": pd.Timestamp("2023-06-30"), "done_on": pd.NaT, "done": None, "money_done": None,
        "days_done": None,
    }  # fmt: skip
    tables = {
        "plans": _plan(),
        "assignments": _pairs(),
        "partners": pd.DataFrame([{"agency": "a", "code": "01291", "year": 2022, "decision": None}]),
        "distances": pd.DataFrame([{"agency": "a", "code": "01291", "km": 12.5}]),
        "support": pd.DataFrame([support]),
    }
    for kind, table in tables.items():
        version, _ = add_version(store, new(table, kind, period=0))
        back = read_version(store, version)
        assert content_key(kind, back) == version.key
        assert dict(back.dtypes) == dict(validate(table, MODELS[kind]).dtypes)


def test_tables_that_belong_together_are_kept_together_or_not_at_all(store, new):
    plan, pairs = new(_plan(), "plans", period=1), new(_pairs(), "assignments", period=1)
    first, second = add_together(store, [(plan, None), (pairs, None)])
    assert (first.slot.kind, second.slot.kind) == ("plans", "assignments")
    changed = new(_pairs("01294"), "assignments", period=1)
    with pytest.raises(VersionConflictError):
        add_together(store, [(changed, second.id), (new(_plan(edition=2), "plans", period=1), None)])
    broken = new(_pairs("x"), "assignments", period=1)
    with pytest.raises(TableError):
        add_together(store, [(new(_plan(edition=2), "plans", period=1), first.id), (broken, second.id)])
    assert [one.id for one in list_versions(store)] == [second.id, first.id]
    assert current_version(store, pairs.slot).id == second.id
