"""What is loaded and how complete it is, its history, and the templates to fill in."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

import pandas as pd
import streamlit as st

from ntm_geo.assessment import period as assess
from ntm_geo.assessment.by_other_sets.kind_sets import set_of_kind
from ntm_geo.assessment.years import opening
from ntm_geo.i18n import _, format_number, format_percent
from ntm_geo.intake.sheets.cells.sheet_kinds import SHEET_KINDS, TOLD_KINDS, SheetKind
from ntm_geo.intake.sheets.filled_templates import template, template_name
from ntm_geo.records.dataset_versions import completeness, difference, history, restore
from ntm_geo.records.hamlet_records import ready_hamlet_set
from ntm_geo.records.kind_names import kind_name
from ntm_geo.records.law_words import version_changes
from ntm_geo.records.shipped import HAMLET_RESULTS
from ntm_geo.ui.kit import cache, seat
from ntm_geo.ui.kit.flash import flash
from ntm_geo.ui.kit.messages import escaped, guard
from ntm_geo.ui.kit.table import show_table

if TYPE_CHECKING:
    from ntm_geo.store.versions import Version

_SHOWN_NAMES: Final = 30
NUMBERED: Final = ("plans", "assignments")
"""Kinds of data whose slots bear the number of a plan instead of a year."""
_YEARLY: Final = ("results", "scores")


def show_loaded() -> None:
    """Show what is in use, and for a year how much of it is known."""
    versions = [item for item in history(cache.workspace()) if item.current]
    if versions:
        show_table(_table(versions), years=[_("Version")])
    else:
        st.info(
            _("Nothing was brought in yet: the maps show the illustrative figures that are shipped."),
            icon=":material/info:",
        )
    years = assess.periods(cache.figures())
    left, right = st.columns(2)
    period = left.selectbox(_("Year"), years, format_func=str, key="complete_year")
    kind = right.selectbox(_("Kind of data"), _YEARLY, format_func=kind_name, key="complete_kind")
    _show_completeness(kind, period)


def _show_completeness(kind: str, period: int) -> None:
    vintage = cache.assessment(period, "").vintage
    result = completeness(cache.workspace(), cache.figures(), kind=kind, period=period, vintage=vintage)
    made_up = any(
        source.provenance.illustrative
        for source in cache.figures().sources
        if (source.kind, source.period) == (kind, period)
    )
    label = _("Illustrative figures") if made_up else ""
    st.metric(_("Cells filled"), format_percent(result.share), label or None, delta_color="off", delta_arrow="off")
    left, right = st.columns(2, gap="large")
    names = {"column": _("Criterion") if kind == "results" else _("Indicator"), "district": _("District")}
    for position, frame in ((left, result.by_column), (right, result.by_district)):
        shown = frame.rename(columns={**names, "filled": _("Filled"), "share": _("Share filled")})
        with position:
            show_table(shown, bars=[_("Share filled")], height=300)
    if result.without:
        names_shown = ", ".join(result.without[:_SHOWN_NAMES]) + (" …" if len(result.without) > _SHOWN_NAMES else "")
        st.text(
            _("{count} communes without any data: {names}", count=format_number(len(result.without)), names=names_shown)
        )
    else:
        st.text(_("Every commune has data."))


def show_history(by: str) -> None:
    """Show every version ever brought in; compare two, use an older one again."""
    versions = history(cache.workspace())
    if not versions:
        st.info(_("Nothing was brought in yet."), icon=":material/info:")
        return
    show_table(_table(list(versions)), years=[_("Version")], height=min(38 + 35 * len(versions), 320))
    labels = {version.id: _label(version) for version in versions}
    left, right = st.columns(2)
    newer = left.selectbox(_("Version"), list(labels), format_func=labels.__getitem__, key="newer_version")
    chosen = next(version for version in versions if version.id == newer)
    older = [version.id for version in versions if version.id != newer and version.slot.kind == chosen.slot.kind]
    base = 0
    if older:
        base = right.selectbox(_("Compare with"), older, format_func=labels.__getitem__, key="older_version")
    restores = not chosen.current and seat.may_keep(chosen.slot.kind, verb="restore")
    if restores and st.button(_("Use this version again"), icon=":material/history:", key="version_again"):
        restore(cache.workspace(), newer, by=by)
        flash(_("Version {number} is in use again.", number=newer))
        st.rerun()
    if base:
        _show_difference(base, newer, chosen)


def _show_difference(base: int, newer: int, chosen: Version) -> None:
    changes = difference(cache.workspace(), base, newer)
    st.text(
        _("{new} new, {changed} changed, {unchanged} unchanged, {missing} removed rows.",
          new=format_number(changes.new), changed=format_number(changes.changed),
          unchanged=format_number(changes.unchanged), missing=format_number(changes.missing)),
    )  # fmt: skip
    if changes.any:
        words = {"new": _("new"), "changed": _("changed"), "missing": _("removed")}
        named = version_changes(cache.workspace(), changes, chosen)
        frame = named.assign(change=named["change"].map(words))
        frame.columns = [_("Change"), _("Unit"), _("Row"), _("Column"), _("Before"), _("After")]
        show_table(frame, height=min(38 + 35 * len(frame), 320))


def _table(versions: list[Version]) -> pd.DataFrame:
    rows = [
        {
            _("Version"): version.id,
            _("Kind of data"): kind_name(version.slot.kind),
            _("Year"): year_of(version),
            _("Units"): version.slot.vintage,
            _("Rows"): version.rows,
            _("Source"): version.provenance.source,
            _("Brought in"): _local_time(version.provenance.imported_at),
            _("By"): version.imported_by,
            _("In use"): version.current,
        }
        for version in versions
    ]
    return pd.DataFrame(rows)


def _local_time(moment: str) -> str:
    """Return a moment in the time of the place the program runs at."""
    return f"{datetime.fromisoformat(moment).astimezone():%d/%m/%Y %H:%M}" if moment else ""


def year_of(version: Version) -> str:
    """Return the year a version is of; empty for kinds of data whose versions are told apart by another number."""
    return "" if version.slot.kind in NUMBERED or not version.slot.period else str(version.slot.period)


def _label(version: Version) -> str:
    named = " ".join(filter(None, (kind_name(version.slot.kind), year_of(version))))
    return f"{version.id}: {named} – {version.provenance.source}"


def show_templates() -> None:
    """Offer the sheets to fill in, with codes, names and what is kept already."""
    kind_box, year_box, form_box = st.columns([2, 1, 1])
    kind = kind_box.selectbox(_("Kind of data"), SHEET_KINDS, format_func=kind_name, key="template_kind")
    newest = opening(cache.workspace(), cache.figures())[0]
    period = year_box.number_input(_("Year"), min_value=2020, max_value=2035, value=newest, step=1)
    form = form_box.selectbox(
        _("File type"),
        ["xlsx", "csv"] if kind in TOLD_KINDS else ["xlsx"],
        format_func={"xlsx": "Excel", "csv": "CSV"}.__getitem__,
    )
    ready = kind != HAMLET_RESULTS
    with guard(stop=False):
        ready = ready or bool(ready_hamlet_set(cache.workspace(), int(period)).criteria)
    if not ready:
        return
    filled = st.toggle(_("Fill in what is known already"), value=True)
    name = template_name(kind, int(period), form)
    with guard(stop=False):
        set_of_kind(cache.workspace(), kind, int(period))
        _offer_template(kind, int(period), form, name, filled=filled)
    st.caption(_("Fill in the white cells and drop the file under “Import”; sheets of your own are read too."))


def _offer_template(kind: SheetKind, period: int, form: str, name: str, *, filled: bool) -> None:
    st.download_button(
        escaped(_("Download {name}", name=name)),
        lambda: template(cache.workspace(), kind=kind, period=period, form=form, filled=filled)[1],
        file_name=name,
        type="primary",
        icon=":material/download:",
        on_click="ignore",
    )
