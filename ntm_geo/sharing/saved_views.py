"""Views saved by name: one's own, and those shared with everybody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pandas as pd

from ntm_geo.acting import current_actor, signed
from ntm_geo.errors import TableError, msg
from ntm_geo.records.registers import read_register, write_register
from ntm_geo.store.versions import Slot

if TYPE_CHECKING:
    from ntm_geo.workspace.workspace import Workspace

_SLOT: Final = Slot(kind="views")
_LONGEST: Final = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedView:
    """What is saved."""

    name: str
    page: str
    view: str
    """Query of the address that opens it."""
    shared: bool = False


def load_views(workspace: Workspace) -> pd.DataFrame:
    """Return the views whoever acts may see (``tables.SavedViews``): his own first, then shared ones, by name."""
    table = read_register(workspace, _SLOT).table
    mine = table["account"].eq(_account())
    seen = table[mine | table["shared"].astype(bool)].assign(mine=mine)
    return seen.sort_values(["mine", "name"], ascending=[False, True], ignore_index=True)


def save_view(workspace: Workspace, saved: SavedView, *, by: str) -> None:
    """Save a view by name; one of the own views of that name gives way.

    Raises
    ------
    TableError
        The name is missing or too long.
    RightsError
        Whoever acts may not save views.
    """
    name = " ".join(saved.name.split())
    if not 0 < len(name) <= _LONGEST:
        raise TableError(
            msg("A name has 1 to {longest} characters.", longest=_LONGEST), fix=msg("Give the view a short name.")
        )
    register = read_register(workspace, _SLOT)
    others = register.table[~_is_mine(register.table, name)]
    row = {"account": _account(), "name": name, "page": saved.page, "view": saved.view, "by": signed(by) or "–",
           "shared": saved.shared}  # fmt: skip
    fresh = pd.DataFrame([row], columns=list(register.table.columns))
    table = pd.concat([others, fresh], ignore_index=True) if len(others) else fresh
    write_register(workspace, _SLOT, table, by=by, expected=register.version)


def drop_view(workspace: Workspace, name: str, *, by: str) -> None:
    """Take one of the own views away; earlier versions of the table have it still."""
    register = read_register(workspace, _SLOT)
    table = register.table[~_is_mine(register.table, name)]
    write_register(workspace, _SLOT, table, by=by, expected=register.version)


def _account() -> str:
    actor = current_actor()
    return actor.account if actor else ""


def _is_mine(table: pd.DataFrame, name: str) -> pd.Series[bool]:
    return table["account"].eq(_account()) & table["name"].eq(name)
