"""Rules as sentences, in both languages."""

import pytest

from ntm_geo.criteria.cite import cite, say_clause, say_rule, say_value
from ntm_geo.criteria.model import Reference
from ntm_geo.i18n import use_language


@pytest.fixture(autouse=True)
def vietnamese():
    use_language("vi")
    yield
    use_language("vi")


def test_a_rule_with_its_source_and_warning(shipped):
    law = shipped.criteria_sets["commune-2021"]
    said = cite(law, law.indicator("10.1"), 39, clause="318/QĐ-TTg, 10.1", verified=False)
    assert said.startswith("10.1 Thu nhập bình quân đầu người: ")
    assert "39\u00a0triệu đồng/người/năm" in said
    assert "318/QĐ-TTg, 10.1; cần đối chiếu văn bản gốc" in said
    assert "đối chiếu" not in cite(law, law.indicator("10.1"), 39, clause="318/QĐ-TTg", verified=True)


def test_english(shipped):
    use_language("en")
    law = shipped.criteria_sets["commune-2021"]
    assert say_rule(law, law.indicator("10.1"), 39) == "39\u00a0million VND/person/year or more"
    assert say_rule(law, law.indicator("11.1"), 13) == "13% or less"


@pytest.mark.parametrize(
    ("code", "value", "said"),
    [
        ("10.1", 36.5, "36,5\u00a0triệu đồng/người/năm"),
        ("11.1", 12.3, "12,3%"),
        ("10.1", None, "chưa có số liệu"),
        ("10.1", float("nan"), "chưa có số liệu"),
        ("1.1", 1, "đạt"),
        ("1.1", 0, "chưa đạt"),
    ],
)
def test_values_bear_their_unit(shipped, code, value, said):
    law = shipped.criteria_sets["commune-2021"]
    assert say_value(law, law.indicator(code), value) == said


def test_a_threshold_the_province_has_not_set_is_said(shipped):
    law = shipped.criteria_sets["commune-2021"]
    assert "tỉnh" in say_rule(law, law.indicator("2.1"), None)


def test_a_clause_in_one_line():
    assert say_clause(Reference(decision="318/QĐ-TTg", annex="I", clause="10.1")) == "318/QĐ-TTg, I, 10.1"
    assert say_clause(Reference(decision="318/QĐ-TTg")) == "318/QĐ-TTg"


def test_a_whole_citation_in_english(law):
    use_language("en")
    said = cite(law, law.indicator("10.1"), 1234.567, clause="318/QĐ-TTg, 10.1", verified=False)
    rule = "10.1 Income per person: 1,234.57\u00a0million VND/person/year or more"
    assert said == f"{rule} (318/QĐ-TTg, 10.1; to be checked against the official text)"


def test_pass_or_fail_is_asked_for_in_words(law):
    use_language("en")
    assert say_rule(law, law.indicator("1.1"), 1) == "must pass"
    assert say_value(law, law.indicator("1.1"), 0) == "not passed"
    assert say_rule(law, law.indicator("2.1"), float("nan")) == "the province has not set a threshold"


def test_levels_by_a_figure_and_by_group_are_said_one_after_the_other(shipped):
    law = shipped.criteria_sets["commune-2021"]
    part = law.indicator("5.1b")
    assert say_rule(law, part, None, "5.1c>3:70;5.1c<=3:50") == (
        "yêu cầu: từ 70% trở lên nếu số trường của xã trên 3; từ 50% trở lên nếu số trường của xã từ 3 trở xuống"
    )
    new = shipped.criteria_sets["commune-2026"]
    assert say_rule(new, part, None, "=1:95;=3:60") == "yêu cầu: Nhóm 1: từ 95% trở lên; Nhóm 3: từ 60% trở lên"
    assert say_rule(law, law.indicator("5.1"), 1) == "phải đạt tất cả các phần"
    assert (
        cite(law, law.indicator("5.1c"), None, clause="", verified=True)
        == "5.1c Số trường của xã: chỉ đếm, không đánh giá"
    )
