"""The same communes under two criteria sets: who keeps the standard, who would fall, who is not there yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from ntm_geo.assessment.engine.other_set import OUTCOMES, compare_sets
from ntm_geo.assessment.group_placement import placed_groups
from ntm_geo.i18n import _, format_number
from ntm_geo.maps.legend import MapClass
from ntm_geo.maps.palette import OUTCOME_COLOURS
from ntm_geo.themes.map_themes import Theme, set_notes, tier_theme

if TYPE_CHECKING:
    from ntm_geo.assessment.period import PeriodAssessment
    from ntm_geo.workspace.workspace import Workspace

_GROUP_UNKNOWN: Final = ""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TwoSets:
    """What comes of putting a new criteria set in the place of an old one."""

    theme: Theme
    """Its table has ``status`` (one of `succession.OUTCOMES`), ``text`` (met of all), ``missing`` (codes) besides."""
    counts: dict[str, int]
    """Communes per outcome."""
    groups: pd.DataFrame
    """``group, label, definition, communes, met_all, falls``, one row a group of communes, the unplaced last."""
    sentence: str


def compare(workspace: Workspace, old: PeriodAssessment, new: PeriodAssessment) -> TwoSets:
    """Compare a year under two criteria sets.

    Parameters
    ----------
    workspace : of the door.
    old : against the set in force.
    new : the same year and units against the other set.
    """
    compare_sets_by_code = compare_sets(old.assessment.standings, new.assessment.standings).set_index("code")
    base = tier_theme(new)
    total = len(new.criteria_set.criteria)
    table = base.table.copy()
    table["status"] = table["code"].map(compare_sets_by_code["outcome"])
    table["class"] = table["status"].where(table["status"].ne("unknown"))
    table["missing"] = table["code"].map(_missing(new)).fillna("")
    counts = {outcome: int(table["status"].eq(outcome).sum()) for outcome in OUTCOMES}
    names = outcome_names()
    theme = Theme(
        title=_(
            "From the set {old} to {new}, end of {year}",
            old=old.criteria_set.years, new=new.criteria_set.years, year=new.period,
        ),
        painted=tuple(MapClass(key=key, label=names[key], colour=OUTCOME_COLOURS[key]) for key in OUTCOME_COLOURS),
        text_label=_("# of {total} criteria met", total=total),
        table=table.assign(value=np.nan, shortfall=np.nan),
        notes=set_notes(new),
        value_name=_("Met of {total}", total=total),
    )  # fmt: skip
    return TwoSets(
        theme=theme,
        counts=counts,
        groups=_groups(workspace, new, compare_sets_by_code),
        sentence=_sentence(old, new, counts),
    )


def outcome_names() -> dict[str, str]:
    """Return the words for what becomes of a commune, in the current language."""
    return {
        "keeps": _("Keeps the standard"),
        "falls": _("Would fall below the standard"),
        "not_yet": _("Not recognised yet"),
        "unknown": _("unknown"),
    }


def _missing(new: PeriodAssessment) -> pd.Series[str]:
    """Return the codes of the criteria a commune is known to miss, joined."""
    results = new.assessment.results
    order = {criterion.code: index for index, criterion in enumerate(new.criteria_set.criteria)}
    failed = results[results["met"].eq(False).fillna(False).astype(bool)]
    ranked = failed.assign(place=failed["criterion"].map(order)).sort_values("place")
    return ranked.groupby("code")["criterion"].agg(", ".join)


def _groups(workspace: Workspace, new: PeriodAssessment, frame: pd.DataFrame) -> pd.DataFrame:
    law = new.criteria_set
    placed = placed_groups(workspace, law, codes=frame.index, vintage=new.vintage, period=new.period)
    placed = placed.fillna(_GROUP_UNKNOWN)
    labels = {group.key: (str(group.name), str(group.definition)) for group in law.commune_groups}
    rows = [
        {
            "group": key,
            "label": label,
            "definition": definition,
            "communes": int(part.sum()),
            "met_all": int((part & frame["met"].eq(len(law.criteria))).sum()),
            "falls": int((part & frame["outcome"].eq("falls")).sum()),
        }
        for key, (label, definition) in {**labels, _GROUP_UNKNOWN: (_("Group not known yet"), "")}.items()
        for part in [placed.eq(key)]
    ]
    return pd.DataFrame(rows)


def _sentence(old: PeriodAssessment, new: PeriodAssessment, counts: dict[str, int]) -> str:
    recognised = counts["keeps"] + counts["falls"] + counts["unknown"]
    sentence = _(
        "Of {recognised} communes recognised by the end of {year} under the set {old}, {falls} would miss at least one "
        "criterion of the set {new} and {keeps} would keep all {total}.",
        recognised=format_number(recognised),
        year=new.period,
        old=old.criteria_set.years,
        new=new.criteria_set.years,
        falls=format_number(counts["falls"]),
        keeps=format_number(counts["keeps"]),
        total=len(new.criteria_set.criteria),
    )
    if counts["unknown"]:
        sentence += " " + _("For {unknown} it is not known.", unknown=format_number(counts["unknown"]))
    return sentence
