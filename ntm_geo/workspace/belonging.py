"""The guard: criteria set, units and date must belong together, or be bridged by a crosswalk; it says why not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ntm_geo.boundaries.carrying import refuse_backwards

if TYPE_CHECKING:
    from datetime import date

    from ntm_geo.workspace.workspace import Workspace


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
    workspace : of the door; its criteria sets are those figures are judged by.
    vintage : units asked for; empty for those in force on that day.
    on : the day the figures stand for.

    Raises
    ------
    NotInForceError
        The last criteria set had expired, no units were in force, or the units asked for are older than the figures.
    """
    workspace.set_on(on)
    native = workspace.province.vintage_on(on).key
    if vintage in {"", native}:
        return Bridge(kind="native", source=native, target=native)
    keys = [vintage.key for vintage in workspace.province.vintages]
    if vintage in keys and keys.index(vintage) < keys.index(native):
        raise refuse_backwards(native, vintage)
    workspace.province.crosswalk(native, vintage)
    return Bridge(kind="carried", source=native, target=vintage)
