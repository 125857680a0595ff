"""A briefing knows what each of its pieces shows, and how a value is told."""

from datetime import date

import pytest

from ntm_geo.reports.briefing import BriefTable, Column, Measured, plain, told, ways_of_telling


def test_a_table_shows_a_fact_in_its_cell_and_in_its_totals(tier_table):
    assert [tier_table.figure(one) for one in ("tier.yes", "tier.no", "communes")] == [1, 2, 3]


def test_a_map_shows_a_class_or_all_units(briefing):
    (drawn,) = briefing.section("tiers").maps
    assert drawn.figure("tier.no") == 2
    (chart,) = briefing.section("tiers").charts
    assert (chart.figure("tier.yes"), chart.figure("tier.no")) == (1, 2)


def test_annexes_come_last(briefing):
    assert [one.key for one in briefing.tables] == ["tiers", "communes"]


@pytest.mark.parametrize(
    ("value", "kind", "said"),
    [
        (None, "count", ""), (1234, "count", "1.234"), (1234.5, "number", "1.234,5"), (0.345, "share", "34,5%"),
        (date(2022, 12, 31), "date", "31/12/2022"), ("01288", "text", "01288"), ("x", "count", "x"),
        (Measured(value=0.3, kind="share"), "text", "30%"),
    ],
)  # fmt: skip
def test_values_are_told_as_offices_write_them(value, kind, said):
    assert told(value, kind) == said


def test_a_measured_cell_is_its_value():
    assert (plain(Measured(value=2, kind="count")), plain("a")) == (2, "a")


def test_a_share_may_be_told_with_a_digit_or_without():
    assert {"34,5%", "35%"} & set(ways_of_telling(0.345)) == {"34,5%", "35%"}


def test_a_column_has_as_many_decimals_in_all_its_cells():
    table = BriefTable(
        key="t", title="T",
        columns=(Column(heading="A"), Column(heading="B", kind="number"), Column(heading="C", kind="share"),
                 Column(heading="D", kind="number"), Column(heading="E", kind="share")),
        rows=(("x", 13.0, 0.41, 1, 0.5), ("y", 17.7, 0.669, 2, 1.0), ("z", None, Measured(value=3, kind="count"), 3, 0)),
        total=("sum", 7.25, 0.5, 6, None),
    )  # fmt: skip
    assert table.texts == (
        ("x", "13,0", "41,0%", "1", "50%"), ("y", "17,7", "66,9%", "2", "100%"), ("z", "", "3", "3", "0%"),
        ("sum", "7,3", "50,0%", "6", ""),
    )  # fmt: skip
