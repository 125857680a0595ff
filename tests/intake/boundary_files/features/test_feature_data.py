"""Features come out of the process that read them as they went in."""

import geopandas
import numpy as np
import pandas as pd
import pytest
import shapely

from ntm_geo.errors import msg
from ntm_geo.intake.boundary_files.features.feature_data import from_data, to_data
from ntm_geo.intake.boundary_files.features.gdal import RawFeatures
from ntm_geo.intake.sandbox.plain import BrokenAnswerError, decode, encode
from ntm_geo.tables.findings import Finding

SHAPES = [shapely.box(106, 22, 107, 23), None, shapely.Point(1, 2, 3), shapely.Polygon()]


@pytest.fixture
def raw():
    table = geopandas.GeoDataFrame(
        {
            "text": pd.array(["a", None, "Đàm", ""], dtype="str"),
            "whole": np.array([1, 2, 3, 4], dtype="int32"),
            "part": [1.5, np.nan, 2.0, 0.0],
            "yes": [True, False, True, True],
            "day": pd.to_datetime(["2024-01-01", None, "2024-01-03", "2024-01-04"]),
            "mixed": pd.Series(["a", 1, None, 2.5], dtype="object"),
            "raw": pd.Series([b"\x00\xff", None, b"", b"x"], dtype="object"),
        },
        geometry=SHAPES,
        crs="EPSG:9210",
    )
    finding = Finding(severity="warning", kind="x", place="p", what=msg("a {b}", b=1), hint=msg("c"))
    return RawFeatures(table=table, layer="l", findings=(finding,), encoding="vni", before_after=(("a", "b"),))


def _crossed(raw):
    return from_data(decode(encode(to_data(raw))))


def test_tables_come_back(raw):
    back = _crossed(raw)
    assert (back.layer, back.encoding, back.before_after) == (raw.layer, raw.encoding, raw.before_after)
    assert [str(one.what) for one in back.findings] == ["a 1"]
    for name in ("text", "whole", "part", "yes", "day", "mixed"):
        pd.testing.assert_series_equal(back.table[name], raw.table[name])
    assert list(back.table["raw"]) == ["00ff", None, "", "78"]
    assert back.table.crs == raw.table.crs
    assert back.table.crs.to_string() == "EPSG:9210"
    assert list(shapely.to_wkb(back.table.geometry.to_numpy())) == list(shapely.to_wkb(np.array(SHAPES, dtype=object)))


def test_a_table_without_attributes_or_rows(raw):
    bare = RawFeatures(table=raw.table[["geometry"]], layer="l", findings=())
    assert list(_crossed(bare).table.columns) == ["geometry"]
    empty = RawFeatures(table=raw.table.iloc[:0], layer="l", findings=())
    assert len(_crossed(empty).table) == 0


@pytest.mark.parametrize(
    "change",
    [
        {"crs": "+proj=longlat +nadgrids=/etc/x +type=crs"},
        {"crs": "/etc/passwd"},
        {"crs": "http://127.0.0.1/x"},
        {"lengths": np.array([5, -5, 0, 0])},
        {"lengths": np.array([1, 0, 0, 0])},
        {"binary": np.zeros(3, dtype=np.uint8)},
        {"columns": [np.zeros(99)]},
        {"columns": [{"kind": "str"}]},
        {"names": 5},
        {"findings": [{"severity": "fatal"}]},
    ],
)
def test_data_that_is_something_else_is_refused(raw, change):
    with pytest.raises(BrokenAnswerError):
        from_data(decode(encode(to_data(raw))) | change)
