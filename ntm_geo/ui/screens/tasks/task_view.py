"""What waits for a seat: the sentence, how much of each kind, the list with the page each is done on, and the file."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

import streamlit as st

from ntm_geo.i18n import _, format_number, text
from ntm_geo.tasks.digest import digest_text, task_table
from ntm_geo.tasks.task_counts import counts_by_kind, tasks_sentence
from ntm_geo.tasks.task_words import kind_names
from ntm_geo.ui.kit import cache, seat
from ntm_geo.ui.kit.messages import escaped
from ntm_geo.ui.kit.state import remember
from ntm_geo.ui.kit.table import show_table
from ntm_geo.ui.screens.tasks.task_choice import choose_seat, tasks_for
from ntm_geo.ui.screens.tasks.task_confirm import show_confirming

if TYPE_CHECKING:
    import pandas as pd

    from ntm_geo.ui.kit.state import View

_DOSSIERS, _PLANS, _AGENCIES = "pages/dossiers.py", "pages/plans.py", "pages/agencies.py"
PAGES: Final = {
    "correct": _DOSSIERS, "fill": _DOSSIERS, "check": _DOSSIERS, "appraise": _DOSSIERS, "vote": _DOSSIERS,
    "overdue": _DOSSIERS, "decide": "pages/data.py", "solve": _PLANS, "pass_on": _PLANS, "register": _AGENCIES,
    "do": _AGENCIES, "refused": _AGENCIES,
}  # fmt: skip
"""Where each kind of work is done; what is to be confirmed is confirmed here."""
_HEIGHT = 460
_ACROSS = 4


def show_tasks(view: View) -> None:
    """Show the work of the seat."""
    chosen = choose_seat(view)
    if chosen is None:
        return
    tasks = tasks_for(view, chosen)
    st.markdown(f"**{escaped(text(tasks_sentence(tasks)))}**")
    _show_counts(tasks)
    if len(tasks):
        _show_list(view, tasks)
    may_write = seat.allowed_to("write", "confirmations") and tasks["kind"].eq("confirm").any()
    by = seat.who("tasks_by") if may_write else ""
    show_confirming(view, tasks, by=by)


def _open(view: View, task: pd.Series) -> None:
    """Go to the page a task is done on, at its commune."""
    if task["kind"] == "confirm":
        return
    remember(view.change(commune=task["code"]))
    st.switch_page(PAGES[task["kind"]])


def _show_counts(tasks: pd.DataFrame) -> None:
    names, counts = kind_names(), list(counts_by_kind(tasks).items())
    for start in range(0, len(counts), _ACROSS):
        for box, (kind, (number, late)) in zip(st.columns(_ACROSS), counts[start : start + _ACROSS], strict=False):
            box.metric(
                escaped(names[kind]), format_number(number),
                _("{late} late", late=format_number(late)) if late else None, delta_color="inverse", delta_arrow="off",
            )  # fmt: skip


def _show_list(view: View, tasks: pd.DataFrame) -> None:
    names = cache.full_names(view.vintage)
    table = task_table(tasks, names)
    day = st.column_config.DateColumn(format="DD/MM/YYYY")
    event = show_table(
        table, height=min(_HEIGHT, 38 + 35 * len(table)), column_config={_("Since"): day, _("Due on"): day},
        on_select="rerun", selection_mode="single-row", key="tasks_list",
    )  # fmt: skip
    if rows := event["selection"]["rows"]:
        _open(view, tasks.iloc[rows[0]])
    st.caption(_("Click a row to open the page it is done on."))
    today = date.today()  # noqa: DTZ011 - the day at the place the program runs at
    whose = seat.writer() or _("the office")
    st.download_button(
        _("Take the list along (text)"),
        digest_text(tasks, names, whose=whose, day=today),
        file_name=f"viec-{today.isoformat()}.txt",
        mime="text/plain; charset=utf-8",
        icon=":material/download:",
        key="tasks_file",
    )
