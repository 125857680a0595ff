"""Clusters: a planted one is found, chance and too few communes say nothing."""

import numpy as np
import pandas as pd

from ntm_geo.priorities.engine.clusters import CLUSTERS, clusters

SIDE = 12
CODES = [f"{row:02d}{column:03d}" for row in range(SIDE) for column in range(SIDE)]


def _grid():
    places = {(row, column): CODES[row * SIDE + column] for row in range(SIDE) for column in range(SIDE)}
    return {
        code: tuple(
            places[row + down, column + right]
            for down, right in ((0, 1), (1, 0), (0, -1), (-1, 0))
            if (row + down, column + right) in places
        )
        for (row, column), code in places.items()
    }


def _values(chance):
    return pd.Series(chance.uniform(0, 1, len(CODES)), index=CODES)


def test_a_planted_cluster_is_found_and_always_the_same():
    values = _values(np.random.default_rng(1))
    hot = [code for code in CODES if int(code[:2]) < 4 and int(code[2:]) < 4]
    values.loc[hot] += 5
    found = clusters(values, _grid())
    assert found.equals(clusters(values, _grid()))
    kinds = found.set_index("code")["cluster"]
    assert set(kinds) <= set(CLUSTERS)
    assert (kinds.loc[hot] == "high_high").mean() > 0.7
    others = kinds.drop([code for code in CODES if int(code[:2]) < 5 and int(code[2:]) < 5])
    assert (others == "high_high").sum() == 0


def test_chance_alone_makes_few():
    found = clusters(_values(np.random.default_rng(2)), _grid())
    assert (found["cluster"] != "none").mean() < 0.15


def test_too_few_or_all_the_same_say_nothing():
    assert clusters(pd.Series(1.0, index=CODES), _grid()).empty
    assert clusters(_values(np.random.default_rng(1)).head(5), _grid()).empty
    assert clusters(_values(np.random.default_rng(1)), {}).empty


def test_what_is_not_known_is_left_out():
    values = _values(np.random.default_rng(3))
    values.iloc[:7] = np.nan
    assert len(clusters(values, _grid())) == len(CODES) - 7
