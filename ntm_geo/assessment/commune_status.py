"""The communes of the programme in a period, and what came of judging one criterion in each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from ntm_geo.assessment.derived import derived
from ntm_geo.boundaries.units import full_name
from ntm_geo.tables.unit_table import PROGRAMME_KIND

if TYPE_CHECKING:
    from ntm_geo.assessment.period import PeriodAssessment


@derived
def communes_of(standing: PeriodAssessment) -> pd.DataFrame:
    """Return the communes of the programme: code, full name, district."""
    units = standing.units[standing.units["kind"].eq(PROGRAMME_KIND)]
    names = [full_name(kind, name) for kind, name in zip(units["kind"], units["name"], strict=True)]
    frame = pd.DataFrame({"code": units["code"], "name": names, "district": units["parent_name"].fillna("")})
    return frame.reset_index(drop=True)


@derived
def criterion_status(standing: PeriodAssessment, code: str) -> pd.DataFrame:
    """Return whether each commune meets a criterion.

    Returns
    -------
    ``code, name, district, status``; ``status`` is ``met``, ``not_met`` or ``unknown``.
    """
    results = standing.assessment.results
    met = results[results["criterion"].eq(code)].set_index("code")["met"]
    communes = communes_of(standing)
    known = communes["code"].map(met.astype("object"))
    status = pd.Series("unknown", index=communes.index).mask(known.eq(True), "met").mask(known.eq(False), "not_met")
    return communes.assign(status=status)
