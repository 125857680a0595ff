"""Look a rule up."""

from datetime import date

import pytest

from ntm_geo.assessment.rules.law_lookup import check, page, show
from ntm_geo.errors import LawError, NotInForceError


def test_an_indicator_and_all_of_a_criterion(shipped):
    (income,) = show(shipped, "10.1", on=date(2022, 12, 31))
    assert (income.threshold, income.sense, income.verified) == (39, "at_least", False)
    assert "Cục Thống kê" in income.departments
    assert "cần đối chiếu văn bản gốc" in income.sentence
    assert [one.indicator for one in show(shipped, "1", on=date(2022, 12, 31))] == ["1.1", "1.2"]
    assert show(shipped, "2.1", on=date(2022, 12, 31))[0].threshold is None


def test_without_a_code_it_is_the_whole_set(shipped):
    law = shipped.set_on(date(2022, 12, 31))
    each = [
        line
        for criterion in law.criteria
        if criterion.indicators
        for line in show(shipped, criterion.code, on=date(2022, 12, 31))
    ]
    assert list(show(shipped, on=date(2022, 12, 31))) == each


def test_a_set_whose_indicators_are_not_entered_yet_says_so(shipped):
    assert show(shipped, on=date(2026, 12, 31)) == ()
    with pytest.raises(LawError, match=r"commune-2026 has no indicators of criterion 1 yet.*Data ▸ Law"):
        show(shipped, "1", on=date(2026, 12, 31))
    with pytest.raises(LawError, match="no criterion or indicator 99"):
        show(shipped, "99", on=date(2026, 12, 31))


def test_what_is_not_in_the_law(shipped):
    with pytest.raises(LawError, match=r"10\.9"):
        show(shipped, "10.9", on=date(2022, 12, 31))
    with pytest.raises(NotInForceError):
        show(shipped, "10.1", on=date(2019, 12, 31))


def test_the_law_shipped_has_nothing_wrong(shipped):
    assert not [one for one in check(shipped) if one.severity == "error"]
    assert "318/QĐ-TTg" in page(shipped)
