"""A file is there as a whole or not at all, also where several write the same at once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from ntm_geo.atomic import write_whole


def test_a_file_is_there_as_a_whole_or_not_at_all(tmp_path, monkeypatch):
    path = tmp_path / "sâu" / "bao-cao.docx"
    write_whole(path, b"cu")
    write_whole(path, b"moi")
    assert path.read_bytes() == b"moi"

    def broken(*_):
        raise OSError

    monkeypatch.setattr("pathlib.Path.replace", broken)
    with pytest.raises(OSError):  # noqa: PT011 - whatever the disk says
        write_whole(path, b"nua")
    assert path.read_bytes() == b"moi"
    assert [one.name for one in path.parent.iterdir()] == ["bao-cao.docx"]


def test_many_may_write_the_same_file_at_once(tmp_path):
    """With a draft of a fixed name the second of two would find its own gone: as two processes drawing one layer did."""
    path, together = tmp_path / "lop.json", Barrier(8)

    def write(number):
        together.wait()
        for _turn in range(50):
            write_whole(path, b"%d" % number * 10_000)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(8)))
    content = path.read_bytes()
    assert len(content) == 10_000
    assert len(set(content)) == 1
    assert [one.name for one in tmp_path.iterdir()] == ["lop.json"]
