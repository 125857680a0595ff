"""Prioritize: from what is known of the communes to a ranking, a choice, and the reasons for every place."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from ntm_geo.assessment.derived import derived
from ntm_geo.boundaries.units import full_name
from ntm_geo.errors import TableError, msg
from ntm_geo.i18n import _, format_number
from ntm_geo.priorities.engine import FACTORS, PURPOSES, Ranking, Weight, rank
from ntm_geo.priorities.engine.effects import SAME, UNKNOWN, effects
from ntm_geo.priorities.engine.robustness import FRAGILE, rank_ranges, smallest_changes
from ntm_geo.priorities.engine.selection import Overrule, Rules, select
from ntm_geo.priorities.factor_values import say_factor
from ntm_geo.tables.base import each_row
from ntm_geo.tables.unit_table import PROGRAMME_KIND

if TYPE_CHECKING:
    from ntm_geo.assessment.period import PeriodAssessment
    from ntm_geo.priorities.engine.matrix import UnknownRule
    from ntm_geo.priorities.engine.methods import Method

_PERCENT: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked of a ranking: all a scenario keeps of it."""

    purpose: str
    weights: Mapping[str, Weight]
    rules: Rules
    method: Method = "sum"
    unknown: UnknownRule = "half"
    """How what is not known is marked; left to the planner."""
    fewer_than: int | None = None
    """Only communes with fewer criteria met than this."""
    with_recognised: bool = False
    """Whether communes that are recognised already are ranked as well."""


@dataclass(frozen=True, kw_only=True, eq=False)
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

    @cached_property
    def selected(self) -> tuple[str, ...]:
        """Codes chosen, by rank."""
        return tuple(self.choice.loc[self.choice["state"].eq("selected"), "code"])

    def fragile(self, code: str) -> bool:
        """Whether a chosen commune would often not be, were the weights a little different."""
        return code in self._fragile

    @cached_property
    def _fragile(self) -> frozenset[str]:
        shares = self.ranges.loc[list(self.selected), "share"]
        return frozenset(shares.index[shares.lt(FRAGILE)])

    @property
    def leaving(self) -> tuple[str, ...]:
        """Codes chosen whose range of ranks reaches beyond the list: in some of the draws they are not chosen."""
        return tuple(code for code in self.selected if float(_cell(self.ranges, code, "share")) < 1)


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
    check_weights(question.weights)
    ranking = rank(values, question.weights, method=question.method, unknown=question.unknown)
    choice = select(ranking, question.rules, districts, border_of(values))
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


def check_weights(weights: Mapping[str, Weight]) -> None:
    """Refuse weights nothing can be ranked by.

    Raises
    ------
    TableError
        A factor is not known, a weight is negative or no number, or all are 0.
    """
    strange = [key for key in weights if key not in FACTORS]
    if strange:
        raise TableError(
            msg("There is no factor {name}.", name=strange[0]),
            fix=msg("Use one of: {choices}.", choices=", ".join(FACTORS)),
        )
    wrong = [key for key, weight in weights.items() if not (math.isfinite(weight.value) and weight.value >= 0)]
    if wrong:
        raise TableError(
            msg("The weight of “{factor}” is negative or no number.", factor=str(FACTORS[wrong[0]].name)),
            fix=msg("Give a weight of 0 or more; to turn a factor round, change which communes come first."),
        )
    if not any(weight.value > 0 for weight in weights.values()):
        raise TableError(
            msg("All weights are 0: nothing says who comes first."),
            fix=msg("Give at least one factor a weight above 0."),
        )


def with_weights(question: Question, weights: Mapping[str, Weight]) -> Question:
    """Return a question with other weights; those of 0 take no part."""
    check_weights(weights)
    return replace(question, weights={key: weight for key, weight in weights.items() if weight.value > 0})


def report(standing: PeriodAssessment, result: Answer) -> dict[str, Any]:
    """Return a ranking as plain data, for programs: every commune with its points, range and state."""
    parts, ranges = result.ranking.contributions.round(6), result.ranges
    return {
        "period": standing.period,
        "purpose": result.question.purpose,
        "weights": {
            key: {"weight": weight.value, "first": weight.first} for key, weight in result.question.weights.items()
        },
        "effects": effects(result.ranking).astype(object).where(lambda table: table.notna(), None).to_dict("records"),
        "notes": list(notes_of(result)),
        "ties": _("With the same points the commune that misses fewer criteria comes first, then the smaller code."),
        "communes": [
            {
                **{key: row[key] for key in ("rank", "code", "name", "district", "score", "state", "reason")},
                "points": parts.loc[row["code"]].to_dict(),
                "best": int(_cell(ranges, row["code"], "best")),
                "worst": int(_cell(ranges, row["code"], "worst")),
                "fragile": result.fragile(row["code"]),
                "tied": row["code"] in result.ranking.tied,
            }
            for row in result.choice.to_dict("records")
        ],
        "source": standing.provenance.source,
        "illustrative": standing.provenance.illustrative,
    }


def border_of(values: pd.DataFrame) -> frozenset[str]:
    """Return the codes of the communes known to lie on the border."""
    if "border" not in values:
        return frozenset()
    return frozenset(str(code) for code in values.index[values["border"].eq(1)])


def make_overrules(lines: Iterable[tuple[str, str, str, str]]) -> dict[str, Overrule]:
    """Return what is overruled by hand.

    Parameters
    ----------
    lines : code, name, ``in`` or ``out``, reason.

    Raises
    ------
    TableError
        A commune is taken in and out at once; it is named.
    """
    result: dict[str, Overrule] = {}
    for code, name, state, reason in lines:
        if code in result and result[code].state != state:
            raise TableError(
                msg("{name} is taken in and taken out at once.", name=name),
                fix=msg("Keep one of the two lines, with its reason."),
            )
        result[code] = Overrule(state="in" if state == "in" else "out", reason=reason)
    return result


@derived
def effects_of(result: Answer) -> pd.DataFrame:
    """Return what each factor did to a ranking, see `engine.effects.effects`."""
    return effects(result.ranking)


@derived
def notes_of(result: Answer) -> tuple[str, ...]:
    """Return what a reader has to know of the figures: factors that say nothing, values that are not known."""
    lines = []
    for row in each_row(effects_of(result)):
        name = str(FACTORS[row.factor].name)
        if row.state == UNKNOWN:
            lines.append(_("“{factor}” is not known for any commune: it changes nothing.", factor=name))
            continue
        if row.state == SAME:
            lines.append(_("“{factor}” is the same for all communes: it carries no information.", factor=name))
        if row.unknown and row.state != SAME:
            words = {
                "half": _("“{factor}” is not known for {count} communes; they get half the points.",
                          factor=name, count=format_number(int(row.unknown))),
                "last": _("“{factor}” is not known for {count} communes; they get no points.",
                          factor=name, count=format_number(int(row.unknown))),
            }  # fmt: skip
            lines.append(words[result.question.unknown])
    ranked = set(result.ranking.marks.index)
    lost = [code for code in result.question.rules.overrules if code not in ranked]
    if lost:
        lines.append(
            _("Overruled by hand, but not among the communes that may be chosen: {codes}.", codes=", ".join(lost))
        )
    return tuple(lines)


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


def commune_sentence(result: Answer, code: str) -> str:
    """Return why a commune stands where it does, as it can be read aloud."""
    choice = result.choice.set_index("code")
    contributions: pd.Series[float] = result.ranking.contributions.loc[[code]].iloc[0]
    parts = contributions.sort_values(ascending=False)
    reasons = [
        _("{factor}: {value} ({points} points)",
          factor=str(FACTORS[str(key)].name).lower(),
          value=say_factor(str(key), _cell(result.ranking.figures, code, str(key))),
          points=format_number(float(points), digits=1))
        for key, points in parts.head(3).items()
        if points > 0
    ]  # fmt: skip
    sentence = _(
        "{name} is number {rank} of {total} with {score} of 100 points, above all for {reasons}.",
        name=result.names[code],
        rank=int(_cell(choice, code, "rank")),
        total=len(result.choice),
        score=format_number(float(_cell(choice, code, "score")), digits=1),
        reasons="; ".join(reasons) or "–",
    )
    best, worst = int(_cell(result.ranges, code, "best")), int(_cell(result.ranges, code, "worst"))
    sentence += " " + _(
        "When every weight moves by up to 20%, it stands between {best} and {worst}.", best=best, worst=worst
    )
    if code in result.changes.index and pd.notna(_cell(result.changes, code, "change")):
        change = float(_cell(result.changes, code, "change"))
        factor = str(FACTORS[str(_cell(result.changes, code, "factor"))].name).lower()
        size = format_number(abs(change) * _PERCENT, digits=0)
        sentence += " " + (
            _("It would leave the list if the weight of “{factor}” were {size}% higher.", factor=factor, size=size)
            if change > 0
            else _("It would leave the list if the weight of “{factor}” were {size}% lower.", factor=factor, size=size)
        )
    return sentence


def choice_sentence(result: Answer) -> str:
    """Return what was chosen, as it can be read aloud."""
    chosen = result.selected
    fragile = sum(result.fragile(code) for code in chosen)
    missing = result.ranking.figures.get("missing")
    sentence = _(
        "{count} of {total} communes are chosen for “{purpose}”.",
        count=format_number(len(chosen)),
        total=format_number(len(result.choice)),
        purpose=str(PURPOSES[result.question.purpose].name)
        if result.question.purpose in PURPOSES
        else _("own purpose"),
    )
    if result.leaving:
        sentence += " " + _(
            "When weights change by up to 20%, {leaving} of them leave the list in some of the draws, {fragile} in "
            "more than one of ten.",
            leaving=format_number(len(result.leaving)), fragile=format_number(fragile),
        )  # fmt: skip
    elif chosen:
        sentence += " " + _(
            "All {count} keep their place when weights change by up to 20%.", count=format_number(len(chosen))
        )
    if missing is not None and chosen:
        sentence += " " + _(
            "Together they miss {missing} criteria.", missing=format_number(float(missing.loc[list(chosen)].sum()))
        )
    return sentence


def _cell(frame: pd.DataFrame, row: str, column: str) -> Any:
    return frame.loc[row, column]
