"""Attributes as bytes or as texts become Unicode together, sound ones untouched."""

import pandas as pd
import pytest

from ntm_geo.errors import InputFileError
from ntm_geo.intake.boundary_files.features.attribute_texts import decode_table, known_encoding
from ntm_geo.intake.texts.charsets import LEGACY, as_seen, encode

NAMES = ["Xã Đàm Thủy", "Xã Ngọc Đào", "Phường Sông Hiến", "Thị trấn Nước Hai", "Xã Cần Yên"]
TABLE = pd.DataFrame({"MA_XA": ["01267", "01273", "01288", "01290", "01291"], "TEN_XA": NAMES, "DAN_SO": range(5)})


def _as_bytes(encoding):
    seen = [encode(name, encoding).decode("latin-1") for name in NAMES]
    return TABLE.assign(TEN_XA=seen).rename(columns={"DAN_SO": encode("Dân số", encoding).decode("latin-1")})


@pytest.mark.parametrize("encoding", ["utf-8", *LEGACY])
def test_bytes_of_every_encoding(encoding):
    texts = decode_table(_as_bytes(encoding), raw=True)
    assert list(texts.table["TEN_XA"]) == NAMES
    assert list(texts.table["Dân số"]) == list(range(5))
    assert texts.encoding == encoding
    assert texts.confidence > 0.9


@pytest.mark.parametrize("encoding", LEGACY)
def test_texts_misread_by_the_program_that_exported_them(encoding):
    seen = TABLE.assign(TEN_XA=[as_seen(encode(name, encoding)) for name in NAMES])
    texts = decode_table(seen, raw=False)
    assert list(texts.table["TEN_XA"]) == NAMES
    assert texts.before_after[0] == (as_seen(encode(NAMES[0], encoding)), NAMES[0])
    assert len(texts.before_after) == 5


def test_a_sound_column_beside_a_broken_one():
    broken = [as_seen(encode(name, "tcvn3")) for name in NAMES]
    texts = decode_table(TABLE.assign(GOC=broken), raw=False)
    assert list(texts.table["TEN_XA"]) == list(texts.table["GOC"]) == NAMES


def test_sound_texts_are_the_same_table():
    texts = decode_table(TABLE, raw=False)
    assert texts.table.equals(TABLE)
    assert texts.before_after == ()


def test_what_a_person_chose_wins():
    texts = decode_table(_as_bytes("tcvn3"), raw=True, encoding="vni")
    assert texts.encoding == "vni"
    assert list(texts.table["TEN_XA"]) != NAMES
    texts = decode_table(
        TABLE.assign(TEN_XA=[as_seen(encode(name, "vni")) for name in NAMES]), raw=False, encoding="vni"
    )
    assert list(texts.table["TEN_XA"]) == NAMES


def test_missing_values_stay_missing_and_doubled_names_are_told_apart():
    table = pd.DataFrame([["Xã Một", None, 1.5], [None, None, 2.5]], columns=["Tên", "Tên", "x"])
    texts = decode_table(table, raw=False)
    assert list(texts.table.columns) == ["Tên", "Tên_2", "x"]
    assert texts.table["Tên"].isna().tolist() == [False, True]


def test_an_encoding_nobody_knows():
    assert known_encoding(" TCVN3", where="xa.shp") == "tcvn3"
    assert known_encoding("", where="xa.shp") is None
    with pytest.raises(InputFileError) as caught:
        known_encoding("koi8", where="xa.shp")
    assert "tcvn3" in str(caught.value.fix)
