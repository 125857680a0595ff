"""A set as lines: nothing of it is lost, and the order is that of the law."""

import pytest

from ntm_geo.criteria.law_edition import read_edition
from ntm_geo.criteria.law_lines import AS_SHIPPED, charge_of, in_order, law_lines

KEYS = ["commune-2021", "commune-2026"]


@pytest.mark.parametrize("key", KEYS)
def test_a_set_comes_back_from_its_lines_as_it_was(shipped, key):
    law = shipped.shipped_law.sets[key]
    edition = read_edition(law, law_lines(law, shipped.shipped_law.departments))
    assert edition.findings == ()
    assert edition.law == law


def test_lines_that_were_kept_stand_in_the_order_of_the_law(shipped):
    lines = law_lines(shipped.shipped_law.sets["commune-2021"], ())
    shuffled = lines.sample(frac=1, random_state=1)
    codes = list(dict.fromkeys(in_order(shuffled)["code"]))
    assert codes == list(dict.fromkeys(lines["code"]))
    assert codes.index("2") < codes.index("2.1") < codes.index("10")


def test_a_line_says_who_is_in_charge_on_the_last_day(shipped):
    law, departments = shipped.shipped_law.sets["commune-2021"], shipped.shipped_law.departments
    assert charge_of(law, "18.4", departments) == "Sở Tư pháp"
    assert charge_of(law, "19", departments) == "Bộ Chỉ huy Quân sự tỉnh; Công an tỉnh"
    lines = law_lines(law, departments).set_index("code")
    assert lines.loc["18.4", "in_charge"] == "Sở Tư pháp"


def test_what_is_shipped_as_checked_without_a_name_stays_checked(law_copy):
    from ntm_geo.criteria.load import load_criteria_set

    law_copy.spoil("sets/commune-2021/01-planning.yaml", "verified: false", "verified: true")
    law = load_criteria_set(law_copy.folder, "commune-2021")
    lines = law_lines(law, ())
    assert lines.set_index("code").loc["1.1", "checked_by"] == AS_SHIPPED
    assert read_edition(law, lines).law == law
