"""Correction of one cell shortly before a meeting: preview of its effects, and the data with it applied."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd

from ntm_geo.assessment.commune_status import communes_of
from ntm_geo.assessment.period import assess_period
from ntm_geo.assessment.sentences import target_sentence
from ntm_geo.assessment.years import earlier_alike
from ntm_geo.errors import TableError, msg
from ntm_geo.i18n import _
from ntm_geo.partners.partner_history import history
from ntm_geo.priorities.factor_values import factor_values
from ntm_geo.priorities.prioritize import answer, ready_question
from ntm_geo.priorities.scenarios import list_scenarios
from ntm_geo.store.datasets import add_together, current_version
from ntm_geo.store.versions import NewVersion, Slot
from ntm_geo.tables.standing_table import UNKNOWN_TIER
from ntm_geo.themes.map_layers import class_labels, layer, usual_boundaries

if TYPE_CHECKING:
    from ntm_geo.assessment.period import PeriodAssessment
    from ntm_geo.priorities.prioritize import Question
    from ntm_geo.records.shipped import Figures
    from ntm_geo.workspace.workspace import Workspace

_COUNT = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One cell: a commune's criterion at the end of a year; ``met`` is None for not known."""

    period: int
    code: str
    criterion: str
    met: bool | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Consequences:
    """Effects of a correction, as sentences; empty where there are none."""

    tiers: tuple[str, ...]
    targets: tuple[str, ...]
    """Sentences of the targets that now say something else."""
    lists: tuple[str, ...]
    """Who enters and leaves lists of priorities."""
    pairs: tuple[str, ...]
    """Partners of the communes these changes touch."""

    @property
    def none(self) -> bool:
        """Whether nothing follows."""
        return not (self.tiers or self.targets or self.lists or self.pairs)


def value_now(figures: Figures, correction: Correction) -> bool | None:
    """Return what stands in the cell now; None where it is not known."""
    met = figures.results[_cell(figures.results, correction)]["met"].dropna()
    return bool(met.iloc[0]) if len(met) else None


def corrected(figures: Figures, correction: Correction) -> Figures:
    """Return the figures with the cell put right; nothing is written.

    Raises
    ------
    TableError
        The cell says so already, or no reason is given.
    """
    if value_now(figures, correction) == correction.met:
        raise TableError(msg("The cell says so already."), fix=msg("Choose another result, or leave it as it is."))
    if not correction.reason.strip():
        raise TableError(msg("A reason is needed."), fix=msg("Write in a few words why, for those who read it later."))
    rest = figures.results[~_cell(figures.results, correction)]
    frame = pd.DataFrame(
        {
            "code": [correction.code],
            "criterion": [correction.criterion],
            "period": [correction.period],
            "met": pd.array([correction.met], dtype="boolean"),
        }
    )
    table = pd.concat([rest, frame[list(rest.columns)]], ignore_index=True).astype(dict(figures.results.dtypes))
    return replace(figures, results=table)


def consequences(workspace: Workspace, figures: Figures, correction: Correction) -> Consequences:
    """Return what follows from a correction.

    Parameters
    ----------
    workspace : of the door.
    figures : as they stand.
    correction : of a cell of the units in force at the year's end.

    Raises
    ------
    TableError
        See `corrected`.
    """
    after_figures = corrected(figures, correction)
    before = assess_period(workspace, figures, period=correction.period)
    after = assess_period(workspace, after_figures, period=correction.period)
    changed = _moved(before, after)
    lists, touched = _lists(workspace, figures, after_figures, before, after)
    return Consequences(
        tiers=tuple(_tier_sentence(before, after, code) for code in changed),
        targets=tuple(
            target_sentence(new, after)
            for old, new in zip(before.assessment.progress, after.assessment.progress, strict=True)
            if (old.actual, old.remaining) != (new.actual, new.remaining)
        ),
        lists=lists,
        pairs=_pairs(workspace, after, (correction.code, *changed, *touched)),
    )


def apply(workspace: Workspace, figures: Figures, correction: Correction, *, by: str) -> Figures:
    """Keep the correction as a new version of the year's results, and return the figures with it.

    The values of the year's indicators are kept beside it where they were not yet, so that nothing is lost when a
    year that was illustrative is kept; it stays marked as such.

    Raises
    ------
    TableError
        See `corrected`.
    VersionConflictError
        Somebody else saved meanwhile.
    """
    result = corrected(figures, correction)
    vintage = workspace.province.vintage_on(date(correction.period, 12, 31)).key
    parts = []
    for kind, table in (("results", result.results), ("scores", result.scores)):
        slot = Slot(kind=kind, vintage=vintage, period=correction.period)
        current = current_version(workspace.store, slot)
        chosen_table = table[table["period"].eq(correction.period)].reset_index(drop=True)
        if chosen_table.empty or (kind == "scores" and current is not None):
            continue
        new = NewVersion(
            slot=slot,
            table=chosen_table,
            provenance=figures.provenance_of(correction.period),
            by=by,
            note=_note(correction),
        )
        parts.append((new, current.id if current else None))
    add_together(workspace.store, parts)
    return result


def _cell(results: pd.DataFrame, correction: Correction) -> pd.Series[bool]:
    return (
        results["code"].eq(correction.code)
        & results["criterion"].eq(correction.criterion)
        & results["period"].eq(correction.period)
    )


def _note(correction: Correction) -> str:
    shown = {True: _("met"), False: _("not met"), None: _("unknown")}[correction.met]
    return _(
        "Correction: {code}, criterion {criterion}: {result}. {reason}", code=correction.code,
        criterion=correction.criterion, result=shown, reason=correction.reason.strip(),
    )  # fmt: skip


def _moved(before: PeriodAssessment, after: PeriodAssessment) -> tuple[str, ...]:
    """Return the communes whose tier or count of criteria is another one."""
    columns = ["met", "unknown", "tier"]
    old, new = (item.assessment.standings.set_index("code")[columns] for item in (before, after))
    return tuple(new.index[(old.loc[new.index] != new).any(axis=1)])


def _tier_sentence(before: PeriodAssessment, after: PeriodAssessment, code: str) -> str:
    names = class_labels(after.criteria_set) | {UNKNOWN_TIER: _("Not enough data")}
    commune = communes_of(after).set_index("code").loc[code]
    old, new = (item.assessment.standings.set_index("code").loc[code] for item in (before, after))
    values = {"name": ", ".join(part for part in (commune["name"], commune["district"]) if part),
              "before": old["met"], "after": new["met"]}  # fmt: skip
    if old["tier"] == new["tier"]:
        return _(
            "{name}: from {before} to {after} criteria met; stays in the group “{tier}”.",
            **values, tier=names[str(new["tier"])],
        )  # fmt: skip
    return _(
        "{name}: from {before} to {after} criteria met; moves from “{old}” to “{new}”.",
        **values, old=names[str(old["tier"])], new=names[str(new["tier"])],
    )  # fmt: skip


def _lists(
    workspace: Workspace, old: Figures, new: Figures, before: PeriodAssessment, after: PeriodAssessment
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return who enters and leaves the lists in use, and the codes this touches."""
    drawn = layer(workspace, vintage=after.vintage, boundary_set=usual_boundaries(workspace, after.vintage))
    values = [
        factor_values(workspace, [standing, *reversed(earlier_alike(workspace, figures, standing))], drawn)
        for figures, standing in ((old, before), (new, after))
    ]
    words, touched = [], []
    names = communes_of(after).set_index("code")["name"]
    for title, question in _questions(workspace, after):
        lists = [
            set(answer(standing, value, question).selected)
            for standing, value in zip((before, after), values, strict=True)
        ]
        entered, left = sorted(lists[1] - lists[0]), sorted(lists[0] - lists[1])
        touched += [*entered, *left]
        if entered or left:
            words.append(
                _(
                    "List “{title}”: enters {entered}; leaves {left}.", title=title,
                    entered=", ".join(names[code] for code in entered) or "–",
                    left=", ".join(names[code] for code in left) or "–",
                )
            )  # fmt: skip
    return tuple(words), tuple(dict.fromkeys(touched))


def _questions(workspace: Workspace, standing: PeriodAssessment) -> list[tuple[str, Question]]:
    """Return the saved lists of the year and units; the ready one for finishing this year where there is none."""
    rows = [
        (scenario.name, scenario.question)
        for scenario in list_scenarios(workspace)
        if (scenario.period, scenario.vintage) == (standing.period, standing.vintage)
    ]
    return rows or [(_("finish this year"), ready_question("finish", _COUNT))]


def _pairs(workspace: Workspace, after: PeriodAssessment, codes: tuple[str, ...]) -> tuple[str, ...]:
    """Return who helps the communes touched, or that nobody does."""
    helped: Any = history(workspace, vintage=after.vintage)
    newest = helped[helped["year"].eq(helped["year"].max())] if len(helped) else helped
    names = communes_of(after).set_index("code")["name"]
    sentences = []
    for code in dict.fromkeys(codes):
        agency_name = newest.loc[newest["code"].eq(code), "agency_name"] if len(newest) else []
        if len(agency_name):
            sentences.append(_("{name} is helped by {agencies} ({year}).", name=names[code],
                          agencies="; ".join(sorted(agency_name)), year=int(newest["year"].max())))  # fmt: skip
        else:
            sentences.append(
                _("{name} has no partner in {year}.", name=names[code], year=int(newest["year"].max()))
                if len(newest)
                else _("Nothing is recorded about who helps {name}.", name=names[code])
            )
    return tuple(sentences)
