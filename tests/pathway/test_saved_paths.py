"""A path comes back as it was asked, the one saved last first."""

from datetime import date

import pytest

from ntm_geo.errors import TableError
from ntm_geo.pathway.engine import Goal
from ntm_geo.pathway.planning import Wishes
from ntm_geo.pathway.saved_paths import list_paths, save_path

WISHES = Wishes(
    goals=(Goal(key="standard", value=40.0), Goal(key="hamlets", value=0.35)), years=(2023, 2024), budget=None,
    district=3, department=None, objective="lowest", lost=frozenset({("01291", "10")}),
    must=(("01294", "17", 2024),), must_not=(("01297", "2"),),
)  # fmt: skip


def _save(fresh, name, wishes=WISHES, day=date(2023, 5, 1)):
    save_path(fresh, name, wishes, period=2022, vintage="2020", result="Tốn 5 tỷ", by="An", today=day)


def test_a_path_comes_back_as_it_was_asked(fresh):
    assert list_paths(fresh) == ()
    _save(fresh, " Một ")
    (kept,) = list_paths(fresh)
    assert kept.wishes == WISHES
    assert (kept.name, kept.period, kept.vintage, kept.result, kept.saved_by) == ("Một", 2022, "2020", "Tốn 5 tỷ", "An")


def test_the_one_saved_last_stands_first_and_a_name_stands_once(fresh):
    for name in ("B", "A", "B"):
        _save(fresh, name)
    assert [one.name for one in list_paths(fresh)] == ["B", "A"]


def test_a_path_needs_a_name(fresh):
    with pytest.raises(TableError, match="no name"):
        _save(fresh, " ")
