"""A file of locks is read whole or not at all; every fault names its line."""

import pytest

from ntm_geo.assignment.lock_file import read_locks
from ntm_geo.errors import InputFileError, TableError


@pytest.fixture(scope="module")
def pieces(assign_case):
    return assign_case().pieces


@pytest.fixture
def written(tmp_path):
    def write(text, encoding="utf-8"):
        path = tmp_path / "khoa.csv"
        path.write_bytes(text.encode(encoding))
        return path

    return write


def _code(pieces, place=0):
    return pieces.communes["code"].iloc[place]


@pytest.mark.parametrize("separator", [";", ","])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_keys_and_names_are_both_understood(pieces, written, separator, encoding):
    name = pieces.communes["name"].iloc[1]
    lines = [
        ["Cơ quan", "Mã xã", "Ấn định", "Lý do"],
        ["health", _code(pieces), "in", "đã hứa"],
        ["Sở Tư pháp", name, "OUT", ""],
        ["", "", "", ""],
    ]
    text = "\r\n".join(separator.join(one) for one in lines)
    first, second = read_locks(written(text, encoding), pieces, by="An")
    assert (first.agency, first.code, first.inside, first.why, first.by) == (
        "health", _code(pieces), True, "đã hứa", "An",
    )  # fmt: skip
    assert (second.agency, second.code, second.inside) == ("justice", _code(pieces, 1), False)


def test_every_line_that_cannot_be_used_is_named(pieces, written):
    code = _code(pieces)
    text = "\n".join(
        [
            "agency;code;lock;why", "nobody;" + code + ";in;", "health;99999;in;", f"health;{code};in;",
            f"health;{code};in;", f"health;{code};out;", f"trade;{code};maybe;",
        ]
    )  # fmt: skip
    with pytest.raises(TableError) as caught:
        read_locks(written(text), pieces)
    said = str(caught.value)
    assert caught.value.where == "khoa.csv"
    for part in ("5 locks", "dòng 2", "dòng 3", "dòng 5", "ngược lại ở dòng 4", "dòng 7", "nobody", "99999", "maybe"):
        assert part in said


@pytest.mark.parametrize("text", ["", "tên;xã\na;b", "agency;code\nhealth;01291"])
def test_other_columns_are_refused(pieces, written, text):
    with pytest.raises(InputFileError, match="no column"):
        read_locks(written(text), pieces)


def test_a_file_that_cannot_be_read_is_told(pieces, written, tmp_path):
    with pytest.raises(InputFileError, match="cannot be read"):
        read_locks(tmp_path / "none.csv", pieces)
    path = tmp_path / "sheet.csv"
    path.write_bytes(b"PK\x03\x04\xff\xfe\x00")
    with pytest.raises(InputFileError, match="cannot be read"):
        read_locks(path, pieces)


def test_a_short_line_is_filled_up(pieces, written):
    [lock] = read_locks(written(f"agency;code;lock;why;by\nhealth;{_code(pieces)};in"), pieces)
    assert (lock.why, lock.by) == ("", "")
