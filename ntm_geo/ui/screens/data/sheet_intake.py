"""A sheet that was dropped: what is asked, how it was read, what is wrong, what would change, and the button.

The planner sees in the first seconds what the file was taken for and what is asked of him; below stands each column
with its printed heading and what it was taken for, and every row that was not taken.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd
import streamlit as st

from ntm_geo.boundaries.matching import PROPOSED
from ntm_geo.boundaries.units import full_name
from ntm_geo.i18n import _, format_number, text
from ntm_geo.intake.sheets.cells.sheet_kinds import SHEET_KINDS
from ntm_geo.intake.sheets.filled_templates import marked_copy
from ntm_geo.intake.sheets.sheet_import import SheetPreview, keep_sheet, preview_sheet
from ntm_geo.intake.sheets.sheet_words import absent_line, change_lines, understood_lines
from ntm_geo.intake.sheets.workbook import SheetQuestion
from ntm_geo.records.change_words import worded_changes
from ntm_geo.records.kind_names import kind_name
from ntm_geo.ui.kit import cache
from ntm_geo.ui.kit.flash import flash
from ntm_geo.ui.kit.messages import escaped
from ntm_geo.ui.kit.shared import shared
from ntm_geo.ui.kit.table import show_table
from ntm_geo.ui.screens.data.sheet_reading import ask_questions, choose_columns, show_reading

if TYPE_CHECKING:
    from pathlib import Path

    from ntm_geo.intake.sheets.sheet_import import Mode

_MOST_NAMES: Final = 40
_MOST_CHANGES: Final = 3_000
_YEARS: Final = range(2020, 2036)


def show_sheet(path: Path, *, by: str) -> None:
    """Show what a sheet is and would do; keep it when the reader says so.

    Parameters
    ----------
    path : of the file, kept by `uploads.receive`.
    by : who brings it in.
    """
    file = path.parent.name
    question, mode = _choices(file)
    decisions: dict[str, str] = st.session_state.setdefault(f"decided_{file}", {})
    with st.spinner(_("Reading and checking the sheet …")):
        preview = _plan(path, question, mode, tuple(sorted(decisions.items())), cache.version())
    _offer_sheets(preview, file)
    _show_understood(preview)
    ask_questions(preview.intake.questions, file)
    choose_columns(preview, file)
    show_reading(preview)
    _ask_names(preview, decisions)
    _show_problems(path, preview)
    _show_changes(preview)
    _offer(preview, decisions, by)


@shared
def _plan(
    path: Path, question: SheetQuestion, mode: Mode, decisions: tuple[tuple[str, str], ...], version: int
) -> SheetPreview:
    del version  # the plan is made against what is kept at that moment
    return preview_sheet(cache.workspace(), path, question=question, mode=mode, decisions=dict(decisions))


def _choices(file: str) -> tuple[SheetQuestion, Mode]:
    """Let the reader correct what was found out; what is left alone is found out from the file."""
    with st.expander(_("Not understood rightly? Choose yourself"), icon=":material/tune:"):
        kind_box, year_box, sheet_box, header_box, mode_box = st.columns(
            [2, 1.2, 1.8, 1.2, 2.2], vertical_alignment="bottom"
        )
        kind = kind_box.selectbox(
            _("Kind of data"),
            ["", *SHEET_KINDS],
            format_func=lambda name: kind_name(name) if name else _("Found out"),
            key=f"kind_{file}",
        )
        year = year_box.selectbox(
            _("Year"),
            [None, *_YEARS],
            format_func=lambda option: _("Found out") if option is None else str(option),
            key=f"year_{file}",
        )
        names = st.session_state.get(f"sheet_names_{file}", ())
        sheets = sheet_box.multiselect(
            _("Sheets"), names, placeholder=_("Found out"), disabled=len(names) <= 1, key=f"sheets_{file}"
        )
        header = header_box.text_input(_("Rows of the heading"), placeholder="3-5", key=f"header_{file}")
        mode: Mode = mode_box.radio(
            _("Kept rows the sheet does not have"),
            ["merge", "replace"],
            format_func=lambda value: _("keep them") if value == "merge" else _("remove them"),
            horizontal=True,
            key=f"mode_{file}",
        )
    answers = st.session_state.get(f"answers_{file}", {})
    columns = st.session_state.get(f"columns_{file}", {})
    question = SheetQuestion(
        kind=kind,
        period=year,
        sheets=tuple(sheets),
        answers=tuple(sorted(answers.items())),
        columns=tuple(sorted(columns.items())),
        header=_rows(header),
    )
    return question, mode


def _offer_sheets(preview: SheetPreview, file: str) -> None:
    """Make the sheets of the file known to the choice above, once they are."""
    if f"sheet_names_{file}" not in st.session_state:
        names = tuple(dict.fromkeys(table.sheet for table in preview.intake.understood.reading.tables))
        st.session_state[f"sheet_names_{file}"] = names
        if len(names) > 1:
            st.rerun()


def _rows(header: str) -> tuple[int, int] | None:
    """Return first and last row of a heading as typed: ``3`` or ``3-5``; None when it is neither."""
    first, _mark, last = header.partition("-")
    if not first.strip().isdecimal() or not (last.strip() or first).strip().isdecimal() or int(first) < 1:
        return None
    return int(first), max(int(first), int(last or first))


def _show_understood(preview: SheetPreview) -> None:
    errors = len(preview.intake.errors)
    doubts = len(preview.intake.problems) - errors
    lines = understood_lines(preview, columns=False)
    st.markdown(f"**{escaped(lines[0])}**")
    boxes = st.columns(4)
    boxes[0].metric(_("Rows read"), format_number(preview.intake.rows))
    boxes[1].metric(_("Sound rows"), format_number(preview.intake.taken))
    boxes[2].metric(_("Errors"), format_number(errors))
    boxes[3].metric(_("Warnings"), format_number(doubts))
    st.markdown("\n".join(f"- {escaped(line)}" for line in lines[2:]))


def _ask_names(preview: SheetPreview, decisions: dict[str, str]) -> None:
    """Ask about names that did not match by themselves; answers are remembered for the next file."""
    join = preview.intake.join
    if join is None or not len(join.open):
        return
    units = cache.units(preview.slot.vintage).set_index("code")
    titles = {code: _title(unit) for code, unit in units.to_dict("index").items()}
    chosen_open = join.open[join.open["candidates"].map(len).gt(0)].head(_MOST_NAMES)
    if chosen_open.empty:
        return
    st.subheader(_("Which commune is meant?"))
    sure = chosen_open[chosen_open["status"].eq(PROPOSED)]
    if len(sure) and st.button(
        _("Take all {count} proposals", count=len(sure)), icon=":material/done_all:", key="names_as_proposed"
    ):
        decisions |= {join.keys[row]: code for row, code in sure["proposal"].items()}
        st.rerun()
    lines = preview.intake.lines.to_dict("index")
    for row, line in chosen_open.iterrows():
        words = lines[row]
        parts = [str(code) for code in (words["code"], words["name"], words["parent_name"]) if pd.notna(code)]
        options = ["", *line["candidates"]]
        chosen = st.selectbox(
            escaped(_("Row {row}: {said}", row=preview.intake.places[int(str(row))], said=", ".join(parts))),
            options,
            format_func=lambda code: titles[code] if code else _("– choose –"),
            key=f"name_{preview.slot}_{row}_{join.keys[row]}",
        )
        if chosen:
            decisions[join.keys[row]] = chosen
            st.rerun()


def _title(unit: dict[Any, Any]) -> str:
    parent = unit["parent_name"]
    name = full_name(unit["kind"], unit["name"])
    return f"{name}, {parent}" if isinstance(parent, str) else name


def _show_problems(path: Path, preview: SheetPreview) -> None:
    problems = preview.intake.problems
    if not problems:
        st.success(_("No fault was found."), icon=":material/check_circle:")
        return
    st.subheader(_("What to correct"))
    severity = {"error": _("error"), "warning": _("warning")}
    several = len(preview.intake.understood.sheets) > 1
    frame = pd.DataFrame(
        [
            {
                _("Cell"): problem.place if several else problem.cell,
                _("Value"): problem.value,
                _("What is wrong"): text(problem.what),
                _("What is expected"): text(problem.expected),
                _("Severity"): severity[problem.severity],
            }
            for problem in problems
        ],
    )
    show_table(frame, height=min(38 + 35 * len(frame), 320))
    name, content = marked_copy(path, problems)
    st.download_button(
        _("Download the file with these cells marked"), content, file_name=name, icon=":material/download:"
    )


def _show_changes(preview: SheetPreview) -> None:
    st.subheader(_("What would change"))
    if absent := absent_line(preview):
        st.warning(escaped(absent), icon=":material/person_search:")
    for line in change_lines(preview):
        st.write(escaped(line))
    if not preview.changes.any:
        return
    words = {"new": _("new"), "changed": _("changed"), "missing": _("removed")}
    named = worded_changes(cache.workspace(), preview.changes, kind=preview.slot.kind, vintage=preview.slot.vintage)
    changed = named[named["change"].ne("new")] if preview.base else named.iloc[:0]
    if changed.empty:
        return
    shown = changed.head(_MOST_CHANGES)
    frame = shown.assign(change=shown["change"].map(words))
    frame.columns = [_("Change"), _("Unit"), _("Row"), _("Column"), _("Before"), _("After")]
    show_table(frame, height=min(38 + 35 * len(frame), 320))


def _offer(preview: SheetPreview, decisions: dict[str, str], by: str) -> None:
    left_out = preview.intake.rows - preview.intake.taken
    label = (
        _("Keep the {count} sound rows, leave {left} out", count=preview.intake.taken, left=left_out)
        if left_out
        else _("Keep all {count} rows", count=preview.intake.taken)
    )
    waiting = [question for question in preview.intake.questions if not question.answer]
    if waiting:
        st.info(_("Answer the {count} questions above first; then the rows can be kept.", count=len(waiting)),
                icon=":material/help:")  # fmt: skip
    nothing = not preview.changes.any or not preview.can_be_kept or bool(waiting)
    if st.button(escaped(label), type="primary", disabled=nothing, icon=":material/save:", key="sheet_keep"):
        stored = keep_sheet(cache.workspace(), preview, by=by, decisions=decisions)
        flash(_("Kept as version {number}.", number=stored.version.id))
        st.session_state["upload_round"] = st.session_state.get("upload_round", 0) + 1
        st.rerun()
