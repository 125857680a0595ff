"""Running orders: the slides of a meeting, composed by the planner, kept version by version; one is always ready."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pandas as pd

from ntm_geo.errors import TableError, msg
from ntm_geo.i18n import _
from ntm_geo.records.registers import read_register, write_register
from ntm_geo.store.kinds import MODELS
from ntm_geo.store.versions import Slot
from ntm_geo.tables.base import each_row
from ntm_geo.tables.saved.running_order_table import SHOWS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ntm_geo.store.versions import Version
    from ntm_geo.workspace.workspace import Workspace

SLOT: Final = Slot(kind="running_orders")
SUBJECTS: Final = ("tiers", "criterion", "priority", "commune")
"""Slides that are about something by name or code."""
_NEEDED: Final = ("criterion", "commune")
"""Slides that say nothing without it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A slide as it was composed; empty texts leave what the figures say."""

    show: str
    subject: str = ""
    title: str = ""
    statement: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningOrder:
    """The slides of a meeting."""

    name: str
    items: tuple[Item, ...]


def show_names() -> dict[str, str]:
    """Return what a slide may show, in the current language."""
    names = {
        "title": _("Title"),
        "targets": _("Results against the targets"),
        "tiers": _("Tiers of communes"),
        "progress": _("Tiers year by year"),
        "districts": _("Results by district"),
        "criteria": _("Results by criterion"),
        "criterion": _("One criterion or indicator"),
        "hamlets": _("Certified hamlets"),
        "priority": _("Priority communes"),
        "assignment": _("Who helps whom"),
        "difficulties": _("Difficulties and obstacles"),
        "commune": _("One commune"),
        "proposals": _("Proposals and tasks"),
        "text": _("Text of one's own"),
    }
    return {key: names[key] for key in SHOWS}


def ready_order() -> RunningOrder:
    """Return the running order of the annual meeting, ready to be shown."""
    shows = (
        "title", "targets", "tiers", "progress", "districts", "criteria", "hamlets", "priority", "assignment",
        "difficulties", "proposals",
    )  # fmt: skip
    return RunningOrder(name=_("Annual meeting"), items=tuple(Item(show=show) for show in shows))


def load_orders(workspace: Workspace) -> tuple[tuple[RunningOrder, ...], int | None]:
    """Return what is kept, by name, and the number of its version; None where nothing was kept yet."""
    register = read_register(workspace, SLOT)
    table = register.table.sort_values(["name", "position"])
    orders = [
        RunningOrder(name=str(name), items=tuple(_item(row) for row in each_row(rows)))
        for name, rows in table.groupby("name", sort=True)
    ]
    return tuple(orders), register.version


def order_named(workspace: Workspace, name: str) -> RunningOrder:
    """Return a running order by its name; the ready one for an empty name, or for its own.

    Raises
    ------
    TableError
        There is none of that name.
    """
    stored, _version = load_orders(workspace)
    ready = ready_order()
    for item in (*stored, ready):
        if item.name == (name or ready.name):
            return item
    raise TableError(
        msg("There is no running order {name}.", name=name),
        fix=msg("Use one of: {choices}.", choices="; ".join(item.name for item in (*stored, ready))),
    )


def save_order(
    workspace: Workspace, order: RunningOrder, *, by: str, expected: int | None, instead_of: str = ""
) -> tuple[Version, bool]:  # fmt: skip
    """Keep a running order; others stay as they are.

    Parameters
    ----------
    workspace : of the door.
    order : with a name and at least one slide.
    by : who composed it.
    expected : number of the version it was composed in, None where nothing was kept.
    instead_of : name it had before, where it was renamed.

    Raises
    ------
    TableError
        It has no name or no slide, or a slide does not say what it is about.
    VersionConflictError
        Somebody else saved meanwhile.
    """
    _check(order)
    stored, _version = load_orders(workspace)
    others = [item for item in stored if item.name not in {order.name, instead_of}]
    return _keep(workspace, [*others, order], by=by, expected=expected, note=order.name)


def delete_order(workspace: Workspace, name: str, *, by: str, expected: int | None) -> tuple[Version, bool]:
    """Take a running order away; its earlier versions can be brought back. Raises `VersionConflictError`."""
    stored, _version = load_orders(workspace)
    others = [item for item in stored if item.name != name]
    return _keep(workspace, others, by=by, expected=expected, note=_("Taken away: {name}", name=name))


def _check(order: RunningOrder) -> None:
    if not order.name.strip():
        raise TableError(msg("The running order has no name."), fix=msg("Give it a name, such as that of the meeting."))
    if not order.items:
        raise TableError(msg("The running order has no slide."), fix=msg("Add at least one slide."))
    for index, item in enumerate(order.items, start=1):
        if item.show in _NEEDED and not item.subject.strip():
            raise TableError(
                msg("Slide {place} does not say what it is about.", place=index),
                where=order.name,
                fix=msg("Choose its criterion or commune."),
            )


def _keep(
    workspace: Workspace, orders: Sequence[RunningOrder], *, by: str, expected: int | None, note: str
) -> tuple[Version, bool]:
    rows = [
        {
            "name": order.name.strip(), "position": index, "show": item.show, "subject": item.subject or None,
            "title": item.title or None, "statement": item.statement or None, "note": item.note or None,
        }
        for order in orders
        for index, item in enumerate(order.items, start=1)
    ]  # fmt: skip
    table = pd.DataFrame(rows, columns=list(MODELS[SLOT.kind].to_schema().columns))
    return write_register(workspace, SLOT, table, by=by, expected=expected, note=note)


def _item(row: object) -> Item:
    def text(name: str) -> str:
        value = getattr(row, name)
        return "" if pd.isna(value) else str(value)

    return Item(
        show=text("show"), subject=text("subject"), title=text("title"), statement=text("statement"), note=text("note")
    )
