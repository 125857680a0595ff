"""A file is kept once and given back as it was."""

import pytest

from ntm_geo.errors import StoreError
from ntm_geo.settings import Settings
from ntm_geo.store.backup import backup
from ntm_geo.store.database import open_store
from ntm_geo.store.files import keep_file, read_file


def test_the_same_content_is_kept_once_and_comes_back(store):
    first, second = keep_file(store, b"a photograph", by="A"), keep_file(store, b"a photograph", by="B")
    assert first == second
    assert read_file(store, first) == b"a photograph"


def test_what_is_not_kept_is_said(store):
    with pytest.raises(StoreError):
        read_file(store, "0" * 64)


def test_a_backup_holds_the_files(store, tmp_path):
    key = keep_file(store, b"a photograph", by="A")
    copy = backup(store, tmp_path / "copy.sqlite")
    other = open_store(Settings(province=store.province, database_url=f"sqlite:///{copy}"))
    assert read_file(other, key) == b"a photograph"
    other.close()
