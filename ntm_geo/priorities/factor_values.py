"""Factors of a ranking: everything that is known of the communes, in its unit, in one table."""

from __future__ import annotations

import itertools
from datetime import date
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from ntm_geo.assessment.engine.targets import hamlets_needed
from ntm_geo.assessment.hamlets import hamlet_target
from ntm_geo.boundaries.neighbors import neighbors
from ntm_geo.i18n import _, format_number
from ntm_geo.monitoring.commune_work import open_difficulties
from ntm_geo.monitoring.difficulties import open_by
from ntm_geo.partners.partner_history import history
from ntm_geo.priorities.engine import FACTORS
from ntm_geo.records.commune_attributes import known_attributes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ntm_geo.assessment.period import PeriodAssessment
    from ntm_geo.themes.map_layers import Layer
    from ntm_geo.workspace.workspace import Workspace

_ZONES: Final = {"I": 1.0, "II": 2.0, "III": 3.0}
_PERCENT: Final = 100


def factor_values(
    workspace: Workspace, standings: Sequence[PeriodAssessment], drawn: Layer, *, today: date | None = None
) -> pd.DataFrame:
    """Return every factor of every commune of the programme.

    Parameters
    ----------
    workspace : of the door.
    standings : the year ranked, then earlier years on the same units, newest first.
    drawn : the layer; neighbours are those of its lines.
    today : day open difficulties are counted on; that of the clock unless given.

    Returns
    -------
    Index ``code``, one column a key of `FACTORS`, in the factor's unit; missing where not known.
    """
    standing = standings[0]
    table = standing.assessment.standings.set_index("code")
    attributes = known_attributes(workspace, vintage=standing.vintage, period=standing.period)
    units = standing.units.set_index("code").loc[table.index]
    frame = pd.DataFrame(index=table.index)
    frame["missing"] = (len(standing.criteria_set.criteria) - table["met"]).astype(float)
    frame["distance"] = distance_of(standing, table.index)
    order = {tier.key: float(index) for index, tier in enumerate(standing.criteria_set.tiers)}
    frame["tier"] = table["tier"].map(order)
    frame["hamlets"] = _hamlets(workspace, standing).reindex(table.index)
    frame["poverty"] = _poverty(standing, attributes, table.index)
    frame["zone"] = attributes["zone"].map(_ZONES).reindex(table.index) if len(attributes) else np.nan
    joined = attributes["border"].reindex(table.index).astype("Float64") if len(attributes) else None
    border = units["border"].astype("Float64")
    frame["border"] = (border if joined is None else joined.fillna(border)).astype("float64")
    people = attributes["population"].reindex(table.index).astype("Float64") if len(attributes) else None
    listed = units["population"].astype("Float64")
    frame["population"] = (listed if people is None else people.fillna(listed)).astype("float64")
    frame["stuck"] = _stuck(standings).reindex(table.index)
    day = today or date.today()  # noqa: DTZ011 - the day at the place the program runs at
    counted = open_by(open_difficulties(workspace, vintage=standing.vintage, today=day), "code")
    frame["difficulties"] = counted.set_index("code")["open"].reindex(table.index).fillna(0).astype(float)
    frame["neighbours"] = _neighbours(table["met"], drawn)
    frame["support"] = _support(workspace, standing).reindex(table.index)
    return frame[list(FACTORS)]


def _support(workspace: Workspace, standing: PeriodAssessment) -> pd.Series[float]:
    """Return how many agencies helped each commune in the year; made-up ones only among made-up results.

    Where nothing is known of the year, nobody's number is; where something is, a commune without a partner has 0.
    """
    shown = history(workspace, vintage=standing.vintage)
    shown = shown[shown["year"].eq(standing.period)]
    shown = shown[~shown["illustrative"].astype(bool) | standing.provenance.illustrative]
    codes = standing.assessment.standings["code"]
    counts = shown.groupby("code")["agency"].nunique().reindex(codes).fillna(0.0).astype(float)
    return counts if len(shown) else counts.mask(counts.eq(0))


def say_factor(key: str, value: float) -> str:
    """Return a value of a factor with its unit."""
    if pd.isna(value):
        return _("not known")
    if key == "border":
        return _("yes") if value else _("no")
    if key == "zone":
        return {number: name for name, number in _ZONES.items()}.get(value, "–")
    unit = str(FACTORS[key].unit)
    number = format_number(value, digits=0 if float(value).is_integer() else 1)
    return f"{number}{unit}" if unit == "%" else f"{number} {unit}".strip()


def distance_of(standing: PeriodAssessment, codes: pd.Index, *, without: str = "") -> pd.Series[float]:
    """Return how far the measured indicators that are missed are from their thresholds, in % of these, on average.

    Parameters
    ----------
    standing : of the year.
    codes : communes.
    without : criterion whose indicators are left out, as if it were met.
    """
    verdicts = standing.assessment.verdicts
    if verdicts is None:
        return pd.Series(np.nan, index=codes)
    chosen_verdicts = verdicts[
        verdicts["status"].eq("not_met") & verdicts["threshold"].gt(0) & verdicts["criterion"].ne(without)
    ]
    share = chosen_verdicts["shortfall"] / chosen_verdicts["threshold"] * _PERCENT
    joined: pd.Series[float] = share.groupby(chosen_verdicts["code"]).mean().reindex(codes)
    judged = set(verdicts.loc[verdicts["status"].isin(["met", "not_met"]), "code"])
    return joined.mask(joined.isna() & codes.isin(list(judged)), 0.0)


def _hamlets(workspace: Workspace, standing: PeriodAssessment) -> pd.Series[float]:
    target = hamlet_target(workspace, standing.period)
    counts = standing.assessment.hamlet_counts
    needed = [
        float(hamlets_needed(int(certified), int(total), target)) if target is not None and total else np.nan
        for certified, total in zip(counts["certified"], counts["total"], strict=True)
    ]
    return pd.Series(needed, index=counts["code"])


def _poverty(standing: PeriodAssessment, attributes: pd.DataFrame, codes: pd.Index) -> pd.Series[float]:
    poverty_rate = attributes["poverty_rate"].reindex(codes) if len(attributes) else pd.Series(np.nan, index=codes)
    verdicts = standing.assessment.verdicts
    if verdicts is None:
        return poverty_rate
    measured = verdicts[verdicts["indicator"].eq("11.1")].set_index("code")["value"].reindex(codes)
    return poverty_rate.fillna(measured)


def _stuck(standings: Sequence[PeriodAssessment]) -> pd.Series[float]:
    """Return for how many years up to the newest the number of criteria met has not risen."""
    counts = pd.DataFrame(
        {standing.period: standing.assessment.standings.set_index("code")["met"] for standing in standings}
    )
    years = sorted(counts.columns, reverse=True)
    column, going = pd.Series(0.0, index=counts.index), pd.Series(data=True, index=counts.index)
    for later, earlier in itertools.pairwise(years):
        going &= counts[later] <= counts[earlier]
        column += going
    return column if len(years) > 1 else pd.Series(np.nan, index=counts.index)


def neighbours_of(drawn: Layer) -> Mapping[str, tuple[str, ...]]:
    """Return the neighbours of each unit of a layer, see `neighbors.neighbors`."""
    return neighbors(drawn.units[["code", "geometry"]].dropna(subset="code"))


def _neighbours(met: pd.Series, drawn: Layer) -> pd.Series[float]:
    beside = neighbours_of(drawn)
    means = {}
    for code in met.index:
        neighbours = [item for item in beside.get(str(code), ()) if item in met.index]
        means[code] = float(met.loc[neighbours].mean()) if neighbours else np.nan
    return pd.Series(means)
