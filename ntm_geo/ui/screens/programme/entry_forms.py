"""Forms for one record, opened where it is learned: a difficulty, an inspection, a hamlet's certificate, a support.

Reader: an officer with a telephone call or a letter; in the first ten seconds: sees the commune chosen, writes, saves.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from ntm_geo.boundaries.units import full_name
from ntm_geo.i18n import _
from ntm_geo.monitoring.entries import add_record, add_support, certify_hamlet, department_for, solve_difficulty
from ntm_geo.records.agency_list import load_agencies
from ntm_geo.tables.unit_table import PROGRAMME_KIND
from ntm_geo.ui.kit import cache, seat
from ntm_geo.ui.kit.flash import flash
from ntm_geo.ui.kit.fragments import run_dialog
from ntm_geo.ui.kit.messages import escaped, guard

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ntm_geo.ui.kit.state import View

DAY: Final = "DD/MM/YYYY"
_OPEN: Final = "entry_open"
_KINDS: Final = {"difficulty": "difficulties", "inspection": "inspections", "hamlet": "hamlets", "support": "support"}
"""Kind of data each form writes."""
_FIELD: Final = "field_"
"""What the keys of fields begin with, so that nothing else is cleared with them."""


def offer_entries(view: View, *names: str) -> None:
    """Offer forms as buttons in one row.

    Parameters
    ----------
    view : its commune is the one the forms begin with.
    *names : any of ``difficulty``, ``inspection``, ``hamlet``, ``support``.
    """
    forms: dict[str, tuple[str, str, Callable[[View], None]]] = {
        "difficulty": (_("Record a difficulty"), ":material/report:", _difficulty),
        "inspection": (_("Record an inspection"), ":material/fact_check:", _inspection),
        "hamlet": (_("Record a hamlet's certificate"), ":material/verified:", _hamlet),
        "support": (_("Record support"), ":material/volunteer_activism:", _support),
    }
    names = tuple(name for name in names if seat.allowed_to("write", _KINDS[name]))
    if not names:
        return
    with st.container(horizontal=True, key="ntm_entries"):
        for name in names:
            label, icon, show = forms[name]
            if st.button(label, icon=icon, key=f"entry_{name}"):
                st.session_state[_OPEN] = name
    opened = str(st.session_state.get(_OPEN, ""))
    if opened in names:
        label, _icon, show = forms[opened]
        _dialog(label, show, view)


def offer_solving(view: View, number: int, what: str, *, code: str) -> None:
    """Offer to write down that a difficulty was solved, to who may."""
    if not seat.limited("difficulties", {code: ""}):
        return
    if st.button(_("Solved"), icon=":material/task_alt:", key=f"solve_{number}"):
        st.session_state[_OPEN] = f"solve {number}"
    if st.session_state.get(_OPEN) == f"solve {number}":
        _dialog(_("Difficulty solved"), _solve, view, number, what)


def _dialog(title: str, show: Callable[..., None], *about: Any) -> None:
    """Open a form over the page; it stays, with what was typed, until it is saved or closed."""
    run_dialog(title, show, *about, width="medium", on_dismiss=_close)


def _close() -> None:
    st.session_state.pop(_OPEN, None)


def names_of_communes(vintage: str) -> dict[str, str]:
    """Return the communes of the programme as people tell them apart: code to name and district."""
    units = cache.units(vintage)
    names = {}
    for unit in units[units["kind"].eq(PROGRAMME_KIND)].to_dict("records"):
        text = f", {unit['parent_name']}" if isinstance(unit["parent_name"], str) else ""
        names[str(unit["code"])] = f"{full_name(unit['kind'], unit['name'])}{text}"
    return names


def names_of_criteria(view: View) -> dict[str, str]:
    """Return the criteria of the year's set: number to number and name."""
    law = cache.workspace().set_on(date(int(view.period), 12, 31))
    return {criterion.code: f"{criterion.code}. {criterion.name}" for criterion in law.criteria}


def _commune(view: View, form: str) -> str:
    """Let the reader choose among the communes whoever sits here may write of."""
    names, key = names_of_communes(view.vintage), f"{form}_code"
    if form != "support":  # whose right is of its agency
        names = seat.limited(_KINDS[form], names)
    codes = list(names)
    only = 0 if len(codes) == 1 else None
    chosen: str | None = st.selectbox(
        _needed(_("Commune")), codes, index=codes.index(view.commune) if view.commune in names else only,
        format_func=names.__getitem__, placeholder=_("Type a name …"), key=key,
    )  # fmt: skip
    return chosen or ""


def _criterion(view: View, key: str) -> str:
    names = names_of_criteria(view)
    shown = view.theme.split(".", maxsplit=1)[0]
    first = list(names).index(shown) if shown in names else None
    chosen: str | None = st.selectbox(
        _("Criterion"), list(names), index=first, format_func=names.__getitem__, key=key,
        placeholder=_("None, or choose one"),
    )  # fmt: skip
    return chosen or ""


def _field(about: str | int, name: str) -> dict[str, Any]:
    """Return how a field is kept: what was typed about one thing stays while its form is closed, until it is saved.

    Parameters
    ----------
    about : code of the commune, or number of the difficulty, so that nothing is written of another one.
    name : of the form and its field.
    """
    return {"key": f"{_FIELD}{name}_{about}", "persist_state": "session"}


def _needed(label: str) -> str:
    """Return the label of a field that must be filled."""
    return f"{label} *"


def _today() -> date:
    return date.today()  # noqa: DTZ011 - the day at the place the program runs at


def _keep(key: str, text: str, needed: Mapping[str, object], write: Callable[[], Any]) -> None:
    """Show who writes and the button; say which required field is empty, else write and tell it on the page."""
    st.caption(_("Fields with * are needed."))
    who, save = st.columns([2, 1], vertical_alignment="bottom")
    with who:
        seat.who(f"{key}_by")
    if not save.button(_("Save"), type="primary", icon=":material/save:", key=f"{key}_save", width="stretch"):
        return
    missing = [label for label, value in needed.items() if not value]
    if missing:
        st.error(escaped(_("Still missing: {fields}.", fields=", ".join(missing))), icon="⚠️")
        return
    with guard(stop=False):
        write()
        flash(text)
        for field in [name for name in st.session_state if str(name).startswith(f"{_FIELD}{key}_")]:
            del st.session_state[field]
        _close()
        st.rerun()


def _difficulty(view: View) -> None:
    code, criterion = _commune(view, "difficulty"), _criterion(view, "difficulty_criterion")
    what = st.text_area(
        _needed(_("What is in the way")), **_field(view.commune, "difficulty_what"), max_chars=600, height=100
    )
    raised, due = st.columns(2)
    raised_on = raised.date_input(
        _needed(_("Raised on")), value=_today(), format=DAY, **_field(view.commune, "difficulty_raised")
    )
    due_on = due.date_input(_("Due on"), value=None, format=DAY, **_field(view.commune, "difficulty_due"))
    with st.expander(_("More: who raised it, who solves it")):
        raised_by = st.text_input(_("Raised by"), **_field(view.commune, "difficulty_raised_by"), max_chars=120)
        names = {department.key: str(department.name) for department in cache.workspace().departments}
        choice = st.selectbox(
            _("Who solves it"), list(names), index=None, format_func=names.__getitem__,
            placeholder=_("The department in charge of the criterion"), **_field(view.commune, "difficulty_in_charge"),
        )  # fmt: skip
        up = st.checkbox(_("Passed up to the ministry"), **_field(view.commune, "difficulty_up"))
    on = raised_on if isinstance(raised_on, date) else _today()
    charged = choice or department_for(cache.workspace(), criterion, on, period=int(view.period)) or None
    row = {
        "code": code, "criterion": criterion or None, "what": what.strip(), "raised_by": raised_by.strip() or None,
        "in_charge": charged, "to_ministry": up,
        "raised_on": raised_on, "due_on": due_on,
    }  # fmt: skip
    _keep(
        "difficulty",
        _("The difficulty is recorded."),
        {_("Commune"): code, _("What is in the way"): what.strip(), _("Raised on"): raised_on},
        lambda: add_record(cache.workspace(), "difficulties", row, vintage=view.vintage, by=seat.writer()),
    )


def _solve(view: View, number: int, what: str) -> None:
    st.markdown(escaped(what))
    on = st.date_input(_needed(_("Solved on")), value=_today(), format=DAY, **_field(number, "solve_on"))
    how = st.text_area(_("How it was solved"), **_field(number, "solve_how"), max_chars=600, height=80)
    _keep(
        "solve",
        _("The difficulty is recorded as solved."),
        {_("Solved on"): on},
        lambda: solve_difficulty(
            cache.workspace(), number, on=on, how=how, vintage=view.vintage, by=seat.writer()
        ),
    )  # fmt: skip


def _inspection(view: View) -> None:
    code = _commune(view, "inspection")
    on = st.date_input(
        _needed(_("Day of the visit")), value=_today(), format=DAY, **_field(view.commune, "inspection_on")
    )
    who = st.text_input(_needed(_("Who came")), **_field(view.commune, "inspection_who"), max_chars=200)
    entry = st.text_area(
        _needed(_("What was found")), **_field(view.commune, "inspection_found"), max_chars=1000, height=120
    )
    row = {"code": code, "on": on, "who": who.strip(), "findings": entry.strip()}
    _keep(
        "inspection",
        _("The inspection is recorded."),
        {_("Commune"): code, _("Day"): on, _("Who came"): who.strip(), _("What was found"): entry.strip()},
        lambda: add_record(cache.workspace(), "inspections", row, vintage=view.vintage, by=seat.writer()),
    )


def _hamlet(view: View) -> None:
    code = _commune(view, "hamlet")
    table = cache.figures().registers[view.vintage].hamlets
    chosen_table = table[table["code"].eq(code)]
    open_ones = chosen_table[chosen_table["certified_on"].isna() | chosen_table["revoked_on"].notna()]
    names = dict(zip(open_ones["hamlet"], open_ones["name"], strict=True))
    hamlet = st.selectbox(
        _needed(_("Hamlet")), list(names), index=None, **_field(code, "hamlet_chosen"), accept_new_options=True,
        format_func=lambda key: str(names.get(key, key)), placeholder=_("Choose, or write a new name"),
    )  # fmt: skip
    day, number, year = st.columns(3)
    on = day.date_input(_needed(_("Certified on")), value=_today(), format=DAY, **_field(view.commune, "hamlet_on"))
    for_year = year.number_input(
        _("For the year"), min_value=2000, max_value=2100, value=None, step=1, format="%d",
        **_field(view.commune, "hamlet_year"),
    )  # fmt: skip
    decision = number.text_input(_("Number of the decision"), **_field(view.commune, "hamlet_decision"), max_chars=60)
    _keep(
        "hamlet",
        _("The hamlet's certificate is recorded."),
        {_("Commune"): code, _("Hamlet"): hamlet, _("Certified on"): on},
        lambda: certify_hamlet(
            cache.workspace(), code, hamlet or "", on=on, decision=decision,
            vintage=view.vintage, by=seat.writer(), for_year=None if for_year is None else int(for_year),
        ),
    )  # fmt: skip


def _support(view: View) -> None:
    known = load_agencies(cache.workspace()).table
    agencies = seat.limited("support", dict(zip(known["agency"], known["name"], strict=True)), by="agency")
    agency = st.selectbox(
        _needed(_("Agency")), list(agencies), index=None, format_func=agencies.__getitem__,
        placeholder=_("Type a name …"), **_field(view.commune, "support_agency"),
    )  # fmt: skip
    code, criterion = _commune(view, "support"), _criterion(view, "support_criterion")
    content = st.text_area(
        _needed(_("What it registers or did")), **_field(view.commune, "support_content"), max_chars=600, height=80
    )
    money_box, due_box, done_box = st.columns(3)
    money = money_box.number_input(
        _("Million VND"), min_value=0.0, value=None, step=10.0, **_field(view.commune, "support_money")
    )
    due = due_box.date_input(_("Due on"), value=None, format=DAY, **_field(view.commune, "support_due"))
    done = done_box.date_input(_("Done on"), value=None, format=DAY, **_field(view.commune, "support_done"))
    row = {
        "agency": agency, "code": code, "criterion": criterion or None, "content": content.strip(), "money": money,
        "due_on": due, "done_on": done, "year": (done or due or _today()).year, "money_done": money if done else None,
    }  # fmt: skip
    _keep(
        "support",
        _("The support is recorded."),
        {_("Agency"): agency, _("Commune"): code, _("What it registers or did"): content.strip()},
        lambda: add_support(cache.workspace(), row, vintage=view.vintage, by=seat.writer()),
    )
