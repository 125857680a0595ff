"""A boundary set is kept whole, once, and nothing is overwritten."""

import geopandas as gpd
import pytest
import shapely

from ntm_geo.errors import StoreError
from ntm_geo.store import boundary_sets
from ntm_geo.store.boundary_sets import keep_boundary_set, list_boundary_sets
from ntm_geo.tables.provenance import Provenance


def _units(count=2):
    return gpd.GeoDataFrame(
        {
            "code": [f"0000{i}" for i in range(count)],
            "name": [f"Đơn vị {i}" for i in range(count)],
            "kind": "commune",
            "parent_code": None,
            "parent_name": None,
        },
        geometry=[shapely.box(i, 0, i + 1, 1) for i in range(count)],
        crs="EPSG:4326",
    )


def _keep(data_dir, *, sha="a" * 64, units=None, vintage="2025"):
    source = Provenance(source="ranh giới.shp", sha256=sha)
    return keep_boundary_set(
        _units() if units is None else units,
        source,
        data_dir=data_dir,
        province="toy",
        vintage=vintage,
    )


def test_what_is_kept_comes_back(tmp_path):
    kept, new = _keep(tmp_path)
    assert new
    assert (kept.units, kept.provenance.source) == (2, "ranh giới.shp")
    assert kept.provenance.imported_at
    back = kept.read()
    assert list(back["name"]) == ["Đơn vị 0", "Đơn vị 1"]
    assert list(back["code"]) == ["00000", "00001"]
    assert back.crs.to_epsg() == 4326


def test_the_same_file_twice_is_kept_once(tmp_path):
    first, _new = _keep(tmp_path)
    second, new = _keep(tmp_path, units=_units(5))
    assert not new
    assert second == first


def test_newest_stands_first_and_vintages_are_apart(tmp_path, monkeypatch):
    for hour, sha in enumerate("ab"):
        moment = f"2026-01-01T0{hour}:00:00+00:00"
        monkeypatch.setattr(boundary_sets, "_now", lambda moment=moment: moment)
        _keep(tmp_path, sha=sha * 64)
    _keep(tmp_path, vintage="2020")
    listed = list_boundary_sets(data_dir=tmp_path, province="toy", vintage="2025")
    assert [one.key[0] for one in listed] == ["b", "a"]


def test_nothing_kept_is_an_empty_list(tmp_path):
    assert list_boundary_sets(data_dir=tmp_path, province="toy", vintage="2020") == ()


def test_a_failed_write_leaves_nothing_behind(tmp_path):
    with pytest.raises(AttributeError):
        _keep(tmp_path, units=_units()["code"])
    assert list_boundary_sets(data_dir=tmp_path, province="toy", vintage="2025") == ()
    assert list((tmp_path / "boundaries" / "toy" / "2025").iterdir()) == []


def test_a_folder_that_cannot_be_made_is_explained(tmp_path):
    (tmp_path / "boundaries").write_text("a file in the way", encoding="utf-8")
    with pytest.raises(StoreError, match="NTM_DATA_DIR"):
        _keep(tmp_path)


def test_a_broken_set_says_which_file_to_bring_in_again(tmp_path):
    kept, _new = _keep(tmp_path)
    (kept.folder / "units.gpkg").write_bytes(b"broken")
    with pytest.raises(StoreError, match=r"ranh giới\.shp"):
        kept.read()
