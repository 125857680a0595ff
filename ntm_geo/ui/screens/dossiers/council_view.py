"""The vote of the council on a commune, entered by the office; the decision itself stands under the recognitions."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import streamlit as st

from ntm_geo.assessment.by_other_sets.upper_level import levels_known
from ntm_geo.dossiers.appraising import Vote, record_vote
from ntm_geo.dossiers.dossier_rows import read_dossiers
from ntm_geo.dossiers.dossier_standing import vote_share
from ntm_geo.i18n import _, format_date
from ntm_geo.records.attachments import attachments_of
from ntm_geo.tables.base import each_row
from ntm_geo.ui.kit import cache, flash
from ntm_geo.ui.kit.messages import escaped, guard

if TYPE_CHECKING:
    import pandas as pd

    from ntm_geo.ui.kit.state import View


def show_votes(view: View, standing: pd.DataFrame, *, by: str) -> None:
    """Show the votes of the year, and the form to enter one on a commune all criteria of which are appraised."""
    space, period = cache.workspace(), int(view.period)
    names = cache.full_names(view.vintage)
    votes = read_dossiers(space, vintage=view.vintage, period=period).councils
    for row in each_row(votes):
        proposes = _("recognition is proposed") if row.proposes else _("recognition is not proposed")
        words = _("{commune}: {agreed} of {present} members present agreed on {day}; {result}.",
                  commune=names.get(row.code, row.code), agreed=row.agreed, present=row.present,
                  day=format_date(row.held_on.date()), result=proposes)  # fmt: skip
        st.markdown(f"- {escaped(words)}")
    ready = list(standing.loc[standing["state"].isin(["appraised", "council"]), "code"])
    if not ready:
        st.caption(_("The council votes on a commune when all its criteria are appraised."))
        return
    code = st.selectbox(_("Commune"), ready, format_func=lambda key: names.get(key, key), key="council_commune")
    _form(view, code, by=by)


def _form(view: View, code: str, *, by: str) -> None:
    space, period = cache.workspace(), int(view.period)
    files = attachments_of(space, code, vintage=view.vintage)
    minutes = {0: _("– none –")} | {int(row.number): f"{row.title} · {row.file_name}" for row in each_row(files)}
    share, verified = vote_share(space)
    with st.form(f"council_{code}_{period}"):
        first, second, third, fourth = st.columns(4)
        met_on: Any = first.date_input(_("Day of the meeting"), value="today", format="DD/MM/YYYY")
        members = second.number_input(_("Members"), min_value=1, max_value=200, value=9)
        present = third.number_input(_("Present"), min_value=1, max_value=200, value=9)
        agreed = fourth.number_input(_("Agreed"), min_value=0, max_value=200, value=9)
        proposes = st.checkbox(_("The council proposes recognition"), value=True)
        number = st.selectbox(_("Minutes"), list(minutes), format_func=minutes.__getitem__)
        note = st.text_input(_("Remarks"), max_chars=400)
        if not verified:
            st.caption(
                _("By our reading more than {share} % of the members present have to agree; to be checked against the "
                  "official text.", share=round(share * 100))
            )  # fmt: skip
        if not st.form_submit_button(_("Save the vote"), type="primary"):
            return
    day = met_on if isinstance(met_on, date) else date.today()  # noqa: DTZ011 - the day at the place the program runs at
    with guard(stop=False):
        vote = Vote(
            held_on=day, members=int(members), present=int(present), agreed=int(agreed), proposes=proposes,
            level=levels_known(space, period)[0], minutes=int(number) or None, note=note,
        )  # fmt: skip
        record_vote(space, code, vote, vintage=view.vintage, period=period, by=by)
        flash.flash(_("The vote was saved."))
        st.rerun()
