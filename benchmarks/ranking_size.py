"""Measure a ranking of thousands of communes with its ranges and smallest changes; made-up values of all factors.

Run: ``python -m benchmarks.ranking_size``. Beside it the same draws with ``DataFrame.rank``, as one would write them down
first.
"""

from __future__ import annotations

import time

import numpy as np
import pandas as pd

from ntm_geo.priorities.engine import FACTORS, Weight, rank
from ntm_geo.priorities.engine.matrix import shares
from ntm_geo.priorities.engine.robustness import DRAWS, SEED, SPREAD, rank_ranges, smallest_changes

COMMUNES = 10_000
PART = 50
FIRST = 500


def made_up() -> pd.DataFrame:
    """Return values of every factor; many communes are tied in the small ones."""
    chance = np.random.default_rng(1)
    index = pd.Index([f"{place:05d}" for place in range(COMMUNES)], name="code")
    columns = {key: chance.integers(0, 20, COMMUNES).astype(float) for key in FACTORS}
    return pd.DataFrame(columns | {"poverty": chance.uniform(0, 90, COMMUNES)}, index=index)


def usual(ranking, draws: int) -> None:
    """Rank by pandas draw after draw."""
    chance = np.random.default_rng(SEED)
    base = shares(ranking.weights)
    ranks = pd.DataFrame(index=ranking.marks.index)
    for draw in range(draws):
        moved = base * chance.uniform(1 - SPREAD, 1 + SPREAD, len(base))
        ranks[draw] = (ranking.marks * moved).sum(axis=1).rank(ascending=False, method="first")
    ranks.min(axis=1)
    ranks.max(axis=1)


def main() -> None:
    """Measure and print."""
    values = made_up()
    weights = {key: Weight(value=10 + place, first="high") for place, key in enumerate(FACTORS)}
    print(f"| {COMMUNES:,} communes, {len(weights)} factors | s |\n|---|---:|")
    start = time.perf_counter()
    ranking = rank(values, weights)
    print(f"| rank | {time.perf_counter() - start:.2f} |")
    start = time.perf_counter()
    rank_ranges(ranking, first=FIRST)
    ranges = time.perf_counter() - start
    print(f"| ranges, {DRAWS:,} draws | {ranges:.2f} |")
    start = time.perf_counter()
    smallest_changes(ranking, first=FIRST)
    print(f"| smallest change of a weight for each of the first {FIRST} | {time.perf_counter() - start:.2f} |")
    start = time.perf_counter()
    usual(ranking, PART)
    print(f"| ranges with `DataFrame.rank` (from {PART} draws) | {(time.perf_counter() - start) * DRAWS / PART:.2f} |")


if __name__ == "__main__":
    main()
