"""Each alphabet of before Unicode, letter by letter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_geo.intake.texts.charsets import ENCODINGS, LEGACY, as_bytes, as_seen, decode, decode_all, encode

LETTERS = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"


@pytest.mark.parametrize(
    ("encoding", "seen", "text"),
    [
        ("tcvn3", "Th¸i B×nh", "Thái Bình"),
        ("tcvn3", "§µm Thuû", "Đàm Thuỷ"),
        ("tcvn3", "CAO B»NG", "CAO BẰNG"),
        ("tcvn3", "X· ¸i Quèc", "Xã Ái Quốc"),
        ("vni", "UBND tænh Cao Baèng", "UBND tỉnh Cao Bằng"),
        ("vni", "PHÖÔØNG Ñeà Thaùm", "PHƯỜNG Đề Thám"),
        ("vni", "Lyù Quoác", "Lý Quốc"),
        ("windows-1258", "Cao BãÌng", "Cao Bằng"),
        ("windows-1252", "Café", "Café"),
    ],
)
def test_well_known_spellings(encoding, seen, text):
    assert decode(as_bytes(seen), encoding) == text


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_letter_goes_there_and_back(encoding):
    for letter in LETTERS + ("ĂÂĐÊÔƠƯ" if encoding == "tcvn3" else LETTERS.upper()):
        assert decode(encode(f"a{letter}b", encoding), encoding) == f"a{letter}b"


def test_a_set_in_capitals_keeps_its_short_names_in_capitals():
    names = ["CAO BẰNG", "ĐỒNG MƠ", "XÃ Ủ", "Ý YÊN"]
    assert decode_all([encode(name, "tcvn3") for name in names], "tcvn3") == names


@pytest.mark.parametrize("encoding", [one for one in LEGACY if one != "windows-1258"])
def test_a_letter_without_a_place_is_not_lost_in_silence(encoding):
    with pytest.raises(UnicodeEncodeError):
        encode("Hà 河", encoding)


@given(st.binary(max_size=60))
def test_no_byte_is_lost_by_being_seen(raw):
    assert as_bytes(as_seen(raw)) == raw


def test_letters_beyond_the_code_page_were_never_bytes():
    assert as_bytes("Đông") is None
