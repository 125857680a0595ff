"""The smallest set of parts that cannot hold together, whatever the parts are.

Exact: sets that hold are grown as far as they go; what has to be left out of each must be hit by every conflict, and
the smallest set that hits all of them and does not hold is the answer.

Source: Ignatiev, Previti, Liffiton, Marques-Silva: *Smallest MUS extraction with minimal hitting set dualization*, CP
2015. HiGHS's own irreducible set was seen to be empty on small models and is not used.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

P = TypeVar("P", bound="Hashable")


def smallest_conflict(
    parts: Sequence[P], hold: Callable[[set[P]], set[P] | None], *, shrink_first: bool = False
) -> tuple[P, ...]:
    """Return the fewest parts that cannot hold together; empty when all of them hold.

    Parameters
    ----------
    parts : what may conflict, each once.
    hold : given some parts, all those that are seen to hold together with them, the ones given among them; None where
        they cannot hold. Whoever cannot tell says that they hold.
    shrink_first : begin with a conflict got by leaving out one part after the other, which asks once for every part: it
        bounds the search, and is the answer where none is smaller.

    Returns
    -------
    In the order of `parts`; of several smallest the one with the earliest parts, unless `shrink_first` gave one.

    Examples
    --------
    >>> smallest_conflict([1, 2, 3, 4], lambda some: some if sum(some) < 7 else None)
    (3, 4)
    """
    if hold(set(parts)) is not None:
        return ()
    known = _shrunk(parts, hold) if shrink_first else tuple(parts)
    left_out: list[frozenset[P]] = []
    while len(guess := _smallest_hitting(parts, left_out)) < len(known):
        more = hold(guess)
        if more is None:
            return tuple(part for part in parts if part in guess)
        grown = _grown(parts, hold, more, known)
        rest = frozenset(parts) - grown
        if not rest:  # the answers contradict each other, as they may where time runs out
            break
        left_out.append(rest)
    return known


def _shrunk(parts: Sequence[P], hold: Callable[[set[P]], set[P] | None]) -> tuple[P, ...]:
    """Return a conflict of which every part is needed."""
    needed = list(parts)
    for part in parts:
        rest = [item for item in needed if item != part]
        if hold(set(rest)) is None:
            needed = rest
    return tuple(needed)


def _grown(parts: Sequence[P], hold: Callable[[set[P]], set[P] | None], start: set[P], known: tuple[P, ...]) -> set[P]:
    """Return as many parts as hold together with those at the start; what contains a known conflict is not tried."""
    grown = start
    for part in parts:
        if part in grown or grown.issuperset(item for item in known if item != part):
            continue
        more = hold(grown | {part})
        if more is not None:
            grown = more
    return grown


def _smallest_hitting(parts: Sequence[P], groups: list[frozenset[P]]) -> set[P]:
    """Return the fewest parts of which every group has one; the earlier ones where several would do."""
    wanted = [part for part in parts if any(part in group for group in groups)]
    for size in range(len(wanted)):
        for chosen in itertools.combinations(wanted, size):
            if all(not group.isdisjoint(chosen) for group in groups):
                return set(chosen)
    return set(wanted)
