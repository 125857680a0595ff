"""A file is read once, again when it is another, and nobody can change what the next one gets."""

import os

import pandas as pd
import pytest

from ntm_geo.tables.read_once import read_once


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "units.csv"
    path.write_text("a\n1\n", encoding="utf-8")
    return path


def test_it_is_read_once_as_long_as_it_is_the_same(file):
    read = []

    def ask():
        read.append(1)
        return pd.read_csv(file)

    first = read_once(file, ask)
    first["a"] = 7
    assert read_once(file, ask)["a"].tolist() == [1]
    assert len(read) == 1
    file.write_text("a\n22\n", encoding="utf-8")
    os.utime(file, ns=(1, 1))
    assert read_once(file, ask)["a"].tolist() == [22]
    assert len(read) == 2


def test_what_cannot_be_read_is_not_kept(tmp_path):
    with pytest.raises(ZeroDivisionError):
        read_once(tmp_path / "none.csv", lambda: 1 / 0)
