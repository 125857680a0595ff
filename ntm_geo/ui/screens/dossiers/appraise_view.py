"""The next criterion that waits for whoever appraises: value, threshold, evidence and visits beside the answer."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Literal, cast

import pandas as pd
import streamlit as st

from ntm_geo.assessment.departments import departments_on
from ntm_geo.dossiers.appraising import Appraisal, appraise, checked_until, waiting_for
from ntm_geo.dossiers.dossier_lines import law_of, lines_of
from ntm_geo.dossiers.dossier_rows import read_dossiers
from ntm_geo.dossiers.dossier_standing import days_for
from ntm_geo.i18n import _, format_date, format_number
from ntm_geo.monitoring.commune_work import of_commune
from ntm_geo.ui.kit import cache, flash
from ntm_geo.ui.kit.messages import escaped, guard, option_labels
from ntm_geo.ui.kit.table import show_table
from ntm_geo.ui.screens.dossiers.criterion_record import show_evidence, show_history
from ntm_geo.ui.screens.dossiers.dossier_seat import department_here, step_here, units_here
from ntm_geo.ui.screens.dossiers.dossier_words import result_words

if TYPE_CHECKING:
    from ntm_geo.dossiers.appraising import Verdict
    from ntm_geo.ui.kit.state import View

Step = Literal["district", "department"]


def show_appraising(view: View, *, by: str) -> None:
    """Show what waits for whoever sits here, and the first of it to be appraised."""
    space, period = cache.workspace(), int(view.period)
    dossiers = read_dossiers(space, vintage=view.vintage, period=period)
    step, department = _choose_turn(view, checks=len(waiting_for(space, dossiers, "district")) > 0)
    rows = waiting_for(space, dossiers, step, department=department)
    rows = _inside(rows, view)
    names = cache.full_names(view.vintage)
    law = {item.code: str(item.name) for item in law_of(space, period).criteria}
    st.markdown(f"**{escaped(_count(rows))}**")
    if rows.empty:
        st.caption(_("What communes send stands here at once, the oldest first."))
        return
    keys = [f"{row['code']} {row['criterion']}" for row in rows.to_dict("records")]
    words = {
        key: _("{commune} · criterion {code}. {name} · sent {day}", commune=names[row["code"]], code=row["criterion"],
               name=law[row["criterion"]], day=format_date(row["sent_on"]))
        for key, row in zip(keys, rows.to_dict("records"), strict=True)
    }  # fmt: skip
    chosen = st.selectbox(_("To be appraised"), keys, format_func=words.__getitem__, key=f"appraise_{step}")
    code, criterion = chosen.split(" ")
    left, right = st.columns([2.4, 1], gap="medium")
    at_commune = view.change(commune=code)
    with left:
        lines = lines_of(space, cache.figures(), dossiers, code, sent=True)
        lines = lines[lines["criterion"].eq(criterion)]
        _show_lines(lines)
        items = dict(zip(lines["item"], lines["name"], strict=True))
        show_evidence(at_commune, criterion, items, by=by, may_change=False)
        _show_visits(at_commune)
        show_history(dossiers, code, criterion)
    with right:
        _form(view, code, criterion, step, by=by)


def _choose_turn(view: View, *, checks: bool) -> tuple[Step, str]:
    """Return whose turn is looked at: by the account, or chosen where it may take both."""
    step, department = step_here(), department_here()
    if step:
        return cast("Step", step), department
    names = {"department": _("Departments in charge"), "district": _district()}
    left, right = st.columns(2, vertical_alignment="bottom")
    if not checks:
        del names["district"]
    chosen = left.segmented_control(
        _("Step"), list(names), format_func=option_labels(names), default="department", key="dossier_step"
    )
    if chosen == "district":
        return "district", ""
    known = {item.key: str(item.name) for item in departments_on(cache.workspace(), date(int(view.period), 12, 31))}
    options = {"": _("All departments"), **known}
    department = right.selectbox(
        _("Department, agency"), list(options), format_func=options.__getitem__, key="dossier_department"
    )
    return "department", department


def _inside(rows: pd.DataFrame, view: View) -> pd.DataFrame:
    """Return the rows of the communes of the account, and of the one chosen above."""
    units = units_here()
    if units:
        table = cache.units(view.vintage)
        mine = table[table["code"].isin(units) | table["parent_code"].isin(units)]["code"]
        rows = rows[rows["code"].isin(mine)]
    return rows[rows["code"].eq(view.commune)] if view.commune else rows


def _count(rows: pd.DataFrame) -> str:
    if rows.empty:
        return _("Nothing waits to be appraised.")
    return _("{count} criteria of {communes} communes wait to be appraised.", count=format_number(len(rows)),
             communes=format_number(rows["code"].nunique()))  # fmt: skip


def _show_lines(lines: pd.DataFrame) -> None:
    passed = lines["sense"].eq("pass") | ~lines["item"].str.contains(".", regex=False)
    words = {1.0: _("met"), 0.0: _("not met")}
    reported = lines["value"].fillna(lines["met"].astype("Float64").astype(float))

    def cell(value: float, *, flag: bool) -> str:
        return "" if pd.isna(value) else words.get(value, "") if flag else format_number(value, digits=2)

    shown = pd.DataFrame(
        {
            _("Code"): lines["item"],
            _("What is asked for"): lines["name"],
            _("Reported"): [cell(v, flag=f) for v, f in zip(reported, passed, strict=True)],
            _("Threshold"): lines["rule"],
            _("By the law"): lines["status"].map(result_words()),
            _("Year before"): [cell(v, flag=f) for v, f in zip(lines["before"], passed, strict=True)],
            _("Remark"): lines["note"],
        }
    )
    show_table(shown, height=38 + 35 * len(shown))
    if not lines["verified"].all():
        st.caption(_("Thresholds are to be checked against the official text."))


def _show_visits(view: View) -> None:
    visits = of_commune(cache.workspace(), view.commune, vintage=view.vintage, year=int(view.period)).inspections
    if visits:
        title = _("Inspections of the commune")
        st.markdown(f"**{escaped(title)}**")
        for day, who, findings in visits[:3]:
            st.markdown(f"- {format_date(day)} · {escaped(who)}: {escaped(findings)}")


def _form(view: View, code: str, criterion: str, step: Step, *, by: str) -> None:
    names = {"met": _("Met"), "not_met": _("Not met"), "sent_back": _("Send back")}
    today = date.today()  # noqa: DTZ011 - the day at the place the program runs at
    days, verified = days_for(cache.workspace(), "sent_again")
    with st.form(f"appraise_{step}_{code}_{criterion}"):
        verdict = st.radio(_("Result"), list(names), format_func=option_labels(names), index=None)
        reason = st.text_area(_("Reason (always where it is not met or sent back)"), max_chars=1000)
        due: Any = st.date_input(
            _("To be sent again by"), value=today + timedelta(days=days), min_value=today, format="DD/MM/YYYY"
        )
        if not verified:
            st.caption(escaped(_("{days} days unless changed: to be checked against the official text.", days=days)))
        if not st.form_submit_button(_("Save the result"), type="primary", width="stretch"):
            return
    if verdict is None:
        st.warning(_("Choose a result."))
        return
    with guard(stop=False):
        finding = Appraisal(
            step=step, verdict=cast("Verdict", verdict), reason=reason, due_on=due if verdict == "sent_back" else None
        )
        appraise(cache.workspace(), code, criterion, finding, vintage=view.vintage, period=int(view.period), by=by)
        flash.flash(_("The result was saved; the next criterion is opened."))
        st.rerun()


def _district() -> str:
    ended = checked_until(cache.workspace())
    return _("District (until {day})", day=format_date(ended)) if ended else _("The district")
