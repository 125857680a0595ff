"""Whose work is looked at: that of the account, or of a seat that is chosen where there are no accounts."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

import pandas as pd
import streamlit as st

from ntm_geo.acting import current_actor
from ntm_geo.assessment.departments import departments_on
from ntm_geo.errors import NtmGeoError
from ntm_geo.i18n import _
from ntm_geo.records.agency_list import load_agencies
from ntm_geo.tables.unit_table import PROGRAMME_KIND
from ntm_geo.tasks.seat_tasks import ROLES, Seat, seat_of, tasks_of
from ntm_geo.ui.kit import cache, controls, seat
from ntm_geo.ui.kit.messages import escaped, option_labels
from ntm_geo.ui.kit.shared import shared
from ntm_geo.ui.kit.state import current_view

if TYPE_CHECKING:
    from ntm_geo.ui.kit.state import View

_KINDS: Final = (*cache.ASSIGNED, "reports", "confirmations")
"""Kinds of data work follows from."""


def choose_seat(view: View) -> Seat | None:
    """Return the seat of the account; let the reader choose one where nobody signs in. None where none is chosen."""
    actor = current_actor() if seat.accounts_used() else None
    if actor is not None:
        return seat_of(actor)
    roles = cache.workspace().rights.roles
    names = {role: str(roles[role].name.localized) for role in ROLES if role != "district" or _districts(view)}
    left, right = st.columns(2, vertical_alignment="bottom")
    role = left.selectbox(
        _("Whose work"), list(names), format_func=option_labels(names), key="tasks_role"
    )  # fmt: skip
    options = _bodies(view, role)
    if not options:
        return Seat(role=role)
    chosen = right.selectbox(
        escaped(names[role]), list(options), format_func=option_labels(options), key=f"tasks_body_{role}_{view.vintage}"
    )
    if role in {"commune", "district"}:
        return Seat(role=role, units=frozenset({chosen}))
    return Seat(role=role, body=chosen)


def _bodies(view: View, role: str) -> dict[str, str]:
    """Return whom a role can act for; empty where it acts for the province."""
    if role == "commune":
        return {code: name for code, name in cache.full_names(view.vintage).items() if code in _communes(view)}
    if role == "district":
        return _districts(view)
    if role == "department":
        return {item.key: str(item.name) for item in departments_on(cache.workspace(), date(int(view.period), 12, 31))}
    if role == "agency":
        table = load_agencies(cache.workspace()).table
        return dict(zip(table["agency"], table["name"], strict=True))
    return {}


def _communes(view: View) -> set[str]:
    units = cache.units(view.vintage)
    return set(units.loc[units["kind"].eq(PROGRAMME_KIND), "code"])


def _districts(view: View) -> dict[str, str]:
    units = cache.units(view.vintage).dropna(subset="parent_code").drop_duplicates("parent_code")
    return dict(zip(units["parent_code"], units["parent_name"], strict=True))


def tasks_for(view: View, chosen: Seat) -> pd.DataFrame:
    """Return what waits for a seat today, see `tasks.seat_tasks`; never changed."""
    today = date.today()  # noqa: DTZ011 - the day at the place the program runs at
    return _tasks(chosen, view.vintage, int(view.period), today, cache.state_of(_KINDS))


@shared
def _tasks(chosen: Seat, vintage: str, period: int, today: date, state: tuple[int, ...]) -> pd.DataFrame:
    del state  # only tells one state of the data from another
    return tasks_of(cache.workspace(), cache.figures(), chosen, vintage=vintage, period=period, today=today)


def work_waiting() -> int:
    """Return how much waits for the account that is signed in; what keeps that from being read its page shows."""
    actor = current_actor() if seat.accounts_used() else None
    if actor is None or actor.role not in ROLES:
        return 0
    try:
        return len(tasks_for(controls.settle(current_view()), seat_of(actor)))
    except NtmGeoError:
        return 0
