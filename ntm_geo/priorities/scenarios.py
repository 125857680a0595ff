"""Scenarios: a ranking saved with its question, values and sources, so that it comes out the same years later."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from ntm_geo.errors import TableError, msg
from ntm_geo.i18n import _
from ntm_geo.partners.plan_choice import free_name
from ntm_geo.priorities.bundles import differences, made_with, result_of, same_sentence
from ntm_geo.priorities.engine import Weight
from ntm_geo.priorities.engine.selection import Overrule, Rules
from ntm_geo.priorities.prioritize import Answer, Question, rank_and_choose
from ntm_geo.records.registers import read_register, write_register
from ntm_geo.store.versions import Slot
from ntm_geo.tables.base import each_row

if TYPE_CHECKING:
    from ntm_geo.assessment.period import PeriodAssessment
    from ntm_geo.workspace.workspace import Workspace

SLOT: Final = Slot(kind="scenarios")
_STEM: Final = 74
"""Letters of a name that leave room for the number of a copy."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scenario:
    """A ranking as it was saved."""

    name: str
    state: str
    saved_on: date
    saved_by: str
    period: int
    vintage: str
    sources: tuple[str, ...]
    """What the figures came from, and the number of the data they were read at."""
    question: Question
    values: pd.DataFrame
    names: dict[str, str]
    districts: dict[str, str]
    result: Mapping[str, Any]
    """What came out then, see `bundles.result_of`; empty for scenarios saved before it was kept."""
    made_with: Mapping[str, Any]
    """Seed, draws and versions it was made with."""
    moment: str = ""
    """When it was saved, to the second, as ISO; empty for scenarios saved before that was kept."""

    def answer(self) -> Answer:
        """Rank again from what was kept."""
        return rank_and_choose(self.values, self.question, self.names, self.districts)

    def verify(self) -> tuple[str, ...]:
        """Rank again from what was kept, and return every difference to what came out then; empty for none."""
        return differences(self.name, self.result, self.made_with, self.answer())

    def same(self) -> str:
        """Return that it came out the same, as it can be read aloud."""
        return same_sentence(self.name, self.result)


def list_scenarios(workspace: Workspace) -> tuple[Scenario, ...]:
    """Return what was saved, the one saved last first."""
    table, _version = _kept(workspace)
    reads = [_read(row) for row in each_row(table.sort_values("name"))]
    return tuple(sorted(reads, key=lambda value: (value.saved_on, value.moment), reverse=True))


def named(workspace: Workspace, name: str = "") -> tuple[Scenario, ...]:
    """Return the scenario of a name, or all of them without one.

    Raises
    ------
    TableError
        Nothing was saved by that name, or nothing at all.
    """
    saved = list_scenarios(workspace)
    result = tuple(scenario for scenario in saved if name in {"", scenario.name})
    if result:
        return result
    raise TableError(
        msg("No ranking was saved by the name {name}.", name=name or "*"),
        fix=msg("Saved are: {choices}.", choices="; ".join(scenario.name for scenario in saved) or "–"),
    )


def save_scenario(  # noqa: PLR0913 - a scenario is all of these
    workspace: Workspace,
    name: str,
    answer: Answer,
    *,
    standing: PeriodAssessment,
    values: pd.DataFrame,
    data_number: int,
    by: str,
    decided: bool = False,
    today: date | None = None,
) -> None:
    """Save a ranking by a name; a draft of that name is replaced, a decided one is not.

    Parameters
    ----------
    workspace : of the door.
    name : of the scenario.
    answer : the ranking.
    standing : of the year ranked.
    values : all factors of the ranked communes.
    data_number : number of the state of the data.
    by : who saves it.
    decided : whether it is locked from now on.
    today : the day; that of the clock unless given.

    Raises
    ------
    TableError
        The name is empty, or that of a decided scenario.
    VersionConflictError
        Somebody else saved a scenario at the same moment.
    """
    name = name.strip()
    if not name:
        raise TableError(msg("The scenario has no name."), fix=msg("Give it a name, such as its purpose and date."))
    table, version = _kept(workspace)
    same = table[table["name"].eq(name)]
    if len(same) and same["state"].iloc[0] == "decided":
        raise TableError(
            msg("The scenario {name} is decided and stays as it is.", name=name), fix=msg("Save under another name.")
        )
    codes = list(answer.ranking.marks.index)
    districts = answer.choice.set_index("code")["district"].to_dict()
    payload = {
        "period": standing.period,
        "vintage": standing.vintage,
        "sources": [standing.provenance.source, _("state {number} of the data", number=data_number)],
        "question": _question_out(answer.question),
        "values": json.loads(values.loc[codes].to_json(orient="index", double_precision=15)),
        "names": dict(answer.names),
        "districts": districts,
        "result": result_of(answer),
        "made_with": made_with(),
        "moment": _now(),
    }
    row = pd.DataFrame(
        {
            "name": [name],
            "state": ["decided" if decided else "draft"],
            "saved_on": [_day(today)],
            "saved_by": [by or None],
            "payload": [json.dumps(payload, ensure_ascii=False)],
        }
    )
    _keep(workspace, table[table["name"].ne(name)], row, by=by, expected=version)


def duplicate_scenario(workspace: Workspace, name: str, *, by: str, today: date | None = None) -> str:
    """Keep a copy of a scenario as a draft, with its question, figures and result; returns the name it has.

    Raises
    ------
    TableError
        Nothing was saved by that name.
    VersionConflictError
        Somebody else saved a scenario at the same moment.
    """
    table, version = _kept(workspace)
    row = _row_named(table, name)
    copied = free_name(name[:_STEM], set(table["name"]))
    payload = json.loads(row["payload"].iloc[0]) | {"moment": _now()}
    row = row.assign(
        name=copied, state="draft", saved_on=_day(today), saved_by=by or None,
        payload=json.dumps(payload, ensure_ascii=False),
    )  # fmt: skip
    _keep(workspace, table, row, by=by, expected=version)
    return copied


def decide_scenario(workspace: Workspace, name: str, *, by: str) -> None:
    """Lock a scenario as it was saved: from now on it stays as it is.

    Raises
    ------
    TableError
        Nothing was saved by that name, or it is decided already.
    VersionConflictError
        Somebody else saved a scenario at the same moment.
    """
    table, version = _kept(workspace)
    row = _row_named(table, name)
    if row["state"].iloc[0] == "decided":
        raise TableError(
            msg("The scenario {name} is decided already.", name=name), fix=msg("Make a copy of it to go on from.")
        )
    _keep(workspace, table[table["name"].ne(name)], row.assign(state="decided"), by=by, expected=version)


def _row_named(table: pd.DataFrame, name: str) -> pd.DataFrame:
    row = table[table["name"].eq(name)]
    if row.empty:
        raise TableError(
            msg("No ranking was saved by the name {name}.", name=name),
            fix=msg("Saved are: {choices}.", choices="; ".join(table["name"]) or "–"),
        )
    return row


def _keep(workspace: Workspace, rest: pd.DataFrame, row: pd.DataFrame, *, by: str, expected: int | None) -> None:
    joined = pd.concat([rest, row], ignore_index=True) if len(rest) else row
    write_register(workspace, SLOT, joined, by=by, expected=expected)


def _now() -> str:
    return datetime.now().isoformat(timespec="milliseconds")  # noqa: DTZ005 - the clock at the place it runs at


def _day(today: date | None) -> pd.Timestamp:
    return pd.Timestamp(today or date.today())  # noqa: DTZ011 - the day at the place the program runs at


def compare_scenarios(before: Answer, after: Answer) -> pd.DataFrame:
    """Return who enters and who leaves the list between two rankings.

    Returns
    -------
    ``code, name, before, after, change``: ranks (missing where a commune is not ranked), and ``enters``, ``leaves``,
    ``stays`` or ``out``; sorted by ``change`` in that order, then by code.
    """
    first, second = (item.choice.set_index("code") for item in (before, after))
    codes = sorted({*first.index, *second.index})
    was, now = set(before.selected), set(after.selected)
    rows = [
        {
            "code": code,
            "name": {**before.names, **after.names}[code],
            "before": first["rank"].get(code),
            "after": second["rank"].get(code),
            "change": _change(code in was, code in now),
        }
        for code in codes
    ]
    frame = pd.DataFrame(rows)
    order = {"enters": 0, "leaves": 1, "stays": 2, "out": 3}
    placed = frame.assign(place=frame["change"].map(order)).sort_values(["place", "code"], ignore_index=True)
    return placed.drop(columns="place")


def _change(was: bool, now: bool) -> str:  # noqa: FBT001 - two states of one thing
    if was:
        return "stays" if now else "leaves"
    return "enters" if now else "out"


def _question_out(question: Question) -> dict[str, Any]:
    rules = question.rules
    return {
        "purpose": question.purpose,
        "weights": {key: [weight.value, weight.first] for key, weight in question.weights.items()},
        "method": question.method,
        "unknown": question.unknown,
        "fewer_than": question.fewer_than,
        "with_recognised": question.with_recognised,
        "count": rules.count,
        "at_least": rules.at_least,
        "most_per_district": rules.most_per_district,
        "least_per_district": rules.least_per_district,
        "least_border": rules.least_border,
        "overrules": {code: [overrule.state, overrule.reason] for code, overrule in rules.overrules.items()},
    }


def _question_in(entered: dict[str, Any]) -> Question:
    rules = Rules(
        count=entered["count"],
        at_least=entered["at_least"],
        most_per_district=entered["most_per_district"],
        least_per_district=entered["least_per_district"],
        least_border=entered.get("least_border"),
        overrules={
            code: Overrule(state=state, reason=reason) for code, (state, reason) in entered["overrules"].items()
        },
    )
    weights = {key: Weight(value=value, first=first) for key, (value, first) in entered["weights"].items()}
    return Question(
        purpose=entered["purpose"],
        weights=weights,
        rules=rules,
        method=entered["method"],
        unknown=entered.get("unknown", "half"),
        fewer_than=entered["fewer_than"],
        with_recognised=entered["with_recognised"],
    )


def _read(row: Any) -> Scenario:
    payload = json.loads(row.payload)
    values = pd.DataFrame.from_dict(payload["values"], orient="index").astype("float64")
    values.index.name = "code"
    return Scenario(
        name=row.name,
        state=row.state,
        saved_on=pd.Timestamp(row.saved_on).date(),
        saved_by="" if pd.isna(row.saved_by) else str(row.saved_by),
        period=payload["period"],
        vintage=payload["vintage"],
        sources=tuple(payload["sources"]),
        question=_question_in(payload["question"]),
        values=values,
        names=payload["names"],
        districts=payload["districts"],
        result=payload.get("result", {}),
        made_with=payload.get("made_with", {}),
        moment=payload.get("moment", ""),
    )


def _kept(workspace: Workspace) -> tuple[pd.DataFrame, int | None]:
    register = read_register(workspace, SLOT)
    return register.table, register.version
