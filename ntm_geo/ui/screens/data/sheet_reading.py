"""How a dropped sheet was read: its open questions, each column with a chooser, rows by what they were taken for."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

import pandas as pd
import streamlit as st

from ntm_geo.i18n import _, format_date, format_number, text
from ntm_geo.intake.guards.problems import letter
from ntm_geo.intake.sheets.cells.layouts import layout
from ntm_geo.intake.sheets.saved_column_choices import forget_column, remembered_in
from ntm_geo.intake.sheets.sheet_words import column_reasons, role_names, value_text
from ntm_geo.ui.kit import cache, seat
from ntm_geo.ui.kit.messages import escaped, markdown, option_labels
from ntm_geo.ui.kit.table import show_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ntm_geo.intake.sheets.cells.questions import Question
    from ntm_geo.intake.sheets.reading import ColumnReading
    from ntm_geo.intake.sheets.sheet_import import SheetPreview

_TALLEST: Final = 420
_ROW, _HEAD = 35, 38
_NOT_READ: Final = ""
_SERIOUS: Final = ("unread", "hidden", "other-block")
"""Reasons a planner has to see: a column that holds figures and is not read."""


def ask_questions(questions: Sequence[Question], file: str) -> None:
    """Ask what the file leaves open; every answer is one click, and none is chosen beforehand."""
    if not questions:
        return
    st.subheader(_("What the file leaves open"))
    answers: dict[str, str] = st.session_state.setdefault(f"answers_{file}", {})
    for question in questions:
        labels = {option.value: text(option.label) for option in question.options}
        values = list(labels)
        known = answers.get(question.key, "")
        chosen = st.radio(
            markdown(question.what),
            values,
            index=values.index(known) if known in values else None,
            format_func=option_labels(labels),
            horizontal=len(values) < 4,  # noqa: PLR2004 - more do not fit a row
            key=f"ask_{file}_{question.key}",
        )
        if chosen and chosen != known:
            answers[question.key] = chosen
            st.rerun()


def choose_columns(preview: SheetPreview, file: str) -> None:
    """Show each column with its printed heading and what it was taken for; the reader may choose otherwise."""
    reading = preview.intake.understood.reading
    serious = [left for left in reading.left if left.reason in _SERIOUS]
    unread = [left for left in serious if left.reason == "unread"]
    if unread:
        names = "; ".join(f"{left.letter}: {left.heading or _('no heading')}" for left in unread)
        st.error(
            _("Not read, though it seems to be a criterion: {columns}", columns=escaped(names)),
            icon=":material/warning:",
        )
    st.subheader(_("How the columns were read"))
    _show_remembered(preview)
    titles = _titles(preview)
    frame = _frame(preview, titles)
    chosen: dict[str, str] = st.session_state.setdefault(f"columns_{file}", {})
    edited = st.data_editor(
        frame,
        hide_index=True,
        height=min(_HEAD + _ROW * len(frame), _TALLEST),
        disabled=[name for name in frame.columns if name != _("Taken for")],
        column_config={
            "place": None,
            _("Taken for"): st.column_config.SelectboxColumn(
                options=list(titles.values()), required=True, width="medium"
            ),
            _("Heading in the file"): st.column_config.TextColumn(width="medium"),
        },
        key=f"editor_{file}_{sorted(chosen.items())}",
    )
    keys = {title: key for key, title in titles.items()}
    changed = edited[edited[_("Taken for")].ne(frame[_("Taken for")])]
    if len(changed):
        for _row, line in changed.iterrows():
            chosen[line["place"]] = keys[line[_("Taken for")]]
        st.rerun()
    if chosen and st.button(_("Undo the choice of columns"), icon=":material/undo:"):
        chosen.clear()
        st.rerun()


def _show_remembered(preview: SheetPreview) -> None:
    """Say which columns are read as they were chosen for an earlier file, and let each be forgotten."""
    understood = preview.intake.understood
    columns = remembered_in(cache.workspace(), understood.reading, understood.kind, preview.law)
    if not columns:
        return
    lines = [_("As last time:")]
    lines += [
        _("- {letter} “{heading}”: {title} (chosen by {by} on {day})", letter=column.letter,
          heading=escaped(column.heading), title=escaped(column.title) or _("not read"),
          by=escaped(column.choice.by or "–"), day=format_date(date.fromisoformat(column.choice.decided_at[:10])))
        for column in columns
    ]  # fmt: skip
    st.info("\n".join(lines), icon=":material/history:")
    with st.container(horizontal=True):
        for column in columns:
            label = _("Forget “{heading}”", heading=column.heading)
            if st.button(escaped(label), icon=":material/backspace:", key=f"forget_{column.sheet}!{column.letter}"):
                forget_column(
                    cache.workspace(), column.heading, kind=understood.kind, law=preview.law, by=seat.writer()
                )
                st.rerun()


def _titles(preview: SheetPreview) -> dict[str, str]:
    """Return what a column may be: key to the words shown."""
    about = layout(preview.intake.understood.kind, preview.law)
    return {_NOT_READ: _("– not read –")} | {column.key: column.heading for column in about.columns}


def _frame(preview: SheetPreview, titles: dict[str, str]) -> pd.DataFrame:
    reading = preview.intake.understood.reading
    reasons = column_reasons()
    several = len(preview.intake.understood.sheets) > 1
    lines = [_line(column, titles, several=several) for column in reading.columns if not column.key.startswith("*")]
    lines += [
        {
            "place": f"{left.sheet}!{left.letter}",
            _("Column"): f"{left.sheet}!{left.letter}" if several else left.letter,
            _("Heading in the file"): left.heading,
            _("Taken for"): titles[_NOT_READ],
            _("What stands in it"): reasons[left.reason],
            _("Example"): "",
        }
        for left in reading.left
        if left.reason not in {"empty", "note"} or left.heading
    ]
    return pd.DataFrame(lines)


def _line(column: ColumnReading, titles: dict[str, str], *, several: bool) -> dict[str, str]:
    line = f"{column.sheet}!{column.letter}"
    sign = _(" (as last time)") if column.remembered else "" if column.sure else _(" (only looks like it)")
    return {
        "place": line,
        _("Column"): line if several else column.letter,
        _("Heading in the file"): column.heading + sign,
        _("Taken for"): titles.get(column.key, column.key),
        _("What stands in it"): _content(column),
        _("Example"): column.example,
    }


def _content(column: ColumnReading) -> str:
    if column.met is not None:
        return _(
            "{met} met, {rest} not met", met=format_number(column.met), rest=format_number(column.count - column.met)
        )
    sentence = _("{count} values", count=format_number(column.count))
    if column.low is not None:
        sentence += _(", {low} to {high}", low=value_text(column.low), high=value_text(column.high))
    return f"{sentence} {column.unit}".strip()


def show_reading(preview: SheetPreview) -> None:
    """Show the beginning of the sheet itself, each row with what it was taken for."""
    reading = preview.intake.understood.reading
    names = role_names() | {"data": _("data"), "unit-heading": _("names the unit of the rows below"), "": ""}
    with st.expander(_("The sheet itself, row by row"), icon=":material/table_rows:"):
        width = max((len(row.texts) for row in reading.first_rows), default=0)
        frame = pd.DataFrame(
            [[row.place, names.get(row.role, row.role), *row.texts] for row in reading.first_rows],
            columns=[_("Row"), _("Taken for"), *_letters(width)],
        )
        show_table(frame, height=min(_HEAD + _ROW * len(frame), _TALLEST))


def _letters(width: int) -> list[str]:
    return [letter(position) for position in range(width)]
