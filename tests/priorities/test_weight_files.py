"""Purposes are found by what people type, and weights by their file; what is wrong is named."""

import pytest

from ntm_geo.errors import InputFileError, TableError
from ntm_geo.priorities.engine import PURPOSES, Weight
from ntm_geo.priorities.weight_files import purpose_of, read_weights


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("ve-dich", "finish"),
        ("Về đích năm nay", "finish"),
        ("finish", "finish"),
        ("bien-gioi", "border"),
        ("xom-truoc", "hamlets"),
        ("xoa-xa-duoi-10-tieu-chi", "under_10"),
        ("under-5", "under_5"),
    ],
)
def test_a_purpose_is_found_by_key_or_name_with_or_without_marks(typed, key):
    assert purpose_of(typed) == key


@pytest.mark.parametrize("typed", ["", "giau-len", "xoa-xa"])
def test_what_is_none_or_several_names_them_all(typed):
    with pytest.raises(TableError) as caught:
        purpose_of(typed)
    assert all(key in str(caught.value.fix.values) for key in PURPOSES)


def _file(tmp_path, text):
    path = tmp_path / "weights.csv"
    path.write_text(f"factor;weight;first\n{text}\n", encoding="utf-8")
    return path


def test_weights_are_read(tmp_path):
    found = read_weights(_file(tmp_path, "missing;50;low\npoverty;2,5;high\nsupport;0;low"))
    assert found["missing"] == Weight(value=50, first="low")
    assert found["poverty"] == Weight(value=2.5, first="high")


@pytest.mark.parametrize("line", ["wealth;1;high", "missing;much;low", "missing;1;up", "missing;1;low\nmissing;2;low"])
def test_a_line_that_is_no_weight_is_named(tmp_path, line):
    with pytest.raises(InputFileError) as caught:
        read_weights(_file(tmp_path, line))
    assert caught.value.what.values["number"] == (2 if "\n" not in line else 3)
