"""Prioritize: from what is known of the communes to a ranking, a choice, and the reasons for every place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from ntm_geo.boundaries.units import full_name
from ntm_geo.errors import TableError, msg
from ntm_geo.i18n import _, format_number
from ntm_geo.priorities import FACTORS, PURPOSES, Ranking, Weight, rank
from ntm_geo.priorities.robustness import FRAGILE, rank_ranges, smallest_changes
from ntm_geo.priorities.selection import Rules, select
from ntm_geo.tables.units import PROGRAMME_KIND
from ntm_geo.workflows.factors import say_factor

if TYPE_CHECKING:
    from ntm_geo.priorities.methods import Method
    from ntm_geo.workflows.assess import PeriodAssessment

_PERCENT: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked of a ranking: all a scenario keeps of it."""

    purpose: str
    weights: Mapping[str, Weight]
    rules: Rules
    method: Method = "sum"
    fewer_than: int | None = None
    """Only communes with fewer criteria met than this."""
    with_recognised: bool = False
    """Whether communes that are recognised already are ranked as well."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Answer:
    """A ranking with its choice and its reasons."""

    question: Question
    ranking: Ranking
    choice: pd.DataFrame
    """See `selection.select`, with ``name`` and ``district``."""
    ranges: pd.DataFrame
    """See `robustness.rank_ranges`; index ``code``."""
    changes: pd.DataFrame
    """See `robustness.smallest_changes`; index ``code``; empty for other methods than the weighted sum."""
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def selected(self) -> tuple[str, ...]:
        """Codes chosen, by rank."""
        return tuple(self.choice.loc[self.choice["state"].eq("selected"), "code"])

    def fragile(self, code: str) -> bool:
        """Whether a chosen commune would often not be, were the weights a little different."""
        return code in self.selected and float(_cell(self.ranges, code, "share")) < FRAGILE


def ready_question(purpose: str, count: int) -> Question:
    """Return the question of a purpose as it is offered."""
    known = PURPOSES[purpose]
    return Question(purpose=purpose, weights=known.weights, rules=Rules(count=count), fewer_than=known.fewer_than)


def answer(standing: PeriodAssessment, values: pd.DataFrame, question: Question) -> Answer:
    """Rank and choose among the communes of a year.

    Parameters
    ----------
    standing : of the year; decides who may be chosen.
    values : of `factors.factor_values`.
    question : what is asked.

    Raises
    ------
    TableError
        Nobody is left to rank, or the weights cannot be used.
    """
    units = standing.units.set_index("code")
    codes = eligible(standing, values, question)
    names = {code: full_name(_cell(units, code, "kind"), _cell(units, code, "name")) for code in codes}
    districts = units["parent_name"].fillna("")
    return rank_and_choose(values.loc[codes], question, names, {code: str(districts[code]) for code in codes})


def rank_and_choose(
    values: pd.DataFrame, question: Question, names: Mapping[str, str], districts: Mapping[str, str]
) -> Answer:
    """Rank and choose among the communes given, whose values may have been kept by a scenario.

    Raises
    ------
    TableError
        Nobody is left to rank, or the weights cannot be used.
    """
    if values.empty:
        raise TableError(
            msg("No commune is left to rank."), fix=msg("Take back a condition: fewer criteria, recognised communes.")
        )
    try:
        ranking = rank(values, question.weights, method=question.method)
    except ValueError as caught:
        raise TableError(
            msg("The weights cannot be used."), fix=msg("Give at least one factor a weight above 0.")
        ) from caught
    choice = select(ranking, question.rules, districts)
    choice["name"], choice["district"] = choice["code"].map(dict(names)), choice["code"].map(dict(districts))
    first = max(1, int(choice["state"].eq("selected").sum()))
    changes = smallest_changes(ranking, first=first) if question.method == "sum" else pd.DataFrame(columns=["code"])
    return Answer(
        question=question,
        ranking=ranking,
        choice=choice,
        ranges=rank_ranges(ranking, first=first).set_index("code"),
        changes=changes.set_index("code"),
        names=names,
    )


def eligible(standing: PeriodAssessment, values: pd.DataFrame, question: Question) -> list[str]:
    """Return the codes that may be chosen: communes, not recognised unless wanted, with few enough criteria."""
    table = standing.assessment.standings.set_index("code")
    inside = set(standing.units.loc[standing.units["kind"].eq(PROGRAMME_KIND), "code"])
    return [
        code
        for code in values.index
        if code in inside
        and (question.with_recognised or pd.isna(_cell(table, code, "recognition")))
        and (question.fewer_than is None or _cell(table, code, "met") < question.fewer_than)
    ]


def commune_sentence(found: Answer, code: str) -> str:
    """Return why a commune stands where it does, as it can be read aloud."""
    choice = found.choice.set_index("code")
    contributions: pd.Series[float] = found.ranking.contributions.loc[[code]].iloc[0]
    parts = contributions.sort_values(ascending=False)
    reasons = [
        _("{factor}: {value} ({points} points)",
          factor=str(FACTORS[str(key)].name).lower(),
          value=say_factor(str(key), _cell(found.ranking.figures, code, str(key))),
          points=format_number(float(points), digits=1))
        for key, points in parts.head(3).items()
        if points > 0
    ]  # fmt: skip
    said = _(
        "{name} is number {rank} of {total} with {score} of 100 points, above all for {reasons}.",
        name=found.names[code],
        rank=int(_cell(choice, code, "rank")),
        total=len(found.choice),
        score=format_number(float(_cell(choice, code, "score")), digits=1),
        reasons="; ".join(reasons) or "–",
    )
    best, worst = int(_cell(found.ranges, code, "best")), int(_cell(found.ranges, code, "worst"))
    said += " " + _(
        "When every weight moves by up to 20%, it stands between {best} and {worst}.", best=best, worst=worst
    )
    if code in found.changes.index and pd.notna(_cell(found.changes, code, "change")):
        change = float(_cell(found.changes, code, "change"))
        factor = str(FACTORS[str(_cell(found.changes, code, "factor"))].name).lower()
        size = format_number(abs(change) * _PERCENT, digits=0)
        said += " " + (
            _("It would leave the list if the weight of “{factor}” were {size}% higher.", factor=factor, size=size)
            if change > 0
            else _("It would leave the list if the weight of “{factor}” were {size}% lower.", factor=factor, size=size)
        )
    return said


def choice_sentence(found: Answer) -> str:
    """Return what was chosen, as it can be read aloud."""
    chosen = found.selected
    fragile = sum(found.fragile(code) for code in chosen)
    missing = found.ranking.figures.get("missing")
    said = _(
        "{count} of {total} communes are chosen for “{purpose}”; {fragile} of them have a place that small changes of "
        "the weights would cost.",
        count=format_number(len(chosen)),
        total=format_number(len(found.choice)),
        purpose=str(PURPOSES[found.question.purpose].name) if found.question.purpose in PURPOSES else _("own purpose"),
        fragile=format_number(fragile),
    )
    if missing is not None and chosen:
        said += " " + _(
            "Together they miss {missing} criteria.", missing=format_number(float(missing.loc[list(chosen)].sum()))
        )
    return said


def _cell(frame: pd.DataFrame, row: str, column: str) -> Any:
    return frame.loc[row, column]
