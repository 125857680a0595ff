"""A province is known by the block its codes are out of, and where it has none by where it lies."""

import itertools

import pytest

from ntm_geo.boundaries.whose import block_at, block_of_codes, read_blocks


@pytest.fixture(scope="module")
def blocks(shipped):
    return read_blocks(shipped.province.folder.parent)


def test_the_table_is_whole(blocks):
    assert len({one.code for one in blocks}) == 63
    assert len({one.code_2025 for one in blocks}) == 34
    edges = [(one.first_code, one.last_code) for one in blocks]
    assert all(int(last) + 1 == int(first) for (_, last), (first, _) in itertools.pairwise(edges))
    assert all(102 < one.lon < 110 and 8 < one.lat < 23.5 for one in blocks)


@pytest.mark.parametrize(
    ("codes", "name", "now"),
    [
        (["06000", "06001", "06637"], "Lạng Sơn", "Lạng Sơn"),
        (["01900", "01840", "05500", "01910"], "Bắc Kạn", "Thái Nguyên"),
        (["08974", "09552", "00004"], "Hà Nội", "Hà Nội"),
        (["32248", "#1", "32245"], "Cà Mau", "Cà Mau"),
    ],
)
def test_codes_tell_the_province(blocks, codes, name, now):
    found = block_of_codes(blocks, codes)
    assert (found.name, found.name_2025) == (name, now)


@pytest.mark.parametrize("codes", [[], ["#1", "99999"], ["00004", "06000", "20194"]])
def test_codes_of_everywhere_tell_nothing(blocks, codes):
    assert block_of_codes(blocks, codes) is None


def test_a_place_tells_the_province_nearby(blocks):
    assert block_at(blocks, 106.55, 21.94).name == "Lạng Sơn"
    assert block_at(blocks, 120.0, 5.0) is None
    assert block_at((), 106.5, 21.9) is None


def test_a_table_that_is_missing_or_broken_tells_nothing(tmp_path):
    assert read_blocks(tmp_path / "missing") == ()
    (tmp_path / "country").mkdir()
    (tmp_path / "country" / "provinces.csv").write_text("code,name\n04,A\n", encoding="utf-8")
    assert read_blocks(tmp_path) == ()


@pytest.mark.reference
def test_nearly_every_commune_of_the_country_is_in_the_block_of_its_province(blocks, reference_dir):
    import pyogrio

    table = pyogrio.read_dataframe(reference_dir / "vietnam_communes_2025_30m.gpkg", read_geometry=False)
    wrong = [
        code
        for code, province in zip(table["code"], table["province_code"], strict=True)
        if block_of_codes(blocks, [code]).code_2025 != province
    ]
    assert len(wrong) <= 3
    for province, rows in table.groupby("province_code"):
        assert block_of_codes(blocks, rows["code"]).code_2025 == province
