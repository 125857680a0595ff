"""A process of the application: how long until it is started again, whether it answers, and who steps in for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Answer = Literal["ready", "not ready", "silent"]
"""What a process says when it is asked whether it is ready: yes; no, for its database is away; nothing in time."""
FIRST_WAIT: Final = 0.5
LONGEST_WAIT: Final = 60.0
STEADY_SECONDS: Final = 120.0
"""A process that has run so long before it died is started again without the wait of those that die at once."""
MISSES: Final = 3
"""So many times in a row it must fail to answer before readers are sent elsewhere; a busy one is slow, not gone."""
HUNG_SECONDS: Final = 60.0
"""A process that was ready and has answered nothing for so long is ended and started again."""


@dataclass(slots=True)
class Member:
    """A process among several; times are seconds of one clock."""

    number: int
    """From 1; readers have it in their cookie."""
    port: int
    started: float = 0.0
    answered: float = 0.0
    """When it last said anything; 0 while it has not since it was started."""
    misses: int = 0
    deaths: int = 0
    """In a row, none of them after `STEADY_SECONDS`."""
    ready: bool = False

    def begin(self, now: float) -> None:
        """Note that it was started."""
        self.started, self.answered, self.misses, self.ready = now, 0.0, 0, False

    def end(self, now: float) -> float:
        """Note that it died; returns the seconds until it is started again, longer every time."""
        steady = self.ready and now - self.started >= STEADY_SECONDS
        self.deaths = 1 if steady else self.deaths + 1
        self.ready, self.answered = False, 0.0
        return float(min(LONGEST_WAIT, FIRST_WAIT * 2 ** (self.deaths - 1)))

    def hear(self, answer: Answer, now: float) -> None:
        """Note what it said when it was asked whether it is ready."""
        if answer != "silent":
            self.answered = now
        if answer == "ready":
            self.ready, self.misses = True, 0
        else:
            self.misses += 1
            self.ready = self.ready and self.misses < MISSES

    def hangs(self, now: float) -> bool:
        """Return whether it once answered since it was started and has been silent for too long."""
        return bool(self.answered) and now - self.answered > HUNG_SECONDS


def serving(members: Sequence[Member]) -> tuple[int, ...]:
    """Return the numbers of those readers are sent to: who is ready, else who answers at all, else everybody.

    Where all say that the database is away, the pages say so in words.
    """
    ready = tuple(member.number for member in members if member.ready)
    answering = tuple(member.number for member in members if member.answered)
    return ready or answering or tuple(member.number for member in members)


def stand_ins(numbers: Sequence[int], serving_now: Sequence[int]) -> Mapping[int, tuple[int, int]]:
    """Return for each process who answers its readers, and who steps in should that one die.

    Both are the next in the circle: whoever is asked, all requests of a reader come to the same process.

    Parameters
    ----------
    numbers : of all processes.
    serving_now : of those readers are sent to, at least one.
    """
    circle = [*serving_now, *serving_now]
    chosen = {}
    for number in numbers:
        following = [other for other in circle if other >= number] or circle
        first = following[0]
        second = circle[circle.index(first) + 1]
        chosen[number] = (first, second)
    return chosen
