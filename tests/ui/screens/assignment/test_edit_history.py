"""The edit history of a session: back and forth step by step, and what was undone is forgotten after a new step."""

from ntm_geo.ui.screens.assignment.edit_history import EditHistory


class Step(str):
    """A draft of which only the name matters."""

    __slots__ = ()

    def put_away(self):
        return self


def test_undo_and_redo_walk_the_steps():
    edits = EditHistory(draft=Step("first"))
    edits.put(Step("second"))
    edits.put(Step("third"))
    edits.undo()
    edits.undo()
    assert (edits.draft, edits.past, edits.future) == ("first", [], ["third", "second"])
    edits.undo()
    assert edits.draft == "first"
    edits.redo()
    assert edits.draft == "second"
    edits.put(Step("other"))
    assert (edits.future, edits.past) == ([], ["first", "second"])
    edits.redo()
    assert edits.draft == "other"


def test_work_that_is_not_saved_is_known():
    edits = EditHistory(draft=(first := Step("first")), saved=first)
    assert not edits.dirty
    edits.put(Step("second"))
    assert edits.dirty
    edits.undo()
    assert not edits.dirty


def test_steps_are_kept_up_to_a_bound():
    edits = EditHistory(draft=Step())
    for step in range(250):
        edits.put(Step(step))
    assert len(edits.past) == 50
