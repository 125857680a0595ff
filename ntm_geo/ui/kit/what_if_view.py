"""What if: a hypothesis that criteria are met, shown on every page; nothing is written, and every page says so."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

import streamlit as st

from ntm_geo.assessment.what_if import missing_of
from ntm_geo.boundaries.units import full_name
from ntm_geo.i18n import _
from ntm_geo.ui.kit import cache
from ntm_geo.ui.kit.fragments import run_dialog
from ntm_geo.ui.kit.messages import escaped
from ntm_geo.ui.kit.state import current_view, remember

if TYPE_CHECKING:
    from ntm_geo.ui.kit.state import View

KEPT: Final = cache.WHAT_IF
_READ: Final = "what_if_read"
_ADDRESS: Final = re.compile(r"(\d{4})_([^_]{1,40})_((?:\d{5}\.\d{1,3})(?:-\d{5}\.\d{1,3}){0,999})\Z")


def restore(view: View) -> None:
    """Take up what the address says is taken as met, once a session; what it cannot mean is left out."""
    if st.session_state.get(_READ):
        return
    st.session_state[_READ] = True
    match = _ADDRESS.match(view.what_if)
    vintages = {vintage.key for vintage in cache.workspace().province.vintages}
    if match is None or match[2] not in vintages or KEPT in st.session_state:
        return
    units = set(cache.units(match[2])["code"])
    law = cache.workspace().set_on(date(int(match[1]), 12, 31))
    criteria = {criterion.code for criterion in law.criteria}
    pairs = [tuple(pair.split(".")) for pair in match[3].split("-")]
    met = frozenset((code, item) for code, item in pairs if code in units and item in criteria)
    if met:
        st.session_state[KEPT] = (int(match[1]), match[2], met)


def _address_of(period: int, vintage: str, met: frozenset[tuple[str, str]]) -> str:
    return f"{period}_{vintage}_" + "-".join(f"{code}.{item}" for code, item in sorted(met))


def show_banner() -> None:
    """Say on every page that figures are as if, and let the reader take it back."""
    remembered = st.session_state.get(KEPT)
    if not remembered:
        return
    _period, _vintage, met = remembered
    words, button = st.columns([6, 1], vertical_alignment="center")
    communes = len({code for code, _criterion in met})
    words.warning(
        escaped(
            _(
                "As if {criteria} criteria in {communes} communes were met; a commune with all criteria counts as "
                "recognised. Nothing of it is written to the data.",
                criteria=len(met),
                communes=communes,
            )
        ),
        icon=":material/psychology_alt:",
    )
    if button.button(_("Take it back"), icon=":material/undo:", key="what_if_back"):
        del st.session_state[KEPT]
        remember(current_view().change(what_if=""))
        st.rerun()


def show_form(view: View, *, key: str) -> None:
    """Offer to take criteria of communes as met; nothing but a button is sent before it is pressed.

    ``key`` is that of the map: a page may show two.
    """
    if view.against:
        return
    if st.button(_("What if …"), icon=":material/psychology_alt:", key=f"what_if_{key}"):
        _ask(view)


def _ask(view: View) -> None:
    """Open the dialog, its title in the reader's language."""
    run_dialog(_("What if …"), _form, view)


def _form(view: View) -> None:
    """Let the reader choose communes and criteria."""
    st.markdown(_("Take criteria as met, and see the tiers and targets answer. Nothing is written to the data."))
    standing = cache.assessment(int(view.period), view.vintage, view.rule, as_it_is=True)
    units = standing.units.set_index("code")
    codes = list(standing.assessment.standings["code"])
    names = {code: full_name(units.loc[code, "kind"], units.loc[code, "name"]) for code in codes}
    chosen = st.multiselect(
        _("Which communes"),
        codes,
        default=[view.commune] if view.commune in names else [],
        format_func=names.__getitem__,
        key=f"what_if_communes_{view.commune}",
    )
    lacking = {code: missing_of(standing, code) for code in chosen}
    known = {criterion.code: f"{criterion.code}. {criterion.name}" for criterion in standing.criteria_set.criteria}
    offered = [code for code in known if any(code in item for item in lacking.values())]
    criteria = st.multiselect(
        _("Criteria they miss"), offered, format_func=known.__getitem__, key=f"what_if_criteria_{'_'.join(chosen)}",
        placeholder=_("all of them"),
    )  # fmt: skip
    if st.button(_("See what follows"), type="primary", disabled=not chosen, key="what_if_go"):
        taken = criteria or offered
        more = {(code, item) for code in chosen for item in lacking[code] if item in taken}
        before = st.session_state.get(KEPT)
        same = before is not None and before[:2] == (int(view.period), view.vintage)
        met = frozenset(more | (set(before[2]) if before is not None and same else set()))
        st.session_state[KEPT] = (int(view.period), view.vintage, met)
        remember(current_view().change(what_if=_address_of(int(view.period), view.vintage, met)))
        st.rerun()
