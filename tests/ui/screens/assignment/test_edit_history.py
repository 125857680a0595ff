"""The bench of a session: back and forth step by step, and what was undone is forgotten after a new step."""

from ntm_geo.ui.screens.assignment.edit_history import Bench


def test_undo_and_redo_walk_the_steps():
    bench = Bench(desk="first")
    bench.put("second")
    bench.put("third")
    bench.undo()
    bench.undo()
    assert (bench.desk, bench.past, bench.future) == ("first", [], ["third", "second"])
    bench.undo()
    assert bench.desk == "first"
    bench.redo()
    assert bench.desk == "second"
    bench.put("other")
    assert (bench.future, bench.past) == ([], ["first", "second"])
    bench.redo()
    assert bench.desk == "other"


def test_work_that_is_not_saved_is_known():
    bench = Bench(desk="first", saved="first")
    assert not bench.dirty
    bench.put("second")
    assert bench.dirty
    bench.undo()
    assert not bench.dirty


def test_steps_are_kept_up_to_a_bound():
    bench = Bench(desk=0)
    for step in range(1, 250):
        bench.put(step)
    assert len(bench.past) == 100
