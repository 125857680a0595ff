"""Rules of an assignment, one small frozen object a rule; nothing here knows how they are solved.

Capacity        every agency takes no fewer and no more communes than it can
Districts       nobody goes to a district that is closed to it
AtLeast         every commune gets at least so many partners
AtMost          no commune gets more than so many
KindsRequired   communes of a group get a partner of one of these kinds
KindsForbidden  communes of a group get no partner of these kinds
Spread          the communes of one agency lie in at most so many districts
KeepShare       so large a share of the pairs agreed before is kept
Fair            the least-served commune is served as well as possible, then the next
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

EVERYONE: Final = ""
"""Group all communes belong to."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A condition; ``key`` names its kind and is the same for all rules of a class."""

    @property
    def key(self) -> str:
        """Kind of the rule in small letters."""
        return "".join(f"_{item.lower()}" if item.isupper() else item for item in type(self).__name__).lstrip("_")


@dataclass(frozen=True, slots=True)
class Capacity(Rule):
    """Every agency takes between its fewest and its most communes."""


@dataclass(frozen=True, slots=True)
class Districts(Rule):
    """Agencies stay out of districts closed to them."""


@dataclass(frozen=True, slots=True)
class AtLeast(Rule):
    """Every commune gets at least ``count`` partners, unless it wants another number itself."""

    count: int = 1


@dataclass(frozen=True, slots=True)
class AtMost(Rule):
    """No commune gets more than ``count`` partners."""

    count: int


@dataclass(frozen=True, slots=True)
class KindsRequired(Rule):
    """Communes of a group get at least ``count`` partners of one of the kinds."""

    group: str
    kinds: frozenset[str]
    count: int = 1


@dataclass(frozen=True, slots=True)
class KindsForbidden(Rule):
    """Communes of a group get no partner of the kinds."""

    group: str
    kinds: frozenset[str]


@dataclass(frozen=True, slots=True)
class Spread(Rule):
    """The communes of one agency lie in at most ``most`` districts."""

    most: int = 1


@dataclass(frozen=True, slots=True)
class KeepShare(Rule):
    """At least ``share`` (0 … 1) of the pairs agreed before that are still possible is kept."""

    share: float
    agreed: frozenset[tuple[str, str]]
    """Agency and commune."""


@dataclass(frozen=True, slots=True)
class Fair(Rule):
    """Serve the least-served communes as well as possible before anything else counts.

    How well a commune is served is the sum of the fits of its partners (0 … 1 each), looked at in ``steps`` equal
    steps up to 1: first as few communes as possible stay below the first step, then below the second, and so on.
    """

    steps: int = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """A pair a person decided about: it must be, or must not be."""

    agency: str
    code: str
    inside: bool
    by: str = ""
    why: str = ""


def lock_in(agency: str, code: str, *, by: str = "", why: str = "") -> Lock:
    """Return the lock that keeps a pair."""
    return Lock(agency=agency, code=code, inside=True, by=by, why=why)


def lock_out(agency: str, code: str, *, by: str = "", why: str = "") -> Lock:
    """Return the lock that refuses a pair."""
    return Lock(agency=agency, code=code, inside=False, by=by, why=why)


def capacity() -> Capacity:
    """Keep every agency between its fewest and its most communes."""
    return Capacity()


def districts() -> Districts:
    """Keep agencies out of districts closed to them."""
    return Districts()


def at_least(count: int = 1) -> AtLeast:
    """Give every commune at least so many partners."""
    return AtLeast(count)


def at_most(count: int) -> AtMost:
    """Give no commune more than so many partners."""
    return AtMost(count)


def kinds_required(group: str, *kinds: str, count: int = 1) -> KindsRequired:
    """Give communes of a group a partner of one of the kinds."""
    return KindsRequired(group, frozenset(kinds), count)


def kinds_forbidden(group: str, *kinds: str) -> KindsForbidden:
    """Keep partners of the kinds away from communes of a group."""
    return KindsForbidden(group, frozenset(kinds))


def spread(most: int) -> Spread:
    """Let the communes of one agency lie in at most so many districts."""
    return Spread(most)


def keep_share(share: float, agreed: frozenset[tuple[str, str]]) -> KeepShare:
    """Keep so large a share of the pairs agreed before."""
    return KeepShare(share, agreed)


def fair(steps: int = 5) -> Fair:
    """Serve the least-served communes as well as possible first."""
    return Fair(steps)
