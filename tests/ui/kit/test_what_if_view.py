"""A leader asks "what if" on one page, and every page answers and says so."""

import pytest

from ntm_geo.ui.kit.cache import WHAT_IF
from tests.widgets import keyed


def _cards(at):
    return next(one.proto.body for one in at.get("html") if 'class="ntm-cards"' in one.proto.body)


def test_the_form_opens_with_the_commune_looked_at(app):
    at = app("tier_map", period="2022", commune="01291")
    next(one for one in at.button if one.key == "what_if_tier_map").click().run()
    box = keyed(at.multiselect, "what_if_communes")
    assert box.value == ["01291"]
    assert len(keyed(at.multiselect, "what_if_criteria").options) == 13
    assert not next(one for one in at.button if one.key == "what_if_go").disabled


def test_what_is_thought_is_said_and_taken_back(app):
    at = app("tier_map", period="2022")
    at.session_state[WHAT_IF] = (2022, "2020", frozenset({("01291", "2")}))
    at.run()
    assert any("Không ghi vào dữ liệu" in one.value for one in at.warning)
    next(one for one in at.button if one.key == "what_if_back").click().run()
    assert WHAT_IF not in at.session_state
    assert not at.warning


def test_the_overview_answers_too(app):
    at = app("overview", period="2022")
    assert ">17<" in _cards(at)
    met = frozenset(("01291", str(number)) for number in range(1, 20))
    at.session_state[WHAT_IF] = (2022, "2020", met)
    at.run()
    assert ">18<" in _cards(at)
    at.session_state[WHAT_IF] = (2021, "2020", met)
    at.run()
    assert ">17<" in _cards(at)


def test_what_one_reader_thinks_is_never_what_another_sees(app):
    met = frozenset(("01291", str(number)) for number in range(1, 20))

    def ranked(at):
        return next(len(one.value) for one in at.dataframe if one.value.shape[1] == 5)

    def criteria(at):
        return sum(
            next(one.value for one in at.dataframe if "Số lượt tiêu chí" in one.value and len(one.value) == 3)[
                "Số lượt tiêu chí"
            ]
        )

    for page, figure in (("priorities", ranked), ("pathway", criteria)):
        plain = figure(app(page, period="2022"))
        thinking = app(page, period="2022")
        thinking.session_state[WHAT_IF] = (2022, "2020", met)
        thinking.run()
        assert figure(thinking) < plain
        assert figure(app(page, period="2022")) == plain


def test_an_address_brings_back_what_was_thought_and_taking_it_back_clears_it(app):
    at = app("tier_map", what_if="2022_2020_01291.2-01291.5-99999.2-01291.77")
    assert at.session_state[WHAT_IF] == (2022, "2020", frozenset({("01291", "2"), ("01291", "5")}))
    assert at.warning
    next(one for one in at.button if one.key == "what_if_back").click().run()
    assert not at.warning
    assert "what_if" not in at.query_params


@pytest.mark.parametrize(
    "given", ["x", "2022_1990_01291.2", "2022_2020_", "2022_2020_99999.2", "2022_2020_01291.2" + "0" * 9]
)
def test_an_address_that_means_nothing_assumes_nothing(app, given):
    at = app("overview", what_if=given)
    assert WHAT_IF not in at.session_state
