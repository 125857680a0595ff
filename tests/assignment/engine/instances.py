"""Small problems, the best there is for them by trying everything, and real-sized ones."""

import itertools

import numpy as np
import pandas as pd
from hypothesis import strategies as st

from ntm_geo.assignment.engine import (
    Agency,
    Place,
    at_least,
    at_most,
    capacity,
    closeness,
    districts,
    keep_share,
    kinds_forbidden,
    kinds_required,
    lock_in,
    lock_out,
    need,
    problem,
    sector_fit,
    spread,
)
from ntm_geo.assignment.engine.check import check

KINDS = ("bank", "armed_forces")
TENTHS = st.integers(0, 10).map(lambda one: one / 10)


@st.composite
def problems(draw, most=4):
    """Draw a problem of up to 4 agencies × 3 communes with some of the rules there are."""
    helpers = [
        Agency(
            key=f"A{place}",
            kind=draw(st.sampled_from(KINDS)),
            least=draw(st.sampled_from([0, 0, 0, 1])),
            most=draw(st.integers(0, 2)),
            not_districts=draw(st.sampled_from([frozenset(), frozenset({"N"})])),
        )
        for place in range(draw(st.integers(1, most)))
    ]
    helped = [
        Place(
            code=f"{place:05d}",
            district=draw(st.sampled_from("NS")),
            groups=draw(st.sampled_from([frozenset(), frozenset({"border"})])),
            wanted=draw(st.sampled_from([None, None, None, 0, 2])),
        )
        for place in range(draw(st.integers(1, 3)))
    ]
    every = [(one.key, other.code) for one in helpers for other in helped]
    possible = draw(st.lists(st.sampled_from(every), unique=True, max_size=8))
    rows = [(*pair, draw(TENTHS), draw(st.one_of(st.none(), TENTHS))) for pair in possible]
    pairs = pd.DataFrame(rows, columns=["agency", "code", "sector", "closeness"]).astype(
        {"agency": "object", "code": "object", "sector": float, "closeness": float}
    )
    chosen = [
        draw(st.sampled_from([None, one]))
        for one in (
            capacity(), districts(), at_least(draw(st.integers(0, 2))), at_most(draw(st.integers(0, 2))),
            kinds_required("border", "armed_forces"), kinds_forbidden("border", "bank"), spread(1),
            keep_share(draw(st.sampled_from([0.5, 1.0])), frozenset(possible[:2])),
        )
    ]  # fmt: skip
    locks = draw(st.lists(st.sampled_from(every), unique=True, max_size=2))
    return (
        problem(helpers, helped, pairs)
        .maximise(sector_fit(2), closeness(1))
        .subject_to(*(one for one in chosen if one))
        .locked(*(draw(st.sampled_from([lock_in, lock_out]))(*pair) for pair in locks))
    )


def every_choice(asked):
    """Yield every set of possible pairs that keeps the rules, with its sum of fits."""
    pairs = list(zip(asked.pairs["agency"], asked.pairs["code"], strict=True))
    for size in range(len(pairs) + 1):
        for rows in itertools.combinations(range(len(pairs)), size):
            table = pd.DataFrame([pairs[row] for row in rows], columns=["agency", "code"])
            if not check(asked, table):
                yield frozenset(pairs[row] for row in rows), float(asked.fit[list(rows)].sum())


def sized(agencies, communes, *, seed=7, most=3, candidates=None):
    """Return a random problem of a size; with ``candidates``, so many agencies a commune."""
    rng = np.random.default_rng(seed)
    helpers = [Agency(key=f"A{place:04d}", most=int(rng.integers(1, most + 1))) for place in range(agencies)]
    helped = [Place(code=f"{place:05d}", district=f"{place % 10:03d}") for place in range(communes)]
    if candidates is None:
        rows = [(one.key, other.code) for one in helpers for other in helped]
    else:
        rows = [
            (helpers[place].key, other.code)
            for other in helped
            for place in rng.choice(agencies, candidates, replace=False)
        ]
    pairs = pd.DataFrame(rows, columns=["agency", "code"])
    for piece in ("sector", "need", "closeness"):
        pairs[piece] = rng.random(len(pairs)).round(3)
    return (
        problem(helpers, helped, pairs)
        .maximise(sector_fit(3), need(2), closeness(1))
        .subject_to(capacity(), districts(), at_least(1))
    )
