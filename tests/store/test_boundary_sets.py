"""Boundary sets are kept whole; the one in use stands first, all stay choosable."""

from ntm_geo.store.boundary_sets import keep_boundary_set, list_boundary_sets
from ntm_geo.store.datasets import make_current
from ntm_geo.tables.provenance import Provenance


def _keep(store, units, *, source="ranh giới.shp", vintage="2025"):
    return keep_boundary_set(store, units, Provenance(source=source, sha256="a" * 64), vintage=vintage, by="Lan")


def test_what_is_kept_comes_back(store, boundaries):
    kept, new = _keep(store, boundaries(2))
    assert new
    assert (kept.units, kept.provenance.source) == (2, "ranh giới.shp")
    assert kept.provenance.imported_at
    back = kept.read()
    assert list(back["name"]) == ["Đơn vị 0", "Đơn vị 1"]
    assert back.crs.to_epsg() == 4326


def test_the_same_outlines_twice_are_kept_once(store, boundaries):
    first, _ = _keep(store, boundaries(2))
    second, new = _keep(store, boundaries(2), source="copy.gpkg")
    assert not new
    assert second.key == first.key
    assert len(list_boundary_sets(store, vintage="2025")) == 1


def test_the_set_in_use_stands_first_and_vintages_are_apart(store, boundaries):
    old, _ = _keep(store, boundaries(2), source="old.shp")
    _keep(store, boundaries(3), source="new.shp")
    _keep(store, boundaries(4), source="other.shp", vintage="2020")
    assert [one.provenance.source for one in list_boundary_sets(store, vintage="2025")] == ["new.shp", "old.shp"]
    make_current(store, old.version, by="Lan")
    assert [one.provenance.source for one in list_boundary_sets(store, vintage="2025")] == ["old.shp", "new.shp"]
    assert [one.units for one in list_boundary_sets(store, vintage="2020")] == [4]


def test_a_set_that_came_back_stands_once(store, boundaries):
    _keep(store, boundaries(2), source="old.shp")
    _keep(store, boundaries(3), source="new.shp")
    _keep(store, boundaries(2), source="again.shp")
    assert [one.provenance.source for one in list_boundary_sets(store, vintage="2025")] == ["again.shp", "new.shp"]
