"""What whoever sits here may do with dossiers, and which part of the page is opened first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from ntm_geo.acting import current_actor
from ntm_geo.i18n import _
from ntm_geo.ui.kit import cache, seat
from ntm_geo.ui.kit.messages import option_labels

if TYPE_CHECKING:
    from ntm_geo.ui.kit.state import View

_FIRST = {"commune": "fill", "district": "appraise", "department": "appraise"}


def own_commune(view: View) -> View:
    """Return the view at the commune of the account, where it acts for one and none is chosen."""
    actor = current_actor() if seat.accounts_used() else None
    if view.commune or actor is None or actor.role != "commune" or len(actor.units) != 1:
        return view
    (code,) = actor.units
    return view.change(commune=code) if code in set(cache.units(view.vintage)["code"]) else view


def choose_part() -> tuple[str, str]:
    """Let the reader choose a part of the page, and say who he is where he may write; returns both."""
    names = {}
    if seat.allowed_to("write", "reports"):
        names["fill"] = _("Self-assessment")
    if seat.allowed_to("write", "appraisals"):
        names["appraise"] = _("Appraisal")
    writes = bool(names)
    names["province"] = _("Whole province")
    if cache.dossiers().years:
        names["differences"] = _("Appraisal against report")
    actor = current_actor() if seat.accounts_used() else None
    first = _FIRST.get(actor.role, "province") if actor else next(iter(names))
    kind, name = st.columns([2.4, 1], vertical_alignment="center")
    chosen = kind.segmented_control(
        _("Show"), list(names), format_func=option_labels(names), default=first if first in names else "province",
        key="dossier_part", label_visibility="collapsed",
    )  # fmt: skip
    with name:
        by = seat.who("data_by") if writes else ""
    return chosen or "province", by


def fills_for(code: str) -> bool:
    """Return whether whoever sits here may fill in for a commune, as far as a page needs to know."""
    if not seat.allowed_to("write", "reports"):
        return False
    actor = current_actor() if seat.accounts_used() else None
    return actor is None or actor.role != "commune" or code in actor.units


def department_here() -> str:
    """Return the department whoever sits here acts for; empty for everybody else."""
    actor = current_actor() if seat.accounts_used() else None
    return actor.body if actor is not None and actor.role == "department" else ""


def step_here() -> str:
    """Return the step whoever sits here takes: ``district`` or ``department``; empty where both are open to him."""
    actor = current_actor() if seat.accounts_used() else None
    return actor.role if actor is not None and actor.role in {"district", "department"} else ""


def units_here() -> frozenset[str]:
    """Return the communes and districts whoever sits here acts for; empty where that is no limit."""
    actor = current_actor() if seat.accounts_used() else None
    return actor.units if actor is not None and actor.role == "district" else frozenset()
