"""The guard: criteria set, units and date must belong together, or be bridged by a crosswalk; it says why not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ntm_geo.boundaries.carrying import refuse_backwards
from ntm_geo.errors import NotInForceError, msg
from ntm_geo.i18n import format_date

if TYPE_CHECKING:
    from datetime import date

    from ntm_geo.workflows.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Bridge:
    """How figures of a day come to the units asked for."""

    kind: Literal["native", "carried"]
    source: str
    """Vintage the figures of that day belong to."""
    target: str


def check_belongs(workspace: Workspace, *, vintage: str, on: date) -> Bridge:
    """Return how the figures of a day come to a vintage's units.

    Parameters
    ----------
    workspace : of the door; its criteria set is the one figures are judged by.
    vintage : units asked for; empty for those in force on that day.
    on : the day the figures stand for.

    Raises
    ------
    NotInForceError
        The criteria set had expired, no units were in force, or the units asked for are older than the figures.
    """
    law = workspace.criteria_set
    if on > law.expires:
        raise NotInForceError(
            msg("The criteria set {name} ended on {day}; figures of later days cannot be judged by it.",
                name=str(law.name), day=format_date(law.expires)),
            where=law.key,
            fix=msg("Add the criteria set that followed it, or choose an earlier year."),
        )  # fmt: skip
    native = workspace.province.vintage_on(on).key
    if vintage in {"", native}:
        return Bridge(kind="native", source=native, target=native)
    keys = [one.key for one in workspace.province.vintages]
    if vintage in keys and keys.index(vintage) < keys.index(native):
        raise refuse_backwards(native, vintage)
    workspace.province.crosswalk(native, vintage)
    return Bridge(kind="carried", source=native, target=vintage)
