"""The smallest conflict is the one that trying every subset finds, and the search ends whatever it is answered."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ntm_geo.solver.smallest_conflict import smallest_conflict

PARTS = tuple("abcdef")
CONFLICTS = st.lists(st.frozensets(st.sampled_from(PARTS)), max_size=6)


def _ask(conflicts, *, generous):
    """Return who can tell: names only what it was given, or all it happens to keep beside it."""

    def hold(some):
        if any(conflict <= some for conflict in conflicts):
            return None
        more = set(some)
        for part in reversed(PARTS) if generous else ():
            if not any(conflict <= more | {part} for conflict in conflicts):
                more.add(part)
        return more

    return hold


def _smallest_by_trying(conflicts):
    """Return every smallest conflict, those with the earliest parts first; one empty where there is none."""
    for size in range(len(PARTS) + 1):
        every = [some for some in itertools.combinations(PARTS, size) if any(one <= set(some) for one in conflicts)]
        if every:
            return every
    return [()]


@settings(max_examples=400)
@given(CONFLICTS, st.booleans())
def test_it_is_the_first_of_the_smallest_there_are(conflicts, generous):
    assert smallest_conflict(PARTS, _ask(conflicts, generous=generous)) == _smallest_by_trying(conflicts)[0]


@settings(max_examples=400)
@given(CONFLICTS, st.booleans())
def test_begun_by_leaving_out_it_is_one_of_the_smallest(conflicts, generous):
    conflict = smallest_conflict(PARTS, _ask(conflicts, generous=generous), shrink_first=True)
    assert conflict in _smallest_by_trying(conflicts)


@pytest.mark.parametrize(("shrink_first", "wanted"), [(False, ("a", "f")), (True, ("b", "c"))])
def test_of_two_of_a_size_the_one_left_by_leaving_out_is_kept(shrink_first, wanted):
    hold = _ask([frozenset("af"), frozenset("bc")], generous=False)
    assert smallest_conflict(PARTS, hold, shrink_first=shrink_first) == wanted


def test_answers_that_contradict_each_other_end_too():
    """The first answer is that nothing holds, every later one, for want of time, that it may."""
    answers = itertools.chain([None], itertools.repeat(set(PARTS)))
    assert smallest_conflict(PARTS, lambda _some: next(answers)) == PARTS
