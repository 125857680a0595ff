"""Factors, weights, ranking and the reasons for every place; numbers in, numbers out, no data read here.

clusters    clusters on the map
effects     what the weights really do
factors     factors a ranking may use
matrix      from values in their units to marks between 0 and 1, and the weights as one array
methods     methods that make a score of marks
purposes    purposes a province ranks its communes for
ranking     the ranking
robustness  how firm a place is
selection   who is on the list
weights     weights from pairwise comparison
"""

from __future__ import annotations

from ntm_geo.priorities.engine.factors import FACTORS, Factor
from ntm_geo.priorities.engine.purposes import PURPOSES, Purpose, Weight
from ntm_geo.priorities.engine.ranking import Ranking, rank

__all__ = ["FACTORS", "PURPOSES", "Factor", "Purpose", "Ranking", "Weight", "rank"]
