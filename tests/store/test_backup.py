"""A backup is one file that the program opens by itself, whatever database it was made from."""

import pytest

from ntm_geo.errors import StoreError
from ntm_geo.settings import Settings
from ntm_geo.store.backup import backup
from ntm_geo.store.column_choices import remember_columns, remembered_columns
from ntm_geo.store.database import open_store
from ntm_geo.store.datasets import add_version, list_versions, read_version
from ntm_geo.store.name_fixes import remember, remembered


def test_everything_is_in_the_backup(store, new, results, boundaries, tmp_path):
    add_version(store, new(results("10?")))
    add_version(store, new(results("110")))
    drawn, _ = add_version(store, new(boundaries(3), "boundaries", period=0))
    remember(store, "2020", {"a": "01001"}, by="Lan")
    remember_columns(store, "", "hamlets", {"la hoac": "name"}, by="Lan")
    made = backup(store, tmp_path / "kept" / "sao lưu.sqlite")
    assert [one.name for one in made.parent.iterdir()] == ["sao lưu.sqlite"], "one file, no draft left"
    copy = open_store(Settings(data_dir=tmp_path, province="toy", database_url=f"sqlite:///{made.as_posix()}"))
    assert list_versions(copy) == list_versions(store)
    for version in list_versions(store):
        assert read_version(copy, version).equals(read_version(store, version))
    assert read_version(copy, drawn).geometry.geom_equals_exact(boundaries(3).geometry, tolerance=0).all()
    assert remembered(copy, "2020") == {"a": "01001"}
    assert remembered_columns(copy, "", "hamlets") == remembered_columns(store, "", "hamlets") != {}
    third, is_new = add_version(copy, new(results("000")))
    assert is_new
    assert third.id > drawn.id, "the copy counts on"
    copy.close()


def test_a_backup_never_overwrites(store, tmp_path):
    target = tmp_path / "kept.sqlite"
    target.write_text("precious")
    with pytest.raises(StoreError, match="already"):
        backup(store, target)
    assert target.read_text() == "precious"


def test_a_folder_that_cannot_be_made_is_said_in_words(store, tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="cannot be written"):
        backup(store, tmp_path / "file" / "kept.sqlite")
