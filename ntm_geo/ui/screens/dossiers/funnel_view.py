"""How many communes are how far, which are late and who is next; the office enters the vote of the council here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from ntm_geo.dossiers.dossier_standing import days_for, funnel, where_dossiers_stand
from ntm_geo.i18n import _, format_number
from ntm_geo.themes.level_themes import dossier_theme
from ntm_geo.ui.kit import cache, seat, theme_view
from ntm_geo.ui.kit.messages import escaped, option_labels
from ntm_geo.ui.kit.table import show_table
from ntm_geo.ui.screens.dossiers.council_view import show_votes
from ntm_geo.ui.screens.dossiers.dossier_words import actor_names, state_names

if TYPE_CHECKING:
    from ntm_geo.ui.kit.state import View

_HEIGHT = 520
_ORDER = ("sent_back", "appraised", "appraising", "checked", "sent", "council", "filling", "recognised", "revoked",
          "not_begun")  # fmt: skip


def show_province(view: View, *, by: str) -> None:
    """Show the funnel of a year, the communes behind it, and the votes of the council where they may be entered."""
    space = cache.workspace()
    standing = where_dossiers_stand(space, cache.figures(), vintage=view.vintage, period=int(view.period))
    counts, names = funnel(standing), state_names()
    begun = int(standing["begun"].sum())
    words = _("{year}: {begun} of {count} communes have begun, {late} are late.", year=view.period,
              begun=format_number(begun), count=format_number(len(standing)),
              late=format_number(int(standing["late"].sum())))  # fmt: skip
    st.markdown(f"**{escaped(words)}**")
    for row in (list(names)[:5], list(names)[5:]):
        for box, state in zip(st.columns(5), row, strict=True):
            box.metric(escaped(names[state]), format_number(counts[state]))
    looks = {"table": _("Table"), "map": _("Map")}
    look = st.segmented_control(
        _("Show as"), list(looks), format_func=option_labels(looks), default="table",
        key="dossier_look", label_visibility="collapsed",
    )  # fmt: skip
    if look == "map" and int(view.period) in cache.assessed_years():
        shown = cache.on_level(int(view.period), view.vintage, cache.level())
        theme_view.show_theme(view, shown, dossier_theme(shown, standing), key="dossier_map", height=520)
    else:
        _show_communes(view, standing)
    made_up = cache.figures().provenance_of(int(view.period), view.vintage)
    if counts["recognised"] + counts["revoked"] and made_up.illustrative:
        label = _("Illustrative figures")
        st.caption(escaped(f"{label}: {made_up.source}"))
    if not days_for(space, "appraised")[1]:
        st.caption(
            _("The days of each step are working numbers of the program, to be checked against the official text.")
        )
    if seat.allowed_to("write", "councils"):
        st.subheader(_("Vote of the council"))
        show_votes(view, standing, by=by)
        st.page_link("pages/data.py", label=_("Enter the decision on recognition"), icon=":material/arrow_forward:")


def _show_communes(view: View, standing: pd.DataFrame) -> None:
    names, states, actors = cache.full_names(view.vintage), state_names(), actor_names()
    rows = standing[standing["code"].eq(view.commune)] if view.commune else standing
    rank = rows["state"].map(_ORDER.index)
    rows = rows.assign(rank=rank).sort_values(["late", "rank", "due_on"], ascending=[False, True, True])
    shown = pd.DataFrame(
        {
            _("Commune"): rows["code"].map(names),
            _("State"): rows["state"].map(states),
            _("Since"): rows["since"],
            _("Criteria appraised"): _shares(rows),
            _("Number of criteria met"): rows["met"].where(rows["appraised"].gt(0)).astype("Int64"),
            _("Sent back (criteria)"): rows["sent_back"].where(rows["sent_back"].gt(0)).astype("Int64"),
            _("Who is next"): rows["next"].map(actors),
            _("Due by"): rows["due_on"],
            _("Late"): rows["late"].map({True: _("late"), False: ""}),
        }
    )
    day = st.column_config.DateColumn(format="DD/MM/YYYY")
    height = min(_HEIGHT, 38 + 35 * max(len(shown), 1))
    show_table(shown, height=height, column_config={_("Since"): day, _("Due by"): day})


def _shares(rows: pd.DataFrame) -> list[str]:
    pairs = zip(rows["appraised"], rows["total"], strict=True)
    return [f"{appraised}/{total}" if appraised else "" for appraised, total in pairs]
