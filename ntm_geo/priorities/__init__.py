"""Who first: factors, weights, ranking and the reasons for every place; numbers in, numbers out, no data read here."""

from __future__ import annotations

from ntm_geo.priorities.factors import FACTORS, Factor
from ntm_geo.priorities.purposes import PURPOSES, Purpose, Weight
from ntm_geo.priorities.ranking import Ranking, rank

__all__ = ["FACTORS", "PURPOSES", "Factor", "Purpose", "Ranking", "Weight", "rank"]
