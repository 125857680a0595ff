"""A file fits its model to the last key, or one error says which key of which table is wrong and how it should be."""

from collections.abc import Mapping
from datetime import date

import pytest

from ntm_geo.errors import ProvinceError, msg
from ntm_geo.strict_toml import StrictModel, read_toml, unknown_key


class Road(StrictModel):
    name: str
    km: float
    built: date | None = None


class Roads(StrictModel):
    key: str
    paved: bool
    width: tuple[int, int]
    roads: tuple[Road, ...]
    by_year: Mapping[int, int]


GOOD = """\
paved = true
width = [3, 5]
by_year = { 2021 = 4 }
[[roads]]
name = "A"
km = 2
[[roads]]
name = "B"
km = 1.5
built = 2021-05-01
"""


def _read(folder, text):
    path = folder / "roads.toml"
    path.write_text(text, encoding="utf-8")
    return read_toml(path, Roads, missing=msg("No roads."), beside={"key": "x"})


def test_what_fits_is_read_with_its_kinds(tmp_path):
    roads = _read(tmp_path, GOOD)
    assert (roads.key, roads.paved, roads.width, roads.by_year) == ("x", True, (3, 5), {2021: 4})
    assert [(road.km, road.built) for road in roads.roads] == [(2.0, None), (1.5, date(2021, 5, 1))]


@pytest.mark.parametrize(
    ("old", "new", "where", "what"),
    [
        ("paved = true\n", "", "", "The key paved is missing."),
        ("paved = true", "paved = 1", "", "The value of paved should be true or false."),
        ("paved = true", "paved = true\nwide = 1", "", "The key wide is not known."),
        ("[3, 5]", "[3, 5.5]", "", "The value of width 2 should be a whole number."),
        ("[3, 5]", "[3, 5, 6]", "", "The value of width does not fit."),
        ("2021 = 4", "soon = 4", " › by_year", "The key soon is not known."),
        ("2021 = 4", "2021 = true", " › by_year", "The value of 2021 should be a whole number."),
        ("{ 2021 = 4 }", "4", "", "The value of by_year should be a mapping."),
        ("km = 1.5", 'km = "1.5"', " › roads 2", "The value of km should be a number."),
        ("km = 1.5", "km = nan", " › roads 2", "The value of km does not fit."),
        ('name = "B"', "name = 7", " › roads 2", "The value of name should be a text in quotes."),
        ("2021-05-01", '"May"', " › roads 2", "The value of built should be a date such as 2022-12-31."),
        ("2021-05-01", "2021", " › roads 2", "The value of built should be a date such as 2022-12-31."),
    ],
)
def test_what_does_not_fit_is_named_with_its_place(tmp_path, old, new, where, what):
    assert old in GOOD
    with pytest.raises(ProvinceError) as caught:
        _read(tmp_path, GOOD.replace(old, new, 1))
    assert (caught.value.where.rpartition("roads.toml")[2], str(caught.value.what)) == (where, what)
    assert str(caught.value.fix)


@pytest.mark.parametrize("content", [b"paved = ", "width = 'dài'".encode("utf-16")])
def test_what_is_no_toml_is_one_error(tmp_path, content):
    (tmp_path / "roads.toml").write_bytes(content)
    with pytest.raises(ProvinceError, match="not valid TOML"):
        read_toml(tmp_path / "roads.toml", Roads, missing=msg("No roads."))


def test_a_file_that_is_not_there_is_told_by_the_one_who_wants_it(tmp_path):
    with pytest.raises(ProvinceError, match="No roads"):
        read_toml(tmp_path / "roads.toml", Roads, missing=msg("No roads."))


def test_a_key_only_its_reader_knows_to_be_wrong_is_named_alike(tmp_path):
    assert unknown_key(tmp_path, "z", "roads", 1).where == f"{tmp_path} › roads 2"
