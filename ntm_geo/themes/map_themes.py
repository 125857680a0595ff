"""Themes of a map: from an assessment to the class of every commune, its label, and the table that says the same.

A theme is computed once; map, legend, histogram, table and file are drawn from it, so their figures cannot differ.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from ntm_geo.assessment.commune_status import communes_of, criterion_status
from ntm_geo.assessment.derived import derived
from ntm_geo.assessment.rules.law_desk import deciding
from ntm_geo.assessment.standing_lists import keeping_of
from ntm_geo.criteria.cite import say_rule, say_value, unverified
from ntm_geo.i18n import _
from ntm_geo.maps.legend import MapClass, legend_of, place_classes
from ntm_geo.maps.numeric import Limits, Method, class_limits
from ntm_geo.maps.palette import STATUS_COLOURS, tier_colours
from ntm_geo.maps.web import MapContent
from ntm_geo.tables.provenance import Provenance
from ntm_geo.tables.standing_table import UNKNOWN_TIER
from ntm_geo.themes.map_layers import Layer, MapView, class_labels, counts_of, map_notes, map_stamp
from ntm_geo.themes.ranges import class_keys, painted_ranges

if TYPE_CHECKING:
    from collections.abc import Collection

    from ntm_geo.assessment.period import PeriodAssessment
    from ntm_geo.criteria.model import CriteriaSet, Indicator

STATUSES: Final = ("met", "not_met", "not_applicable", "unknown")


@dataclass(frozen=True, slots=True, weakref_slot=True, kw_only=True, eq=False)
class Theme:
    """What a map shows of every commune."""

    title: str
    painted: tuple[MapClass, ...]
    """Classes in the order of the legend."""
    text_label: str
    """Sentence of the tooltip; ``#`` stands for the commune's text."""
    table: pd.DataFrame
    """``code, name, district, status, class, text, value, shortfall``: one row a commune of the programme; ``class`` is
    a key of ``painted`` or missing without data, ``value`` and ``shortfall`` in ``unit``."""
    unit: str = ""
    limits: Limits | None = None
    """Where a value decides the class."""
    notes: tuple[str, ...] = ()
    provenance: Provenance | None = None
    """Where its figures come from, if not from those of the assessment."""
    points: tuple[tuple[float, float, str, str], ...] = ()
    """Places drawn over it, see `web.MapContent`."""
    links: tuple[tuple[float, float, float, float, str], ...] = ()
    """Lines drawn over it, see `web.MapContent`."""
    value_name: str = ""
    """What stands above the texts in a table; empty where the result and the value say it all."""
    slide: tuple[str, str] = ("", "")
    """What a slide of it shows and about what, see `running_orders.Item`; empty where no slide shows it."""
    hatched: frozenset[str] = frozenset()
    """Codes of communes hatched over their class."""
    hatch_label: str = ""
    """What the hatching says, for the legend."""


def status_names() -> dict[str, str]:
    """Return the words for what came of judging, in the current language."""
    return {
        "met": _("met"),
        "not_met": _("not met"),
        "not_applicable": _("does not apply"),
        "unknown": _("unknown"),
    }


@derived
def tier_theme(standing: PeriodAssessment) -> Theme:
    """Return the tiers of the communes, with their criteria met as text.

    Parameters
    ----------
    standing : of the period.
    """
    criteria_set = standing.criteria_set
    colours = tier_colours([tier.key for tier in criteria_set.tiers])
    return Theme(
        title=_("Tiers of communes by the set {years}, end of {year}", years=criteria_set.years, year=standing.period)
        if standing.stands_in
        else _("Tiers of communes, end of {year}", year=standing.period),
        painted=tuple(
            MapClass(key=tier.key, label=str(tier.name), colour=colours[tier.key]) for tier in criteria_set.tiers
        ),
        text_label=_("# of {total} criteria met", total=len(criteria_set.criteria)),
        table=_tier_table(standing),
        value_name=_("Number of criteria met"),
        notes=set_notes(standing),
        slide=("tiers", ""),
        hatched=frozenset(keeping_of(standing).short),
        hatch_label=_("Recognised, has to catch up"),
    )


@derived
def _tier_table(standing: PeriodAssessment) -> pd.DataFrame:
    """Return the table of the tiers; keys and figures only, no words."""
    standings = standing.assessment.standings
    table = communes_of(standing)
    tier = table["code"].map(standings.set_index("code")["tier"])
    known = tier.where(tier.ne(UNKNOWN_TIER))
    return table.assign(
        status=known.fillna("unknown"),
        **{"class": known},
        text=counts_of(table["code"], standings),
        value=np.nan,
        shortfall=np.nan,
    )


def set_notes(standing: PeriodAssessment) -> tuple[str, ...]:
    """Return what has to be said: that other criteria stand in, what is not checked, how many wait for a decision."""
    law = standing.criteria_set
    stands_in = _(
        "Assessed against the set {years}: older criteria stand in for its own (our reading, to be checked).",
        years=law.years,
    )
    if standing.rests is not None:
        stands_in = _(
            "Assessed against the set {years}: older values are judged by its levels where they can be carried, older "
            "verdicts stand in elsewhere.",
            years=law.years,
        )
    waiting = int(standing.assessment.standings["pending"].sum())
    pending = _("{count} merged communes are recognised as their parts were and wait for a decision.", count=waiting)
    tiers = _("The limits of the tiers of {years} are to be checked against the official text.", years=law.years)
    return (
        *([stands_in] if standing.stands_in else []),
        *([] if law.tiers_verified else [tiers]),
        *([pending] if waiting else []),
    )


def result_names(theme: Theme) -> dict[str, str]:
    """Return the word for every ``status`` of a theme's table, in the current language."""
    return {map_class.key: map_class.label for map_class in theme.painted} | status_names()


@derived
def criterion_theme(standing: PeriodAssessment, code: str) -> Theme:
    """Return where a criterion is met.

    Parameters
    ----------
    standing : of the period.
    code : of the criterion; KeyError when the set has none.
    """
    criterion = standing.criteria_set.criterion(code)
    return _judged(
        criterion_status(standing, code).assign(value=np.nan, shortfall=np.nan),
        title=_("Criterion {code}. {name}, end of {year}", code=code, name=str(criterion.name), year=standing.period),
        statuses=("met", "not_met"),
        notes=set_notes(standing),
        slide=("criterion", code),
    )


@derived
def indicator_theme(standing: PeriodAssessment, code: str, *, method: Method = "natural") -> Theme:
    """Return the values of an indicator, in classes with the threshold of the law as a limit; pass or fail as such.

    Parameters
    ----------
    standing : of the period; figures carried to other units have no values, and the theme says so.
    code : of the indicator; KeyError when the set has none.
    method : how limits are found.
    """
    criteria_set = standing.criteria_set
    indicator = criteria_set.indicator(code)
    title = _("{code} {name}, end of {year}", code=code, name=str(indicator.name), year=standing.period)
    table = communes_of(standing)
    verdicts = standing.assessment.verdicts
    if verdicts is None:
        empty = table.assign(status="unknown", value=np.nan, shortfall=np.nan)
        return _judged(empty, title=title, statuses=("met", "not_met"), notes=(_("No values of indicators here."),))
    verdicts_by_code = verdicts[verdicts["indicator"].eq(code)].set_index("code")
    for column in ("status", "value", "shortfall"):
        table[column] = table["code"].map(verdicts_by_code[column])
    table["status"] = table["status"].fillna("unknown")
    notes = (_rule(standing, criteria_set, indicator), *(set_notes(standing) if standing.stands_in else ()))
    if indicator.sense == "pass":
        return _judged(table, title=title, statuses=STATUSES[:-1], notes=notes, slide=("criterion", code))
    return _measured(table, standing, criteria_set, indicator, title=title, method=method, notes=notes)


def theme_map(
    standing: PeriodAssessment,
    drawn: Layer,
    theme: Theme,
    view: MapView,
    *,
    faded: Collection[str] = (),
    values: bool = False,
) -> MapContent:
    """Return what the map of a theme shows.

    Parameters
    ----------
    standing : the theme was made of, on the layer's vintage.
    drawn : the layer.
    theme : what is shown.
    view : what the reader chose.
    faded : codes that stand back.
    values : whether the texts stand on the map.
    """
    return replace(
        _painted(theme, drawn, standing, view.layer_address, view.district),
        selected=view.commune,
        labels=view.labels,
        sync=view.sync,
        value_labels=values,
        faded=frozenset(faded),
    )


@derived
def _painted(theme: Theme, drawn: Layer, standing: PeriodAssessment, layer_address: str, district: str) -> MapContent:
    """Return what the map of a theme shows, whatever the reader has marked on it."""
    frame, table = drawn.match.frame, theme.table.set_index("code")
    classes = place_classes(frame, table["class"])
    shown = classes[frame["parent_code"].eq(district)] if district else classes
    hatched = frame["code"].isin(theme.hatched)
    return MapContent(
        layer=layer_address + drawn.file.path.name,
        classes=tuple(classes),
        counts=tuple(frame["code"].map(table["text"]).fillna("")),
        legend=legend_of(classes, shown, theme.painted, class_labels(standing.criteria_set)),
        title=theme.title,
        count_label=theme.text_label,
        total_label=_("Units drawn") if drawn.match.not_drawn else _("Units in all"),
        notes=(*theme.notes, *map_notes(standing, drawn)),
        stamp=map_stamp(theme.provenance or standing.provenance, drawn),
        district=district,
        points=theme.points,
        links=theme.links,
        hatched=tuple(np.flatnonzero(hatched).tolist()),
        hatch_label=theme.hatch_label if hatched.any() else "",
        hatch_count=int(hatched[shown.index].sum()),
        codes=tuple(frame["code"].fillna("")),
    )


def _judged(
    table: pd.DataFrame,
    *,
    title: str,
    statuses: tuple[str, ...],
    notes: tuple[str, ...] = (),
    slide: tuple[str, str] = ("", ""),
) -> Theme:
    """Return the theme of something that is met or not."""
    table["class"] = table["status"].where(table["status"].ne("unknown"))
    table["text"] = table["status"].map(status_names())
    labels = {"met": _("Met"), "not_met": _("Not met"), "not_applicable": _("Does not apply")}
    return Theme(
        title=title,
        painted=tuple(MapClass(key=key, label=labels[key], colour=STATUS_COLOURS[key]) for key in statuses),
        text_label="#",
        table=table,
        notes=notes,
        slide=slide,
    )


def _measured(  # noqa: PLR0913 - one question with all it stands on
    table: pd.DataFrame,
    standing: PeriodAssessment,
    criteria_set: CriteriaSet,
    indicator: Indicator,
    *,
    title: str,
    method: Method,
    notes: tuple[str, ...],
) -> Theme:
    """Return the theme of something that is measured."""
    threshold = _threshold(standing, indicator.code)
    at_most = indicator.sense == "at_most"
    values = table["value"].to_numpy("float64")
    limits = class_limits(values, method=method, threshold=threshold, at_most=at_most)
    unit = dict(criteria_set.units)[indicator.unit]
    text = [
        _value_text(criteria_set, indicator, value, short)
        for value, short in zip(values, table["shortfall"].to_numpy("float64"), strict=True)
    ]
    table["class"], table["text"] = class_keys(limits.place(values)), text
    # What does not apply has no value and no class of its own: it stands with what has no data.
    return Theme(
        title=title,
        painted=painted_ranges(limits, str(unit), low_is_good=at_most),
        text_label="#",
        table=table,
        unit=str(unit),
        limits=limits,
        notes=notes,
        slide=("criterion", indicator.code),
    )


def _value_text(criteria_set: CriteriaSet, indicator: Indicator, value: float, shortfall: float) -> str:
    """Return a value, and how far it is from the threshold where it misses it."""
    if np.isnan(value):
        return ""
    text = say_value(criteria_set, indicator, value)
    if np.isnan(shortfall) or shortfall <= 0:
        return text
    return _("{value} (misses by {shortfall})", value=text, shortfall=say_value(criteria_set, indicator, shortfall))


def _threshold(standing: PeriodAssessment, code: str) -> float | None:
    """Return the threshold of an indicator in force; None where the province has not set it."""
    thresholds = standing.assessment.thresholds
    if thresholds is None:
        return None
    threshold = thresholds.loc[thresholds["indicator"].eq(code), "threshold"].dropna()
    return float(threshold.iloc[0]) if len(threshold) else None


def _rule(standing: PeriodAssessment, criteria_set: CriteriaSet, indicator: Indicator) -> str:
    """Return what is asked for, where it is written, and that nobody checked it where it decides something."""
    thresholds = standing.assessment.thresholds
    row = None if thresholds is None else thresholds[thresholds["indicator"].eq(indicator.code)]
    if row is None or row.empty:
        return ""
    line = row.iloc[0]
    threshold = None if pd.isna(line["threshold"]) else float(line["threshold"])
    to_check = indicator.code in deciding(standing).open_codes
    source = f"{line['clause']}; {unverified()}" if to_check else str(line["clause"])
    rule = say_rule(criteria_set, indicator, threshold, line["cases"] if isinstance(line["cases"], str) else "")
    return f"{rule[:1].upper()}{rule[1:]} ({source})"
