"""Order of the plans offered to a reader, the one shown first at the head, and the default name of a new plan."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ntm_geo.partners.plan_editions import plans_kept, read_editions
from ntm_geo.tables.assignment_table import IN_FORCE

if TYPE_CHECKING:
    from collections.abc import Collection

    from ntm_geo.partners.plan_editions import Edition
    from ntm_geo.workspace.workspace import Workspace


def plans_to_open(workspace: Workspace, *, vintage: str, year: int, today: date | None = None) -> tuple[Edition, ...]:
    """Return the editions a reader may open, the one to show first at the head.

    Parameters
    ----------
    workspace : of the door.
    vintage : of the units.
    year : the figures looked at are those of its end; a plan made from them is for the year after.
    today : the day; that of the clock unless given.

    Returns
    -------
    The newest edition of every plan and, below a newer draft, the decided one that still holds. First those in force
    today, then those decided for the year after ``year``, then the others; the one changed last first.
    """
    day = today or date.today()  # noqa: DTZ011 - the day at the place the program runs at
    result = []
    for version in plans_kept(workspace, vintage=vintage):
        *earlier, newest = read_editions(workspace, version.slot.period, version.slot.vintage)
        result += [*(item for item in earlier if item.state == "decided"), newest]

    def weight(edition: Edition) -> tuple[bool, bool, int, int]:
        decided = edition.state == "decided" and edition.first_year <= year + 1 <= edition.last_year
        return edition.state_on(day) == IN_FORCE, decided, edition.version, edition.edition

    return tuple(sorted(result, key=weight, reverse=True))


def free_name(name: str, taken: Collection[str]) -> str:
    """Return a name no plan has yet: the one given, or with a number behind it.

    Examples
    --------
    >>> free_name("Assignment 2023", {"Assignment 2023"})
    'Assignment 2023 (2)'
    """
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name} ({number})"
    return free
