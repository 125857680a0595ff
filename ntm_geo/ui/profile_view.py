"""A commune's page: everything known of it on one sheet that prints on A4."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st
from markupsafe import Markup

from ntm_geo.i18n import _, format_date, format_number
from ntm_geo.ui import cache, panel, plan_view
from ntm_geo.workflows import assess, draw, plans
from ntm_geo.workflows.dossier import dossier
from ntm_geo.workflows.profile import profile

if TYPE_CHECKING:
    from ntm_geo.ui.state import View
    from ntm_geo.workflows.dossier import Dossier
    from ntm_geo.workflows.profile import Profile


def show_dossier(view: View) -> None:
    """Show the sheet of the commune of a view."""
    space = cache.workspace()
    years = assess.periods(cache.figures())
    standings = [cache.assessment(year, view.vintage, view.rule) for year in (int(view.period), *years)]
    found = profile(space, view.commune, standings)
    more = dossier(space, cache.figures(), standings[0], view.commune, cache.layer(view.vintage, view.boundaries))
    labels = draw.class_labels(standings[0].criteria_set)
    stamp = draw.map_stamp(standings[0].provenance, cache.layer(view.vintage, view.boundaries))
    left, right = st.columns([1.1, 1], gap="large")
    with left:
        st.html(Markup('<div class="ntm-panel ntm-dossier">{}</div>').format(panel.head_and_criteria(found, labels)))
        st.image(more.location, width="stretch", caption=_("Where it lies"))
        st.html(Markup('<div class="ntm-panel ntm-dossier">{}{}</div>').format(_facts(more), _partners(found)))
    with right:
        st.html(
            Markup('<div class="ntm-panel ntm-dossier">{}{}{}</div>').format(
                panel.missing_and_history(found, labels), _registers(more), _work(view)
            )
        )
    source = _("Figures: {source}", source=standings[0].provenance.source)
    st.html(Markup('<div class="ntm-source">{}</div>').format(" · ".join(one for one in (stamp, source) if one)))


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
    plan = plans.of_commune(cache.workspace(), view.commune, vintage=view.vintage, year=int(view.period))
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
        lines = [(f"{who}: {found}", format_date(on)) for on, who, found in plan.inspections]
        parts += Markup("<h3>{}</h3><table>{}</table>").format(_("Inspections"), _rows(lines))
    return parts


def _partners(found: Profile) -> Markup:
    """Return who helped the commune, year by year; nothing outside the programme or where nobody is known."""
    if not found.partners:
        return Markup("")
    made_up = _("illustrative")
    lines = [
        Markup("<tr><td>{}</td><td>{}{}</td></tr>").format(
            one.year, one.names, f" ({made_up})" if one.illustrative else ""
        )
        for one in found.partners
    ]
    return Markup("<h3>{}</h3><table>{}</table>").format(_("Partner agencies by year"), Markup("").join(lines))


def _registers(more: Dossier) -> Markup:
    levels = {
        "standard": _("the new rural standard"),
        "advanced": _("the advanced new rural standard"),
        "model": _("the model new rural standard"),
    }
    parts = Markup("<h3>{}</h3>").format(_("Recognitions"))
    if more.recognitions:
        lines = [
            (
                levels[one.level],
                " · ".join(
                    part
                    for part in (
                        format_date(one.on),
                        one.decision,
                        _("revoked on {day}", day=format_date(one.revoked)) if one.revoked else "",
                    )
                    if part
                ),
            )
            for one in more.recognitions
        ]
        parts += Markup("<table>{}</table>").format(_rows(lines))
    else:
        parts += Markup("<div>{}</div>").format(_("None recorded."))
    if more.hamlets:
        marks = {True: "✓", False: "–"}
        names = [(one.name, f"{marks[one.certified]} {one.said}".strip()) for one in more.hamlets]
        head = _("Hamlets ({certified} of {total} certified)", certified=more.certified, total=len(more.hamlets))
        parts += Markup("<h3>{}</h3><table class='ntm-two'>{}</table>").format(head, _rows(names))
    return parts


def _rows(lines: list[tuple[str, str]]) -> Markup:
    return Markup("").join(
        Markup('<tr><td>{}</td><td class="ntm-number">{}</td></tr>').format(first, second) for first, second in lines
    )
