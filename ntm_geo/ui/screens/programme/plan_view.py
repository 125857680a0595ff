"""Plans and difficulties on a page: editable tables with checks, late ones in front, and a map of what is open."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import pandas as pd
import streamlit as st

from ntm_geo.assessment.by_other_sets.upper_level import levels_known
from ntm_geo.assessment.readiness_list import ready_table
from ntm_geo.dossiers.dossier_standing import with_dossier_steps
from ntm_geo.i18n import _, format_number, text
from ntm_geo.monitoring import work_registers
from ntm_geo.monitoring.difficulties import on_day, open_by
from ntm_geo.monitoring.funds import MEASURES, fund_lines, source_names
from ntm_geo.monitoring.procedure import stages
from ntm_geo.monitoring.registered_criteria import plan_progress
from ntm_geo.tables.monitoring_tables import STEPS
from ntm_geo.tables.standing_table import LEVELS
from ntm_geo.themes.count_themes import difficulty_theme
from ntm_geo.themes.map_themes import status_names
from ntm_geo.ui.kit import cache, seat, table_drafts, theme_view
from ntm_geo.ui.kit.messages import escaped, option_labels
from ntm_geo.ui.kit.table import show_table
from ntm_geo.ui.screens.programme import difficulty_lists, entry_forms

if TYPE_CHECKING:
    from collections.abc import Callable

    from ntm_geo.monitoring.work_registers import Kind
    from ntm_geo.records.registers import Register
    from ntm_geo.ui.kit.state import View

_DAY: Final = entry_forms.DAY
MAP: Final = "difficulty_map"


def show_difficulties(view: View, *, by: str) -> None:
    """Show open difficulties: how many, where, which are late; and the table to change them in."""
    stored = work_registers.load(cache.workspace(), "difficulties", vintage=view.vintage)
    rows = on_day(stored.table, date.today())  # noqa: DTZ011 - the day at the place the program runs at
    words, record = st.columns([3, 1.2], vertical_alignment="center")
    words.markdown(f"**{escaped(difficulty_lists.difficulty_sentence(rows))}**")
    with record:
        entry_forms.offer_entries(view, "difficulty")
    left, right = st.columns([1.6, 1], gap="medium")
    standing = cache.assessment(int(view.period), view.vintage, view.rule)
    with left:
        theme = difficulty_theme(standing, open_by(rows, "code"))
        if stored.provenance.illustrative:
            theme = replace(theme, provenance=stored.provenance)
        theme_view.show_theme(view, standing, theme, key=MAP, height=380, values=True)
    with right, st.container(key=f"{MAP}_side"):
        difficulty_lists.show_open(view, rows, entered=stored.version is not None)
        difficulty_lists.show_by_department(rows)
    _editor(view, "difficulties", stored, difficulty_lists.in_order(stored.table, rows), by=by)


def show_registrations(view: View, *, by: str) -> None:
    """Show what was registered for a year and what came of it, and the table to change it in."""
    stored = work_registers.load(cache.workspace(), "registrations", vintage=view.vintage)
    standing = cache.assessment(int(view.period), view.vintage, view.rule)
    years = sorted({*stored.table["year"].astype(int), int(view.period), int(view.period) + 1})
    year = st.selectbox(_("Year of the plan"), years, index=years.index(int(view.period)))
    table = plan_progress(stored.table, standing.assessment.results, year=year)
    counts = table["status"].value_counts()
    sentence = _(
        "For {year}, {communes} communes have registered {count} criteria; {met} of them are met.",
        year=year,
        communes=format_number(table["code"].nunique()),
        count=format_number(len(table)),
        met=format_number(int(counts.get("met", 0))),
    )
    st.markdown(f"**{escaped(sentence)}**")
    if len(table):
        shown = pd.DataFrame(
            {
                _("Commune"): table["code"].map(_names(view)),
                _("Criterion"): table["criterion"],
                _("Result"): table["status"].map(status_names()),
                _("Remarks"): table["note"],
            }
        )
        show_table(shown, height=38 + 35 * min(len(shown), 8))
    _editor(view, "registrations", stored, stored.table, by=by)


def show_steps(view: View, *, by: str) -> None:
    """Show how far each procedure is, what is out of order, and the table to change it in."""
    stored = work_registers.load(cache.workspace(), "steps", vintage=view.vintage)
    for finding in work_registers.findings(cache.workspace(), vintage=view.vintage):
        name, level = _names(view).get(finding.code, finding.code), level_names()[finding.level]
        sentence = text(finding.what, write=lambda step: step_names().get(str(step), step))
        st.markdown(f":material/warning: {escaped(f'{name}, {level}: {sentence}')}")
    steps = with_dossier_steps(cache.workspace(), stored.table, vintage=view.vintage)
    table = stages(steps, on=date.today())  # noqa: DTZ011 - the day at the place the program runs at
    if len(table):
        shown = pd.DataFrame(
            {
                _("Commune"): table["code"].map(_names(view)),
                _("Level"): table["level"].map(level_names()),
                _("Step reached"): table["step"].map(step_names()),
                _("Since"): table["since"],
            }
        )
        show_table(shown, column_config={_("Since"): st.column_config.DateColumn(format=_DAY)})
    _editor(view, "steps", stored, stored.table, by=by)


def show_inspections(view: View, *, by: str) -> None:
    """Show the visits, newest first, in the table to change them in."""
    entry_forms.offer_entries(view, "inspection")
    stored = work_registers.load(cache.workspace(), "inspections", vintage=view.vintage)
    newest_first = stored.table.sort_values("on", ascending=False)
    if stored.provenance.illustrative and stored.version is None:
        shown = pd.DataFrame(
            {
                _("Commune"): newest_first["code"].map(_names(view)),
                _("Day of the visit"): newest_first["on"],
                _("Who came"): newest_first["who"],
                _("What was found"): newest_first["findings"],
            }
        )
        show_table(shown, column_config={_("Day of the visit"): st.column_config.DateColumn(format=_DAY)})
    _editor(view, "inspections", stored, newest_first, by=by)


def show_conditions(view: View, *, by: str) -> None:
    """Show who is near to recognition and what is still missing, and the conditions beside the criteria to change."""
    space, standing = cache.workspace(), cache.assessment(int(view.period), view.vintage, view.rule)
    stored = work_registers.load(space, "conditions", vintage=view.vintage)
    if not condition_names(view.period):
        years = standing.criteria_set.years
        st.info(escaped(_("The conditions of recognition of the set {years} are not entered.", years=years)))
    table = ready_table(space, standing)
    if len(table):
        shown = pd.DataFrame({_("Commune"): table["name"], _("How far from recognition"): table["text"]})
        show_table(shown, height=38 + 35 * min(len(shown), 8))
    _editor(view, "conditions", stored, stored.table, by=by)


def show_funds(view: View, *, by: str) -> None:
    """Show what was raised in the year by source, as Form 07 has it, and the rows of the communes to change."""
    stored = work_registers.load(cache.workspace(), "funds", vintage=view.vintage)
    lines = fund_lines(stored.table, year=int(view.period))
    if lines[0][3:] != (None,) * len(MEASURES):
        heads = [_("Plan of the year"), _("Raised in six months"), _("Raised in the year"),
                 _("Plan for the last six months")]  # fmt: skip
        shown = pd.DataFrame([(line.name, *line[3:]) for line in lines], columns=[_("Source of money"), *heads])
        show_table(shown, height=38 + 35 * len(lines))
    st.caption(_("In million VND. Forms 07 and 11 are filled from here."))
    _editor(view, "funds", stored, stored.table, by=by)


def condition_names(period: str) -> dict[str, str]:
    """Return the conditions beside the criteria of the set of a year: key to name."""
    law = cache.workspace().set_on(date(int(period), 12, 31)).recognition
    return {condition.key: str(condition.name) for condition in law.conditions} if law else {}


def step_names() -> dict[str, str]:
    """Return the words for the steps of the procedure, in their order."""
    words = (
        _("registered"),
        _("self-assessed by the commune"),
        _("checked by the district"),
        _("appraised by the province"),
        _("recognised"),
        _("revoked"),
    )
    return dict(zip(STEPS, words, strict=True))


def level_names() -> dict[str, str]:
    """Return the words for the levels of recognition."""
    words = (
        _("the new rural standard"),
        _("the advanced new rural standard"),
        _("the model new rural standard"),
        _("the modern new rural commune (pilot)"),
    )
    return dict(zip(LEVELS, words, strict=True))


def _names(view: View) -> dict[str, str]:
    return entry_forms.names_of_communes(view.vintage)


def _editor(view: View, kind: Kind, register: Register, table: pd.DataFrame, *, by: str) -> None:
    """Let the reader add, change and take away rows; nothing is kept before the button is pressed.

    Illustrative rows are shown above and not taken over: the first row entered stands alone.
    """
    if register.provenance.illustrative and register.version is None:
        label, source = _("Illustrative figures"), register.provenance.source
        say = _("They are no longer shown once a row of your own is saved in the table below.")
        st.caption(escaped(f"{label}: {source}. {say}"))
        table = register.to_write
    mine = seat.rows_to_write(kind, table)
    names = seat.limited(kind, _names(view))
    if not names:
        show_table(table.reset_index(drop=True), column_config=_columns(view, _names(view))[kind])
        return
    edited = table_drafts.edit_table(
        table[mine].reset_index(drop=True), hide_index=True, num_rows="dynamic", placeholder="",
        column_config=_columns(view, names)[kind], key=f"edit_{kind}_{view.vintage}", version=register.version,
    )  # fmt: skip

    def save() -> bool:
        filled = edited.dropna(how="all")
        if not mine.all():  # what others may write stays as it is
            filled = pd.concat([table[~mine], filled], ignore_index=True)
        return work_registers.save(
            cache.workspace(), kind, filled, vintage=view.vintage, by=by, expected=register.version
        )[1]

    table_drafts.save_button(f"edit_{kind}_{view.vintage}", save, button=f"save_{kind}")


def _levels_offered(view: View) -> list[str]:
    """Return the levels the law of the year knows, and those steps are kept of."""
    known = levels_known(cache.workspace(), int(view.period))
    used = set(work_registers.load(cache.workspace(), "steps", vintage=view.vintage).table["level"])
    return [level for level in LEVELS if level in known or level in used]


def _columns(view: View, names: dict[str, str]) -> dict[str, dict[str, Any]]:
    """Return how the columns of the tables are edited."""
    column = st.column_config
    departments = {department.key: str(department.name) for department in cache.workspace().departments}
    commune = column.SelectboxColumn(_("Commune"), options=list(names), format_func=_word_of(names), required=True)
    named = entry_forms.names_of_criteria(view)
    criteria, levels = list(named), _levels_offered(view)
    criterion = column.SelectboxColumn(_("Criterion"), options=criteria, format_func=_word_of(named))
    day = {key: column.DateColumn(label, format=_DAY) for key, label in _day_names().items()}
    note, number = column.TextColumn(_("Remarks"), max_chars=400), column.NumberColumn(_("No."), disabled=True)
    return {
        "registrations": {
            "code": commune,
            "year": column.NumberColumn(_("Year"), min_value=2020, max_value=2035, step=1, format="%d", required=True),
            "criterion": column.SelectboxColumn(
                _("Criterion"), options=criteria, format_func=_word_of(named), required=True
            ),
            "note": note,
        },
        "steps": {
            "code": commune,
            "level": column.SelectboxColumn(
                _("Level"), options=levels, format_func=_word_of(level_names()), required=True
            ),
            "step": column.SelectboxColumn(
                _("Step"), options=list(STEPS), format_func=_word_of(step_names()), required=True
            ),
            "on": column.DateColumn(_("Day"), format=_DAY, required=True),
            "document": column.TextColumn(_("Document"), max_chars=80),
            "note": note,
        },
        "difficulties": {
            "number": number,
            "code": commune,
            "criterion": criterion,
            "what": column.TextColumn(_("What is in the way"), max_chars=600, required=True, width="large"),
            "raised_by": column.TextColumn(_("Raised by"), max_chars=120),
            "in_charge": column.SelectboxColumn(
                _("Who solves it"), options=list(departments), format_func=_word_of(departments)
            ),
            "to_ministry": column.CheckboxColumn(_("To the ministry")),
            **day,
            "solution": column.TextColumn(_("Solution"), max_chars=600),
        },
        "inspections": {
            "number": number,
            "code": commune,
            "on": column.DateColumn(_("Day"), format=_DAY, required=True),
            "who": column.TextColumn(_("Who came"), max_chars=200, required=True),
            "findings": column.TextColumn(_("What was found"), max_chars=1000, required=True, width="large"),
        },
        "conditions": {"code": commune, **_condition_columns(view), "note": note},
        "funds": {"code": commune, **_fund_columns(view)},
    }


def _condition_columns(view: View) -> dict[str, Any]:
    """Return how the year of a condition, the condition and the answer are edited."""
    column, conditions = st.column_config, condition_names(view.period)
    answers = {"True": _("met"), "False": _("not met")}
    return {
        "period": column.NumberColumn(
            _("Year"), min_value=2020, max_value=2035, step=1, format="%d", default=int(view.period), required=True
        ),
        "condition": column.SelectboxColumn(
            _("Condition"), options=list(conditions), format_func=_word_of(conditions), required=True, width="large"
        ),
        "met": column.SelectboxColumn(_("Met"), options=[True, False], format_func=_word_of(answers)),
    }


def _fund_columns(view: View) -> dict[str, Any]:
    """Return how the year, the source and the sums of money are edited."""
    column, names = st.column_config, source_names()
    sums = {
        "planned": _("Plan of the year"),
        "raised_half": _("Raised in six months"),
        "raised": _("Raised in the year"),
        "planned_rest": _("Plan for the last six months"),
    }
    return {
        "year": column.NumberColumn(
            _("Year"), min_value=2020, max_value=2035, step=1, format="%d", default=int(view.period), required=True
        ),
        "source": column.SelectboxColumn(
            _("Source of money"), options=list(names), format_func=_word_of(names), required=True, width="medium"
        ),
        **{key: column.NumberColumn(escaped(word), min_value=0, format="localized") for key, word in sums.items()},
    }


def _word_of(names: dict[str, str]) -> Callable[[Any], str]:
    return lambda key: names.get(str(key), str(key))


def _day_names() -> dict[str, str]:
    return {"raised_on": _("Raised on"), "due_on": _("Due on"), "solved_on": _("Solved on")}


def choose_show() -> str:
    """Let the reader choose what is worked on."""
    names = {
        "difficulties": _("Difficulties"),
        "registrations": _("Registered criteria"),
        "steps": _("Steps of recognition"),
        "conditions": _("Conditions"),
        "funds": _("Money raised"),
        "inspections": _("Inspections"),
    }
    chosen = st.segmented_control(
        _("Show"),
        list(names),
        format_func=option_labels(names),
        default="difficulties",
        key="plans_show",
        label_visibility="collapsed",
    )
    return chosen or "difficulties"
