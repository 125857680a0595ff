"""Where a file cannot be written: told apart from a file that is not there; what it costs is in `test_trouble`."""

import sqlite3

import pytest

from ntm_geo.store import sqlite_files


def test_a_file_is_made_where_there_is_none_and_can_be_written(tmp_path):
    connection, reads_only = sqlite_files.connect(tmp_path / "new.sqlite")
    connection.execute("CREATE TABLE t (x)")
    assert not reads_only
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()
    assert not sqlite_files.cannot_write(tmp_path)


def test_a_folder_that_is_not_there_is_no_disk_that_takes_nothing(tmp_path):
    with pytest.raises(sqlite3.OperationalError, match="unable to open"):
        sqlite_files.connect(tmp_path / "nowhere" / "new.sqlite")
