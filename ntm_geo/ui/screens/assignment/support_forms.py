"""Forms for support: an agency registers a content with a commune, and reports what it did.

Reader: somebody of the agency; in the first ten seconds: reads the words that are there already, changes them, saves.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import pandas as pd
import streamlit as st

from ntm_geo.i18n import _
from ntm_geo.monitoring.entries import add_support, report_support
from ntm_geo.partners.support_overview import proposed_content
from ntm_geo.ui.kit import cache, seat
from ntm_geo.ui.kit.flash import flash
from ntm_geo.ui.kit.fragments import run_dialog
from ntm_geo.ui.kit.messages import escaped, guard

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ntm_geo.assessment.period import PeriodAssessment
    from ntm_geo.assessment.rules.shortfalls import Need
    from ntm_geo.ui.kit.state import View

_OPEN: Final = "support_form"
_DAY: Final = "DD/MM/YYYY"
_LONGEST: Final = 600
OTHER: Final = "other"
"""Stands for a content that serves none of the criteria that are missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """Whose support is looked at, and for which year."""

    view: View
    standing: PeriodAssessment
    agency: str
    year: int
    may_write: bool
    may_report: bool
    """Whether what is registered can be reported done: illustrative contents cannot."""


def show_open_form(work: Work, needs: Mapping[str, tuple[Need, ...]], rows: pd.DataFrame) -> None:
    """Show the form a button opened, until it is saved or closed.

    Parameters
    ----------
    work : whose it is.
    needs : what each commune misses, by code.
    rows : contents of the agency, columns of ``tables.Support``.
    """
    kind, _sep, about = str(st.session_state.get(_OPEN, "")).partition(" ")
    if not work.may_write or not about:
        return
    if kind == "register":
        code, _sep, criterion = about.partition(" ")
        if code in needs:
            need = next((item for item in needs[code] if item.criterion == criterion), None)
            _dialog(_("Register a content"), _register, work, code, need)
    elif kind == "report":
        chosen = rows[rows["number"].eq(int(about))]
        if len(chosen):
            _dialog(_("Report what was done"), _report, work, chosen.iloc[0])


def ask_to_register(code: str, criterion: str) -> None:
    """Open the form for a content with a commune; ``criterion`` may be `OTHER`."""
    st.session_state[_OPEN] = f"register {code} {criterion}"


def ask_to_report(number: int) -> None:
    """Open the form for what was done of a content."""
    st.session_state[_OPEN] = f"report {number}"


def _dialog(title: str, show: Any, *about: Any) -> None:
    run_dialog(title, show, *about, width="medium", on_dismiss=_close)


def _close() -> None:
    st.session_state.pop(_OPEN, None)


def _register(work: Work, code: str, need: Need | None) -> None:
    key = f"support_new_{code}_{need.criterion if need else OTHER}"
    st.markdown(f"**{escaped(cache.full_names(work.view.vintage)[code])}**")
    criterion = need.criterion if need else ""
    if need is None:
        law = work.standing.criteria_set
        names = {"": _("None, or choose one")} | {item.code: f"{item.code}. {item.name}" for item in law.criteria}
        criterion = st.selectbox(_("Criterion"), list(names), format_func=names.__getitem__, key=f"{key}_criterion")
    content = st.text_area(
        f"{_('What you register')} *", value=proposed_content(need) if need else "", max_chars=_LONGEST, height=120,
        key=f"{key}_content",
    )  # fmt: skip
    money_box, days_box, due_box = st.columns(3)
    money = money_box.number_input(_("Million VND"), min_value=0.0, value=None, step=10.0, key=f"{key}_money")
    days = days_box.number_input(_("Days"), min_value=0.0, value=None, step=1.0, key=f"{key}_days")
    due = due_box.date_input(_("Due on"), value=date(work.year, 12, 31), format=_DAY, key=f"{key}_due")
    if not _saved(key, {_("What you register"): content.strip()}):
        return
    row = {
        "agency": work.agency, "code": code, "year": work.year, "content": " ".join(content.split()),
        "criterion": criterion or None, "money": money, "days": days, "due_on": due,
    }  # fmt: skip
    with guard(stop=False):
        add_support(cache.workspace(), row, vintage=work.view.vintage, by=seat.writer())
        flash(_("The content is registered."))
        _close()
        st.rerun()


def _report(work: Work, row: pd.Series) -> None:
    number = int(row["number"])
    key = f"support_report_{number}"
    st.markdown(escaped(row["content"]))
    today = date.today()  # noqa: DTZ011 - the day at the place the program runs at
    known = row["done_on"].date() if pd.notna(row["done_on"]) else today
    on = st.date_input(f"{_('Done on')} *", value=known, max_value=max(today, known), format=_DAY, key=f"{key}_on")
    done = st.text_area(
        f"{_('What was done')} *", value=str(row["done"]) if pd.notna(row["done"]) else "", max_chars=_LONGEST,
        height=100, key=f"{key}_done",
    )  # fmt: skip
    money_box, days_box = st.columns(2)
    money = money_box.number_input(
        _("Million VND spent"), min_value=0.0, value=_number(row, "money"), step=10.0, key=f"{key}_money"
    )
    days = days_box.number_input(
        _("Days worked"), min_value=0.0, value=_number(row, "days"), step=1.0, key=f"{key}_days"
    )
    if not _saved(key, {_("Done on"): on, _("What was done"): done.strip()}):
        return
    with guard(stop=False):
        report_support(
            cache.workspace(), number, on=on, done=done, money=money, days=days, vintage=work.view.vintage,
            by=seat.writer(),
        )  # fmt: skip
        flash(_("The report is kept; the commune is asked to confirm it."))
        _close()
        st.rerun()


def _number(row: pd.Series, name: str) -> float | None:
    """Return what was reported of a figure, else what was registered of it."""
    for column in (f"{name}_done", name):
        if pd.notna(row[column]):
            return float(row[column])
    return None


def _saved(key: str, needed: Mapping[str, object]) -> bool:
    """Show who writes and the button; return whether it was pressed and nothing that is needed is empty."""
    st.caption(_("Fields with * are needed."))
    who, save = st.columns([2, 1], vertical_alignment="bottom")
    with who:
        seat.who(f"{key}_by")
    if not save.button(_("Save"), type="primary", icon=":material/save:", key=f"{key}_save", width="stretch"):
        return False
    missing = [label for label, value in needed.items() if not value]
    if missing:
        st.error(escaped(_("Still missing: {fields}.", fields=", ".join(missing))), icon="⚠️")
    return not missing
