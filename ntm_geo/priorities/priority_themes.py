"""Themes of the priorities: who is chosen, and where high and low values lie together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ntm_geo.assessment.commune_status import communes_of
from ntm_geo.assessment.derived import derived
from ntm_geo.i18n import _, format_number
from ntm_geo.maps.legend import MapClass
from ntm_geo.maps.palette import CHANGE_COLOURS, CHOICE_COLOURS, CLUSTER_COLOURS
from ntm_geo.priorities.engine import FACTORS, PURPOSES
from ntm_geo.priorities.engine.clusters import clusters
from ntm_geo.priorities.factor_values import neighbours_of
from ntm_geo.themes.map_themes import Theme

if TYPE_CHECKING:
    import pandas as pd

    from ntm_geo.assessment.period import PeriodAssessment
    from ntm_geo.priorities.prioritize import Answer
    from ntm_geo.themes.map_layers import Layer


def choice_names() -> dict[str, str]:
    """Return the words for the state of a commune on the list, in the current language."""
    return {
        "selected": _("Chosen"),
        "near": _("Nearly"),
        "not": _("Not chosen"),
        "excluded": _("Taken out by hand"),
        "apart": _("Not ranked"),
    }


@derived
def choice_theme(standing: PeriodAssessment, answer: Answer) -> Theme:
    """Return who is chosen, nearly, not, taken out, or not ranked at all; ranks are the texts.

    Parameters
    ----------
    standing : of the year ranked.
    answer : of `prioritize.answer`.
    """
    table = communes_of(standing)
    choice = answer.choice.set_index("code")
    table["status"] = table["code"].map(choice["state"]).fillna("apart")
    table["class"] = table["status"]
    table["text"] = table["code"].map(choice["rank"].astype(str)).fillna("")
    table["value"] = table["code"].map(choice["score"])
    names = choice_names()
    purpose = answer.question.purpose
    return Theme(
        slide=("priority", ""),
        title=_(
            "Priority communes: {purpose}, {year}",
            purpose=str(PURPOSES[purpose].name) if purpose in PURPOSES else _("own purpose"),
            year=standing.period,
        ),
        painted=tuple(MapClass(key=key, label=names[key], colour=colour) for key, colour in CHOICE_COLOURS.items()),
        text_label=_("Number # of the ranking"),
        table=table.assign(shortfall=np.nan),
        value_name=_("Rank"),
    )


def change_names() -> dict[str, str]:
    """Return the words for what becomes of a commune between two lists, in the current language."""
    return {"enters": _("enters"), "leaves": _("leaves"), "stays": _("stays"), "out": _("on neither list")}


def change_theme(standing: PeriodAssessment, changes: pd.DataFrame, before: str) -> Theme:
    """Return who enters and who leaves the list.

    Parameters
    ----------
    standing : of the year ranked; its communes are shown.
    changes : of `scenarios.compare_scenarios`.
    before : name of the scenario compared with.
    """
    changes_by_code = changes.set_index("code")
    table = communes_of(standing)
    table["status"] = table["code"].map(changes_by_code["change"]).fillna("out")
    table["class"] = table["status"]
    ranks = changes_by_code[["before", "after"]].map(
        lambda value: "–" if value is None or np.isnan(value) else str(int(value))
    )
    table["text"] = table["code"].map(ranks["before"] + " → " + ranks["after"]).fillna("")
    names = change_names()
    return Theme(
        title=_("Changes against “{name}”", name=before),
        painted=tuple(MapClass(key=key, label=names[key], colour=colour) for key, colour in CHANGE_COLOURS.items()),
        text_label=_("Rank: #"),
        table=table.assign(value=np.nan, shortfall=np.nan),
        value_name=_("Rank"),
    )


def cluster_names() -> dict[str, str]:
    """Return the words for clusters, in the current language."""
    return {
        "high_high": _("high among high ones"),
        "low_low": _("low among low ones"),
        "high_low": _("high among low ones"),
        "low_high": _("low among high ones"),
        "none": _("no clear pattern"),
    }


def cluster_theme(standing: PeriodAssessment, values: pd.DataFrame, drawn: Layer, factor: str) -> Theme:
    """Return where high and low values of a factor lie together, see `clusters.clusters`."""
    clusters_by_code = clusters(values[factor], neighbours_of(drawn)).set_index("code")
    table = communes_of(standing)
    table["status"] = table["code"].map(clusters_by_code["cluster"]) if len(clusters_by_code) else "unknown"
    table["status"] = table["status"].fillna("unknown")
    table["class"] = table["status"].where(table["status"].ne("unknown"))
    numbers = table["code"].map(values[factor])
    table["text"] = [
        "" if np.isnan(number) else format_number(number, digits=1) for number in numbers.to_numpy("float64")
    ]
    names = cluster_names()
    return Theme(
        title=_("Clusters of “{factor}”, {year}", factor=str(FACTORS[factor].name).lower(), year=standing.period),
        painted=tuple(MapClass(key=key, label=names[key], colour=colour) for key, colour in CLUSTER_COLOURS.items()),
        text_label=f"{FACTORS[factor].name}: #",
        table=table.assign(value=numbers, shortfall=np.nan),
        notes=(_("Local Moran's I, 999 permutations, p < 0.05; about one in twenty appears by chance alone."),),
        value_name=str(FACTORS[factor].name),
    )
