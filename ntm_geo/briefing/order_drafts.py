"""Unsaved drafts of running orders: stored by browser at every change, so that closing it loses nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pydantic import TypeAdapter, ValidationError

from ntm_geo.briefing.running_orders import RunningOrder
from ntm_geo.store import browser_drafts

if TYPE_CHECKING:
    from ntm_geo.workspace.workspace import Workspace

_KIND: Final = "running_order"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderDraft:
    """A running order being composed, and as it stood when that began."""

    base: RunningOrder
    order: RunningOrder

    @property
    def changed(self) -> bool:
        """Whether anything is to be saved."""
        return self.order != self.base


_FORM: Final = TypeAdapter(OrderDraft)


def load_drafts(workspace: Workspace, seat: str) -> dict[str, OrderDraft]:
    """Return what a browser has begun: name of the running order to its draft, the one changed last first.

    Parameters
    ----------
    workspace : of the door.
    seat : number of the browser.

    Notes
    -----
    A draft that an older version of the program wrote in another form is left out.
    """
    result = {}
    for name, content in browser_drafts.drafts_of(workspace.store, seat, _KIND).items():
        try:
            result[name] = _FORM.validate_json(content)
        except ValidationError:
            continue
    return result


def keep_draft(workspace: Workspace, seat: str, draft: OrderDraft) -> None:
    """Keep a draft under the name of what it began with; one without a change is dropped."""
    if draft.changed:
        content = _FORM.dump_json(draft).decode()
        browser_drafts.keep_draft(workspace.store, seat, _KIND, draft.base.name, content)
    else:
        drop_draft(workspace, seat, draft.base.name)


def drop_draft(workspace: Workspace, seat: str, name: str) -> None:
    """Drop the draft of a running order."""
    browser_drafts.drop_draft(workspace.store, seat, _KIND, name)
