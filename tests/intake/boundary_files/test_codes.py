"""Codes as spreadsheets leave them: zeros come back, what is none is told, a feature without one is left out."""

import pandas as pd
import pytest

from ntm_geo.intake.boundary_files.codes import code_text, join_parts, read_codes
from ntm_geo.intake.boundary_files.log import Log


def _read(values, names=None):
    log = Log("xa.gpkg", ())
    names = pd.Series(names or [f"Xã {number}" for number in range(len(values))])
    return read_codes(pd.Series(values, dtype=object), names, log), {one.kind for one in log.findings}


@pytest.mark.parametrize("value", [1324, 1324.0, "1324", "1324.0", "1324.000", " 01324 ", "'01324", "’01324"])
def test_one_code_in_all_its_shapes(value):
    found, _kinds = _read([value])
    assert list(found.codes) == ["01324"]


@pytest.mark.parametrize("value", [None, float("nan"), pd.NA, "", " ", "-", "–", 0, "0", "NULL", "None", "#N/A"])
def test_nothing_in_all_its_shapes(value):
    found, kinds = _read([value, "01324"])
    assert list(found.stays) == [False, True]
    assert kinds == {"code-missing"}


@pytest.mark.parametrize("value", ["20305000", "020305", "VN-04", "1324.5", "1,324", "01324a", "１３２４"])
def test_what_is_no_code_gets_a_placeholder_and_stays(value):
    found, kinds = _read([value, "01324"])
    assert list(found.codes) == ["#1", "01324"]
    assert found.stays.all()
    assert "code-wrong" in kinds


def test_without_any_codes_the_names_decide():
    assert _read([None, ""])[1] == {"no-codes"}
    log = Log("xa.gpkg", ())
    assert list(read_codes(None, pd.Series(["Xã Một"]), log).codes) == ["#1"]


def test_only_placeholders_are_joined():
    units = pd.DataFrame(
        [("#1", "A", "x", "045", None), ("#2", "A", "x", "045", None), ("00003", "A", "x", "045", None)],
        columns=["code", "name", "kind", "parent_code", "parent_name"],
    )
    assert list(join_parts(units)) == ["#1", "#1", "00003"]


def test_text_of_a_code():
    assert code_text("1324.50") == "1324.50"
