"""What was sent, appraised and voted on is only added to, past every screen and by everybody."""

import pandas as pd
import pytest

from ntm_geo.errors import StoreError
from ntm_geo.store.changes import BY_ROWS
from ntm_geo.store.datasets import add_version, make_current, read_version
from ntm_geo.store.kinds import APPEND_ONLY, BOUNDARIES, KEYS, MODELS

AT = "2026-11-30T08:00:00+00:00"


def _vote(number, agreed=8, code="01270"):
    return {
        "number": number, "code": code, "period": 2026, "level": "standard", "held_on": pd.Timestamp("2026-12-20"),
        "members": 9, "present": 9, "agreed": agreed, "proposes": True, "minutes": None, "note": None, "at": AT,
        "by": "VP", "account": None,
    }  # fmt: skip


def test_every_kind_has_a_model_and_a_key():
    assert set(KEYS) == {*MODELS, BOUNDARIES}
    assert set(MODELS) >= APPEND_ONLY
    assert BY_ROWS >= APPEND_ONLY


def test_rows_are_added_and_never_changed_or_taken_away(store, new):
    def keep(*rows, expected=-1):
        added = new(pd.DataFrame(list(rows)), kind="councils", vintage="2025", period=2026)
        return add_version(store, added, expected=expected)[0]

    first = keep(_vote(1))
    second = keep(_vote(1), _vote(2, agreed=4))
    for wrong in ([_vote(2, agreed=4)], [_vote(1, agreed=9), _vote(2, agreed=4)], []):
        with pytest.raises(StoreError, match="only added to"):
            add_version(
                store,
                new(pd.DataFrame(wrong, columns=list(_vote(1))), kind="councils", vintage="2025", period=2026),
            )
    with pytest.raises(StoreError, match="only added to"):
        make_current(store, first, by="VP")
    assert read_version(store, second)["agreed"].tolist() == [8, 4]


def test_two_offices_that_add_at_one_moment_both_land(store, new):
    def keep(*rows, expected):
        added = new(pd.DataFrame(list(rows)), kind="councils", vintage="2025", period=2026)
        return add_version(store, added, expected=expected)[0]

    begun = keep(_vote(1), expected=None)
    keep(_vote(1), _vote(2, code="01273"), expected=begun.id)
    last = keep(_vote(1), _vote(2, code="01279"), expected=begun.id)
    assert read_version(store, last)["code"].tolist() == ["01270", "01273", "01279"]
