import pandas as pd
import pytest

from ntm_geo.assessment.engine.applicability import applies
from ntm_geo.errors import LawError
from ntm_geo.tables.attribute_table import UnitAttributes
from ntm_geo.tables.base import validate

CODES = pd.Index(["00001", "00002", "00003", "00004"])


def test_a_condition_holds_fails_or_is_not_known():
    attributes = validate(
        pd.DataFrame({"code": CODES[:3], "has_craft_village": pd.array([True, False, pd.NA], dtype="boolean")}),
        UnitAttributes,
    )
    assert applies("has_craft_village", attributes, codes=CODES).tolist() == [True, False, pd.NA, pd.NA]


def test_without_attributes_nothing_is_known():
    assert applies("has_craft_village", None, codes=CODES).isna().all()


def test_a_condition_the_program_does_not_know_is_an_error_of_the_law_data():
    with pytest.raises(LawError, match=r"does not know: has_port\. Use one of: has_craft_village\."):
        applies("has_port", None, codes=CODES)
