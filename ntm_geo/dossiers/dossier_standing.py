"""How far every commune is on the way to recognition in a year, since when, and who is next; and the steps it took."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from ntm_geo.boundaries.units import read_units
from ntm_geo.criteria.recognition_law import load_procedure_rules
from ntm_geo.dossiers.appraising import checked_until
from ntm_geo.dossiers.criterion_states import APPRAISED, criterion_states
from ntm_geo.dossiers.dossier_lines import law_of
from ntm_geo.dossiers.dossier_rows import day_of, read_dossiers, this_day
from ntm_geo.store.datasets import list_versions
from ntm_geo.tables.base import each_row, empty_frame, validate
from ntm_geo.tables.monitoring_tables import Steps
from ntm_geo.tables.unit_table import PROGRAMME_KIND

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ntm_geo.dossiers.criterion_states import CriterionState
    from ntm_geo.records.shipped import Figures
    from ntm_geo.workspace.workspace import Workspace

STATES: Final = (
    "not_begun", "filling", "sent", "checked", "appraising", "sent_back", "appraised", "council", "recognised",
    "revoked",
)  # fmt: skip
"""How far a commune can be, in the order of the procedure."""
STANDING_COLUMNS: Final = (
    "code", "state", "begun", "since", "appraised", "met", "total", "sent_back", "due_on", "late", "next",
)  # fmt: skip
_LEVEL: Final = "standard"
_NEXT: Final = {"not_begun": "commune", "filling": "commune", "sent_back": "commune", "appraised": "council"}


def where_dossiers_stand(
    workspace: Workspace, figures: Figures, *, vintage: str, period: int, today: date | None = None
) -> pd.DataFrame:
    """Return how far every commune of the programme is in a year.

    Parameters
    ----------
    workspace, figures : of the door; recognitions of the year come from the figures.
    vintage, period : units and year.
    today : the day; that of the clock unless given.

    Returns
    -------
    ``STANDING_COLUMNS``, one row per commune in the order of the gazetteer. ``state`` is one of `STATES`, ``since`` the
    day that led to it, ``begun`` whether anything was filled in or sent; ``appraised``, ``met``, ``sent_back`` count
    criteria of ``total``; ``due_on`` is when the next step is due (a day given with what is sent back, else the days of
    ``data/criteria/procedure.yaml``, which are not checked against the official text) and ``late`` whether it has
    passed; ``next`` is ``commune``, ``district``, ``department``, ``council``, ``office`` or empty.
    """
    day = this_day(today)
    dossiers = read_dossiers(workspace, vintage=vintage, period=period)
    total = len(law_of(workspace, period).criteria)
    states = criterion_states(dossiers)
    begun = set(dossiers.reports["code"])
    votes = dossiers.councils[dossiers.councils["level"].eq(_LEVEL)].drop_duplicates("code", keep="last")
    votes = votes.set_index("code")
    recognised = _recognised(figures, vintage=vintage, period=period, day=day)
    days, ended = load_procedure_rules(workspace.criteria_dir).days, checked_until(workspace)
    units = read_units(workspace.province, vintage)
    rows = []
    for code in units.loc[units["kind"].eq(PROGRAMME_KIND), "code"]:
        mine = states.get(code, {})
        row = _of_criteria(mine, days, ended) if mine else _before_sending(begun=code in begun)
        if code in votes.index:
            vote = votes.loc[code]
            proposed = "office" if vote["proposes"] else ""
            row |= {"state": "council", "since": vote["held_on"].date(), "due_on": None, "next": proposed}
        if code in recognised:
            state, since = recognised[code]
            row |= {"state": state, "since": since, "due_on": None, "next": ""}
        counts = [state.state for state in mine.values()]
        rows.append(
            {
                "code": code,
                **row,
                "begun": bool(mine) or code in begun,
                "appraised": sum(state in APPRAISED for state in counts),
                "met": counts.count("met"),
                "total": total,
                "sent_back": counts.count("sent_back"),
                "late": row["due_on"] is not None and row["due_on"] < day,
            }
        )
    frame = pd.DataFrame(rows, columns=list(STANDING_COLUMNS))
    return frame.assign(since=pd.to_datetime(frame["since"]), due_on=pd.to_datetime(frame["due_on"]))


def funnel(standing: pd.DataFrame) -> dict[str, int]:
    """Return how many communes are in each of `STATES`; adds up to all of them."""
    counts = standing["state"].value_counts()
    return {state: int(counts.get(state, 0)) for state in STATES}


def _before_sending(*, begun: bool) -> dict[str, Any]:
    return {"state": "filling" if begun else "not_begun", "since": None, "due_on": None, "next": "commune"}


def _of_criteria(mine: Mapping[str, CriterionState], days: Mapping[str, int], ended: date | None) -> dict[str, Any]:
    """Return the state of a commune whose criteria were sent."""
    states = {state.state for state in mine.values()}
    sent_on = max(state.sent_on for state in mine.values() if state.sent_on is not None)
    since = max(state.since for state in mine.values() if state.since is not None)
    if "sent_back" in states:
        back = [state for state in mine.values() if state.state == "sent_back"]
        due = min((state.due_on for state in back if state.due_on is not None), default=None)
        first = min(state.since for state in back if state.since is not None)
        return {"state": "sent_back", "since": first, "due_on": due, "next": "commune"}
    if states <= set(APPRAISED):
        return {"state": "appraised", "since": since, "due_on": _after(since, days, "council"), "next": "council"}
    waits = {state.waits_for(ended) for state in mine.values()}
    if states & set(APPRAISED):
        state = "appraising"
    elif states == {"checked"}:
        state = "checked"
    else:
        state, since = "sent", sent_on
    actor = "district" if "district" in waits else "department"
    key = "district_checked" if actor == "district" else "appraised"
    return {"state": state, "since": since, "due_on": _after(sent_on, days, key), "next": actor}


def _after(day: date, days: Mapping[str, int], key: str) -> date | None:
    return day + timedelta(days=days[key]) if key in days else None


def _recognised(figures: Figures, *, vintage: str, period: int, day: date) -> dict[str, tuple[str, date]]:
    """Return the communes recognised for a year until a day: state and since when."""
    if vintage not in figures.registers:
        return {}
    table = figures.registers[vintage].recognitions
    table = table[table["level"].eq(_LEVEL)]
    on = pd.to_datetime(table["recognised_on"])
    of_year = table["for_year"].fillna(on.dt.year).eq(period) & on.le(pd.Timestamp(day))
    result = {}
    for row in each_row(table[of_year.fillna(value=False).astype(bool)]):
        gone = pd.notna(row.revoked_on) and pd.Timestamp(row.revoked_on).date() <= day
        since = row.revoked_on if gone else row.recognised_on
        result[str(row.code)] = ("revoked" if gone else "recognised", pd.Timestamp(since).date())
    return result


def dossier_steps(workspace: Workspace, *, vintage: str) -> pd.DataFrame:
    """Return the steps of the procedure that follow from the dossiers of all years, by the codes of a vintage.

    Returns
    -------
    ``tables.Steps``: self-assessed at the first sending, checked by the district when all of it was, appraised when all
    criteria were; without document.
    """
    years = {
        version.slot.period for version in list_versions(workspace.store, kind="sent_reports", vintage=vintage)
        if version.current
    }  # fmt: skip
    rows: list[dict[str, Any]] = []
    for year in sorted(years):
        dossiers = read_dossiers(workspace, vintage=vintage, period=year)
        total = len(law_of(workspace, year).criteria)
        first = dossiers.sent.sort_values("sending").drop_duplicates("code")
        rows += [_step(row.code, "self_assessed", day_of(row.at)) for row in each_row(first)]
        for code, mine in criterion_states(dossiers).items():
            done = [state.since for state in mine.values() if state.state in APPRAISED and state.since]
            if len(done) == total:
                rows.append(_step(code, "appraised", max(done)))
            checks = dossiers.appraisals[
                dossiers.appraisals["code"].eq(code)
                & dossiers.appraisals["step"].eq("district")
                & dossiers.appraisals["verdict"].ne("sent_back")
            ]
            last = checks.drop_duplicates("criterion", keep="last")
            if len(last) == total:
                rows.append(_step(code, "district_checked", max(map(day_of, last["at"]))))
    return validate(pd.DataFrame(rows), Steps) if rows else empty_frame(Steps)


def _step(code: str, step: str, day: date) -> dict[str, Any]:
    return {"code": code, "level": _LEVEL, "step": step, "on": pd.Timestamp(day), "document": None, "note": None}


def with_dossier_steps(workspace: Workspace, steps: pd.DataFrame, *, vintage: str) -> pd.DataFrame:
    """Return steps that were entered with those that follow from dossiers; one entered for the same year stands alone.

    Parameters
    ----------
    workspace : of the door.
    steps : ``tables.Steps`` as they are kept.
    vintage : of the codes.
    """
    derived = dossier_steps(workspace, vintage=vintage)
    if derived.empty:
        return steps
    entered = set(zip(steps["code"], steps["level"], steps["step"], pd.to_datetime(steps["on"]).dt.year, strict=True))
    keys = zip(derived["code"], derived["level"], derived["step"], derived["on"].dt.year, strict=True)
    fresh = derived[[key not in entered for key in keys]]
    parts = [part for part in (steps, fresh) if len(part)]
    return pd.concat(parts, ignore_index=True) if parts else steps


def days_for(workspace: Workspace, deadline: str) -> tuple[int, bool]:
    """Return the days for a step, and whether they were compared with the official text."""
    rules = load_procedure_rules(workspace.criteria_dir)
    return rules.days.get(deadline, 0), rules.verified


def vote_share(workspace: Workspace) -> tuple[float, bool]:
    """Return the share of the members present a proposal needs more of, and whether it was compared with the text."""
    rules = load_procedure_rules(workspace.criteria_dir)
    return rules.vote_above, rules.verified
