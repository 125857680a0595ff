"""The cheapest path to the targets: what to complete where and when; solved exactly, checked by code of its own."""

from __future__ import annotations

from ntm_geo.pathway.problem import Goal, Limits, Problem, Work
from ntm_geo.pathway.solve import Plan, solve

__all__ = ["Goal", "Limits", "Plan", "Problem", "Work", "solve"]
