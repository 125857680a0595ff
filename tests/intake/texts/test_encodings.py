"""Legacy text becomes Unicode, sound text is left alone, and the choice is made over all values at once."""

import random
import unicodedata

import pandas as pd
import pyogrio
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_geo.intake.texts.encodings import ENCODINGS, LEGACY, decode, encode, guess_encoding, mend_text

NAMES = ["Hà Giang", "Thái Bình", "Đàm Thủy", "Ngọc Đào", "Phong Nặm", "Hòa An", "Nước Hai", "Cần Yên", "Trường Hà"]


@pytest.fixture
def country(reference_dir):
    read = pyogrio.read_dataframe(reference_dir / "vietnam_communes_2025_30m.gpkg", read_geometry=False)
    return read["name"].tolist()


@pytest.mark.reference
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_all_names_of_the_country_go_there_and_back(country, encoding):
    assert len(country) == 3321
    wrong = [name for name in country if decode(encode(name, encoding), encoding) != name]
    assert wrong == []


@pytest.mark.reference
@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("size", [5, 12, 56, 161, 3321])
def test_the_encoding_is_found_on_samples_and_on_all(country, encoding, size):
    chance = random.Random(size)
    for _ in range(10 if size < 3321 else 1):
        raw = [encode(name, encoding) for name in chance.sample(country, size)]
        assert guess_encoding(raw).name == encoding


@pytest.mark.reference
@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("codec", ["latin-1", "cp1252"])
def test_names_a_program_read_wrongly_are_mended(country, encoding, codec):
    chance = random.Random(7)
    for size in (5, 56, 161):
        names = chance.sample(country, size)
        seen = [encode(name, encoding).decode(codec, errors="ignore") for name in names]
        if codec == "cp1252" and any(len(a) != len(encode(b, encoding)) for a, b in zip(seen, names, strict=True)):
            continue
        mended, guess = mend_text(seen)
        assert mended == names
        assert guess.name == encoding


@pytest.mark.reference
def test_sound_text_is_never_changed(country, reference_dir):
    old = pd.read_csv(reference_dir / "units_2020.csv", dtype=str)
    for names in (country, old["name"].tolist(), old["district"].tolist(), [*old["name"], *old["code"]]):
        for size in (1, 2, 5, 20, len(names)):
            sample = random.Random(size).sample(names, size)
            mended, guess = mend_text(sample)
            assert mended == sample
            assert guess.changed == 0


@pytest.mark.parametrize("text", ["Ha Noi", "", "Xã 1", "Café", "señor", "Zürich", "Hà", "Tân", "12,5 °C", "©"])
def test_plain_and_foreign_words_are_left_alone(text):
    assert mend_text([text])[0] == [text]


def test_decomposed_text_is_composed():
    assert mend_text([unicodedata.normalize("NFD", name) for name in NAMES])[0] == NAMES


@pytest.mark.parametrize("encoding", LEGACY)
def test_bytes_a_vietnamese_machine_read_in_its_own_code_page_are_mended(encoding):
    seen = [encode(name, encoding).decode("cp1258", "replace") for name in NAMES]
    names = [name for name, one in zip(NAMES, seen, strict=True) if "\ufffd" not in one]
    assert len(names) > 3
    assert mend_text([one for one in seen if "\ufffd" not in one])[0] == names


def test_one_sound_name_protects_all():
    seen = [encode(name, "tcvn3").decode("latin-1") for name in NAMES]
    assert mend_text([*seen, "Xã Đức Long"])[0] == [*seen, "Xã Đức Long"]


def test_what_is_no_encoding_of_the_country_is_said_to_be_none():
    guess = guess_encoding(["Zürich".encode("latin-1"), "Genève".encode("latin-1"), "Köln".encode("latin-1")])
    assert guess.name == "windows-1252"
    assert guess.confidence < 0.75


@pytest.mark.parametrize("encoding", LEGACY)
def test_names_in_capitals_come_back(encoding):
    names = [name.upper() for name in NAMES]
    assert [decode(encode(name, encoding), encoding) for name in names] == names


def test_a_letter_cut_off_at_the_end_of_a_field_does_not_hide_utf_8():
    raw = [name.encode() for name in NAMES] + ["Thị trấn Nguyên Bì".encode()[:-1]]
    assert guess_encoding(raw).name == "utf-8"


@given(st.text(alphabet="abc ĂÂÊÔƠƯĐăâêôơưđàảãáạằệộứỵ", max_size=30))
def test_vni_and_windows_1258_keep_every_letter(text):
    for encoding in ("vni", "windows-1258"):
        composed = unicodedata.normalize("NFC", text)
        assert decode(encode(composed, encoding), encoding) == composed


@given(st.lists(st.binary(max_size=40), max_size=8))
def test_any_bytes_have_a_guess_and_a_text(raw):
    guess = guess_encoding(raw)
    assert guess.name in {*ENCODINGS, "windows-1252"}
    assert all(isinstance(decode(one, name), str) for one in raw for name in (*ENCODINGS, guess.name))


@given(st.lists(st.text(max_size=20), max_size=8))
def test_any_text_is_mended_to_text(values):
    mended, guess = mend_text(values)
    assert len(mended) == len(values)
    assert 0 <= guess.confidence <= 1
