from hypothesis import given
from hypothesis import strategies as st

from ntm_geo.criteria.model import ThresholdCase
from ntm_geo.criteria.threshold_cases import Level, read_cases, write_cases, write_groups

CASES = (
    ThresholdCase(figure="5.1c", above=3, by_region=(("here", 70), ("there", 80))),
    ThresholdCase(figure="5.1c", up_to=3, for_all=50),
)


def test_levels_of_a_region_are_one_text():
    assert write_cases(CASES, "here") == "5.1c>3:70;5.1c<=3:50"
    assert write_cases(CASES, "there") == "5.1c>3:80;5.1c<=3:50"


def test_a_region_without_a_level_has_the_cases_that_hold_for_all():
    assert write_cases(CASES, "elsewhere") == "5.1c<=3:50"
    assert write_cases(CASES[:1], "elsewhere") == ""


def test_no_text_is_no_level():
    assert read_cases("") == ()


@given(
    st.lists(
        st.tuples(st.none() | st.integers(-9, 999), st.none() | st.integers(-9, 999), st.integers(0, 1000)),
        max_size=4,
    )
)
def test_what_was_written_is_read_again(rows):
    cases = [ThresholdCase(figure="5.1c", above=above, up_to=up_to, for_all=level) for above, up_to, level in rows]
    assert [(case.above, case.up_to) for case in read_cases(write_cases(cases, ""))] == [
        (float("-inf") if above is None else above, float("inf") if up_to is None else up_to)
        for above, up_to, _level in rows
    ]


def test_groups_are_told_from_figures():
    assert write_groups((("1", 90), ("2", 80.5))) == "=1:90;=2:80.5"
    assert [(level.group, level.level, level.figure) for level in read_cases("=1:90;=2:80.5")] == [
        ("1", 90, ""), ("2", 80.5, ""),
    ]  # fmt: skip


def test_a_level_names_its_figure():
    assert read_cases("17.1b>2<=5:12.5") == (Level(figure="17.1b", above=2, up_to=5, level=12.5),)
