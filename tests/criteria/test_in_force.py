"""What holds on a date."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from ntm_geo.criteria.in_force import in_charge, thresholds_in_force
from ntm_geo.criteria.model import Reference, ThresholdValue
from ntm_geo.errors import NotInForceError

REGION = "northern_midlands_and_mountains"
SET = "commune-2021"


def _on(shipped, day, **options):
    table = thresholds_in_force(shipped.criteria_sets["commune-2021"], on=day, region=REGION, **options)
    return table.set_index("indicator")


@pytest.mark.parametrize(("year", "income"), [(2021, 36), (2022, 39), (2023, 42), (2024, 45), (2025, 48)])
def test_income_rises_every_year(shipped, year, income):
    for day in (date(year, 1, 1), date(year, 12, 31)):
        assert _on(shipped, day).loc["10.1", "threshold"] == income


def test_one_row_an_indicator_in_the_order_of_the_law(shipped):
    table = _on(shipped, date(2022, 12, 31))
    plain = table[table["part_of"].isna()]
    assert len(plain) == 57
    order = [tuple(int(part) for part in code.split(".")) for code in plain.index]
    assert order == sorted(order)


def test_parts_follow_their_indicator_and_a_level_may_hang_on_a_figure(shipped):
    table = _on(shipped, date(2022, 12, 31))
    parts = table[table["part_of"].eq("5.1")]
    place = list(table.index).index("5.1")
    assert list(table.index[place : place + 4]) == ["5.1", "5.1a", "5.1b", "5.1c"]
    assert table.loc["5.1", ["met_when", "sense"]].tolist() == ["all_parts", "pass"]
    assert parts["sense"].tolist() == ["at_least", "at_least", "count"]
    assert (parts.loc["5.1a", "threshold"], parts.loc["5.1b", "cases"]) == (100, "5.1c>3:70;5.1c<=3:50")
    assert pd.isna(parts.loc["5.1b", "threshold"])


def test_what_the_law_leaves_to_the_province_has_no_number(shipped):
    table = _on(shipped, date(2022, 12, 31))
    unset = set(table.index[table["threshold"].isna()])
    assert {"2.1", "2.2", "2.3", "2.4", "17.1a", "17.1b"} <= unset


def test_the_number_of_the_province_stands_from_its_day(shipped):
    own = ThresholdValue(
        effective=date(2022, 7, 1), reference=Reference(decision="12/QĐ-UBND"), verified=True, for_all=85
    )
    before = _on(shipped, date(2022, 6, 30), province_thresholds={"2.1": (own,)}).loc["2.1"]
    after = _on(shipped, date(2022, 7, 1), province_thresholds={"2.1": (own,)}).loc["2.1"]
    assert pd.isna(before["threshold"])
    assert (after["threshold"], after["clause"], bool(after["verified"])) == (85, "12/QĐ-UBND", True)


def test_a_region_the_set_does_not_know_has_no_numbers_of_its_own(shipped):
    table = thresholds_in_force(
        shipped.criteria_sets["commune-2021"], on=date(2022, 1, 1), region="elsewhere"
    ).set_index("indicator")
    assert pd.isna(table.loc["10.1", "threshold"])


@pytest.mark.parametrize("day", [date(2020, 12, 31), date(2026, 1, 1)])
def test_outside_its_period_the_set_says_so(shipped, day):
    with pytest.raises(NotInForceError) as caught:
        _on(shipped, day)
    assert "01/01/2021" in str(caught.value.fix)


@pytest.mark.parametrize(
    ("code", "day", "names"),
    [
        ("18.4", date(2022, 12, 31), ["Sở Tư pháp"]),
        ("18.1", date(2022, 12, 31), ["Sở Nội vụ"]),
        ("18", date(2022, 12, 31), ["Sở Nội vụ"]),
        ("2", date(2025, 6, 30), ["Sở Giao thông vận tải"]),
        ("2", date(2025, 7, 1), ["Sở Xây dựng"]),
        ("19", date(2022, 12, 31), ["Bộ Chỉ huy Quân sự tỉnh", "Công an tỉnh"]),
        ("99", date(2022, 12, 31), []),
    ],
)
def test_who_is_in_charge(shipped, code, day, names):
    assert [one.name.vi for one in in_charge(shipped.departments, code, on=day, criteria_set=SET)] == names


def test_an_indicator_without_a_value_yet_is_not_in_force(law):
    planning, *rest = law.criteria
    first, *others = planning.indicators
    dated = first.values  # noqa: PD011 - the law's own values, not a pandas array
    late = replace(first, values=tuple(replace(one, effective=date(2023, 1, 1)) for one in dated))
    spoiled = replace(law, criteria=(replace(planning, indicators=(late, *others)), *rest))
    with pytest.raises(NotInForceError, match=r"Indicator 1\.1 has no threshold in force on 31/12/2022"):
        thresholds_in_force(spoiled, on=date(2022, 12, 31), region=REGION)


def test_criterion_1_is_not_mistaken_for_criterion_18(shipped):
    assert {one.key for one in in_charge(shipped.departments, "1.2", on=date(2022, 1, 1), criteria_set=SET)} == {
        "construction"
    }
    assert in_charge(shipped.departments, "1", on=date(2019, 12, 31), criteria_set=SET) == ()


def test_a_code_of_another_set_has_nobody_in_charge(shipped):
    assert in_charge(shipped.departments, "1", on=date(2022, 12, 31), criteria_set="commune-2026") == ()
