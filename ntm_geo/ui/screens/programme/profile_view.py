"""A commune's page: everything known of it on one sheet that prints on A4."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd
import streamlit as st
from markupsafe import Markup

from ntm_geo.assessment.hamlets import count_differences
from ntm_geo.assessment.progress import compare_years
from ntm_geo.assessment.recognition_lists import decision_text
from ntm_geo.assessment.years import years_to
from ntm_geo.briefing.dossier import dossier
from ntm_geo.briefing.profile import profile
from ntm_geo.i18n import _, format_date, format_number
from ntm_geo.monitoring import commune_work
from ntm_geo.themes import map_layers
from ntm_geo.ui.kit import cache
from ntm_geo.ui.kit.messages import escaped
from ntm_geo.ui.kit.state import remember
from ntm_geo.ui.kit.table import show_table
from ntm_geo.ui.screens.programme import district_view, panel, plan_view

if TYPE_CHECKING:
    from ntm_geo.assessment.period import PeriodAssessment
    from ntm_geo.briefing.dossier import Dossier
    from ntm_geo.briefing.profile import Profile
    from ntm_geo.ui.kit.state import View

_SEEN: Final = "communes_seen"
_MOST_SEEN: Final = 6

_PRINT_HEAD = Markup('<div class="ntm-print-head"><b>{}</b><span>{}</span></div>')
"""What stands above the sheet on paper alone: what it is, of which province and year."""


def show_dossier(view: View) -> None:
    """Show the sheet of the commune of a view."""
    seen = [item for item in st.session_state.get(_SEEN, []) if item != view.commune]
    st.session_state[_SEEN] = [view.commune, *seen][:_MOST_SEEN]
    space = cache.workspace()
    years = years_to(space, cache.figures(), int(view.period), view.vintage)
    standings = [cache.assessment(year, view.vintage, view.rule) for year in (int(view.period), *years)]
    result = profile(space, view.commune, standings)
    more = dossier(space, cache.figures(), standings[0], view.commune, cache.layer(view.vintage, view.boundaries))
    difference = count_differences(space, cache.figures(), standings[0]).get(view.commune, "")
    labels = map_layers.class_labels(standings[0].criteria_set)
    stamp = map_layers.map_stamp(standings[0].provenance, cache.layer(view.vintage, view.boundaries))
    st.html(
        _PRINT_HEAD.format(
            _("Profile of a commune"),
            _("{province} · results by the end of {year}", province=str(space.province.name), year=standings[0].period),
        )
    )
    left, right = st.columns([1.1, 1], gap="large")
    with left:
        st.html(Markup('<div class="ntm-panel ntm-dossier">{}</div>').format(panel.head_and_missing(result, labels)))
        st.image(more.location, width="stretch", caption=_("Where it lies"))
        st.html(Markup('<div class="ntm-panel ntm-dossier">{}{}</div>').format(_facts(more), _partners(result)))
    with right:
        st.html(
            Markup('<div class="ntm-panel ntm-dossier">{}{}{}</div>').format(
                panel.criteria_and_history(result, labels),
                _registers(more, result, difference),
                _work(view),
            )
        )
    source = _("Figures: {source}", source=standings[0].provenance.source)
    st.html(Markup('<div class="ntm-source">{}</div>').format(" · ".join(item for item in (stamp, source) if item)))


def show_start(view: View) -> None:
    """Show where to begin while no commune is chosen: those looked at before, and those that changed last."""
    st.info(_("Type the name of a commune above, with or without tone marks."), icon=":material/search:")
    names = cache.full_names(view.vintage)
    seen = [code for code in st.session_state.get(_SEEN, []) if code in names]
    if seen:
        with st.container(horizontal=True, vertical_alignment="center", key="commune_seen"):
            st.markdown(f"**{escaped(_('Looked at before'))}**")
            for code in seen:
                if st.button(escaped(names[code]), key=f"seen_{code}"):
                    _open(view, code)
    before = district_view.year_before(view)
    if before is not None:
        _show_changed(view, before, names)


def _show_changed(view: View, before: PeriodAssessment, names: dict[str, str]) -> None:
    """Show the communes with the most criteria gained or lost since the year before; one chosen opens."""
    comparison = compare_years(before, cache.assessment(int(view.period), view.vintage, view.rule))
    changes = comparison.changes.assign(
        by=comparison.changes["gained"].map(len) - comparison.changes["lost"].map(len),
        moved=comparison.changes["gained"].map(len) + comparison.changes["lost"].map(len),
    )
    changes = changes[changes["moved"].gt(0)].sort_values(["moved", "code"], ascending=[False, True], ignore_index=True)
    st.subheader(escaped(_("What changed since the end of {year}", year=before.period)), anchor=False)
    st.markdown(escaped(comparison.sentence))
    shown = pd.DataFrame(
        {
            _("Commune"): changes["code"].map(names),
            _("More or fewer"): changes["by"],
            _("Gained"): changes["gained"].map(", ".join),
            _("Lost"): changes["lost"].map(", ".join),
        }
    )
    event: Any = show_table(
        shown, height=38 + 35 * min(len(shown), 10), on_select="rerun", selection_mode="single-row",
        key=f"changed_{view.period}_{view.vintage}",
        column_config={_("More or fewer"): st.column_config.NumberColumn(format="%+d", width="small")},
    )  # fmt: skip
    rows = event["selection"]["rows"]
    if rows:
        _open(view, str(changes.iloc[rows[0]]["code"]))


def _open(view: View, code: str) -> None:
    remember(view.change(commune=code))
    st.rerun()


def _facts(more: Dossier) -> Markup:
    area = _("{area} km²", area=format_number(more.area_km2, digits=1)) if more.area_km2 else _("no data")
    people = _("{count} people", count=format_number(more.population)) if more.population else _("no data")
    rows = [(_("Area"), area), (_("Population"), people), (_("On the border"), _("yes") if more.border else _("no"))]
    if more.zone:
        rows.append((_("Ethnic-minority zone"), more.zone))
    if more.poverty_rate is not None:
        rows.append((_("Poverty rate"), f"{format_number(more.poverty_rate, digits=1)}%"))
    return Markup("<h3>{}</h3><table>{}</table>").format(_("The commune"), _rows(rows))


def _work(view: View) -> Markup:
    """Return what the commune registered for the year, how far its recognition is, and what is in its way."""
    plan = commune_work.of_commune(cache.workspace(), view.commune, vintage=view.vintage, year=int(view.period))
    parts = Markup("")
    if plan.registered:
        parts += Markup("<h3>{}</h3><div>{}</div>").format(
            _("Registered for {year}", year=view.period), ", ".join(plan.registered)
        )
    if plan.stages:
        names, levels = plan_view.step_names(), plan_view.level_names()
        lines = [(levels[level], f"{names[step]} · {format_date(since)}") for level, step, since in plan.stages]
        parts += Markup("<h3>{}</h3><table>{}</table>").format(_("Steps of recognition"), _rows(lines))
    if plan.difficulties:
        lines = [(what, _("late") if late else _("open")) for what, late in plan.difficulties]
        parts += Markup("<h3>{}</h3><table>{}</table>").format(_("Difficulties"), _rows(lines))
    if plan.solved:
        lines = [(" – ".join(filter(None, (what, how))), format_date(on)) for what, how, on in plan.solved]
        parts += Markup("<h3>{}</h3><table>{}</table>").format(_("Difficulties that were solved"), _rows(lines))
    if plan.inspections:
        lines = [(f"{who}: {result}", format_date(on)) for on, who, result in plan.inspections]
        parts += Markup("<h3>{}</h3><table>{}</table>").format(_("Inspections"), _rows(lines))
    return parts


def _partners(result: Profile) -> Markup:
    """Return who helped the commune, year by year; nothing outside the programme or where nobody is known."""
    if not result.partners:
        return Markup("")
    made_up = _("illustrative")
    lines = [
        Markup("<tr><td>{}</td><td>{}{}</td></tr>").format(
            partner.year, partner.names, f" ({made_up})" if partner.illustrative else ""
        )
        for partner in result.partners
    ]
    return Markup("<h3>{}</h3><table>{}</table>").format(_("Partner agencies by year"), Markup("").join(lines))


def _registers(more: Dossier, result: Profile, difference: str) -> Markup:
    levels = {
        "standard": _("the new rural standard"),
        "advanced": _("the advanced new rural standard"),
        "model": _("the model new rural standard"),
        "modern": _("the modern new rural commune (pilot)"),
    }
    parts = Markup("<h3>{}</h3>").format(_("Recognitions"))
    if more.recognitions:
        lines = [
            (
                levels[recognition.level],
                " · ".join(
                    part
                    for part in (
                        _("for {year}", year=recognition.for_year),
                        decision_text(recognition.decision, recognition.on),
                        _("revoked on {day}", day=format_date(recognition.revoked)) if recognition.revoked else "",
                        _("ended with its criteria set (not checked)") if recognition.ended else "",
                    )
                    if part
                ),
            )
            for recognition in more.recognitions
        ]
        parts += Markup("<table>{}</table>").format(_rows(lines))
    else:
        parts += Markup("<div>{}</div>").format(_("None recorded."))
    if more.hamlets or result.hamlets_total:
        marks = {True: "✓", False: "–"}
        hamlets = [
            Markup('<tr><td>{}{}</td><td class="ntm-number">{}</td></tr>').format(
                hamlet.name,
                Markup('<div class="ntm-quiet">{}</div>').format(hamlet.state) if hamlet.state else "",
                f"{marks[hamlet.certified]} {hamlet.said}".strip(),
            )
            for hamlet in more.hamlets
        ]
        head = _("Hamlets ({certified} of {total} certified)",
                 certified=result.hamlets_certified, total=result.hamlets_total)  # fmt: skip
        parts += Markup("<h3>{}</h3>").format(head)
        if difference:
            parts += Markup('<div class="ntm-quiet">{}</div>').format(difference)
        parts += Markup("<table class='ntm-two'>{}</table>").format(Markup("").join(hamlets))
    return parts


def _rows(lines: list[tuple[str, str]]) -> Markup:
    return Markup("").join(
        Markup('<tr><td>{}</td><td class="ntm-number">{}</td></tr>').format(first, second) for first, second in lines
    )
