"""Figures of a plan are those it was saved with, until it is changed."""

from ntm_geo.assignment import draft_steps


def _told(at):
    return next(one.value for one in at.markdown if "cơ quan giúp đỡ" in one.value)


def test_a_change_is_counted_anew_and_undo_brings_the_kept_figures_back(app, fresh):
    at = app("assignment", period="2022")
    at.button(key="assign_start").click().run()
    before = _told(at)
    agency, code = min(at.session_state["assignment_bench"].draft.chosen)
    edits = at.session_state["assignment_bench"]
    edits.put(draft_steps.remove(edits.draft, (agency, code)))
    at.run()
    assert _told(at) != before
    at.button(key="assign_undo").click().run()
    assert _told(at) == before
