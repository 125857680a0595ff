"""Views are saved by name; each sees his own and those that are shared."""

import pytest

from ntm_geo.acting import Actor, acting_as
from ntm_geo.errors import RightsError, TableError
from ntm_geo.sharing.saved_views import SavedView, drop_view, load_views, save_view

HOA = Actor(account="hoa", name="Hoa", role="coordination")
LEADER = Actor(account="lanhdao", name="Lãnh Đạo", role="leader")


def _view(name, *, shared=False, period="2026"):
    return SavedView(name=name, page="ban-do", view=f"period={period}", shared=shared)


def test_a_view_of_the_same_name_gives_way_and_can_be_taken_away(fresh):
    save_view(fresh, _view("  Giao   ban "), by="An")
    save_view(fresh, _view("Giao ban", period="2025"), by="An")
    (row,) = load_views(fresh).to_dict("records")
    assert (row["name"], row["view"], row["mine"]) == ("Giao ban", "period=2025", True)
    drop_view(fresh, "Giao ban", by="An")
    assert load_views(fresh).empty


@pytest.mark.parametrize("name", ["", "   ", "x" * 81])
def test_a_view_needs_a_name(name, fresh):
    with pytest.raises(TableError):
        save_view(fresh, _view(name), by="An")


def test_each_sees_his_own_and_the_shared_ones(office):
    with acting_as(HOA):
        save_view(office, _view("Của Hoa"), by="")
        save_view(office, _view("Chung", shared=True), by="")
    with acting_as(LEADER):
        save_view(office, _view("Chung", period="2025"), by="")
        table = load_views(office)
        assert table[["name", "by", "mine"]].to_numpy().tolist() == [
            ["Chung", "Lãnh Đạo", True], ["Chung", "Hoa", False],
        ]  # fmt: skip
        drop_view(office, "Của Hoa", by="")
    with acting_as(HOA):
        assert "Của Hoa" in set(load_views(office)["name"]), "nobody takes away what is not his"
    with acting_as(Actor(account="khach", name="K", role="guest")), pytest.raises(RightsError):
        save_view(office, _view("x"), by="")
