"""One cell put right before a meeting: what follows from it is listed, then everything is made anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from ntm_geo.assessment.commune_status import communes_of
from ntm_geo.briefing.correction import Correction, apply, consequences, value_now
from ntm_geo.briefing.publish import PublishRequest
from ntm_geo.i18n import _
from ntm_geo.ui.kit import cache, seat
from ntm_geo.ui.kit.messages import escaped, guard
from ntm_geo.ui.screens.papers.report_view import start

if TYPE_CHECKING:
    from ntm_geo.briefing.briefing_data import BriefRequest
    from ntm_geo.briefing.correction import Consequences
    from ntm_geo.ui.kit.state import View

_VALUES: Final = {"met": True, "not_met": False, "unknown": None}


def show_correction(view: View, brief: BriefRequest) -> None:
    """Ask for the cell, list what follows, and on one click keep it and make everything anew."""
    standing = cache.assessment(int(view.period), "", as_it_is=True)
    if view.vintage != standing.vintage:
        st.info(_("Cells are corrected on the units they were reported for: choose the units in force at that time."))
        return
    names = communes_of(standing).set_index("code")
    texts_by_code = {str(code): f"{row['name']}, {row['district']}" for code, row in names.iterrows()}
    law = {criterion.code: f"{criterion.code} {criterion.name}" for criterion in standing.criteria_set.criteria}
    year = int(view.period)
    mine = seat.limited("results", texts_by_code, period=year)
    if mine:
        texts_by_code = mine
    else:  # a department writes of every commune, but only what it is in charge of
        law = seat.limited("results", law, by="criterion", period=year)
    if not law:
        st.caption(
            _("Cells are corrected by the commune, by the department in charge, or by the office of coordination.")
        )
        return
    words = {"met": _("met"), "not_met": _("not met"), "unknown": _("unknown")}
    position, criterion, result = st.columns([2, 2, 1])
    code = position.selectbox(
        _("Commune"), list(texts_by_code), index=None, format_func=texts_by_code.__getitem__, key="fix_commune",
        placeholder=_("Search by name …"),
    )  # fmt: skip
    wanted = criterion.selectbox(
        _("Criterion"), list(law), index=None, format_func=law.__getitem__, key="fix_criterion",
        placeholder=_("Choose a criterion"),
    )  # fmt: skip
    met = result.selectbox(_("Right result"), list(_VALUES), format_func=words.__getitem__, key="fix_result")
    why, who = st.columns([3, 1])
    reason = why.text_input(_("Why"), key="fix_reason", placeholder=_("Such as: appraised on 12 December"))
    with who:
        by = seat.who("fix_by")
    if not (code and wanted):
        return
    correction = Correction(
        period=int(view.period), code=code, criterion=wanted, met=_VALUES[met or "met"], reason=reason
    )
    now = {True: words["met"], False: words["not_met"], None: words["unknown"]}[value_now(cache.figures(), correction)]
    st.caption(escaped(_("In the data now: {result}", result=now)))
    look, keep = st.columns(2)
    if look.button(_("What follows from it"), icon=":material/account_tree:", key="fix_look", width="stretch"):
        with guard(stop=False), st.spinner(_("Working out what follows …")):
            st.session_state["fix_found"] = (correction, consequences(cache.workspace(), cache.figures(), correction))
    seen = st.session_state.get("fix_found")
    if seen and seen[0] == correction:
        _show(seen[1])
    if keep.button(
        _("Keep it and make everything anew"), icon=":material/published_with_changes:", key="fix_keep", type="primary",
        width="stretch", disabled=not (seen and seen[0] == correction),
        help=_("First look at what follows from it."),
    ):  # fmt: skip
        with guard(stop=False):
            apply(cache.workspace(), cache.figures(), correction, by=by)
            del st.session_state["fix_found"]
            start(PublishRequest(kind="all", brief=brief))


def _show(results: Consequences) -> None:
    if results.none:
        st.info(_("Nothing follows from it."))
    for heading, lines in (
        (_("Commune"), results.tiers),
        (_("Targets"), results.targets),
        (_("Lists of priorities"), results.lists),
        (_("Partners"), results.pairs),
    ):
        if lines:
            st.markdown(f"**{escaped(heading)}**\n" + "\n".join(f"- {escaped(line)}" for line in lines))
