"""What contradicts itself is found and never leaves: one wrong figure anywhere is enough."""

from dataclasses import replace

import pytest

from ntm_geo.errors import ContractError
from ntm_geo.i18n import text
from ntm_geo.reports.briefing import Statement
from ntm_geo.reports.contract import contradictions, require


def _with(briefing, **changes):
    return replace(briefing, sections=(replace(briefing.sections[0], **changes),))


def test_a_briefing_that_agrees_may_leave(briefing):
    assert contradictions(briefing) == ()
    require(briefing)


def test_a_wrong_fact_is_found_in_table_map_chart_sentence_and_sum(briefing):
    found = contradictions(replace(briefing, facts=dict(briefing.facts) | {"tier.yes": 7}))
    said = " | ".join(map(text, found))
    for place in ("Mức độ đạt chuẩn", "Bản đồ mức độ", "Số xã theo năm", "Có 1/3 xã", "communes"):
        assert place in said


@pytest.mark.parametrize(
    ("sentence", "right"),
    [
        ("Có 1 xã.", True), ("Có 1/3 xã.", True), ("Có 13 xã.", False), ("Có 1.000 xã.", False), ("Có 1,5 xã.", False),
        ("Có 21 xã.", False), ("Chỉ còn 1.", True), ("Không có xã nào.", False),
    ],
)  # fmt: skip
def test_a_figure_counts_only_where_it_stands_alone(briefing, sentence, right):
    changed = _with(briefing, statements=(Statement(text=sentence, facts=("tier.yes",)),))
    assert (contradictions(changed) == ()) is right


def test_a_legend_that_counts_otherwise_is_found(briefing):
    (drawn,) = briefing.sections[0].maps
    wrong = replace(drawn, legend=(replace(drawn.legend[0], count=5), drawn.legend[1]))
    (found,) = contradictions(_with(briefing, maps=(wrong,)))
    assert text(found) == "Bản đồ mức độ ghi 5 cho “tier.yes”, trong khi số đúng là 1"


def test_a_column_that_does_not_add_up_is_found(briefing, tier_table):
    wrong = replace(tier_table, total=("Tổng", 3, 7, 0.5, None))
    (found,) = contradictions(_with(briefing, tables=(wrong,)))
    assert "Cả tỉnh" in text(found)


def test_a_fact_nobody_computed_is_found(briefing, tier_table):
    assert contradictions(_with(briefing, tables=(replace(tier_table, facts={"other": (0, 1)}),)))


def test_what_contradicts_itself_is_refused_with_its_place(briefing):
    with pytest.raises(ContractError) as raised:
        require(replace(briefing, facts=dict(briefing.facts) | {"communes": 4}))
    assert "Mức độ đạt chuẩn" in raised.value.where
    assert "chưa ghi tệp nào" in text(raised.value.what)
