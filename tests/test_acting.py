"""Who acts: inside a block, by a door, and nobody otherwise."""

from threading import Thread

from ntm_geo import acting
from ntm_geo.acting import PROGRAM, Actor, acting_as, current_actor, register_door, signed

HOA = Actor(account="hoa", name="Hoa", role="coordination")


def test_somebody_acts_inside_a_block_only():
    assert current_actor() is None
    with acting_as(PROGRAM):
        with acting_as(HOA):
            assert (current_actor(), signed("gõ tay")) == (HOA, "Hoa")
        assert (current_actor(), signed("gõ tay")) == (PROGRAM, "gõ tay")
    assert current_actor() is None
    assert signed("gõ tay") == "gõ tay"


def test_another_thread_is_somebody_else():
    seen = []
    with acting_as(HOA):
        thread = Thread(target=lambda: seen.append(current_actor()))
        thread.start()
        thread.join()
    assert seen == [None]


def test_a_door_is_asked_where_nobody_was_named(monkeypatch):
    monkeypatch.setattr(acting, "_doors", [])
    register_door(lambda: HOA)
    register_door(lambda: None)
    assert current_actor() == HOA
    with acting_as(PROGRAM):
        assert current_actor() == PROGRAM
