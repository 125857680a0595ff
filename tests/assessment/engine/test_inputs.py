import pandas as pd
import pytest

from ntm_geo.assessment.engine.inputs import examples, programme_codes, refuse_doubles, take_codes, take_units
from ntm_geo.errors import TableError, UnknownUnitError, msg

TABLE = msg("indicator values")


def test_only_communes_are_in_the_programme(units):
    assert programme_codes(units).tolist() == ["00001", "00002", "00003", "00004"]


def test_towns_are_left_out_and_said_so(units):
    taken, (finding,) = take_units(pd.DataFrame({"code": ["00005", "00001", "00005"]}), units, table=TABLE)
    assert taken["code"].tolist() == ["00001"]
    assert (finding.severity, finding.kind, finding.place) == ("info", "outside-programme", "00005")
    assert str(finding.what).startswith("2 rows of the indicator values are of towns or wards")


def test_a_code_nobody_knows_is_refused_by_name(units):
    with pytest.raises(UnknownUnitError, match=r"2 unit codes of the indicator values .*: 00008, 99999\."):
        take_units(pd.DataFrame({"code": ["99999", "00001", "00008", "99999"]}), units, table=TABLE)


def test_codes_the_law_does_not_have_are_left_out_and_said_so():
    taken, (finding,) = take_codes(pd.DataFrame({"criterion": ["1", "20"]}), "criterion", ["1"], table=TABLE)
    assert taken["criterion"].tolist() == ["1"]
    assert (finding.severity, finding.kind, finding.place) == ("warning", "unknown-criterion", "20")


def test_a_table_that_says_two_things_of_one_case_is_refused():
    doubled = pd.DataFrame({"code": ["00001", "00001", "00001"], "indicator": ["1.1", "1.1", "1.2"]})
    with pytest.raises(TableError, match=r"1 entries .* more than once: 00001 1\.1\."):
        refuse_doubles(doubled, ["code", "indicator"], table=TABLE)
    refuse_doubles(doubled.drop(index=0), ["code", "indicator"], table=TABLE)


def test_long_lists_are_cut():
    assert examples(["a", "b"]) == "a, b"
    assert examples(list("abcdefg")) == "a, b, c, d, e, …"
