"""Row of heading and choices above a map; each choice stays valid when another one changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from ntm_geo.assessment import period as assess
from ntm_geo.assessment.period import sets_for
from ntm_geo.assessment.years import opening, running, units_for
from ntm_geo.boundaries.names import search_key
from ntm_geo.i18n import _
from ntm_geo.i18n.collation import by_name
from ntm_geo.tables.base import each_row
from ntm_geo.ui.kit import cache, heading
from ntm_geo.ui.kit.messages import escaped
from ntm_geo.ui.kit.shared import shared
from ntm_geo.ui.kit.state import View, allowed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ntm_geo.themes.map_layers import BoundaryChoice


def settle(view: View) -> View:
    """Return the view with every choice valid: what an old or mistyped link asks for falls back to the default."""
    space = cache.workspace()
    years = [str(year) for year in assess.periods(cache.figures())]
    year, units = opening(space, cache.figures())
    period = allowed(view.period, years, str(year))
    vintages = units_for(space, int(period))
    vintage = allowed(view.vintage, vintages, vintages[0] if view.period else units)
    sets = [choice.key for choice in cache.boundary_choices(vintage)]
    return view.change(
        period=period,
        vintage=vintage,
        boundaries=allowed(view.boundaries, sets, sets[0]),
        district=allowed(view.district, _district_names(vintage), ""),
        commune=allowed(view.commune, _commune_names(vintage), ""),
        rule=allowed(view.rule, ("", "majority"), ""),
        against=allowed(view.against, [item.key for item in sets_for(space, int(period))[1:]], ""),
    )


def choose_period(view: View, *, slim: bool = False) -> View:
    """Let the reader choose the year; ``slim`` leaves out the label, as the choice says what it is."""
    years = [str(year) for year in assess.periods(cache.figures())]
    period = _select(_("Period"), years, view.period, key="choose_period", show=_period_label, slim=slim)
    return view.change(period=period)


def choose_map(view: View, *, sets: bool = False) -> View:
    """Let the reader choose in one slim row beside the heading; returns a settled view.

    Year, district and commune stand open; what is chosen once, units, boundaries, names and with ``sets`` the criteria
    set, is behind a button that says what is set.
    """
    # One row and no columns: every block that is sent costs a change of year a hundred bytes. The button comes last on
    # the page (style.css) and before the others here: district and commune are those of the units chosen in it.
    with st.container(key="map_choices", horizontal=True, vertical_alignment="center"):
        heading.show_heading()
        view = settle(choose_period(view, slim=True))
        box = st.popover(escaped(_map_set(view, sets=sets)), icon=":material/layers:", width="stretch", key="map_set")
        with box:
            vintages = units_for(cache.workspace(), int(view.period))
            chosen = _select(_("Units"), vintages, view.vintage, key="choose_vintage", show=_vintage_label)
            view = settle(view.change(vintage=chosen))
            view = _choose_boundaries(view)
            if sets:
                view = choose_set(view)
            _seed("show_labels", value=view.labels == "1")
            labels = st.toggle(_("Names"), key="show_labels")
        carried = cache.assessment(int(view.period), view.vintage).carried
        view = _choose_rule(view) if carried else _choose_district(view)
        view = _choose_commune(view, slim=True)
    return view.change(labels="1" if labels else "")


def _map_set(view: View, *, sets: bool) -> str:
    """Return what is set behind the button: units, boundaries, criteria set."""
    known = {choice.key: choice for choice in cache.boundary_choices(view.vintage)}
    shown = [_vintage_label(view.vintage), _boundary_label(known[view.boundaries])]
    if sets and view.against:
        shown += [
            criteria_set.years
            for criteria_set in sets_for(cache.workspace(), int(view.period))
            if criteria_set.key == view.against
        ]
    return " · ".join(shown)


def choose_commune_and_year(view: View) -> View:
    """Let the reader choose a commune, the year and the units; returns a settled view."""
    with st.container(key="commune_choices"):
        head, name, year, units = st.columns([2.8, 2.2, 1.1, 1.4], vertical_alignment="center")
    with head:
        heading.show_heading()
    with year:
        view = settle(choose_period(view, slim=True))
    with units:
        vintages = units_for(cache.workspace(), int(view.period))
        chosen = _select(_("Units"), vintages, view.vintage, key="choose_vintage", show=_vintage_label, slim=True)
        view = settle(view.change(vintage=chosen))
    with name:
        return _choose_commune(view, slim=True)


def choose_commune_of_year(view: View) -> View:
    """Let the reader choose a year and a commune of the units in force at its end; returns a settled view."""
    with st.container(key="commune_of_year"):
        head, name, year = st.columns([2.8, 2.4, 1.2], vertical_alignment="center")
    with head:
        heading.show_heading()
    with year:
        chosen = choose_period(view, slim=True)
        view = settle(chosen.change(vintage=units_for(cache.workspace(), int(chosen.period))[0]))
    with name:
        return _choose_commune(view, slim=True)


def choose_year(view: View) -> View:
    """Let the reader choose a year, on the units in force at its end; returns a settled view."""
    with st.container(key="year_choice"):
        head, year = st.columns([5.2, 1.2], vertical_alignment="center")
    with head:
        heading.show_heading()
    with year:
        chosen = choose_period(view, slim=True)
        return settle(chosen.change(vintage=units_for(cache.workspace(), int(chosen.period))[0]))


def choose_set(view: View) -> View:
    """Let the reader choose the criteria set the year is assessed against."""
    sets = sets_for(cache.workspace(), int(view.period))
    names = {"" if criteria_set is sets[0] else criteria_set.key: criteria_set.years for criteria_set in sets}
    chosen = _select(_("Criteria set"), list(names), view.against, key="choose_set", show=names.__getitem__)
    return view.change(against=chosen)


def _choose_boundaries(view: View) -> View:
    sets = {choice.key: choice for choice in cache.boundary_choices(view.vintage)}
    key = f"choose_boundaries_{view.vintage}"
    chosen = _select(
        _("Boundaries"),
        list(sets),
        view.boundaries,
        key=key,
        show=lambda value: _boundary_label(sets[value]),
    )
    return view.change(boundaries=chosen)


def _choose_rule(view: View) -> View:
    """Let the reader choose how criteria of merged communes are carried; it takes the place of the district."""
    names = {"": _("all parts meet it"), "majority": _("the majority meets it")}
    chosen = _select(
        _("Merged: counts when"), list(names), view.rule, key="choose_rule", show=names.__getitem__, slim=True
    )
    return view.change(rule=chosen, district="")


def _choose_district(view: View) -> View:
    names = _district_names(view.vintage)
    if not names:
        st.selectbox(
            _("District"), [_("No district level")], disabled=True, key="no_district", label_visibility="collapsed"
        )
        return view.change(district="")
    names = {"": _("Whole province"), **names}
    chosen = _select(
        _("District"), list(names), view.district, key="choose_district", show=names.__getitem__, slim=True
    )
    return view.change(district=chosen)


def _choose_commune(view: View, *, slim: bool) -> View:
    """Let the reader type a name, with or without tone marks."""
    names = {"": _("Search by name …"), **_commune_names(view.vintage)}
    key = f"choose_commune_{view.vintage}"
    chosen = _select(_("Commune"), list(names), view.commune, key=key, show=names.__getitem__, slim=slim)
    return view.change(commune=chosen)


@shared
def _district_names(vintage: str) -> dict[str, str]:
    """Return the districts of a vintage: code to name."""
    units = cache.units(vintage).dropna(subset="parent_code").drop_duplicates("parent_code")
    return {row.parent_code: row.parent_name for row in each_row(units)}


@shared
def _commune_names(vintage: str) -> dict[str, str]:
    """Return the units of a vintage by name: code to name, district, and the name without marks to type."""
    names = {}
    for row in each_row(cache.units(vintage).sort_values("name", key=by_name)):
        text = f", {row.parent_name}" if isinstance(row.parent_name, str) else ""
        plain = search_key(row.name)
        names[row.code] = f"{row.name}{text} ({plain})" if plain != row.name.lower() else f"{row.name}{text}"
    return names


def _select(
    label: str, options: Sequence[str], value: str, *, key: str, show: Callable[[str], str], slim: bool = False
) -> str:
    """Show a select box whose value is the view's, also after a click on the map or a change of page."""
    _seed(key, value=value if value in options else options[0])
    visible: Any = "collapsed" if slim else "visible"
    chosen: str = st.selectbox(escaped(label), options, format_func=show, key=key, label_visibility=visible)
    return chosen


def _seed(key: str, *, value: Any) -> None:
    """Put the view's value into a widget before it is drawn, unless the reader has just changed it."""
    before = f"{key}_before"
    if key not in st.session_state or st.session_state.get(before) == st.session_state[key]:
        st.session_state[key] = value
    st.session_state[before] = st.session_state[key]


def _period_label(year: str) -> str:
    to_date = running(cache.workspace(), int(year))
    return _("{year}, to date", year=year) if to_date else _("End of {year}", year=year)


def _vintage_label(vintage: str) -> str:
    count = len(cache.units(vintage))
    return _("{count} units ({vintage})", count=count, vintage=vintage)


def _boundary_label(choice: BoundaryChoice) -> str:
    return _("Schematic") if choice.provenance.schematic else choice.provenance.source
