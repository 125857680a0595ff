"""A commune says whether support was done as its agency reported it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from ntm_geo.i18n import _, format_date
from ntm_geo.partners.confirming import confirm_support
from ntm_geo.ui.kit import cache, flash, seat
from ntm_geo.ui.kit.messages import escaped, guard

if TYPE_CHECKING:
    import pandas as pd

    from ntm_geo.ui.kit.state import View


def show_confirming(view: View, tasks: pd.DataFrame, *, by: str) -> None:
    """Show what waits to be confirmed, a form each; the list closes when everything is said."""
    rows = tasks[tasks["kind"].eq("confirm")]
    if rows.empty or not seat.allowed_to("write", "confirmations"):
        return
    st.subheader(_("Support to be confirmed"))
    names = cache.full_names(view.vintage)
    for row in rows.to_dict("records"):
        number = int(row["number"])
        with st.container(border=True, key=f"confirm_{number}"):
            day = format_date(row["since"].date())
            about = _("{content}, done on {day}", content=row["about"], day=day)
            st.markdown(f"**{escaped(names[row['code']])}** · {escaped(about)}")
            words, yes, no = st.columns([3, 1, 1], vertical_alignment="bottom")
            note = words.text_input(
                _("What differs, where it is not as reported"), key=f"confirm_note_{number}", max_chars=1_000
            )
            agreed = yes.button(_("Confirm"), icon=":material/check:", key=f"confirm_yes_{number}", width="stretch")
            refused = no.button(_("Not as reported"), key=f"confirm_no_{number}", width="stretch")
            if agreed or refused:
                with guard(stop=False):
                    confirm_support(cache.workspace(), number, confirmed=agreed, note=note, vintage=view.vintage, by=by)
                    flash.flash(_("The word of the commune is kept."))
                    st.rerun()
