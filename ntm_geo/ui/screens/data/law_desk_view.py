"""The law desk. Reader: the officer with the decision's annex on the desk.

In the first ten seconds he sees how many indicators are entered and how many levels are checked, and downloads the
workbook or types into the table; before anything holds he sees which communes are judged differently.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from ntm_geo.assessment.rules.law_desk import desk_progress
from ntm_geo.assessment.rules.law_entry import EntryTable, Proposal, entry_table, mark_compared, typed_proposal
from ntm_geo.i18n import _, format_number
from ntm_geo.intake.law_sheets.law_reading import read_law_workbook
from ntm_geo.intake.law_sheets.law_workbook import law_workbook
from ntm_geo.intake.uploads import receive
from ntm_geo.records.law_editions import Scan, law_table
from ntm_geo.ui.kit import cache, seat, table_drafts
from ntm_geo.ui.kit.flash import flash
from ntm_geo.ui.kit.messages import escaped, guard
from ntm_geo.ui.kit.uploader import say_uploader
from ntm_geo.ui.screens.data.law_preview_view import show_editions, show_proposal
from ntm_geo.ui.screens.data.legal_calendar_view import show_calendar

if TYPE_CHECKING:
    from pathlib import Path

_TABLE: Final = "edit_law"
_DAY: Final = "DD/MM/YYYY"
_SCANS: Final = ["pdf", "jpg", "jpeg", "png"]
_ALWAYS: Final = ("code", "name", "unit", "sense")
_MORE: Final = (
    "situation", "effective", "decision", "clause", "measured_as", "in_charge", "checked_by", "checked_on",
    "checked_page", "met_when", "wording", "short_names",
)  # fmt: skip
_SECOND: Final = ("second_by", "second_on", "second_page")


def show_law_desk(by: str) -> None:
    """Show how far a set is entered and checked, and the ways to enter more."""
    space = cache.workspace()
    sets = space.shipped_law.every
    box, entered, checked = st.columns([3, 1.2, 1.2], vertical_alignment="bottom")
    key = str(
        box.selectbox(_("Criteria set"), list(sets)[::-1], format_func=lambda name: str(sets[name].name), key="law_set")
    )
    progress = desk_progress(space.law.every[key])
    entered.metric(
        _("Criteria entered") if _by_criteria(space.law.every[key].expects) else _("Indicators entered"),
        _("{count} of {total}", count=format_number(progress.indicators), total=format_number(progress.expected))
        if progress.expected
        else _("{count} (how many there are is not known)", count=format_number(progress.indicators)),
    )
    checked.metric(
        _("Levels compared with the official text"),
        _("{count} of {total}", count=format_number(progress.checked), total=format_number(progress.levels))
        if progress.levels
        else "–",
    )
    if progress.levels:
        st.progress(progress.checked / progress.levels)
    keeps = seat.may_keep("law")
    names = [_("Enter in the table"), _("Enter by workbook"), _("Compare"), _("Earlier editions")]
    names.append(_("Legal calendar"))
    typed, files, compared, past, days = st.tabs(names, key=f"law_part_{key}", on_change="rerun")
    with typed:  # always there: what was typed stays while another part is looked at
        _show_table(key, by, keeps=keeps)
    if files.open:
        with files:
            _show_files(key, by, keeps=keeps)
    if compared.open:
        with compared:
            _show_checking(key, progress.open_codes, by, keeps=keeps)
    if past.open:
        with past:
            show_editions(key, by)
    if days.open:
        with days:
            show_calendar()


def _by_criteria(expects: tuple[int, int]) -> bool:
    """Return whether a decision has criteria and no indicators below them, as far as that is known."""
    criteria, indicators = expects
    return bool(criteria) and not indicators


def show_law_file(path: Path, *, by: str, criteria_set: str = "", scan: Scan | None = None) -> None:
    """Show what a workbook of a criteria set holds and would change; keep it when the reader says so.

    Parameters
    ----------
    path : of the workbook, kept by `uploads.receive`.
    by : who brings it in.
    criteria_set : key of the set, for a sheet that does not say itself.
    scan : the official text, kept beside it.
    """
    space = cache.workspace()
    sheet = read_law_workbook(space, path, criteria_set=criteria_set)
    st.markdown(f"**{escaped(str(space.shipped_law.every[sheet.criteria_set].name))}**")
    version = law_table(space, sheet.criteria_set).version
    proposal = Proposal(
        criteria_set=sheet.criteria_set,
        lines=sheet.lines,
        findings=sheet.findings,
        place_of=sheet.place_of,
        version=version.id if version is not None else None,
        scan=scan,
    )
    if show_proposal(proposal, key="law_file", by=by):
        st.rerun()


def _show_table(key: str, by: str, *, keeps: bool) -> None:
    table = entry_table(cache.workspace(), key)
    edited = table_drafts.edit_table(
        table.frame,
        key=f"{_TABLE}_{key}",
        version=table.version,
        hide_index=True,
        num_rows="dynamic" if keeps else "fixed",
        disabled=not keeps,
        placeholder="",
        height=520,
        column_order=_order(table),
        column_config=_looks(table),
    )
    st.caption(
        _("5 is a criterion, 5.1 an indicator, 5.1a a part of one. A level is a number, the word for passing, or that "
          "the province sets it.")
    )  # fmt: skip
    if edited.equals(table.frame):
        return
    proposal = typed_proposal(cache.workspace(), key, edited, table=table)
    if show_proposal(proposal, key="law_table", by=by):
        table_drafts.forget(f"{_TABLE}_{key}")
        st.rerun()


def _show_files(key: str, by: str, *, keeps: bool) -> None:
    space = cache.workspace()
    if keeps:
        st.markdown(
            _("Download the workbook, fill it from the annex of the decision, and drop it here, with a scan of the "
              "text if you have one.")
        )  # fmt: skip
    st.download_button(
        escaped(_("Download {name}", name=f"{key}.xlsx")),
        lambda: law_workbook(space.shipped_law.every[key], law_table(space, key).lines),
        file_name=f"{key}.xlsx",
        type="primary",
        icon=":material/download:",
        on_click="ignore",
        key="law_workbook",
    )
    if not keeps:
        return
    say_uploader()
    left, right = st.columns(2)
    file = left.file_uploader(_("Workbook filled in"), type=["xlsx"], key=f"law_upload_{key}")
    scan = right.file_uploader(_("Scan of the official text (may be left out)"), type=_SCANS, key=f"law_scan_{key}")
    if file is None:
        return
    with guard(stop=False):
        path = receive(space, [(file.name, file.getvalue())])
        document = Scan(scan.name, scan.getvalue()) if scan is not None else None
        show_law_file(path, by=by, criteria_set=key, scan=document)


def _show_checking(key: str, codes: tuple[str, ...], by: str, *, keeps: bool) -> None:
    """Show what is still to be compared with the official text, and let the reader say what he compared."""
    if not codes:
        st.success(_("Every level entered was compared with the official text."), icon=":material/verified:")
        return
    st.info(
        _("{count} indicators and parts are to be compared with the official text. Choose those you compared, say on "
          "which page, and save.", count=format_number(len(codes))),
        icon=":material/fact_check:",
    )  # fmt: skip
    law = cache.workspace().law.every[key]
    if not keeps:
        st.markdown("\n".join(f"- {escaped(f'{code} {law.indicator(code).name}')}" for code in codes))
        return
    with st.form("law_checking", border=False):
        left, middle, right = st.columns([4, 1.4, 1.2], vertical_alignment="bottom")
        chosen = left.multiselect(
            _("Compared"),
            list(codes),
            format_func=lambda code: f"{code} {law.indicator(code).name}",
            placeholder=_("Choose"),
            key="law_compared",
        )
        page = middle.text_input(_("Page of the official text"), max_chars=40, key="law_page")
        done = right.form_submit_button(_("Save"), icon=":material/save:", type="primary", width="stretch")
    if not done:
        return
    with guard(stop=False):
        if not chosen or not by:
            st.warning(_("Choose what you compared, and say above who you are."), icon=":material/edit:")
            return
        mark_compared(cache.workspace(), key, chosen, by=by, page=page)
        flash(_("{count} indicators and parts were marked as compared.", count=format_number(len(chosen))))
        st.rerun()


def _order(table: EntryTable) -> list[str]:
    """Return the columns in their order; regions the province is not in stand last."""
    space = cache.workspace()
    second = _SECOND if space.settings.law_checks > 1 else ()
    regions = [key for law in space.shipped_law.every.values() for key, _name in law.regions]
    elsewhere = [area for area in table.areas if area in regions and area != space.province.region]
    near = [area for area in table.areas if area not in elsewhere]
    return [*_ALWAYS, *near, *_MORE, *second, *elsewhere]


def _looks(table: EntryTable) -> dict[str, Any]:
    column, headings = st.column_config, table.headings
    looks: dict[str, Any] = {}
    for name in headings:
        if name in table.words:
            words = list(table.words[name].values())
            looks[name] = column.SelectboxColumn(escaped(headings[name]), options=words)
        elif name in table.days:
            looks[name] = column.DateColumn(escaped(headings[name]), format=_DAY)
        else:
            width: Any = "large" if name == "name" else None
            looks[name] = column.TextColumn(escaped(headings[name]), width=width, pinned=name == "code")
    return looks
